"""What there is to do: found room by room, danger first."""

from __future__ import annotations

import pytest

from reporting.casework.cases import assign, look, move, read_one
from reporting.casework.filing import file_waiting
from reporting.casework.keeping import keep_from
from reporting.casework.people import remove
from reporting.domain.case import Status
from reporting.review.today import lists_end, printed_codes, reports
from reporting.store.engine import reading, writing
from reporting.store.filed_records import PrintedCodesRow
from reporting.store.printed_codes import put_codes


@pytest.fixture
def things(app, group):
    def find(source, handle="ada"):
        desk = group.desk(handle)
        with app.test_request_context("/"), reading(group.engine) as session:
            return list(source(session, desk))

    return find


@pytest.mark.parametrize(
    ("used", "urgent", "text"),
    [
        (0b1111111, False, "3 printed codes are left: print new ones"),
        (0b1111111011, True, "1 printed code is left: print new ones"),
        (0b1111111111, True, "No printed code is left: print new ones before you sign out"),
    ],
)
def test_who_has_few_codes_on_paper_is_told_while_she_can_come_in(
    group, things, used, urgent, text
):
    with writing(group.engine) as session:
        put_codes(session, PrintedCodesRow("ada", b"s" * 16, used))
        put_codes(session, PrintedCodesRow("vik", b"s" * 16, 0b111111))
    (thing,) = things(printed_codes)
    assert (thing.text, thing.urgent, thing.endpoint) == (text, urgent, "printed_codes.ask")
    for handle in ("bo", "vik"):
        assert things(printed_codes, handle) == []


def test_what_waits_in_the_inbox(group, things):
    group.report()
    (thing,) = things(reports)
    assert thing.urgent
    assert "1 new report" in thing.text


def test_what_came_to_a_report_on_file_is_named_before_the_list_is_opened(group, things):
    worker = group.report()
    desk = group.desk()
    file_waiting(group.engine, desk)
    look(group.engine, desk, read_one(group.engine, desk, worker.report.hex()))
    assert things(reports) == []
    group.add_to(worker, {"what_happened": "Invented: he came back."})
    (thing,) = things(reports)
    assert thing.urgent
    assert thing.text == "Something was added to a report: open the list"
    assert thing.endpoint == "cases.listing"


def test_danger_is_named_by_itself(group, things):
    worker = group.report({"danger_now": "yes"})
    group.report()
    file_waiting(group.engine, group.desk())
    danger, unread = things(reports)
    assert danger.values == {"ref": worker.report.hex()}
    assert danger.urgent
    assert "1 dangerous" in unread.text


def test_what_is_read_taken_or_junk(group, things):
    workers = [group.report() for _ in range(3)]
    desk = group.desk()
    file_waiting(group.engine, desk)
    for worker in workers[:2]:
        look(group.engine, desk, read_one(group.engine, desk, worker.report.hex()))
    move(group.engine, desk, workers[2].report, Status.JUNK)
    assign(group.engine, desk, workers[0].report, "ada")
    (mine,) = things(reports)
    assert mine.text == "1 report you look after"
    assert things(reports, "bo") == []


def test_a_case_whose_last_reader_left_is_not_forgotten(group, things):
    worker = group.report()
    file_waiting(group.engine, group.desk())
    for handle in ("bo", "kim"):
        keep_from(group.engine, group.desk(), worker.report, handle)
    assert things(reports, "bo") == []
    group.lists = remove(group.engine, group.desk("kim"), "ada").lists
    (thing,) = things(reports, "bo")
    assert thing.urgent
    assert "1 report is kept from everybody here" in thing.text
    assert worker.report.hex() not in str(thing.values)


def test_who_reads_none_has_nothing_of_it(group, things):
    group.report()
    assert things(reports, "vik") == []


@pytest.mark.parametrize(
    ("days", "count", "urgent"), [(0, 0, False), (119, 0, False), (120, 1, False), (181, 1, True)]
)
def test_the_lists_end_is_told_in_time(group, things, days, count, urgent):
    group.later(days=days)
    found = things(lists_end)
    assert len(found) == count
    assert any(thing.urgent for thing in found) == urgent
    if found:
        assert things(lists_end, "kim")[0].endpoint == "people.listing"
