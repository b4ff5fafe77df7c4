"""Rows of the vault that hang on no report: drafts, forwardings, answers kept ready."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from reporting.store.errors import NotFound
from reporting.store.failures import store_errors
from reporting.store.filed_records import VaultRow
from reporting.store.models.casework import Canned, Draft, Forwarding
from reporting.store.statements import changed, put_version

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Table = type[Canned] | type[Draft] | type[Forwarding]


@store_errors()
def add_row(session: Session, table: Table, row: VaultRow) -> None:
    """Add a row; Conflict when its id exists."""
    session.execute(insert(table).values(**asdict(row)))


@store_errors()
def put_row(session: Session, table: Table, row: VaultRow) -> None:
    """Write the next version of a row; Conflict when somebody else wrote first, or NotFound."""
    put_version(session, table, {"id": row.id}, asdict(row))


@store_errors()
def read_row(session: Session, table: Table, row_id: bytes) -> VaultRow:
    """Return a row; NotFound when there is none."""
    row = session.execute(select(*table.__table__.c).where(table.id == row_id)).mappings().first()
    if row is None:
        raise NotFound("there is no such row")
    return VaultRow(**row)


@store_errors()
def read_rows(session: Session, table: Table) -> tuple[VaultRow, ...]:
    """Return all rows by id: what their order means is inside them."""
    rows = session.execute(select(*table.__table__.c).order_by(table.id)).mappings()
    return tuple(VaultRow(**row) for row in rows)


@store_errors()
def remove_row(session: Session, table: Table, row_id: bytes) -> bool:
    """Erase a row; False when there was none."""
    return changed(session, delete(table).where(table.id == row_id)) > 0
