"""Plain SQL that reads a mailbox from SQLite; what it means to a caller is tested with the gate."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from hashlib import sha256

import pytest

from reporting.store import arrivals
from reporting.store.mailboxes import read_mailbox
from reporting.store.records import CodeKeys, DeletionDue, SignedChange

DAY, NEXT = date(2026, 3, 2), date(2026, 3, 3)
TOKEN_HASH = sha256(b"token").digest()


@pytest.fixture
def cursor(sqlite_database_url):
    path = sqlite_database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection:
        yield connection.cursor()


@pytest.fixture
def report(cursor, make_report, make_part):
    made = make_report(TOKEN_HASH)
    arrivals.add_report(cursor, made, DAY)
    arrivals.add_parts(cursor, made.id, [make_part("message", mailbox=True)], NEXT)
    arrivals.add_report(cursor, make_report(), DAY)
    return made


def put_on_file(cursor, report):
    """Move a report as filing does, without keys for anybody but the worker."""
    columns = "id, verifying_key, mailbox_key, token_hash, day, receipt_kept"
    cursor.execute(
        f"INSERT INTO filed_report ({columns}) SELECT {columns} FROM inbox_report"  # noqa: S608
        " WHERE id = ?",
        (report.id,),
    )
    cursor.execute(
        "INSERT INTO filed_part (item, report, compartment, day, ciphertext)"
        " SELECT item, report, compartment, day, ciphertext FROM inbox_part WHERE report = ?",
        (report.id,),
    )
    cursor.execute(
        "INSERT INTO mailbox_wrap (item, key_id, sealed) SELECT item, key_id, sealed FROM inbox_wrap"
        " WHERE circle = '' AND item IN (SELECT item FROM inbox_part WHERE report = ?)",
        (report.id,),
    )
    cursor.execute("DELETE FROM inbox_report WHERE id = ?", (report.id,))
    cursor.execute("DELETE FROM inbox_part WHERE report = ?", (report.id,))


def test_what_is_sealed_to_the_code_is_read_wherever_it_lies(cursor, report, make_part):
    waiting = read_mailbox(cursor, TOKEN_HASH)
    assert [(item.compartment, item.day) for item in waiting.items] == [
        ("consent", DAY),
        ("message", NEXT),
    ]
    sent = next(part for part in report.parts if part.compartment == "consent")
    assert (waiting.items[0].item, waiting.items[0].ciphertext) == (sent.item, sent.ciphertext)
    assert waiting.items[0].wrap == next(wrap for wrap in sent.wraps if wrap.circle == "")
    assert (waiting.report, waiting.verifying_key) == (report.id, report.verifying_key)
    assert (waiting.mailbox_key, waiting.day) == (report.mailbox_key, DAY)
    assert waiting.receipt_kept is False
    put_on_file(cursor, report)
    assert read_mailbox(cursor, TOKEN_HASH) == waiting
    arrivals.add_parts(cursor, report.id, [make_part("message", mailbox=True)], NEXT)
    both = read_mailbox(cursor, TOKEN_HASH).items
    assert [item.compartment for item in both] == ["consent", "message", "message"]


def test_changes_of_code_and_deletions_come_with_it(cursor, report):
    assert read_mailbox(cursor, TOKEN_HASH).codes.first is None
    keys = CodeKeys(b"v" * 32, b"m" * 1216, b"t" * 32)
    cursor.execute(
        "INSERT INTO first_code (report, verifying_key, mailbox_key, token_hash)"
        " VALUES (?, ?, ?, ?)",
        (report.id, keys.verifying_key, keys.mailbox_key, keys.token_hash),
    )
    for version in (2, 1):
        cursor.execute(
            "INSERT INTO code_change (report, version, statement, signature) VALUES (?, ?, ?, ?)",
            (report.id, version, b"%d" % version, b"s" * 64),
        )
    for scope in ("contact", "all"):
        cursor.execute(
            "INSERT INTO deletion_due (report, scope, due) VALUES (?, ?, '2026-03-05')",
            (report.id, scope),
        )
    found = read_mailbox(cursor, TOKEN_HASH)
    assert found.codes.first == keys
    assert found.codes.changes == (SignedChange(b"1", b"s" * 64), SignedChange(b"2", b"s" * 64))
    due = date(2026, 3, 5)
    assert found.deletions == (DeletionDue("all", due), DeletionDue("contact", due))


def test_a_token_of_nobody_opens_nothing(cursor, report):
    assert read_mailbox(cursor, report.id * 2) is None
