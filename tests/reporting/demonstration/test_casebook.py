"""What was done, in order, by people who may do it."""

from datetime import date

import pytest

from reporting.demonstration.casebook import (
    Approving,
    Moving,
    Printing,
    Reading,
    Recalling,
    Writing,
    events,
)
from reporting.demonstration.invented import invented_reports
from reporting.domain.case import Status

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def book():
    days = {one.name: one.day for one in invented_reports(TODAY)}
    return days, events(days, TODAY)


def test_days_go_forward_and_none_lies_ahead(book):
    days = [day for day, _ in book[1]]
    assert days == sorted(days)
    assert days[-1] == TODAY


def test_nobody_approves_her_own_bulletin(book):
    by = {event.name: event.by for _, event in book[1] if isinstance(event, Writing)}
    for _, event in book[1]:
        if isinstance(event, Approving):
            assert event.by != by[event.name]


def test_a_bulletin_is_written_before_it_is_approved_before_it_is_recalled(book):
    order = [
        (type(event), event.name)
        for _, event in book[1]
        if isinstance(event, (Writing, Approving, Recalling))
    ]
    for kind, name in order:
        if kind is not Writing:
            assert order.index((Writing, name)) < order.index((kind, name))
    assert [kind for kind, _ in order].count(Recalling) == 1


def test_only_reports_that_are_there_are_spoken_of(book):
    days, found = book
    named = {name for _, event in found if isinstance(event, Writing) for name in event.reports}
    named |= {event.report for _, event in found if isinstance(event, (Reading, Moving))}
    assert named <= set(days)


def test_some_are_left_for_the_newcomer_to_read(book):
    days, found = book
    read = {event.report for _, event in found if isinstance(event, Reading)}
    assert set(days) - read == {"staff-told", "today-knife", "today-fr"}
    assert not [e for _, e in found if isinstance(e, Moving) and e.to is Status.NEW]


def test_sheets_are_printed_by_who_takes_them_out(book):
    assert {event.by for _, event in book[1] if isinstance(event, Printing)} == {"vik"}
