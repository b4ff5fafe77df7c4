"""The settings that promises rest on, and what a full disk or a busy database looks like."""

from __future__ import annotations

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes

import psycopg
import pytest
from sqlalchemy import event, make_url, text

from reporting.store.engine import beside, open_engine, reading, scrub, writing
from reporting.store.erasing import erase_report
from reporting.store.errors import Busy, Conflict, Full, NotFound, Refused, Unavailable
from reporting.store.intake_gate import IntakeGate
from reporting.store.settings import put_settings, unsigned_settings

DAY = date(2026, 3, 2)
TOKEN = b"t" * 32


@pytest.fixture
def opening():
    engines = []

    def make(*arguments, **options):
        engines.append(open_engine(*arguments, **options))
        return engines[-1]

    yield make
    for engine in engines:
        engine.dispose()


@pytest.mark.parametrize(
    "url", ["", "brolly.db", "sqlite://", "sqlite:///:memory:", "mysql://localhost/brolly"]
)
def test_other_addresses_are_refused(url):
    with pytest.raises(Refused):
        open_engine(url)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("sqlite:///brolly.db", "sqlite:////srv/group/brolly.db"),
        ("sqlite:///../other place/b.db", "sqlite:////srv/group/../other place/b.db"),
        ("sqlite:////var/lib/b.db", "sqlite:////var/lib/b.db"),
        (
            "postgresql://review:p%40ss@db.example/group",
            "postgresql://review:p%40ss@db.example/group",
        ),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("nonsense", "nonsense"),
        ("", ""),
    ],
)
def test_a_relative_path_begins_beside_the_configuration(url, found):
    assert beside(url, Path("/srv/group")) == found


def test_sqlite_settings_hold_on_every_connection(opening, sqlite_database_url, durable):
    engine = opening(sqlite_database_url)
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
        "busy_timeout": 10_000,
    }
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert found == wanted


def test_sqlite_files_are_for_their_owner_alone(opening, tmp_path):
    engine = opening(f"sqlite:///{tmp_path}/new.db")
    with writing(engine) as session:
        session.execute(text("CREATE TABLE t (a)"))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"new.db": 0o600, "new.db-wal": 0o600, "new.db-shm": 0o600}


def test_sqlite_in_a_missing_folder_is_unavailable(opening, tmp_path):
    engine = opening(f"sqlite:///{tmp_path}/missing/new.db")
    with pytest.raises(Unavailable), reading(engine) as session:
        unsigned_settings(session)


def test_a_file_that_is_no_database_is_unavailable(opening, tmp_path):
    (tmp_path / "other.db").write_bytes(b"not a database" * 100)
    engine = opening(f"sqlite:///{tmp_path}/other.db")
    with pytest.raises(Unavailable), reading(engine) as session:
        unsigned_settings(session)


@pytest.mark.postgres
def test_postgresql_never_loses_a_commit_quietly(
    opening, postgresql_server, postgresql_database_url
):
    name = make_url(postgresql_database_url).database
    postgresql_server.run(f"ALTER DATABASE {name} SET synchronous_commit = off")
    with opening(postgresql_database_url, "intake").connect() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"
        assert connection.execute(text("SELECT current_user")).scalar() == f"brolly_intake_{name}"


def test_a_server_that_is_not_there_is_unavailable(opening, tmp_path):
    engine = opening(f"postgresql://nobody@/none?host={tmp_path}")
    with pytest.raises(Unavailable), reading(engine) as session:
        unsigned_settings(session)


