"""What waits under a name that is taken on file already: given another, so that it can be filed.

Intake never makes such a row: it is broken, or put there by somebody who writes to the database to
have filing stop. Under another name it opens no more, and its case says so; nothing is dropped.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, literal, or_, select, update

from reporting.store.failures import store_errors
from reporting.store.models.base import HASH_BYTES, ID_BYTES
from reporting.store.models.casework import Card
from reporting.store.models.filed import FiledKey, FiledPart, FiledReport, MailboxWrap, UnopenedWrap
from reporting.store.models.inbox import InboxPart, InboxReport, InboxWrap

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_OF_ITEMS = (FiledPart, FiledKey, MailboxWrap, UnopenedWrap)


@store_errors()
def rename_colliding(session: Session, report: bytes) -> int:
    """Give new names to what waits of a report and cannot be filed as it is; return to how much.

    A report that is new and whose id is taken goes under another with all its parts.
    """
    named = session.execute(
        update(InboxReport)
        .where(InboxReport.id == report, InboxReport.token_hash.in_(select(FiledReport.token_hash)))
        .values(token_hash=secrets.token_bytes(HASH_BYTES))
        .returning(InboxReport.id)
    ).all()
    here = _rename_report(session, report)
    of_report = select(InboxPart.item).where(InboxPart.report == here)
    items = {
        item
        for table in _OF_ITEMS
        for item in session.execute(select(table.item).where(table.item.in_(of_report))).scalars()
    }
    for item in sorted(items):
        _rename_part(session, item)
    return len(named) + (here != report) + len(items)


def _rename_report(session: Session, report: bytes) -> bytes:
    """Give a new report another id when its own is taken; return the one it waits under."""
    other = secrets.token_bytes(ID_BYTES)
    taken = or_(InboxReport.id.in_(select(FiledReport.id)), InboxReport.id.in_(select(Card.report)))
    renamed = session.execute(
        update(InboxReport)
        .where(InboxReport.id == report, taken)
        .values(id=other)
        .returning(InboxReport.id)
    ).all()
    if not renamed:
        return report
    session.execute(update(InboxPart).where(InboxPart.report == report).values(report=other))
    return other


def _rename_part(session: Session, item: bytes) -> None:
    """Copy a part and its wraps under another item id, and remove the first."""
    other = literal(secrets.token_bytes(ID_BYTES))
    for table in (InboxPart, InboxWrap):
        columns = table.__table__.c
        values = [other if column.name == "item" else column for column in columns]
        row = select(*values).where(columns.item == item)
        session.execute(insert(table).from_select(columns.keys(), row))
    session.execute(delete(InboxWrap).where(InboxWrap.item == item))
    session.execute(delete(InboxPart).where(InboxPart.item == item))
