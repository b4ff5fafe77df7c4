"""Replies: she reads them with her code, the circle reads them too, and nobody else is sealed to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crypto.envelope import Place
from crypto.errors import Expired
from crypto.parts import read_reply
from crypto.receipts import Code, keys_of
from reporting.casework.cases import open_case
from reporting.casework.errors import NotVerified
from reporting.casework.filing import file_waiting
from reporting.casework.replies import next_status, seal_reply
from reporting.sealed.replies import read_status
from reporting.store.cases import add_part
from reporting.store.engine import reading, writing


@pytest.fixture
def worker(group):
    made = group.report()
    file_waiting(group.engine, group.desk())
    return made


def opened(group, worker):
    with reading(group.engine) as session:
        return open_case(session, group.desk(), worker.report).opened


def test_she_reads_what_follows_what_she_was_told(group, worker):
    part = next_status(group.desk(), opened(group, worker), "looked_at", 1)
    with writing(group.engine) as session:
        add_part(session, part)
    box = group.gate.mailbox_read(worker.keys.token)
    (item,) = [one for one in box.items if one.item == part.item]
    place = Place(group.pins.installation, worker.report, "status", item.item)
    body = worker.keys.mailbox.open(place, item.ciphertext, item.wrap)
    note = read_status(read_reply(place, group.lists.manifest, body, item.day))
    assert (note.sequence, note.stage, note.consent_version) == (2, "looked_at", 1)
    assert note.previous == opened(group, worker).statuses[0].digest


def test_the_circle_reads_it_too(group, worker):
    part = next_status(group.desk(), opened(group, worker), "looked_at", 1)
    with writing(group.engine) as session:
        add_part(session, part)
    assert [note.stage for note in opened(group, worker).statuses] == ["received", "looked_at"]
    assert not opened(group, worker).unopened


def test_nothing_is_sealed_to_a_key_that_the_report_does_not_name(group, worker):
    report = opened(group, worker).report
    other = keys_of(Code.random(), group.pins.installation)
    with pytest.raises(NotVerified):
        seal_reply(
            group.desk(), replace(report, mailbox_key=other.mailbox.public.raw), "message", b"x"
        )


def test_nothing_is_sealed_by_expired_lists(group, worker):
    report = opened(group, worker).report
    group.later(days=181)
    with pytest.raises(Expired):
        seal_reply(group.desk(), report, "message", b"x")


def test_days_do_not_go_back_in_a_mailbox(group, worker):
    found = opened(group, worker)
    yesterday = group.desk(now=group.now.replace(day=1))
    part = next_status(yesterday, found, "looked_at", 1)
    assert part.day == found.statuses[0].day