def test_an_exception_undoes_the_whole_transaction(engine):
    def fail_half_way():
        with writing(engine) as session:
            put_settings(session, {"title": "half"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with reading(engine) as session:
        assert unsigned_settings(session) == {}


def test_reading_sees_one_state_throughout(engine):
    with writing(engine) as session:
        put_settings(session, {"title": "before"})
    with reading(engine) as session:
        assert unsigned_settings(session) == {"title": "before"}
        with writing(engine) as other:
            put_settings(other, {"title": "after"})
        assert unsigned_settings(session) == {"title": "before"}


def test_our_own_errors_pass_as_they_are(engine):
    for error in (Conflict("x"), NotFound("y")):
        with pytest.raises(type(error), match=str(error)), writing(engine):
            raise error


def test_errors_quote_neither_values_nor_rows(engine, make_report):
    report = replace(make_report(), verifying_key=b"one byte short of a key........")
    assert len(report.verifying_key) == 31
    with pytest.raises(Refused) as caught:
        IntakeGate(engine).report_add(report, DAY)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    for value in (report.verifying_key, report.id):
        assert value.hex() not in str(caught.value)
        assert repr(value) not in str(caught.value)


def test_a_locked_sqlite_is_busy_and_stores_nothing(opening, sqlite_database_url, make_report):
    gate = IntakeGate(opening(sqlite_database_url, "intake", patience=0.1))
    path = sqlite_database_url.removeprefix("sqlite:///")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    report = make_report()
    with pytest.raises(Busy):
        gate.report_add(report, DAY)
    holder.execute("ROLLBACK")
    holder.close()
    assert gate.report_add(report, DAY) == "stored"


@pytest.mark.postgres
def test_a_locked_postgresql_is_busy_and_stores_nothing(
    opening, postgresql_database_url, make_report
):
    gate = IntakeGate(opening(postgresql_database_url, "intake", patience=0.2))
    report = make_report()
    with psycopg.connect(postgresql_database_url) as holder:
        holder.execute("LOCK TABLE inbox_report IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(Busy):
            gate.report_add(report, DAY)
    assert gate.report_add(report, DAY) == "stored"


def test_a_full_disk_refuses_the_report_and_keeps_the_earlier_ones(
    opening, sqlite_database_url, make_report
):
    engine = opening(sqlite_database_url, "intake")

    @event.listens_for(engine, "connect")
    def little_room(connection, _):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 40}")

    gate = IntakeGate(engine)
    stored = []

    def report_until_full():
        for report in (make_report() for _ in range(100)):
            gate.report_add(report, DAY)
            stored.append(report)

    with pytest.raises(Full):
        report_until_full()
    assert 1 <= len(stored) < 100
    assert [gate.report_add(one, DAY) for one in stored] == ["repeated"] * len(stored)
    with reading(engine) as session:
        found = session.execute(text("SELECT count(*) FROM inbox_part")).scalar()
        assert found == 3 * len(stored)
        assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def test_many_writers_queue_and_none_fails(opening, sqlite_database_url, make_report):
    gates = [IntakeGate(opening(sqlite_database_url, "intake")) for _ in range(4)]
    reports = [make_report() for _ in range(48)]
    with ThreadPoolExecutor(16) as pool:
        answers = pool.map(lambda n: gates[n % 4].report_add(reports[n], DAY), range(48))
        assert list(answers) == ["stored"] * 48


def test_what_was_erased_is_on_no_page_of_the_file(
    opening, sqlite_database_url, make_report, make_part
):
    engine = opening(sqlite_database_url)
    report = make_report(sha256(TOKEN).digest())
    gate = IntakeGate(engine)
    gate.report_add(report, DAY)
    gate.mailbox_add(TOKEN, [make_part("addition", size=16_401)], DAY)
    folder = Path(sqlite_database_url.removeprefix("sqlite:///")).parent

    def seen(needle):
        return any(needle in path.read_bytes() for path in folder.iterdir())

    needles = [report.id, report.token_hash, report.parts[0].ciphertext[:64]]
    needles.append(report.parts[2].wraps[1].sealed[-64:])
    assert all(seen(needle) for needle in needles)
    with writing(engine) as session:
        assert erase_report(session, report.id) is True
    scrub(engine)
    assert not any(seen(needle) for needle in needles)
    assert (folder / "brolly.db-wal").stat().st_size == 0


def test_scrub_says_when_somebody_reads(opening, sqlite_database_url):
    engine = opening(sqlite_database_url, patience=0.1)
    with writing(engine) as session:
        put_settings(session, {"title": "one"})
    with reading(engine) as session:
        unsigned_settings(session)
        with writing(engine) as other:
            put_settings(other, {"title": "two"})
        with pytest.raises(Busy):
            scrub(engine)
    scrub(engine)


def test_scrub_is_allowed_to_review(engine):
    scrub(engine)


def test_tokens_are_kept_as_hashes_only(opening, sqlite_database_url, make_report):
    engine = opening(sqlite_database_url)
    token = token_bytes(32)
    gate = IntakeGate(engine)
    gate.report_add(make_report(sha256(token).digest()), DAY)
    assert gate.mailbox_read(token) is not None
    assert gate.receipt_close(token) is True
    folder = Path(sqlite_database_url.removeprefix("sqlite:///")).parent
    assert not any(token in path.read_bytes() for path in folder.iterdir())
