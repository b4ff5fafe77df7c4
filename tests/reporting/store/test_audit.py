"""The record: one writer at a time, no fork, nothing out of turn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise

import pytest
from sqlalchemy import text

from reporting.store.audit import append_audit, audit_head, hold_audit, read_audit
from reporting.store.engine import reading, writing
from reporting.store.errors import Conflict, Refused
from reporting.store.filed_records import AuditRow

DAY = date(2026, 3, 2)


def entry(number, previous, **change):
    values = {
        "number": number,
        "previous": previous,
        "day": DAY,
        "actor": "ada",
        "digest": bytes(32),
        "signature": bytes(64),
        "ciphertext": b"sealed",
        "wrap": b"wrap",
    }
    return AuditRow(**(values | change))


def link(row):
    return sha256(b"%d" % row.number + row.previous).digest() if row else bytes(32)


def append(engine, **change):
    with writing(engine) as session:
        head = hold_audit(session)
        append_audit(session, entry((head.number if head else 0) + 1, link(head), **change))


def test_entries_follow_each_other(engine):
    for _ in range(3):
        append(engine)
    with reading(engine) as session:
        rows = read_audit(session)
        assert [row.number for row in rows] == [1, 2, 3]
        assert rows[2] == audit_head(session) == entry(3, link(rows[1]))
        assert read_audit(session, after=1, limit=1) == (rows[1],)


def test_many_who_write_at_once_make_one_chain(engine):
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: append(engine), range(18)))
    with reading(engine) as session:
        rows = read_audit(session)
    assert [row.number for row in rows] == list(range(1, 19))
    for before, after in pairwise(rows):
        assert after.previous == link(before)


@pytest.mark.parametrize("number", [1, 3])
def test_an_entry_out_of_turn_is_a_conflict(engine, number):
    append(engine)
    with pytest.raises(Conflict), writing(engine) as session:
        append_audit(session, entry(number, b"p" * 32))


def test_two_entries_after_the_same_one_are_a_conflict(engine):
    append(engine)
    with pytest.raises(Conflict), writing(engine) as session:
        append_audit(session, entry(2, bytes(32)))


@pytest.mark.parametrize(
    "change",
    [{"actor": ""}, {"digest": b""}, {"signature": b""}, {"wrap": None}, {"ciphertext": b""}],
)
def test_what_is_no_entry_is_refused(engine, change):
    with pytest.raises(Refused):
        append(engine, **change)


def test_the_chain_holds_where_somebody_empties_what_was_said(engine):
    append(engine)
    append(engine, day=DAY + timedelta(days=9))
    with writing(engine) as session:
        session.execute(
            text("UPDATE audit SET ciphertext = NULL, wrap = NULL WHERE day = :day"),
            {"day": DAY.isoformat() if engine.dialect.name == "sqlite" else DAY},
        )
        first, second = read_audit(session)
    assert (first.ciphertext, first.wrap) == (None, None)
    assert second.ciphertext == b"sealed"
    assert second.previous == link(first)
