from datetime import date
from types import SimpleNamespace

import pytest
from flask import g

from reporting.casework.checking import finding_key
from reporting.domain.bulletin import BulletinBody, Reason
from reporting.domain.bulletin_choice import choose
from reporting.domain.bulletin_facts import Facts
from reporting.domain.redaction_finding import Finding
from reporting.domain.report import Identifier
from reporting.review import bulletin_words as words

OFFERED = Facts(
    {"incident_types": ("robbery", "threats"), "when": "late-2026-02", "area": "downtown"},
    ({"person_gender": "man"}, {"person_name": "Mike"}),
    ({"vehicle_plate": "CKB 018"},),
    (Identifier("phone", "604 555-0142", partial=True),),
)
FOUND = Finding(14, "persons.1.person_name", "Mike", 0, 4)


@pytest.fixture(autouse=True)
def seated(app, group):
    with app.test_request_context("/bulletins"):
        g.here = SimpleNamespace(desk=group.desk("ada"))
        yield


def test_fields_stand_in_groups_with_their_words_and_findings():
    chosen = choose(OFFERED, {"persons.2.person_name": ""})
    groups = words.rows_of(OFFERED, chosen, [FOUND])
    assert [(one.heading, len(one.rows)) for one in groups] == [
        ("What happened", 3),
        ("Vehicle", 1),
        ("Person 1", 1),
        ("Person 2", 1),
        ("Numbers and names", 1),
    ]
    assert [row.shown for row in groups[0].rows][1:] == ["late February 2026", "Downtown"]
    assert groups[3].rows[0].findings == (FOUND,)
    assert groups[2].rows[0].findings == ()
    assert groups[4].rows[0].label == "Phone number, part of it"


def test_reasons_are_found_again_by_what_they_answer():
    kept = Reason(14, "persons.1.person_name", "Mike", "his alias")
    gone = Reason(8, "summary.en", "deported", "no longer there")
    assert words.reasons_by_key([kept, gone], [FOUND]) == {finding_key(FOUND): "his alias"}


def test_typed_details_stay_in_their_language_and_names_have_none():
    person = {"person_name": "Mike", "person_clothing": "grey hood", "person_gender": "man"}
    typed = Facts({"ad_site": "example.org"}, (person,), ({"vehicle_detail": "dent"},))
    labels = words.untranslated(typed)
    assert [text for _, text in labels] == ["grey hood", "dent"]
    assert all(label for label, _ in labels)
    assert words.untranslated(OFFERED) == []


@pytest.mark.parametrize(
    ("summary", "missing"),
    [({}, []), ({"en": "Tall."}, ["fr"]), ({"fr": "Grand."}, ["en"])],
)
def test_a_language_without_sentences_is_named(summary, missing):
    body = BulletinBody(facts=OFFERED, expires=date(2026, 5, 1), summary=summary)
    assert words.unwritten(body) == missing


def test_a_bulletin_is_named_by_its_harms():
    body = BulletinBody(facts=OFFERED, expires=date(2026, 5, 1))
    assert "Robbed" in words.title_of(body)
    assert words.title_of(None) == ""
    assert words.in_language({"fr": "oui"}, "en") == "oui"
    assert words.in_language({}, "en") == ""


def test_a_text_to_pass_on_has_all_of_it_in_the_order_of_a_sheet():
    body = BulletinBody(facts=OFFERED, expires=date(2026, 5, 1), summary={"en": "Stay away."})
    entry = words.entry_of(body, 7)
    assert words.share_text(entry, "en", 7).splitlines() == [
        "Robbed · Threats",
        "late February 2026 · Downtown",
        "CKB 018",
        "Man",
        "Name used: Mike",
        "Phone number, part of it 604 555-0142",
        "Stay away.",
        "One unconfirmed report.",
        "Reports are from workers and are not proven. (7)",
    ]
    assert "Nom utilisé" in words.share_text(entry, "fr", 7)


def test_findings_of_a_summary_are_those_of_its_language():
    english = Finding(3, "summary.en", "9:30", 0, 4, "en")
    assert words.of_summary([english, FOUND], "en") == [english]
    assert words.of_summary([english, FOUND], "fr") == []
