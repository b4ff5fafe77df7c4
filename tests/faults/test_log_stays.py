"""Others come and go at the same SQLite file: the log of those who still write stays theirs."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from reporting.store.engine import open_engine
from reporting.store.intake_gate import IntakeGate

DAY = date(2026, 3, 2)

# Closing is what counts: the last who closes empties the log and takes it away.
VISITOR = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
print(connection.execute("SELECT count(*) FROM inbox_report").fetchone()[0])
connection.close()
"""


@pytest.fixture
def path(sqlite_database_url):
    return Path(sqlite_database_url.removeprefix("sqlite:///"))


def visit(path):
    """Another program looks at the database and leaves; how many reports it saw."""
    command = [sys.executable, "-c", VISITOR, str(path)]
    return int(subprocess.run(command, check=True, capture_output=True).stdout)


def test_what_is_stored_after_somebody_has_left_is_seen_by_the_next(
    sqlite_database_url, path, make_report
):
    engine = open_engine(sqlite_database_url, "intake")
    gate = IntakeGate(engine)
    gate.report_add(make_report(), DAY)
    log = path.with_name(f"{path.name}-wal")
    # A second connection at once, as threads have them: opening it must not give up the first's
    # hold on the file.
    with engine.connect(), engine.connect():
        before = log.stat().st_ino
        assert visit(path) == 1
        assert log.stat().st_ino == before
    for stored in range(2, 5):
        gate.report_add(make_report(), DAY)
        assert visit(path) == stored
    engine.dispose()
