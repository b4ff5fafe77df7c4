"""Turns what a database driver raises into this package's errors, without its words.

A driver's message may quote the failing row and a bound token, so it is never kept: our errors
carry a sentence of ours, and `from None` keeps the original out of every traceback.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from reporting.domain.labels import N_
from reporting.store.errors import (
    Busy,
    Conflict,
    Full,
    Refused,
    ReportFull,
    StoreError,
    TooManyFiles,
    Unavailable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SQLITE: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_FULL: Full,
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_TOOBIG: Refused,
    sqlite3.SQLITE_MISMATCH: Refused,
}
SQLITE_CONFLICTS = {
    sqlite3.SQLITE_CONSTRAINT_UNIQUE,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
    sqlite3.SQLITE_CONSTRAINT_ROWID,
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY,
}
SQLITE_PRIMARY = 0xFF
"""The low byte of SQLite's extended code is the primary one (sqlite.org/rescode.html)."""

POSTGRESQL: dict[str, type[StoreError]] = {
    "23505": Conflict,  # unique_violation
    "23503": Conflict,  # foreign_key_violation
    "40001": Busy,  # serialization_failure
    "40P01": Busy,  # deadlock_detected
    "55P03": Busy,  # lock_not_available
    "57014": Busy,  # query_canceled: statement_timeout
    "53100": Full,  # disk_full
    "42501": Refused,  # insufficient_privilege
    "BRFIL": TooManyFiles,  # our own, of migrations/sql/0005/parts_insert_.sql
    "BRFUL": ReportFull,  # our own, of migrations/sql/0006/mailbox_add.sql
}
POSTGRESQL_CLASSES: dict[str, type[StoreError]] = {
    "22": Refused,  # data exception
    "23": Refused,  # integrity_constraint_violation: CHECK, NOT NULL
}
"""https://www.postgresql.org/docs/current/errcodes-appendix.html; the rest is Unavailable."""

SENTENCES: dict[type[StoreError], str] = {
    Full: N_("the disk is full; nothing was stored (%(code)s)"),
    Busy: N_("the database is held by another writer; nothing was stored (%(code)s)"),
    Conflict: N_("somebody else changed or added this first (%(code)s)"),
    TooManyFiles: N_("the report has as many files as one may have; nothing was stored (%(code)s)"),
    ReportFull: N_("the report has as many parts as one may have; nothing was stored (%(code)s)"),
    Refused: N_("the tables do not take this value, or this role may not do it (%(code)s)"),
    Unavailable: N_("the database does not answer (%(code)s)"),
}


@contextmanager
def store_errors() -> Iterator[None]:
    """Raise what happens inside as a StoreError; also usable as a decorator."""
    kind: type[StoreError]
    try:
        yield
    except StoreError:
        raise
    except (SQLAlchemyError, sqlite3.Error) as error:
        kind, code = kind_of(error), code_of(error)
    else:
        return
    raise kind(SENTENCES[kind], code=code) from None


def kind_of(error: Exception) -> type[StoreError]:
    """Return the condition behind a driver's error, its own or wrapped by SQLAlchemy."""
    if isinstance(error, sqlite3.Error):
        return _kind_of_driver(error, refused=isinstance(error, sqlite3.IntegrityError))
    if isinstance(error, DBAPIError):
        return _kind_of_driver(error.orig, refused=isinstance(error, IntegrityError))
    if isinstance(error, PoolTimeout):
        return Busy
    return Refused if isinstance(error, StatementError) else Unavailable


def code_of(error: Exception) -> str:
    """Return what an operator can look up, and which quotes nothing: a code or a class name."""
    original = getattr(error, "orig", error)
    code = getattr(original, "sqlstate", None) or getattr(original, "sqlite_errorname", None)
    return str(code or type(original or error).__name__)


def _kind_of_driver(error: BaseException | None, *, refused: bool) -> type[StoreError]:
    """Return the condition by the driver's code; without one, whether a value was `refused`."""
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        by_class = POSTGRESQL_CLASSES.get(state[:2], Unavailable)
        return POSTGRESQL.get(state, by_class)
    code = getattr(error, "sqlite_errorcode", None)
    if code in SQLITE_CONFLICTS:
        return Conflict
    if code is not None:
        kind = SQLITE.get(code & SQLITE_PRIMARY)
        if kind is not None:
            return kind
    return Refused if refused else Unavailable
