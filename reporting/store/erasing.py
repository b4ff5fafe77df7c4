"""Erasing: keys first, then what they opened; on its day, with nobody signed in.

Call `engine.scrub` after the commit, so that nothing of it can be read from the disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from reporting.store.failures import store_errors
from reporting.store.models.filed import (
    FiledKey,
    FiledPart,
    FiledReport,
    MailboxWrap,
    UnopenedWrap,
)
from reporting.store.models.inbox import InboxPart, InboxReport, InboxWrap
from reporting.store.models.returning import CodeChange, DeletionDue, FirstCode
from reporting.store.statements import changed

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

CONTACT = "contact"
"""The compartment, and the scope, of how to reach her."""


@store_errors()
def erase_report(session: Session, report: bytes) -> bool:
    """Erase a report wherever it is: keys, parts, card, notes, codes; False when there was none."""
    _erase_keys(session, InboxPart.report == report, FiledPart.report == report)
    # The report before its parts: a part that is being added in this moment holds it, and is there
    # to be erased once the lock is ours. First the inbox, then the files, the way reports move.
    waiting = changed(session, delete(InboxReport).where(InboxReport.id == report))
    filed = changed(session, delete(FiledReport).where(FiledReport.id == report))
    session.execute(delete(InboxPart).where(InboxPart.report == report))
    for table in (CodeChange, FirstCode, DeletionDue):
        session.execute(delete(table).where(table.report == report))
    return waiting + filed > 0


@store_errors()
def erase_contact(session: Session, report: bytes) -> None:
    """Erase how to reach a worker, and leave the rest of her report."""
    waiting = (InboxPart.report == report) & (InboxPart.compartment == CONTACT)
    filed = (FiledPart.report == report) & (FiledPart.compartment == CONTACT)
    _erase_keys(session, waiting, filed)
    session.execute(delete(InboxPart).where(waiting))
    session.execute(delete(FiledPart).where(filed))
    asked = (DeletionDue.report == report) & (DeletionDue.scope == CONTACT)
    session.execute(delete(DeletionDue).where(asked))


@store_errors()
def is_due(session: Session, today: date) -> bool:
    """Say whether anything is to be erased by `today`."""
    found = select(DeletionDue.report).where(DeletionDue.due <= today).limit(1)
    return session.execute(found).first() is not None


@store_errors()
def erase_due(session: Session, today: date) -> int:
    """Erase what is due by `today`; return how many deletions were done."""
    rows = session.execute(
        select(DeletionDue.report, DeletionDue.scope)
        .where(DeletionDue.due <= today)
        .order_by(DeletionDue.report, DeletionDue.scope)
        .with_for_update()
    ).all()
    for row in rows:
        if row.scope == CONTACT:
            erase_contact(session, row.report)
        else:
            erase_report(session, row.report)
    return len(rows)


def _erase_keys(session: Session, waiting: ColumnElement[bool], filed: ColumnElement[bool]) -> None:
    """Erase the keys of parts before the parts: what is left of a failure opens nothing."""
    for table in (FiledKey, MailboxWrap, UnopenedWrap):
        session.execute(delete(table).where(table.item.in_(select(FiledPart.item).where(filed))))
    items = select(InboxPart.item).where(waiting)
    session.execute(delete(InboxWrap).where(InboxWrap.item.in_(items)))
