from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reporting.casework import told_sheets
from reporting.casework.cases import open_case
from reporting.casework.sheets import ELSEWHERE, Content, Order, _sealed, print_sheet
from reporting.casework.told_sheets import TOLD, tell_printed
from reporting.store.engine import reading, writing
from reporting.store.sheets import add_sheet


@pytest.fixture
def worker(group, desks):
    made = group.report()
    desks.file()
    desks.publish(made)
    return made


def sheets_told(group, worker):
    with reading(group.engine) as session:
        events = open_case(session, group.desk(), worker.report).opened.events
    return [event.detail for event in events if event.event == "sheet"]


def test_what_outreach_printed_is_told_once(group, worker):
    order = Order(group.today, group.today, frozenset({"downtown", ELSEWHERE}))
    numbers = [str(print_sheet(group.engine, group.desk("vik"), order).number) for _ in range(2)]
    assert tell_printed(group.engine, group.desk("vik")) == 0
    assert tell_printed(group.engine, group.desk()) == 2
    assert tell_printed(group.engine, group.desk("bo")) == 0
    assert sheets_told(group, worker) == numbers


def test_a_report_that_is_on_no_sheet_is_told_nothing(group, desks, worker):
    other = group.report()
    desks.file()
    order = Order(group.today, group.today, frozenset({"downtown", ELSEWHERE}))
    print_sheet(group.engine, group.desk("vik"), order)
    tell_printed(group.engine, group.desk())
    assert sheets_told(group, other) == []


def print_one(group):
    order = Order(group.today, group.today, frozenset({"downtown", ELSEWHERE}))
    return print_sheet(group.engine, group.desk("vik"), order).number


def test_a_sheet_of_long_ago_is_told_when_somebody_looks_at_last(group, worker):
    number = print_one(group)
    group.later(days=90)
    assert tell_printed(group.engine, group.desk()) == 1
    assert sheets_told(group, worker) == [str(number)]


def test_what_was_told_is_not_opened_again_and_what_comes_late_is_told(group, worker, monkeypatch):
    first, late = print_one(group), print_one(group)
    group.sql("UPDATE sheet SET number = 7 WHERE number = :late", late=late)
    group.later(days=3)
    assert tell_printed(group.engine, group.desk()) == 1
    asked = []
    monkeypatch.setattr(told_sheets, "read_printed", lambda *_args: asked.append(_args[2]) or ())
    tell_printed(group.engine, group.desk())
    assert asked == [date.min]  # of that day one could not be read
    monkeypatch.undo()
    group.sql("UPDATE sheet SET number = :late WHERE number = 7", late=late)
    assert tell_printed(group.engine, group.desk()) == 1
    assert sheets_told(group, worker) == [str(first), str(late)]


def test_a_sheet_of_today_is_looked_at_again_tomorrow(group, worker, monkeypatch):
    print_one(group)
    tell_printed(group.engine, group.desk())
    assert TOLD not in group.desk().profile.extra
    group.later(days=2)
    assert tell_printed(group.engine, group.desk()) == 0
    printed = group.today - timedelta(days=2)
    assert group.desk().profile.extra[TOLD] == printed.isoformat()
    asked = []
    monkeypatch.setattr(told_sheets, "read_printed", lambda *_args: asked.append(_args[2]) or ())
    tell_printed(group.engine, group.desk())
    assert asked == [printed]


@pytest.mark.parametrize("days", [-30, 30])
def test_a_planted_sheet_of_a_high_number_hides_none_that_is_printed_later(group, worker, days):
    """Whoever can write to the database can seal one: the circle's key is public."""
    vik = replace(group.desk("vik"), today=group.today + timedelta(days=days))
    order = Order(group.today, group.today, frozenset({ELSEWHERE}))
    with writing(group.engine) as session:
        add_sheet(session, _sealed(vik, order, 10**9, Content((), ())))
    tell_printed(group.engine, group.desk())
    group.later(days=1)
    first = group.today - timedelta(days=1)
    wanted = Order(first, group.today, frozenset({"downtown", ELSEWHERE}))
    number = print_sheet(group.engine, group.desk("vik"), wanted).number
    assert tell_printed(group.engine, group.desk()) == 1
    assert sheets_told(group, worker) == [str(number)]
