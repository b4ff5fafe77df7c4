"""Rules 10 and 11: small places, and reports that few others are like."""

from datetime import date

import pytest

from reporting.domain.bulletin_facts import Facts
from reporting.domain.coarsening import Areas
from reporting.domain.redaction_crowd import (
    Alike,
    check_alike,
    check_small_place,
    month_of,
    roles_of,
)
from reporting.domain.redaction_finding import SMALL_PLACE, UNIQUE
from reporting.domain.report import Account

TODAY = date(2026, 5, 20)
AREAS = Areas({"east": "city", "port": "city", "hope": "valley"}, "")
FACTS = Facts(
    {"incident_types": ("robbery",), "when": "early-2026-05", "area": "east"},
    ({"person_role": "client"},),
)
OWN = Alike("east", "2026-05", frozenset({"robbery", "threats"}), frozenset({"client"}))
REGION = Facts({"incident_types": ("robbery",), "when": "2026-05", "region": "city"})


def found(facts, others, own=OWN):
    return [(f.rule, f.where, f.excerpt) for f in check_alike(facts, own, others, AREAS, TODAY)]


def test_four_others_alike_are_enough_and_three_are_not():
    assert found(FACTS, [OWN] * 4) == []
    assert found(FACTS, [OWN] * 3) == [(UNIQUE, "happening.area", "east")]


@pytest.mark.parametrize(
    "other",
    [
        Alike("port", "2026-05", OWN.types, OWN.roles),
        Alike("east", "2026-04", OWN.types, OWN.roles),
        Alike("east", "2026-05", frozenset({"threats"}), OWN.roles),
        Alike("east", "2026-05", OWN.types, frozenset({"police"})),
    ],
)
def test_another_place_month_kind_or_role_is_not_alike(other):
    assert found(FACTS, [OWN, OWN, OWN, other]) != []


def test_every_kind_and_role_that_is_shown_has_to_fit_five():
    both = Facts({**FACTS.happening, "incident_types": ("robbery", "weapon")}, FACTS.persons)
    own = Alike("east", "2026-05", frozenset({"robbery", "weapon"}), frozenset({"client"}))
    assert found(both, [OWN] * 9, own) != []
    assert found(both, [own] * 4, own) == []


def test_a_region_counts_all_its_areas_and_what_is_left_out_counts_everything():
    elsewhere = [Alike("port", "2026-05", OWN.types, OWN.roles)] * 4
    assert found(REGION, elsewhere) == []
    assert found(REGION, elsewhere[:3]) == [(UNIQUE, "happening.region", "city")]
    assert found(Facts({"incident_types": ("robbery",)}), []) == []
    assert found(Facts({"when": "2026-05"}), [])[0][1] == "happening.when"


def test_a_place_where_few_live_is_found_while_it_is_shown():
    (one,) = check_small_place(FACTS, ["hope", "east"])
    assert (one.rule, one.where, one.excerpt) == (SMALL_PLACE, "happening.area", "east")
    assert list(check_small_place(FACTS, ["hope"])) == []
    assert list(check_small_place(REGION, ["east"])) == []


@pytest.mark.parametrize(
    ("when", "month"),
    [
        ("early-2026-03", "2026-03"),
        ("2026-03", "2026-03"),
        ("2026", ""),
        ("this_week", "2026-05"),
        ("", ""),
    ],
)
def test_the_month_of_what_a_bulletin_says(when, month):
    assert month_of(when, TODAY) == month


def test_roles_are_said_once_and_not_knowing_is_none():
    persons = ({"person_role": "client"}, {"person_role": "unknown"}, {"person_role": "client"})
    assert roles_of([Account(persons=persons), Account()]) == ("client",)
