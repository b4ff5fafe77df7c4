"""What may leave a report, by filling every field with a word of its own and looking for it."""

import json
from dataclasses import fields, replace
from datetime import date

import pytest

from reporting.domain.bulletin_facts import COARSENED, HAPPENING_ORDER, PERSON_ORDER, VEHICLE_ORDER
from reporting.domain.catalogue import FIELDS, Disclosure
from reporting.domain.coarsening import Areas
from reporting.domain.consent import Choices, Consent
from reporting.domain.errors import ConsentMissing
from reporting.domain.report import Account, Identifier
from reporting.domain.report_needs import is_about_police
from reporting.domain.views import (
    EXCLUSION_LABELS,
    PUBLISHED,
    Exclusion,
    Exclusions,
    PoliceRecipientRefused,
    PoliceView,
    PublishView,
    police_information,
    police_view,
    publish_view,
)

DAY = date(2026, 11, 20)
AREAS = Areas({"east": "city"}, "city")
WORDED = {name: f"word{number}x" for number, name in enumerate(FIELDS)}
SINGLE = {"happened_on": "2026-11-03", "area": "east", "place_type": "hotel_theirs"}


def answer(question):
    """A valid answer that nobody else gives: a word for text, the first option of a list."""
    if question.name in SINGLE:
        return SINGLE[question.name]
    if question.kind in {"text", "line"} or question.list_name:
        return WORDED[question.name]
    value = question.options[0].value if question.options else "yes"
    return (value,) if question.kind == "choices" else value


def group(name):
    return {q.name: answer(q) for q in FIELDS.values() if q.group == name}


FULL = Account(
    {q.name: answer(q) for q in FIELDS.values() if not q.group},
    (group("person"),),
    (group("vehicle"),),
    (Identifier("phone", WORDED["identifiers_value"]),),
)
EVERYTHING = Choices(
    consent_bulletin=True,
    consent_police_report=True,
    consent_police_information=True,
    police_place_exact=True,
    police_time_exact=True,
    police_pictures=True,
    police_own_words=True,
)


def consent(**changes):
    choices = replace(EVERYTHING, **changes)
    return Consent(choices, 1, bytes(16), bytes(32), DAY, "en", "2026-11")


def words_in(view):
    """Every word of a view, fields that are not shown in repr included."""
    values = [getattr(view, field.name) for field in fields(view)]
    return repr([vars_of(value) for value in values])


def vars_of(value):
    return value.to_json() if hasattr(value, "to_json") else value


def names_with(text):
    return {name for name, word in WORDED.items() if word in text}


def test_a_bulletin_holds_no_field_that_may_not_be_published():
    view = publish_view(FULL, consent(), AREAS, DAY)
    found = names_with(words_in(view))
    assert {FIELDS[name].disclosure for name in found} == {Disclosure.PUBLISH}
    text = json.dumps(view.facts.to_json())
    assert "2026-11-03" not in text
    assert "hotel" not in text


def test_a_bulletin_holds_every_field_that_may_be_published():
    view = publish_view(FULL, consent(), AREAS, DAY)
    worded = {
        name
        for name in PUBLISHED
        if FIELDS[name].kind in {"text", "line"} or FIELDS[name].list_name
    }
    assert worded <= names_with(words_in(view))
    assert view.facts.happening["incident_types"] == ("sexual_assault",)
    assert view.facts.happening["when"] == "early-2026-11"
    assert view.facts.happening["area"] == "east"
    assert view.facts.happening["place"] == "indoors"


def test_the_order_of_the_sheet_names_every_publishable_field_once():
    ordered = (*HAPPENING_ORDER, *PERSON_ORDER, *VEHICLE_ORDER)
    assert len(ordered) == len(set(ordered))
    identifier = {q.name for q in FIELDS.values() if q.group == "identifier"}
    assert set(ordered) - COARSENED == PUBLISHED - identifier
    assert HAPPENING_ORDER[:4] == ("incident_types", "severity", "when", "area")


def test_without_consent_there_is_no_view_for_anybody():
    with pytest.raises(ConsentMissing):
        publish_view(FULL, consent(consent_bulletin=False), AREAS, DAY)
    with pytest.raises(ConsentMissing):
        police_view(FULL, consent(consent_police_report=False), "north", AREAS, DAY)
    with pytest.raises(ConsentMissing):
        police_information(FULL, consent(consent_police_information=False), "north")


def test_a_view_cannot_be_made_beside_its_function():
    facts = publish_view(FULL, consent(), AREAS, DAY).facts
    with pytest.raises(TypeError):
        PublishView(facts, object())
    with pytest.raises(ValueError, match="maker"):
        replace(publish_view(FULL, consent(), AREAS, DAY), facts=facts)
    with pytest.raises(TypeError):
        PoliceView("n", {}, (), (), (), "", "", "", pictures=False, consent_day=DAY, maker=None)


def test_an_area_in_her_own_words_becomes_the_region():
    account = Account({"area": "behind the diner", "area_other": "by the diner"})
    assert dict(publish_view(account, consent(), AREAS, DAY).facts.happening) == {"region": "city"}


