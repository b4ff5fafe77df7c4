from __future__ import annotations

import pytest

from reporting.casework import approvals
from reporting.casework.cases import narrow, open_case
from reporting.casework.events import reports_behind, tell, tell_all
from reporting.sealed.items import unbroken
from reporting.store.cases import read_card
from reporting.store.engine import reading, writing
from reporting.store.errors import Conflict


def events(group, worker):
    with reading(group.engine) as session:
        opened = open_case(session, group.desk(), worker.report).opened
    return [(event.event, event.detail) for event in unbroken(opened.events)]


def test_events_follow_each_other_in_one_chain(group, worker):
    for detail in ("4", "5"):
        with writing(group.engine) as session:
            assert tell(session, group.desk(), worker.report, "sheet", detail) is True
    assert events(group, worker) == [("sheet", "4"), ("sheet", "5")]


def test_two_events_of_one_transaction_follow_each_other(group, worker):
    with writing(group.engine) as session:
        tell_all(session, group.desk(), [worker.report, worker.report], "compared")
        tell(session, group.desk(), worker.report, "question")
    assert events(group, worker) == [("compared", ""), ("question", "")]


def test_nobody_is_told_of_a_report_that_is_gone_or_whose_keys_were_changed(group, worker):
    with writing(group.engine) as session:
        assert tell(session, group.desk(), bytes(16), "compared") is False
    group.sql("UPDATE filed_report SET mailbox_key = :key", key=bytes(1216))
    with writing(group.engine) as session:
        assert tell(session, group.desk(), worker.report, "compared") is False


def test_of_two_who_write_at_once_one_has_to_wait(group, worker, monkeypatch):
    desk = group.desk()
    with writing(group.engine) as session:
        old = read_card(session, worker.report)
        tell(session, desk, worker.report, "compared")
    monkeypatch.setattr("reporting.casework.events.store.read_card", lambda *_: old)
    with pytest.raises(Conflict), writing(group.engine) as session:
        tell(session, desk, worker.report, "compared")
    assert events(group, worker) == [("compared", "")]


def test_a_bulletin_is_told_when_it_is_approved_and_when_it_is_recalled(group, desks):
    worker = group.report()
    desks.file()
    edition = desks.publish(worker)
    with writing(group.engine) as session:
        behind = reports_behind(session, group.desk(), edition.number)
        assert behind == (worker.report,)
        approvals.recall(session, group.desk(), edition.number, "asked")
    number = str(edition.number)
    assert events(group, worker) == [("bulletin", number), ("recalled", number)]


def test_a_narrowing_is_told(group, worker):
    narrow(group.engine, group.desk(), worker.report, frozenset({"consent_compare"}), "at the van")
    assert events(group, worker) == [("narrowed", "")]
