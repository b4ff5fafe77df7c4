"""Cases: cards for lists and search, parts and keys for the page of one, notes and replies."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, delete, func, insert, select

from crypto.envelope import MAILBOX_CIRCLE, Wrap
from reporting.store.errors import NotFound
from reporting.store.failures import store_errors
from reporting.store.filed_records import (
    CardRow,
    CaseRows,
    FiledItem,
    FiledKey,
    FiledPart,
    NoteRow,
    ReportRow,
    UnopenedPart,
)
from reporting.store.models.casework import Card, Note
from reporting.store.models.filed import FiledKey as KeyTable
from reporting.store.models.filed import FiledPart as PartTable
from reporting.store.models.filed import FiledReport, MailboxWrap, UnopenedWrap
from reporting.store.returning import codes_of
from reporting.store.statements import put_version, upsert

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

FILE = "file"
"""The compartment that may have megabytes, and is loaded one by one."""

PAGE_OF_CARDS = 500
"""Cards read at once: some 4 MB."""


@store_errors()
def read_cards(
    session: Session, after: bytes = b"", limit: int = PAGE_OF_CARDS
) -> tuple[CardRow, ...]:
    """Return cards in order of report id, from the one after `after`; an empty tuple at the end."""
    rows = session.execute(
        select(*Card.__table__.c).where(Card.report > after).order_by(Card.report).limit(limit)
    ).mappings()
    return tuple(CardRow(**row) for row in rows)


@store_errors()
def card_versions(session: Session) -> dict[bytes, int]:
    """Return the version of every card by report: what a cache of opened cards compares with."""
    rows = session.execute(select(Card.report, Card.version))
    return {row.report: row.version for row in rows}


@store_errors()
def read_card(session: Session, report: bytes) -> CardRow:
    """Return the card of a report; NotFound when there is none."""
    row = session.execute(select(*Card.__table__.c).where(Card.report == report)).mappings().first()
    if row is None:
        raise NotFound("there is no such case")
    return CardRow(**row)


@store_errors()
def add_card(session: Session, card: CardRow) -> None:
    """Add the first card of a report; Conflict when it has one."""
    session.execute(insert(Card).values(**asdict(card)))


@store_errors()
def put_card(session: Session, card: CardRow) -> None:
    """Write the next version of a card; Conflict when somebody else wrote first, or NotFound."""
    put_version(session, Card, {"report": card.report}, asdict(card))


@store_errors()
def read_report(session: Session, report: bytes) -> ReportRow:
    """Return the open facts of a report on file; NotFound when there is none."""
    row = (
        session.execute(select(*FiledReport.__table__.c).where(FiledReport.id == report))
        .mappings()
        .first()
    )
    if row is None:
        raise NotFound("there is no such case")
    return ReportRow(**row, codes=codes_of(session, report))


@store_errors()
def read_case(session: Session, report: bytes) -> CaseRows:
    """Return a case with all its parts, files without their content; NotFound when none."""
    head = read_report(session, report)
    sizes = session.execute(
        select(
            PartTable.item,
            PartTable.report,
            PartTable.compartment,
            PartTable.day,
            func.length(PartTable.ciphertext).label("size"),
        )
        .where(PartTable.report == report, PartTable.compartment == FILE)
        .order_by(PartTable.day, PartTable.item)
    ).mappings()
    small = (PartTable.report == report) & (PartTable.compartment != FILE)
    return CaseRows(
        report=head,
        parts=_parts(session, small),
        files=tuple(FiledItem(**row) for row in sizes),
    )


@store_errors()
def read_part(session: Session, report: bytes, item: bytes) -> FiledPart:
    """Return one part of a report whole, such as a file; NotFound when it has no such part."""
    found = _parts(session, (PartTable.report == report) & (PartTable.item == item))
    if not found:
        raise NotFound("there is no such part")
    return found[0]


def _parts(session: Session, which: ColumnElement[bool]) -> tuple[FiledPart, ...]:
    items = select(PartTable.item).where(which)
    keys: dict[bytes, list[FiledKey]] = {}
    found = select(*KeyTable.__table__.c).where(KeyTable.item.in_(items)).order_by(KeyTable.circle)
    for row in session.execute(found):
        keys.setdefault(row.item, []).append(FiledKey(row.circle, row.epoch, row.sealed))
    mailbox = {
        row.item: Wrap(MAILBOX_CIRCLE, 0, row.key_id, row.sealed)
        for row in session.execute(
            select(*MailboxWrap.__table__.c).where(MailboxWrap.item.in_(items))
        )
    }
    unopened = _unopened(session, UnopenedWrap.item.in_(items))
    rows = session.execute(
        select(*PartTable.__table__.c).where(which).order_by(PartTable.day, PartTable.item)
    ).mappings()
    return tuple(
        FiledPart(
            **row,
            keys=tuple(keys.get(row["item"], ())),
            mailbox_wrap=mailbox.get(row["item"]),
            unopened=tuple(unopened.get(row["item"], ())),
        )
        for row in rows
    )


def _unopened(session: Session, which: ColumnElement[bool]) -> dict[bytes, list[Wrap]]:
    wraps: dict[bytes, list[Wrap]] = {}
    for row in session.execute(select(*UnopenedWrap.__table__.c).where(which)):
        wraps.setdefault(row.item, []).append(Wrap(row.circle, row.epoch, row.key_id, row.sealed))
    return wraps


@store_errors()
def unopened_parts(session: Session) -> tuple[UnopenedPart, ...]:
    """Return what nobody could open so far, for somebody who may hold the key now."""
    wraps = _unopened(session, UnopenedWrap.item.is_not(None))
    columns = (PartTable.item, PartTable.report, PartTable.compartment)
    rows = session.execute(
        select(*columns).where(PartTable.item.in_(list(wraps))).order_by(*columns)
    ).mappings()
    return tuple(UnopenedPart(**row, wraps=tuple(wraps[row["item"]])) for row in rows)


@store_errors()
def put_keys(session: Session, keys: Mapping[bytes, Iterable[FiledKey]]) -> None:
    """Write content keys by item: for a new epoch, a new circle, or what could be opened at last.

    A key of the same circle is replaced; wraps of an unopened item go. Raises Conflict for an item
    that is not on file.
    """
    for item, circles in keys.items():
        for key in circles:
            values = {"epoch": key.epoch, "sealed": key.sealed}
            upsert(session, KeyTable, {"item": item, "circle": key.circle}, values)
        session.execute(delete(UnopenedWrap).where(UnopenedWrap.item == item))


@store_errors()
def add_part(session: Session, part: FiledPart) -> None:
    """Add what staff wrote to a case: a status, a message, a narrowing; with keys and mailbox wrap.

    Raises Conflict when the item exists or the report is not on file.
    """
    own: dict[str, Any] = {
        "item": part.item,
        "report": part.report,
        "compartment": part.compartment,
        "day": part.day,
        "ciphertext": part.ciphertext,
    }
    session.execute(insert(PartTable).values(**own))
    for key in part.keys:
        session.execute(insert(KeyTable).values(item=part.item, **asdict(key)))
    if part.mailbox_wrap is not None:
        wrap = part.mailbox_wrap
        session.execute(
            insert(MailboxWrap).values(item=part.item, key_id=wrap.key_id, sealed=wrap.sealed)
        )


@store_errors()
def add_parts(session: Session, parts: Sequence[FiledPart]) -> None:
    """Add several parts, as `add_part` does."""
    for part in parts:
        add_part(session, part)


@store_errors()
def add_note(session: Session, note: NoteRow) -> None:
    """Add a note to a case; Conflict when the report is not on file."""
    session.execute(insert(Note).values(**asdict(note)))


@store_errors()
def read_notes(session: Session, report: bytes) -> tuple[NoteRow, ...]:
    """Return the notes of a case by day, then id: their order in a day is inside them."""
    rows = session.execute(
        select(*Note.__table__.c).where(Note.report == report).order_by(Note.day, Note.id)
    ).mappings()
    return tuple(NoteRow(**row) for row in rows)
