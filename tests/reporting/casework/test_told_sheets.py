from __future__ import annotations

from datetime import timedelta

import pytest

from reporting.casework.cases import open_case
from reporting.casework.sheets import ELSEWHERE, Order, print_sheet
from reporting.casework.told_sheets import tell_printed
from reporting.store.engine import reading


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


def test_nothing_is_told_of_a_sheet_of_long_ago(group, worker):
    order = Order(group.today, group.today, frozenset({"downtown", ELSEWHERE}))
    print_sheet(group.engine, group.desk("vik"), order)
    group.later(days=timedelta(days=15).days)
    assert tell_printed(group.engine, group.desk()) == 0
