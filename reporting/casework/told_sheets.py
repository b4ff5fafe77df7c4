"""Telling workers on which printed sheets their reports are.

Outreach workers print, and cannot read which report a bulletin is about: an advocate's next look at
the list tells what they printed.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from reporting.casework import drafts
from reporting.casework.desk import Desk
from reporting.casework.drafts import State
from reporting.casework.events import events_of, tell
from reporting.casework.sheets import read_printed
from reporting.store.engine import reading, writing
from reporting.store.errors import Conflict, NotFound

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

LOOK_BACK = timedelta(days=14)
"""Sheets older than this were told, or nobody looked for two weeks and the page says that."""


def tell_printed(engine: Engine, desk: Desk) -> int:
    """Tell of every sheet of the last days what was not told yet; return how many were told."""
    if desk.today > desk.valid_until:
        return 0
    with reading(engine) as session:
        missing = _missing(session, desk)
    told = 0
    for report, sheets in missing.items():
        # A colleague tells the same in this moment.
        with suppress(Conflict), writing(engine) as session:
            told += sum(tell(session, desk, report, "sheet", sheet) for sheet in sheets)
    return told


def _missing(session: Session, desk: Desk) -> dict[bytes, list[str]]:
    recent = [
        sheet
        for sheet in reversed(read_printed(session, desk))
        if sheet.details is not None and sheet.day >= desk.today - LOOK_BACK
    ]
    if not recent:
        return {}
    numbers: dict[bytes, set[int]] = defaultdict(set)
    for draft in drafts.read_all(session, desk)[0]:
        if draft.state is State.PUBLISHED:
            for report in draft.reports:
                numbers[report].add(draft.number)
    missing: dict[bytes, list[str]] = {}
    for report, about in numbers.items():
        on = [
            str(sheet.number)
            for sheet in recent
            if sheet.details is not None and about.intersection(sheet.details.bulletins)
        ]
        new = [number for number in on if number not in _told(session, desk, report)] if on else []
        if new:
            missing[report] = new
    return missing


def _told(session: Session, desk: Desk, report: bytes) -> frozenset[str]:
    with suppress(NotFound):
        events = events_of(session, desk, report)[1]
        return frozenset(event.detail for event in events if event.event == "sheet")
    return frozenset()
