"""What a driver says, in this package's words."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from reporting.store.engine import open_engine, writing
from reporting.store.errors import Busy, Conflict, Full, Refused, Unavailable
from reporting.store.failures import kind_of, store_errors


@pytest.fixture(scope="module")
def postgresql_owner(postgresql_server):
    engine = open_engine(postgresql_server.url("postgres"))
    yield engine
    engine.dispose()


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("53100", Full),
        ("55P03", Busy),
        ("40001", Busy),
        ("40P01", Busy),
        ("23505", Conflict),
        ("23503", Conflict),
        ("23514", Refused),
        ("22001", Refused),
        ("42501", Refused),
        ("53300", Unavailable),
        ("57P01", Unavailable),
        ("XX000", Unavailable),
    ],
)
def test_postgresql_conditions(postgresql_owner, state, kind):
    secret = "a value that nobody may see"
    with pytest.raises(kind) as caught, writing(postgresql_owner) as session:
        session.execute(
            text(f"DO $$ BEGIN RAISE EXCEPTION '{secret}' USING ERRCODE = '{state}'; END $$")
        )
    assert type(caught.value) is kind
    assert state in str(caught.value)
    assert secret not in str(caught.value)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, Full),
        (sqlite3.SQLITE_BUSY, Busy),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, Busy),
        (sqlite3.SQLITE_LOCKED, Busy),
        (sqlite3.SQLITE_IOERR_WRITE, Unavailable),
        (sqlite3.SQLITE_READONLY, Unavailable),
        (sqlite3.SQLITE_CORRUPT, Unavailable),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, Conflict),
        (sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, Conflict),
        (sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY, Conflict),
        (sqlite3.SQLITE_TOOBIG, Refused),
    ],
)
def test_sqlite_conditions(code, kind):
    error = sqlite3.OperationalError("words of the driver")
    error.sqlite_errorcode = code
    assert kind_of(OperationalError("INSERT", None, error)) is kind


def test_other_conditions():
    assert kind_of(PoolTimeout("pool")) is Busy
    assert kind_of(ArgumentError("url")) is Unavailable
    assert kind_of(OperationalError("SELECT", None, Exception("gone"))) is Unavailable


def test_errors_of_others_pass():
    with pytest.raises(KeyError), store_errors():
        raise KeyError("not ours")


def test_every_unavailable_is_one_to_catch():
    assert issubclass(Full, Unavailable)
    assert issubclass(Busy, Unavailable)
