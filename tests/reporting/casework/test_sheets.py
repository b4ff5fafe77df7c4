"""Which bulletins a sheet carries, what it says was taken back, and what is kept of it."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from reporting.casework import approvals, sheets
from reporting.casework.bulletins import LONGEST_DAYS
from reporting.casework.record import read as read_record
from reporting.casework.sheets import DESTROY_AFTER_DAYS, Details, Order
from reporting.domain.errors import Invalid
from reporting.store.engine import reading, writing
from reporting.store.models.casework import Sheet

ORDER = Order(date(2026, 1, 1), date(2026, 12, 31), frozenset({"downtown", "east", ""}))


@pytest.fixture
def out(group, desks):
    """Three bulletins: downtown, east side, and one without an area of the list."""
    for area in ("downtown", "east", "somewhere else"):
        worker = group.report({"area": area})
        desks.file()
        desks.publish(worker)


def numbers(group, order=ORDER, handle="ada"):
    with reading(group.engine) as session:
        found = sheets.preview(session, group.desk(handle), order)
    return [one.number for one in found.editions], list(found.taken_back)


def test_a_sheet_holds_what_is_live_in_its_period_and_areas(group, out):
    assert numbers(group) == ([3, 2, 1], [])
    assert numbers(group, replace(ORDER, areas=frozenset({"east"}))) == ([2], [])
    assert numbers(group, replace(ORDER, areas=frozenset({""}))) == ([3], [])
    assert numbers(group, replace(ORDER, until=date(2026, 3, 1))) == ([], [])
    assert numbers(group, replace(ORDER, since=date(2026, 3, 2))) == ([3, 2, 1], [])


def test_scheduled_and_expired_ones_are_left_out(group, desks, out):
    worker = group.report()
    desks.file()
    draft = desks.submit(desks.write(desks.begin(worker)))
    desks.approve(draft, hours=3)
    assert numbers(group)[0] == [3, 2, 1]
    group.later(hours=5)
    assert numbers(group)[0] == [4, 3, 2, 1]
    group.later(days=61)
    assert numbers(group)[0] == []


def test_numbers_taken_back_are_named_as_long_as_a_sheet_may_carry_them(group, out):
    with writing(group.engine) as session:
        approvals.recall(session, group.desk(), 2, "asked")
    assert numbers(group) == ([3, 1], [2])
    group.later(days=LONGEST_DAYS + DESTROY_AFTER_DAYS - 1)
    assert numbers(group)[1] == [2]
    group.later(days=2)
    assert numbers(group)[1] == []


def test_a_stopped_one_is_taken_back_too(group, out):
    from reporting.store.models.bulletins import Stop

    with writing(group.engine) as session:
        session.execute(update(Stop).where(Stop.number == 1).values(token=bytes(32)))
    assert numbers(group) == ([3, 2], [1])


def test_a_printed_sheet_is_numbered_and_recorded(group, out):
    order = replace(ORDER, areas=frozenset({"east"}), copies=3)
    for number, handle in ((1, "ada"), (2, "vik")):
        printed = sheets.print_sheet(group.engine, group.desk(handle), order)
        assert printed.number == number
        assert printed.pdf.startswith(b"%PDF")
    with reading(group.engine) as session:
        newest, first = sheets.read_printed(session, group.desk("bo"))
        blind = sheets.read_printed(session, group.desk("vik"))
        acts = [act.action for act in read_record(session, group.desk()).acts]
    assert newest.details == Details("vik", 3, "both", ("east",), (2,), ())
    assert first.details.by == "ada"
    assert [one.details for one in blind] == [None, None]
    assert acts[:2] == ["sheet_printed", "sheet_printed"]


def test_a_sheet_says_how_to_report_by_address_and_by_phone(group, pages):
    said = {"report_address": "https://h.example.org", "report_phone": {"en": "604 555-0190, noon"}}
    group.sign({name: json.dumps(value) for name, value in said.items()})
    order = replace(ORDER, language="en")
    (text,) = pages(sheets.print_sheet(group.engine, group.desk(), order).pdf)
    assert "https://h.example.org or call 604 555-0190, noon" in text


def test_a_sheet_row_under_another_number_says_nothing(group, out):
    sheets.print_sheet(group.engine, group.desk(), ORDER)
    with writing(group.engine) as session:
        session.execute(update(Sheet).values(number=7))
    with reading(group.engine) as session:
        (one,) = sheets.read_printed(session, group.desk())
    assert (one.number, one.details) == (7, None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"since": date(2027, 1, 1)}, "since"),
        ({"areas": frozenset()}, "areas"),
        ({"copies": 0}, "copies"),
        ({"copies": sheets.MOST_COPIES + 1}, "copies"),
    ],
)
def test_an_order_that_cannot_be_is_refused_before_a_number_is_taken(group, changes, field):
    with pytest.raises(Invalid) as invalid:
        sheets.print_sheet(group.engine, group.desk(), replace(ORDER, **changes))
    assert [problem.field for problem in invalid.value.problems] == [field]
    assert sheets.print_sheet(group.engine, group.desk(), ORDER).number == 1
