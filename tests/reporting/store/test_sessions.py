"""Sign-ins."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reporting.store.engine import writing
from reporting.store.errors import Conflict, Refused
from reporting.store.filed_records import SessionRow
from reporting.store.sessions import (
    add_session,
    end_session,
    end_sessions_before,
    put_session,
    read_session,
)

DAY = date(2026, 3, 2)
ONE = SessionRow(b"1" * 32, DAY, b"whose")
TWO = SessionRow(b"2" * 32, DAY + timedelta(days=1), b"whose")


def test_a_session_is_found_renewed_and_ended(engine):
    with writing(engine) as session:
        add_session(session, ONE)
        assert read_session(session, ONE.id) == ONE
        assert put_session(session, ONE.id, b"newer") is True
        assert read_session(session, ONE.id).ciphertext == b"newer"
        assert end_session(session, ONE.id) is True
        assert read_session(session, ONE.id) is None
        assert end_session(session, ONE.id) is False


def test_a_session_that_ended_is_not_brought_back(engine):
    with writing(engine) as session:
        assert put_session(session, ONE.id, b"newer") is False
        assert read_session(session, ONE.id) is None


def test_old_sessions_are_ended_by_day(engine):
    with writing(engine) as session:
        add_session(session, ONE)
        add_session(session, TWO)
        assert end_sessions_before(session, TWO.day) == 1
        assert read_session(session, TWO.id) == TWO


def test_ids_are_hashes_and_unique(engine):
    with pytest.raises(Refused), writing(engine) as session:
        add_session(session, SessionRow(b"short", DAY, b"whose"))
    with writing(engine) as session:
        add_session(session, ONE)
    with pytest.raises(Conflict), writing(engine) as session:
        add_session(session, ONE)