def test_race_is_never_shown_alone():
    person = {"person_appearance_race": "x", "person_gender": "man"}
    account = Account(persons=(person, person | {"person_hair": "black"}))
    first, second = publish_view(account, consent(), AREAS, DAY).facts.persons
    assert dict(first) == {"person_gender": "man"}
    assert second["person_appearance_race"] == "x"


def test_dont_know_is_not_shown():
    account = Account(
        {"severity": "unknown", "incident_types": ("unknown", "robbery")},
        persons=({"person_hair": "unknown"},),
    )
    facts = publish_view(account, consent(), AREAS, DAY).facts
    assert dict(facts.happening) == {"incident_types": ("robbery",)}
    assert facts.persons == ()


def test_police_get_exact_things_when_she_chose_them():
    view = police_view(FULL, consent(), "north", AREAS, DAY)
    assert view.exact_time == f"2026-11-03 {WORDED['clock_time']}"
    assert view.exact_place == WORDED["place_detail"]
    assert view.own_words == WORDED["what_happened"]
    assert view.pictures


@pytest.mark.parametrize(
    ("part", "field", "name"),
    [
        ("police_time_exact", "exact_time", "clock_time"),
        ("police_place_exact", "exact_place", "place_detail"),
        ("police_own_words", "own_words", "what_happened"),
    ],
)
def test_police_get_nothing_exact_unless_she_chose_it(part, field, name):
    view = police_view(FULL, consent(**{part: False}), "north", AREAS, DAY)
    assert getattr(view, field) == ""
    assert WORDED[name] not in words_in(view)


def test_police_get_the_day_only_with_the_time():
    view = police_view(FULL, consent(police_time_exact=False), "north", AREAS, DAY)
    assert "2026-11-03" not in words_in(view)
    assert view.happening["when"] == "early-2026-11"


def test_police_get_no_field_that_is_never_disclosed_nor_the_contact():
    for view in (
        police_view(FULL, consent(), "north", AREAS, DAY),
        police_information(FULL, consent(), "north"),
    ):
        found = names_with(words_in(view))
        assert not {n for n in found if FIELDS[n].disclosure is Disclosure.NEVER}
        assert {FIELDS[n].compartment for n in found} == {"account"}
        assert "area_other" not in found
        assert "hotel_theirs" not in words_in(view)


@pytest.mark.parametrize("place", ["parlour", "agency"])
def test_the_name_of_a_workplace_never_leaves(place):
    account = replace(FULL, answers={**FULL.answers, "place_type": place})
    view = police_view(account, consent(), "north", AREAS, DAY)
    assert view.exact_place == ""
    assert place not in words_in(view)


def test_a_force_that_she_left_out_gets_nothing():
    without = consent(police_leave_out=frozenset({"north"}))
    with pytest.raises(ConsentMissing):
        police_view(FULL, without, "north", AREAS, DAY)
    with pytest.raises(ConsentMissing):
        police_information(FULL, without, "north")
    assert police_view(FULL, without, "south", AREAS, DAY).force == "south"


def test_information_holds_who_did_it_and_nothing_of_what_happened_but_the_kind_of_harm():
    view = police_information(FULL, consent(), "north")
    assert set(view.happening) == {"incident_types"}
    assert view.exact_time == view.exact_place == view.own_words == ""
    assert not view.pictures
    assert view.persons[0]["person_name"] == WORDED["person_name"]


@pytest.mark.parametrize(
    "account",
    [
        Account(persons=({"person_role": "client"}, {"person_role": "police"})),
        Account({"incident_types": ("robbery", "abuse_police")}),
    ],
)
def test_a_report_about_police_goes_to_no_police(account):
    assert is_about_police(account)
    with pytest.raises(PoliceRecipientRefused):
        police_view(account, consent(), "north", AREAS, DAY)
    with pytest.raises(PoliceRecipientRefused):
        police_information(account, consent(), "north")


def test_views_do_not_show_content_in_repr():
    assert not names_with(repr(police_view(FULL, consent(), "north", AREAS, DAY)))


def test_exclusions_are_asked_first_and_remembered():
    asked = Exclusions(danger_now=False, child=False, partner=True)
    assert asked.unasked == (Exclusion.POLICE_OFFENDER,)
    assert asked.standing == (Exclusion.PARTNER,)
    assert not asked.clear
    assert Exclusions(False, False, False, False).clear
    assert not Exclusions().clear
    assert set(EXCLUSION_LABELS) == set(Exclusion)


def test_signs_that_no_bulletin_takes_are_left_out_and_do_not_stop_the_warning():
    joined = "\N{MAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
    account = Account(
        {"incident_types": ("threats",)},
        ({"person_behaviour": f"laughs {joined}\uffff"}, {"person_name": "\u200d"}),
        (),
        (Identifier("social", f"@mike{joined}"), Identifier("social", "\u200d")),
    )
    facts = publish_view(account, consent(), AREAS, DAY).facts
    assert facts.persons == ({"person_behaviour": "laughs \N{MAN}\N{GIRL}"},)
    assert [one.value for one in facts.identifiers] == ["@mike\N{MAN}\N{GIRL}"]
