"""Printed sheets, and the numbers that bulletins and sheets are known by."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Literal

from sqlalchemy import insert, select

from reporting.store.failures import store_errors
from reporting.store.filed_records import SheetRow
from reporting.store.models.casework import Sheet
from reporting.store.models.public import Counter
from reporting.store.statements import insert_or

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@store_errors()
def take_number(session: Session, kind: Literal["bulletin", "sheet"]) -> int:
    """Return the next number of a kind, from 1; two at once get two.

    A number stands inside what is signed or printed, so it is taken first; one whose transaction
    is undone is given out again, one that was committed never.
    """
    statement = insert_or(session, Counter).values(name=kind, value=1)
    taken = session.execute(
        statement.on_conflict_do_update(
            index_elements=[Counter.name], set_={"value": Counter.value + 1}
        ).returning(Counter.value)
    )
    return int(taken.scalar_one())


@store_errors()
def add_sheet(session: Session, sheet: SheetRow) -> None:
    """Record a printed sheet; Conflict when its number exists."""
    session.execute(insert(Sheet).values(**asdict(sheet)))


@store_errors()
def read_sheets(session: Session, after: date = date.min) -> tuple[SheetRow, ...]:
    """Return all sheets of the days behind `after`, highest number first."""
    found = select(*Sheet.__table__.c).where(Sheet.day > after).order_by(Sheet.number.desc())
    rows = session.execute(found).mappings()
    return tuple(SheetRow(**row) for row in rows)
