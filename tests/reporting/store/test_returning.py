"""A worker's way back through intake's doors, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from secrets import token_bytes

import pytest
from sqlalchemy import text

from crypto.envelope import Wrap
from reporting.store.engine import reading, writing
from reporting.store.errors import Conflict, Refused
from reporting.store.intake_gate import IntakeGate
from reporting.store.records import CodeKeys, DeletionDue, NewCode, SignedChange
from reporting.store.returning import all_deletions, codes_of, deletions_of, stop_deletion

DAY = date(2026, 3, 2)
DUE = DAY + timedelta(days=3)
TOKEN, NEW = b"t" * 32, b"n" * 32


@pytest.fixture
def gate(intake_engine):
    return IntakeGate(intake_engine)


@pytest.fixture
def report(gate, make_report):
    made = make_report(sha256(TOKEN).digest())
    gate.report_add(made, DAY)
    return made


@pytest.fixture
def new(gate, report, make_part):
    """A change of code that sends the one item of the mailbox to the new key."""
    (item,) = gate.mailbox_read(TOKEN).items
    keys = CodeKeys(token_bytes(32), token_bytes(1216), sha256(NEW).digest())
    wraps = {item.item: Wrap("", 0, b"k" * 8, token_bytes(1169))}
    change = SignedChange(b"{}", bytes(64))
    return NewCode(change, keys, frozenset(wraps), wraps, (make_part("consent", mailbox=True),))


def test_a_deletion_keeps_its_first_day(gate, engine, report):
    assert gate.deletion_ask(TOKEN, "all", DUE) == DUE
    assert gate.deletion_ask(TOKEN, "all", DUE + timedelta(days=9)) == DUE
    assert gate.deletion_ask(TOKEN, "contact", DUE) == DUE
    both = (DeletionDue("all", DUE), DeletionDue("contact", DUE))
    assert gate.mailbox_read(TOKEN).deletions == both
    with reading(engine) as session:
        assert deletions_of(session, report.id) == both
        assert all_deletions(session) == {report.id: both}


def test_a_deletion_is_stopped_by_her_or_by_review(gate, engine, report):
    gate.deletion_ask(TOKEN, "all", DUE)
    assert gate.deletion_stop(TOKEN) is True
    assert gate.deletion_stop(TOKEN) is False
    gate.deletion_ask(TOKEN, "contact", DUE)
    with writing(engine) as session:
        assert stop_deletion(session, report.id) is True
        assert stop_deletion(session, report.id) is False
    assert gate.mailbox_read(TOKEN).deletions == ()
    assert gate.erase_due(DUE) == 0


def test_a_wrong_token_deletes_and_changes_nothing(gate, report, new):
    for wrong in (b"w" * 32, report.token_hash):
        assert gate.deletion_ask(wrong, "all", DUE) is None
        assert gate.deletion_stop(wrong) is False
        assert gate.code_change(wrong, new, DAY) is False
    assert gate.mailbox_read(TOKEN).deletions == ()


def test_an_unknown_scope_is_refused(gate, report):
    with pytest.raises(Refused):
        gate.deletion_ask(TOKEN, "half", DUE)


def test_a_new_code_opens_the_mailbox_and_the_old_one_nothing(gate, engine, report, new):
    assert gate.code_change(TOKEN, new, DAY) is True
    assert gate.mailbox_read(TOKEN) is None
    assert gate.deletion_ask(TOKEN, "all", DUE) is None
    mailbox = gate.mailbox_read(NEW)
    assert (mailbox.report, mailbox.verifying_key) == (report.id, new.keys.verifying_key)
    assert mailbox.mailbox_key == new.keys.mailbox_key
    first = CodeKeys(report.verifying_key, report.mailbox_key, report.token_hash)
    assert (mailbox.codes.first, mailbox.codes.changes) == (first, (new.change,))
    wraps = {item.item: item.wrap for item in mailbox.items}
    assert wraps.keys() == {*new.wraps, new.parts[0].item}
    for item, wrap in new.wraps.items():
        assert wraps[item] == wrap
    with reading(engine) as session:
        assert codes_of(session, report.id) == mailbox.codes
        circle = "SELECT count(*) FROM inbox_wrap WHERE circle = 'main'"
        assert session.execute(text(circle)).scalar() == 4


def test_a_code_is_changed_again(gate, report, new):
    gate.code_change(TOKEN, new, DAY)
    items = gate.mailbox_read(NEW).items
    third = replace(
        new,
        change=SignedChange(b"[]", bytes(64)),
        keys=replace(new.keys, token_hash=sha256(b"3" * 32).digest()),
        seen=frozenset(item.item for item in items),
        parts=(),
    )
    assert gate.code_change(NEW, third, DAY) is True
    codes = gate.mailbox_read(b"3" * 32).codes
    assert codes.changes == (new.change, third.change)
    assert codes.first.token_hash == report.token_hash


def test_what_came_in_meanwhile_is_not_lost_to_the_new_code(gate, report, new, make_part):
    gate.mailbox_add(TOKEN, [make_part("message", mailbox=True)], DAY)
    with pytest.raises(Conflict):
        gate.code_change(TOKEN, new, DAY)
    assert gate.mailbox_read(TOKEN).codes.first is None


def test_a_code_of_another_report_is_refused(gate, report, new, make_report):
    gate.report_add(make_report(sha256(NEW).digest()), DAY)
    with pytest.raises(Conflict):
        gate.code_change(TOKEN, new, DAY)
    assert gate.mailbox_read(TOKEN) is not None
