"""What only the file of SQLite could give away."""

from __future__ import annotations

import sqlite3
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from reporting.store.engine import open_engine
from reporting.store.intake_gate import IntakeGate

DAY = date(2026, 3, 2)


@pytest.fixture
def path(sqlite_database_url):
    return Path(sqlite_database_url.removeprefix("sqlite:///"))


@pytest.fixture
def gate(sqlite_database_url):
    engine = open_engine(sqlite_database_url, "intake")
    yield IntakeGate(engine)
    engine.dispose()


@pytest.mark.parametrize(
    "table", ["inbox_report", "inbox_part", "inbox_wrap", "filed_report", "filed_part", "card"]
)
def test_no_rowid_keeps_the_order_of_arrival(path, table):
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute(f"SELECT rowid FROM {table}")  # noqa: S608


def test_rows_lie_in_the_order_of_their_random_ids(gate, path, make_report):
    ids = []
    for _ in range(10):
        report = make_report()
        gate.report_add(report, DAY)
        ids.append(report.id)
    with sqlite3.connect(path) as connection:
        lying = [row[0] for row in connection.execute("SELECT id FROM inbox_report")]
    assert lying == sorted(ids)
    assert lying != ids


def test_a_day_on_which_nothing_is_due_waits_for_no_lock(gate, path):
    """The first request of a day asks for it, whatever page it is for."""
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert gate.erase_due(DAY) == 0
        other.execute("ROLLBACK")


def test_the_file_knows_days_and_throttle_minutes_and_no_other_time(gate, path, make_report):
    gate.report_add(make_report(sha256(b"t" * 32).digest()), DAY)
    gate.throttle_take("report", 1_772_445_678, 1, 5)
    with sqlite3.connect(path) as connection:
        days = connection.execute("SELECT DISTINCT day FROM inbox_part").fetchall()
        minutes = connection.execute("SELECT updated FROM throttle").fetchall()
    assert days == [("2026-03-02",)]
    assert minutes == [(1_772_445_678 // 60,)]


@pytest.mark.parametrize("day", ["2026-03-02T10:00:00", "2026-03-02 10:00", "2026-02-30", "", "x"])
def test_a_day_with_a_time_or_no_day_at_all_is_refused_by_the_file_itself(path, day):
    values = (bytes(16), bytes(32), bytes(1216), bytes(32), day)
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(
            "INSERT INTO inbox_report (id, verifying_key, mailbox_key, token_hash, day)"
            " VALUES (?, ?, ?, ?, ?)",
            values,
        )


def test_text_in_place_of_bytes_is_refused_by_the_file_itself(path):
    values = ("i" * 16, bytes(32), bytes(1216), bytes(32), "2026-03-02")
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(
            "INSERT INTO inbox_report (id, verifying_key, mailbox_key, token_hash, day)"
            " VALUES (?, ?, ?, ?, ?)",
            values,
        )
