"""Opens a database with the settings that the promises rest on, and runs transactions on it.

SQLite: write-ahead log, `synchronous=FULL` (a commit is on the disk before a receipt is shown),
foreign keys, `secure_delete` (https://www.sqlite.org/pragma.html#pragma_secure_delete), and
`BEGIN IMMEDIATE` for writers, so that two of them queue instead of failing half-way.
PostgreSQL: the role of the program, no lost commits, and limits on waiting.
"""

from __future__ import annotations

import os
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from reporting.domain.labels import N_
from reporting.store.errors import Busy, Refused
from reporting.store.failures import store_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.engine.interfaces import DBAPIConnection

Role = Literal["owner", "intake", "review"]
"""Who connects: `owner` makes tables; the others have a database role of their own."""

PATIENCE_SECONDS = 10.0
"""How long a writer waits for another; a request gives up well after this."""

SQLITE_SETTINGS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",  # sorting and the like never touch a file
    "trusted_schema = OFF",  # a schema that somebody changed runs no functions of ours
)

NO_ADDRESS = N_("a database address begins with %(sqlite)s or %(postgresql)s")
NO_PLACE = N_("a database address names an SQLite file or a PostgreSQL server")

WRITING = "brolly_writing"
"""Execution option of a transaction that writes."""


def open_engine(url: str, role: Role = "owner", *, patience: float = PATIENCE_SECONDS) -> Engine:
    """Return an engine for `sqlite:///path` or `postgresql://…`; nothing is connected yet.

    On PostgreSQL, `role` is taken on with SET ROLE, so the login needs to be a member of it.
    Raises Refused for an address that is neither.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed, patience)
    return _open_postgresql(parsed, role, patience)


def beside(url: str, folder: Path) -> str:
    """Return an address in which a relative path of SQLite begins at `folder`.

    So configuration can name the file that lies beside it, and the whole directory be moved.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        return url  # refused when it is opened, with words for it
    path = parsed.database
    if parsed.get_backend_name() != "sqlite" or path in {None, "", ":memory:"}:
        return url
    return parsed.set(database=str(folder / path)).render_as_string(hide_password=False)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise Refused(NO_ADDRESS, sqlite="sqlite:///", postgresql="postgresql://") from None
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"}:
        return parsed.set(drivername="sqlite+pysqlite")
    raise Refused(NO_PLACE)


def _open_sqlite(url: URL, patience: float) -> Engine:
    path = url.database or ""

    def prepare(connection: DBAPIConnection, record: object) -> None:
        del record
        # The driver's own BEGIN would come too late; `_begin` below sends it.
        connection.isolation_level = None
        # Text that is none, which only somebody else can have put there, must not hide other rows.
        connection.text_factory = _text
        with closing(connection.cursor()) as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
            for setting in SQLITE_SETTINGS:
                cursor.execute(f"PRAGMA {setting}")

    def private_file(*_: object) -> None:
        # SQLite would create it readable for all; log and index take the mode of the file. One that
        # is there is not opened: closing it again would give up all locks that this process has on
        # it (sqlite.org/howtocorrupt.html, 2.2), and whoever closes next takes the log away.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))

    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "do_connect", _quietly(private_file))
    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _quietly(step: Callable[..., None]) -> Callable[..., None]:
    def run(*arguments: object) -> None:
        try:
            step(*arguments)
        except OSError:
            # Connecting fails a moment later, with SQLite's own and mapped error.
            return

    return run


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _open_postgresql(url: URL, role: Role, patience: float) -> Engine:
    milliseconds = int(patience * 1000)
    options = (
        f"-c lock_timeout={milliseconds} -c statement_timeout={3 * milliseconds} "
        f"-c idle_in_transaction_session_timeout={6 * milliseconds}"
    )
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={"options": options, "connect_timeout": 5},
    )

    def prepare(connection: DBAPIConnection, record: object) -> None:
        del record
        connection.autocommit = True
        with closing(connection.cursor()) as cursor:
            # A server set to lose commits would break the promise behind every receipt.
            cursor.execute(
                "SELECT set_config('synchronous_commit', 'on', false)"
                " WHERE current_setting('synchronous_commit') IN ('off', 'local')"
            )
            if role != "owner":
                cursor.execute(
                    "SELECT set_config('role', %s || current_database(), false)",
                    (f"brolly_{role}_",),
                )
        connection.autocommit = False

    event.listen(engine, "connect", prepare)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Run a transaction that writes; it is on the disk when the block has ended.

    An exception inside undoes all of it. Raises StoreError (Full, Busy, Conflict, …).
    """
    options = engine.execution_options(**{WRITING: True})
    with store_errors(), Session(options, expire_on_commit=False) as session, session.begin():
        session.connection()
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Run a transaction that only reads, and sees one state of the database throughout."""
    options = engine
    if engine.dialect.name == "postgresql":
        options = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    with store_errors(), Session(options) as session, session.begin():
        yield session


@store_errors()
def scrub(engine: Engine) -> None:
    """Make what was deleted unreadable: empties SQLite's log, rewrites PostgreSQL's key table.

    Call it after filing and erasing on SQLite, and nightly on PostgreSQL (it locks the table for a
    moment). Raises Busy when somebody reads just then; calling again later is enough.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "sqlite":
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
            if busy:
                message = "somebody is reading; the log was not emptied yet"
                raise Busy(message)
            return
        connection.execute(text("VACUUM (FULL) filed_key"))
