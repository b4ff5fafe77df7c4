"""Rule 13: what two bulletins tell together."""

from dataclasses import replace
from datetime import date

import pytest

from reporting.domain.bulletin import BulletinBody
from reporting.domain.bulletin_facts import Facts
from reporting.domain.coarsening import Areas
from reporting.domain.identifiers import Normal
from reporting.domain.redaction_finding import MORE
from reporting.domain.redaction_together import check_together, identifiers_of
from reporting.domain.report import Identifier

AREAS = Areas({"east": "city"}, "city")
TOLD = frozenset({"knife", "bridge", "behind", "grabbed"})


def body(summary="", **happening):
    text = {"en": summary} if summary else {}
    return BulletinBody(facts=Facts(happening), expires=date(2026, 7, 1), summary=text)


NEW = body(area="east", when="2026-05")


def found(new, *earlier):
    return [
        (one.rule, one.where, one.excerpt)
        for one in check_together(new, list(enumerate(earlier, 1)), TOLD, AREAS)
    ]


@pytest.mark.parametrize(
    "earlier",
    [
        body(region="city", when="early-2026-05"),
        body(area="east", part_of_day="night"),
        body("Grabbed near the bridge.", area="east"),
    ],
)
def test_each_telling_what_the_other_leaves_out_is_found(earlier):
    assert found(NEW, earlier) == [(MORE, "bulletins", "#1")]


@pytest.mark.parametrize(
    "earlier",
    [
        NEW,
        body(region="city", when="2026-05"),
        body(area="east"),
        body(area="east", when="early-2026-05"),
        body("Shouted at people.", area="east"),
    ],
)
def test_one_that_tells_no_more_or_all_of_it_is_not(earlier):
    assert found(NEW, earlier) == []


def test_how_the_offender_looks_is_there_to_be_put_together():
    looks = replace(NEW.facts, persons=({"person_hair": "black"},))
    other = replace(NEW.facts, vehicles=({"vehicle_plate": "CKB 018"},))
    assert found(replace(NEW, facts=looks), replace(NEW, facts=other)) == []


def test_each_bulletin_is_named_once():
    earlier = body(area="east", part_of_day="night")
    pairs = [(4, earlier), (4, earlier), (2, earlier)]
    assert [one.excerpt for one in check_together(NEW, pairs, TOLD, AREAS)] == ["#4", "#2"]


def test_a_person_is_known_by_what_is_whole():
    facts = Facts(
        {},
        vehicles=({"vehicle_plate": "CKB 018"}, {"vehicle_plate": "C?B 01"}),
        identifiers=(
            Identifier("phone", "604 555-0142"),
            Identifier("phone", "0142", partial=True),
        ),
    )
    assert identifiers_of(facts) == {Normal("phone", "+16045550142"), Normal("plate", "CKB018")}
