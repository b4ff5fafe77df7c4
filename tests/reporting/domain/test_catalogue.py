"""The whole form as a table: every question of the field, once, with sound values."""

import re

import pytest

from reporting.domain import catalogue
from reporting.domain.catalogue import (
    FIELDS,
    FIRST_SCREEN,
    HARMS_FIRST,
    INCIDENT_TYPES,
    PARTS,
    Disclosure,
    fields_in,
    fields_of,
    fields_of_group,
)
from reporting.domain.consent import Choices
from reporting.domain.report_text import is_slug

NEVER_PUBLISHED = {
    "what_happened",
    "known_by",
    "told_by",
    "danger_now",
    "clock_time",
    "place_detail",
    "weapon_detail",
    "injuries_detail",
    "drugs_detail",
}
COARSENED = {
    "when_rough",
    "happened_on",
    "part_of_day",
    "area",
    "area_other",
    "place_type",
    "weapon",
    "injuries",
    "drugs",
}


def test_the_first_screen_is_the_short_form():
    assert [field.name for field in FIRST_SCREEN] == [
        "incident_types",
        "what_happened",
        "when_rough",
        "area",
        "known_by",
        "warn_others",
    ]


def test_eight_large_kinds_of_harm_come_first_of_twenty_four():
    assert len(HARMS_FIRST) == 8
    assert INCIDENT_TYPES[:8] == HARMS_FIRST
    assert len(INCIDENT_TYPES) == 24 + len(["unknown"])


def test_every_question_is_asked_in_one_part():
    asked = [field.name for part in PARTS for field in fields_of(part.slug)]
    assert sorted([*asked, "area_other"]) == sorted(FIELDS)
    assert fields_of("nowhere") == ()


def test_every_question_lies_in_one_compartment():
    names = [f.name for c in ("account", "contact", "consent") for f in fields_in(c)]
    assert sorted(names) == sorted(FIELDS)


def test_the_groups_that_repeat():
    assert all(f.name.startswith("person_") for f in fields_of_group("person"))
    assert all(f.name.startswith("vehicle_") for f in fields_of_group("vehicle"))
    assert all(f.name.startswith("identifiers_") for f in fields_of_group("identifier"))


def test_what_may_leave_is_as_the_field_rules_say():
    account = fields_in("account")
    may_not = {
        f.name for f in account if f.disclosure not in (Disclosure.PUBLISH, Disclosure.COARSEN)
    }
    assert may_not == NEVER_PUBLISHED
    assert {f.name for f in account if f.disclosure == Disclosure.COARSEN} == COARSENED
    assert {f.disclosure for f in fields_in("contact")} == {Disclosure.NEVER}
    assert {f.disclosure for f in fields_in("consent")} == {Disclosure.CHOICE}
    assert FIELDS["known_by"].disclosure == Disclosure.NEVER
    assert FIELDS["what_happened"].disclosure == Disclosure.POLICE_IF_OWN_WORDS


def test_the_questions_of_consent_are_the_choices_that_are_signed():
    assert {f.name for f in fields_in("consent")} - {"warn_others"} == set(Choices().to_json())


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: field.name)
def test_a_question_is_sound(field):
    assert re.fullmatch(r"[a-z0-9_]+", field.name)
    assert field.label
    assert field.part in {part.slug for part in PARTS}
    values = [option.value for option in field.options]
    assert len(values) == len(set(values))
    assert all(is_slug(value) for value in values)
    assert all(option.label for option in field.options)
    is_list = field.kind in ("choice", "choices")
    assert is_list == bool(field.options or field.list_name)
    if is_list and field.compartment != "consent":
        assert values[-1] == "unknown"


def test_an_option_is_known_by_its_value():
    field = FIELDS["severity"]
    assert field.has_option("risky")
    assert not field.has_option("Risky")
    assert field.label_of("risky") == "Risky"
    assert FIELDS["area"].label_of("by the bridge") == "by the bridge"


def test_all_that_is_promised_is_there():
    assert all(hasattr(catalogue, name) for name in catalogue.__all__)
