"""What was used up of the codes that people have on paper; what a code is stands in no row."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from reporting.store.failures import store_errors
from reporting.store.filed_records import PrintedCodesRow
from reporting.store.models.people import PrintedCodes
from reporting.store.statements import upsert

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@store_errors()
def put_codes(session: Session, row: PrintedCodesRow) -> None:
    """Begin a set of codes in the place of the one before; Conflict for an unknown handle."""
    values = asdict(row)
    upsert(session, PrintedCodes, {"handle": values.pop("handle")}, values)


@store_errors()
def read_codes(session: Session, handle: str) -> PrintedCodesRow | None:
    """Return what was used up of somebody's set, None when she never had one."""
    row = (
        session.execute(select(*PrintedCodes.__table__.c).where(PrintedCodes.handle == handle))
        .mappings()
        .first()
    )
    return None if row is None else PrintedCodesRow(**row)


@store_errors()
def take_code(session: Session, handle: str, set_id: bytes, number: int) -> int | None:
    """Use a code up, once; return which are used then, None when it was, or is of another set.

    One statement, so that of two who type the same code at once one gets in; and of somebody who
    types an old one while new ones are made, it is not a new one that is gone.
    """
    bit = 1 << number
    statement = (
        update(PrintedCodes)
        .where(
            PrintedCodes.handle == handle,
            PrintedCodes.set_id == set_id,
            PrintedCodes.used.bitwise_and(bit) == 0,
        )
        .values(used=PrintedCodes.used.bitwise_or(bit))
        .returning(PrintedCodes.used)
    )
    return session.execute(statement).scalar()
