"""Where a case may go, its card, and its short reference."""

import contextlib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.case import (
    STATUS_LABELS,
    Card,
    NotAReference,
    Status,
    case_ref,
    move,
    moves,
    parse_case_ref,
)
from reporting.domain.errors import Invalid, MoveNotAllowed
from reporting.domain.identifiers import Normal

CARD = Card(
    report=bytes(range(16)),
    day=date(2026, 11, 2),
    version=3,
    status=Status.OPEN,
    report_kind="bad_date",
    severity="dangerous",
    types=("robbery", "weapon"),
    roles=("client",),
    month="2026-05",
    area="east",
    language="fr",
    danger_now=True,
    unread=False,
    assignee="ana",
    consents=frozenset({"consent_bulletin", "consent_compare"}),
    consent_version=2,
    consent_wording="2026-11",
    witnessed=True,
    code_version=1,
    code_head="ab" * 32,
    identifiers=(Normal("phone", "+16135550142"), Normal("plate", "B?", partial=True)),
    staff_entered=True,
    kept_from=frozenset({"bo"}),
    arrivals=((1, date(2026, 5, 12)), (2, date(2026, 5, 20))),
)


def test_a_case_goes_where_the_work_goes():
    assert move(Status.NEW, Status.OPEN) is Status.OPEN
    assert moves(Status.DONE) == {Status.OPEN}


@pytest.mark.parametrize(
    ("status", "to"),
    [(Status.OPEN, Status.NEW), (Status.DONE, Status.JUNK), (Status.OPEN, Status.OPEN)],
)
def test_a_case_goes_nowhere_else(status, to):
    with pytest.raises(MoveNotAllowed):
        move(status, to)


def test_every_status_has_a_label_and_a_way_out():
    assert set(STATUS_LABELS) == set(Status)
    assert all(moves(status) for status in Status)


def test_moving_a_card_raises_its_version():
    moved = CARD.moved(Status.DONE)
    assert (moved.status, moved.version) == (Status.DONE, 4)


def test_a_card_comes_back_from_json_as_it_was():
    assert Card.from_json(CARD.to_json()) == CARD


def test_a_card_of_a_report_that_may_not_be_compared_holds_no_identifiers():
    with pytest.raises(Invalid):
        replace(CARD, consents=frozenset({"consent_bulletin"}))


@pytest.mark.parametrize("name", sorted(CARD.to_json()))
def test_a_card_without_one_of_its_keys_is_refused(name):
    data = CARD.to_json()
    del data[name]
    with pytest.raises(Invalid):
        Card.from_json(data)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("v", 2),
        ("version", True),
        ("version", -1),
        ("version", 1.5),
        ("unread", 1),
        ("report", "zz"),
        ("report", "00"),
        ("day", "yesterday"),
        ("status", "lost"),
        ("types", "robbery"),
        ("types", [1]),
        ("area", "x" * 301),
        ("identifiers", [["phone", "1"]]),
        ("identifiers", [["ssn", "1", False]]),
        ("identifiers", [["phone", "1", False]] * 41),
        ("consents", {"a": 1}),
        ("extra", 1),
    ],
)
def test_a_card_with_a_wrong_value_is_refused(name, value):
    with pytest.raises(Invalid):
        Card.from_json(CARD.to_json() | {name: value})


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(json_like, st.sampled_from(sorted(CARD.to_json())))
def test_hostile_json_is_refused_or_read_and_nothing_else(value, name):
    for data in (value, CARD.to_json() | {name: value}):
        with contextlib.suppress(Invalid):
            assert isinstance(Card.from_json(data), Card)


def test_a_reference_is_eight_signs_in_two_groups():
    assert case_ref(bytes(16)) == "0000-0000"
    assert case_ref(b"\xff" * 16) == "ZZZZ-ZZZZ"
    assert CARD.ref == "000G-40R4"


@given(st.binary(min_size=16, max_size=16))
def test_a_reference_leads_back_to_the_beginning_of_the_id(report):
    assert parse_case_ref(case_ref(report)) == report[:5]


def test_a_reference_is_read_as_people_type_it():
    assert parse_case_ref(" 000g 4or4 ") == bytes(range(5))
    assert parse_case_ref("i1lL-OooO") == parse_case_ref("1111-0000")


@given(st.text(max_size=12))
def test_what_is_no_reference_is_refused_as_such(text):
    with contextlib.suppress(NotAReference):
        assert len(parse_case_ref(text)) == 5


@pytest.mark.parametrize("text", ["", "000G-40R", "000G-40R44", "UUUU-UUUU", "0000-000é"])
def test_a_wrong_reference_is_refused(text):
    with pytest.raises(NotAReference, match="eight signs"):
        parse_case_ref(text)
