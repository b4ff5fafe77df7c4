"""Plain SQL into SQLite's inbox; what it means to a caller is tested with the gate."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from reporting.store import arrivals
from reporting.store.errors import Conflict

DAY = date(2026, 3, 2)


@pytest.fixture
def cursor(sqlite_database_url):
    path = sqlite_database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection:
        yield connection.cursor()


def rows(cursor, table):
    return cursor.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608


def test_every_byte_of_a_report_is_there(cursor, make_report):
    report = make_report()
    assert arrivals.add_report(cursor, report, DAY)
    head = (report.id, report.verifying_key, report.mailbox_key, report.token_hash)
    assert rows(cursor, "inbox_report") == [(*head, "2026-03-02", 0)]
    assert rows(cursor, "inbox_part") == sorted(
        (part.item, report.id, part.compartment, "2026-03-02", part.ciphertext)
        for part in report.parts
    )
    assert sorted(rows(cursor, "inbox_wrap")) == sorted(
        (part.item, wrap.circle, wrap.epoch, wrap.key_id, wrap.sealed)
        for part in report.parts
        for wrap in part.wraps
    )


def test_the_same_report_again_changes_nothing(cursor, make_report, make_part):
    report = make_report()
    arrivals.add_report(cursor, report, DAY)
    before = rows(cursor, "inbox_part")
    other = replace(report, parts=(make_part("account"),))
    assert not arrivals.add_report(cursor, other, DAY)
    assert rows(cursor, "inbox_part") == before


def test_a_token_or_an_item_of_another_report_is_a_conflict(cursor, make_report):
    report, other = make_report(), make_report()
    arrivals.add_report(cursor, report, DAY)
    with pytest.raises(Conflict):
        arrivals.add_report(cursor, replace(other, token_hash=report.token_hash), DAY)
    with pytest.raises(Conflict):
        arrivals.add_report(cursor, replace(other, parts=report.parts), DAY)


def test_parts_come_to_the_report_of_the_token(cursor, make_report, make_part):
    hashed = sha256(b"t" * 32).digest()
    arrivals.add_report(cursor, make_report(hashed), DAY)
    part = make_part("addition")
    assert arrivals.add_to_mailbox(cursor, hashed, [part], DAY)
    assert part.item in {row[0] for row in rows(cursor, "inbox_part")}
    assert not arrivals.add_to_mailbox(cursor, bytes(32), [part], DAY)


def test_a_kept_code_is_noted_with_its_report_alone(cursor, make_report):
    hashed = sha256(b"t" * 32).digest()
    arrivals.add_report(cursor, make_report(hashed), DAY)
    arrivals.add_report(cursor, make_report(), DAY)
    assert arrivals.close_receipt(cursor, hashed)
    assert [row[3] for row in rows(cursor, "inbox_report") if row[-1]] == [hashed]
    assert not arrivals.close_receipt(cursor, bytes(32))


def test_a_throttle_refills_by_the_minute_and_never_past_its_burst(cursor):
    def take(minute):
        return arrivals.take(cursor, "intake/report", minute, 2, 3)

    assert [take(100) for _ in range(4)] == [True, True, True, False]
    assert [take(101) for _ in range(3)] == [True, True, False]
    assert [take(500) for _ in range(4)] == [True, True, True, False]
    # A clock that goes back a little adds nothing.
    assert not take(500 - arrivals.CLOCK_BACK)


def test_a_clock_that_was_a_year_ahead_leaves_no_bucket_dry_for_a_year(cursor):
    def take(minute):
        return arrivals.take(cursor, "intake/return", minute, 2, 3)

    year = 365 * 24 * 60
    assert [take(100 + year) for _ in range(4)] == [True, True, True, False]
    assert [take(100) for _ in range(3)] == [True, True, False]
    assert [take(101) for _ in range(3)] == [True, True, False]
