"""Telling a worker what was done with her report, step by step, where it is done.

Each event is written in the transaction of the act itself: she is told what happened, or it did
not happen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.casework import drafts
from reporting.casework.cards import open_card, seal_card, seen_by
from reporting.casework.content_keys import from_file
from reporting.casework.desk import Desk
from reporting.casework.drafts import State
from reporting.casework.errors import NotVerified
from reporting.casework.opening import open_report
from reporting.casework.replies import seal_reply
from reporting.sealed.events import LONGEST_DETAIL, Event, Happening, event_bytes
from reporting.store import cases as store
from reporting.store.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.domain.case import Card
    from reporting.store.filed_records import ReportRow

COMPARTMENT = "status"


def tell(session: Session, desk: Desk, report: bytes, event: Happening, detail: str = "") -> bool:
    """Write the next event of a report, in the caller's transaction; False when nobody is told.

    Nobody is when the report is gone, or its keys were changed: somebody else would read it.
    Raises Conflict when somebody else wrote into the mailbox meanwhile.
    """
    try:
        row, events = events_of(session, desk, report)
    except NotFound:
        return False
    last = events[-1] if events else None
    said = Event(
        report=report,
        sequence=last.sequence + 1 if last else 1,
        previous=last.digest if last else b"",
        day=max(desk.today, last.day) if last else desk.today,
        event=event,
        detail=detail[:LONGEST_DETAIL],
    )
    try:
        part = seal_reply(desk, row, COMPARTMENT, event_bytes(said))
    except NotVerified:
        return False
    store.add_part(session, replace(part, day=said.day))
    next_card(session, desk, report)
    return True


def events_of(session: Session, desk: Desk, report: bytes) -> tuple[ReportRow, tuple[Event, ...]]:
    """Return the open facts of a report and what she was told so far. Raises NotFound."""
    rows = store.read_case(session, report)
    known = [from_file(desk, part) for part in rows.parts if part.compartment == COMPARTMENT]
    row = seen_by(rows.report, open_card(desk, store.read_card(session, report)))
    return row, open_report(desk, row, known).events


def tell_all(
    session: Session, desk: Desk, reports: Iterable[bytes], event: Happening, detail: str = ""
) -> None:
    """Write the same event for several reports."""
    for report in dict.fromkeys(reports):
        tell(session, desk, report, event, detail)


def reports_behind(session: Session, desk: Desk, number: int) -> tuple[bytes, ...]:
    """Return the reports that a published bulletin is about, as its drafts alone know."""
    return tuple(
        dict.fromkeys(
            report
            for one in drafts.read_all(session, desk)[0]
            if one.number == number and one.state is State.PUBLISHED
            for report in one.reports
        )
    )


def next_card(session: Session, desk: Desk, report: bytes) -> Card | None:
    """Write the card again under its next version: of two who write to a mailbox, one must wait.

    Otherwise both would follow the same message, and her page would say that one was kept back.
    Raises Conflict for the second of them.
    """
    card = open_card(desk, store.read_card(session, report))
    if card is None:
        return None
    following = replace(card, version=card.version + 1)
    store.put_card(session, seal_card(desk, following))
    return following
