"""Statements that several modules need, in the words of the database at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import CursorResult, update
from sqlalchemy.dialects import postgresql, sqlite

from reporting.store.errors import Conflict, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Executable
    from sqlalchemy.orm import Session

    from reporting.store.models.base import Base

Insert = postgresql.Insert | sqlite.Insert


def insert_or(session: Session, table: type[Base]) -> Insert:
    """Return an INSERT that may say ON CONFLICT, which both databases spell the same."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def upsert(
    session: Session, table: type[Base], key: Mapping[str, object], values: Mapping[str, object]
) -> None:
    """Insert a row, or give the one with this key these values, in one statement."""
    statement = insert_or(session, table).values(**key, **values)
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=dict(values)))


def changed(session: Session, statement: Executable) -> int:
    """Run an UPDATE or DELETE and return how many rows it met."""
    result = session.execute(statement)
    return result.rowcount if isinstance(result, CursorResult) else 0


def put_version(
    session: Session, table: type[Base], key: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    """Write a row whose stored version is one below `values["version"]`.

    Raises Conflict when somebody else wrote first, NotFound when there is no such row.
    """
    columns = table.__table__.c
    same = [columns[name] == value for name, value in key.items()]
    before = columns["version"] == values["version"] - 1
    if changed(session, update(table).where(*same, before).values(**values)):
        return
    if changed(session, update(table).where(*same).values(version=columns["version"])):
        raise Conflict("somebody else changed this first; load it again")
    raise NotFound("there is no such row")
