import pytest

from reporting.domain.bulletin_choice import choices, choose, kept_within, within
from reporting.domain.bulletin_facts import Facts
from reporting.domain.errors import Invalid
from reporting.domain.report import Identifier

OFFERED = Facts(
    {"incident_types": ("robbery", "threats"), "severity": "dangerous", "ad_site": "a site"},
    ({"person_gender": "man"}, {"person_name": "Mike", "person_marks": "snake tattoo"}),
    ({"vehicle_plate": "CKB 018"},),
    (Identifier("phone", "604 555-0142"), Identifier("email", "mikey@example.org")),
)


def test_every_field_has_a_path_and_only_texts_can_be_changed():
    found = {choice.path: choice for choice in choices(OFFERED)}
    assert list(found) == [
        "happening.incident_types",
        "happening.severity",
        "happening.ad_site",
        "vehicles.1.vehicle_plate",
        "persons.1.person_gender",
        "persons.2.person_name",
        "persons.2.person_marks",
        "identifiers.1",
        "identifiers.2",
    ]
    assert {path for path, choice in found.items() if choice.text} == {
        "happening.ad_site",
        "vehicles.1.vehicle_plate",
        "persons.2.person_name",
        "persons.2.person_marks",
    }


def test_with_everything_kept_nothing_changes():
    chosen = choose(OFFERED, kept_within(OFFERED, OFFERED))
    assert chosen.facts == OFFERED
    assert all(place == path for place, path in chosen.paths.items())


def test_who_has_nothing_ticked_is_left_out_and_the_paths_lead_back():
    kept = {"persons.2.person_name": "", "identifiers.2": "", "happening.severity": ""}
    chosen = choose(OFFERED, kept)
    assert chosen.facts == Facts(
        {"severity": "dangerous"}, ({"person_name": "Mike"},), (), (OFFERED.identifiers[1],)
    )
    assert chosen.paths == {
        "happening.severity": "happening.severity",
        "persons.1.person_name": "persons.2.person_name",
        "identifiers.1": "identifiers.2",
    }


def test_a_changed_text_stands_and_an_option_stays_what_it_is():
    kept = {
        "persons.2.person_marks": "  tattoo of\na snake ",
        "happening.incident_types": "something else",
    }
    facts = choose(OFFERED, kept).facts
    assert facts.persons == ({"person_marks": "tattoo of a snake"},)
    assert facts.happening == {"incident_types": ("robbery", "threats")}


@pytest.mark.parametrize("other", ["quite bad", "unpleasant"])
def test_an_option_that_was_given_other_words_is_refused(other):
    with pytest.raises(Invalid):
        choose(OFFERED, {"happening.severity": other})


def test_nothing_but_what_is_offered_can_be_kept():
    kept = {"happening.what_happened": "x", "persons.9.person_name": "x", "identifiers.7": ""}
    assert choose(OFFERED, kept).facts == Facts()


def test_a_draft_begins_with_what_is_known_and_says_no_more():
    known = Facts({"severity": "dangerous"}, OFFERED.persons[:1], (), OFFERED.identifiers[:1])
    kept = kept_within(OFFERED, known)
    assert set(kept) == {"happening.severity", "persons.1.person_gender", "identifiers.1"}
    assert within(choose(OFFERED, kept).facts, known)


@pytest.mark.parametrize(
    "more",
    [
        {"happening": {"incident_types": ("robbery", "threats", "creepy")}},
        {"happening": {"severity": "risky"}},
        {"persons": ({"person_gender": "man", "person_name": "Mike"},)},
        {"vehicles": ({"vehicle_plate": "CKB 019"},)},
        {"identifiers": (Identifier("phone", "604 555-0143"),)},
    ],
)
def test_another_value_or_another_mixture_says_more(more):
    assert within(OFFERED, OFFERED)
    assert within(Facts({"incident_types": ("threats",)}), OFFERED)
    assert not within(Facts(**more), OFFERED)
