"""Sign-ins: found by the hash of the cookie's token; whose each is stands inside its ciphertext."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from reporting.store.failures import store_errors
from reporting.store.filed_records import SessionRow
from reporting.store.models.people import SignIn
from reporting.store.statements import changed

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@store_errors()
def add_session(session: Session, row: SessionRow) -> None:
    """Add a sign-in."""
    session.execute(insert(SignIn).values(**asdict(row)))


@store_errors()
def read_session(session: Session, session_id: bytes) -> SessionRow | None:
    """Return a sign-in, None when it ended or never was."""
    row = (
        session.execute(select(*SignIn.__table__.c).where(SignIn.id == session_id))
        .mappings()
        .first()
    )
    return None if row is None else SessionRow(**row)


@store_errors()
def put_session(session: Session, session_id: bytes, ciphertext: bytes) -> bool:
    """Renew what a sign-in holds; False when it ended meanwhile, so that it stays ended."""
    statement = update(SignIn).where(SignIn.id == session_id).values(ciphertext=ciphertext)
    return changed(session, statement) > 0


@store_errors()
def end_session(session: Session, session_id: bytes) -> bool:
    """Erase a sign-in; False when there was none."""
    return changed(session, delete(SignIn).where(SignIn.id == session_id)) > 0


@store_errors()
def end_sessions_before(session: Session, day: date) -> int:
    """Erase sign-ins that began before a day, whoever's, and return how many."""
    return changed(session, delete(SignIn).where(SignIn.day < day))
