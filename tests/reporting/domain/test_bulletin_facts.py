"""The fields of a bulletin: what they refuse, their order, their JSON."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.bulletin_facts import (
    Facts,
    Passage,
    Row,
    is_plain_text,
    plain_text,
    race_stands_alone,
)
from reporting.domain.catalogue import FIELDS, Disclosure
from reporting.domain.errors import Invalid
from reporting.domain.report import Identifier

FACTS = Facts(
    {
        "area": "east",
        "when": "mid-2026-05",
        "severity": "dangerous",
        "incident_types": ("robbery", "weapon"),
        "place": "vehicle",
    },
    ({"person_hair": "bald", "person_name": "Doc", "person_marks": "snake tattoo"},),
    ({"vehicle_plate": "CKRW 518", "vehicle_make": "Audi", "vehicle_colour": "grey"},),
    (Identifier("phone", "0142", partial=True),),
)


def test_fields_come_in_the_order_of_the_sheet():
    assert [row.name for row in FACTS.rows()] == [
        "incident_types",
        "severity",
        "when",
        "area",
        "place",
        "vehicle_make",
        "vehicle_colour",
        "vehicle_plate",
        "person_name",
        "person_hair",
        "person_marks",
    ]
    assert Row("vehicle_make", "Audi", 1) in FACTS.rows()


def test_fields_come_back_from_json_as_they_were():
    assert Facts.from_json(FACTS.to_json()) == FACTS


def test_free_texts_are_all_handed_to_the_check():
    assert list(FACTS.passages()) == [
        Passage("persons.1.person_name", "", "Doc"),
        Passage("persons.1.person_marks", "", "snake tattoo"),
        Passage("vehicles.1.vehicle_make", "", "Audi"),
        Passage("vehicles.1.vehicle_plate", "", "CKRW 518"),
    ]


COARSENED = {"area", "part_of_day", "weapon", "injuries", "drugs"}
"""Names that stand for the coarsened answer among what happened."""


def secret_places():
    """Each name that may not be published, at each place where a field could stand."""
    secret = [n for n, q in FIELDS.items() if q.disclosure is not Disclosure.PUBLISH]
    for name in (*secret, "nothing"):
        if name not in COARSENED:
            yield name, "happening"
        yield from ((name, group) for group in ("persons", "vehicles"))


@pytest.mark.parametrize(("name", "group"), secret_places())
def test_no_name_that_may_not_be_published_gets_in(name, group):
    answers = {name: "word"}
    with pytest.raises(Invalid):
        Facts(**{group: answers if group == "happening" else (answers,)})


@pytest.mark.parametrize(
    "happening",
    [
        {"when": "2026-05-03"},
        {"when": "last Tuesday"},
        {"part_of_day": "22:40"},
        {"place": "parlour"},
        {"weapon": "knife"},
        {"weapon": ("knife",)},
        {"injuries": "broken"},
        {"drugs": "spiked"},
        {"severity": "awful"},
        {"severity": "unknown"},
        {"severity": ("dangerous",)},
        {"incident_types": "robbery"},
        {"incident_types": ()},
        {"incident_types": ("robbery", "made_up")},
        {"ad_site": ""},
        {"ad_site": " "},
        {"ad_site": "x" * 201},
        {"ad_site": "a\u202eb"},
        {"ad_site": "a\x00b"},
        {"area": "x" * 101},
    ],
)
def test_exact_made_up_and_overlong_values_are_refused(happening):
    with pytest.raises(Invalid):
        Facts(happening)


def test_race_is_refused_alone():
    with pytest.raises(Invalid):
        Facts(persons=({"person_appearance_race": "x", "person_gender": "man"},))
    assert race_stands_alone({"person_appearance_race": "x"})
    assert not race_stands_alone({"person_appearance_race": "x", "person_hair": "red"})
    assert not race_stands_alone({"person_gender": "man"})


def test_more_than_the_form_can_hold_is_refused():
    with pytest.raises(Invalid):
        Facts(persons=({"person_hair": "red"},) * 11)


@pytest.mark.parametrize("item", [Identifier("ssn", "1"), Identifier("phone", "")])
def test_an_identifier_of_no_kind_or_value_is_refused(item):
    with pytest.raises(Invalid):
        Facts(identifiers=(item,))


def test_fields_cannot_be_changed_afterwards():
    with pytest.raises(TypeError):
        FACTS.happening["severity"] = "risky"


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        FACTS.to_json() | {"more": 1},
        FACTS.to_json() | {"persons": {}},
        FACTS.to_json() | {"persons": ["x"]},
        FACTS.to_json() | {"happening": {"severity": 3}},
        FACTS.to_json() | {"happening": {"incident_types": [1]}},
        FACTS.to_json() | {"identifiers": [{"kind": "phone", "value": "1"}]},
        FACTS.to_json() | {"identifiers": [{"kind": "phone", "value": "1", "partial": 1}]},
    ],
)
def test_json_of_another_shape_is_refused(data):
    with pytest.raises(Invalid):
        Facts.from_json(data)


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["happening", "persons", "severity", "x"]), inner)
        ),
        max_leaves=6,
    )
)
def test_hostile_json_is_refused_as_such(data):
    for shape in (data, FACTS.to_json() | {"happening": data}, FACTS.to_json() | {"persons": data}):
        with suppress(Invalid):
            assert isinstance(Facts.from_json(shape), Facts)


def test_plain_text_has_no_invisible_signs():
    assert is_plain_text("Étranglé.\nC'est tout")
    assert not any(map(is_plain_text, ["a\u200bb", "a\u202eb", "a\rb", "\ue000", "\ud800"]))
    assert not any(map(is_plain_text, ["a\u3164b", "a\u2800b", "\u115f"]))
    assert plain_text("613\u3164555") == "613555"
