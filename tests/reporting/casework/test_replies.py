"""Replies: she reads them with her code, the circle reads them too, and nobody else is sealed to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crypto.envelope import Place
from crypto.errors import Expired
from crypto.parts import read_reply
from crypto.receipts import Code, keys_of
from reporting.casework import cases
from reporting.casework.cases import open_case
from reporting.casework.errors import NotVerified
from reporting.casework.events import tell
from reporting.casework.replies import next_status, seal_reply
from reporting.sealed.codes import new_code
from reporting.sealed.replies import read_status
from reporting.store.cases import add_part
from reporting.store.engine import reading, writing


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


@pytest.fixture
def put_back(group, desks):
    """A report whose code was changed and seen so, in a database from before the change."""
    old, new = (keys_of(Code.random(), group.pins.installation) for _ in range(2))
    worker = group.report(keys=old)
    desks.file()
    latest = opened(group, worker).statements[-1].statement
    mailbox = group.gate.mailbox_read(old.token)
    change = new_code(old, new, mailbox, latest, group.lists.manifest, group.today)
    assert group.gate.code_change(old.token, change, group.today)
    desks.file()
    assert opened(group, worker).keys_hold
    group.sql("DELETE FROM code_change")
    group.sql("DELETE FROM first_code")
    group.sql(
        "UPDATE filed_report SET verifying_key = :v, mailbox_key = :m, token_hash = :t",
        v=old.signer.verifying_key,
        m=old.mailbox.public.raw,
        t=old.token_hash,
    )
    return worker


def test_nothing_is_sealed_to_the_code_before(group, put_back):
    with reading(group.engine) as session:
        case = open_case(session, group.desk(), put_back.report)
    assert not case.opened.keys_hold
    assert case.consent is None
    before = group.gate.mailbox_read(put_back.keys.token).items
    with pytest.raises(NotVerified):
        cases.narrow(
            group.engine, group.desk(), put_back.report, frozenset({"consent_contact"}), "her word"
        )
    with writing(group.engine) as session:
        assert not tell(session, group.desk(), put_back.report, "narrowed")
    cases.look(group.engine, group.desk(), case)
    assert group.gate.mailbox_read(put_back.keys.token).items == before


def test_an_addition_by_the_code_before_is_not_answered(group, desks, put_back):
    group.add_to(put_back, {"completed": "tried"})
    before = len(group.gate.mailbox_read(put_back.keys.token).items)
    desks.file()
    assert len(group.gate.mailbox_read(put_back.keys.token).items) == before
