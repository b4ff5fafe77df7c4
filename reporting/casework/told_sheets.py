"""Telling workers on which printed sheets their reports are.

Outreach workers print, and cannot read which report a bulletin is about: an advocate's next look at
the list tells what they printed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from reporting.casework import drafts
from reporting.casework.desk import Desk, remember
from reporting.casework.drafts import State
from reporting.casework.events import events_of, tell
from reporting.casework.sheets import ListedSheet, read_printed
from reporting.store.engine import reading, writing
from reporting.store.errors import Conflict, NotFound

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

TOLD: Final = "sheets_told_by_day"
"""Name of the profile's memory of the day up to which every sheet was told.

Not of a number: whoever can write to the database can seal a sheet of any number, and all that are
printed later would be below it. A day that is still to come settles nothing.
"""

STILL_COMING = timedelta(days=1)
"""A number is taken before its sheet is kept: those of yesterday and today are looked at again."""


def tell_printed(engine: Engine, desk: Desk) -> int:
    """Tell of every sheet what was not told yet, however old; return how many were told.

    Her profile remembers how far she came. A sheet that her keys do not open is looked for again,
    and told by somebody whose keys do.
    """
    if desk.today > desk.valid_until:
        return 0
    since = date.fromisoformat(desk.profile.extra.get(TOLD, date.min.isoformat()))
    with reading(engine) as session:
        sheets = read_printed(session, desk, since)
        missing = _missing(session, desk, sheets)
    told, whole = 0, True
    for report, numbers in missing.items():
        try:
            with writing(engine) as session:
                told += sum(tell(session, desk, report, "sheet", number) for number in numbers)
        except Conflict:
            whole = False  # a colleague tells the same in this moment, or writes something else
    settled = _settled(desk, sheets)
    if whole and settled > since:
        profile = replace(desk.profile, extra={**desk.profile.extra, TOLD: settled.isoformat()})
        with writing(engine) as session:
            remember(session, desk, profile)
    return told


def _settled(desk: Desk, sheets: Sequence[ListedSheet]) -> date:
    """Return the last day of sheets to which no other can come, all of them read by then."""
    closed = [sheet.day for sheet in sheets if sheet.details is None]
    end = min([desk.today - STILL_COMING, *closed])
    return max((sheet.day for sheet in sheets if sheet.day < end), default=date.min)


def _missing(session: Session, desk: Desk, sheets: Sequence[ListedSheet]) -> dict[bytes, list[str]]:
    readable = [sheet for sheet in reversed(sheets) if sheet.details is not None]
    if not readable:
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
            for sheet in readable
            if sheet.details is not None and about.intersection(sheet.details.bulletins)
        ]
        told = _told(session, desk, report) if on else frozenset()
        new = [number for number in on if number not in told]
        if new:
            missing[report] = new
    return missing


def _told(session: Session, desk: Desk, report: bytes) -> frozenset[str]:
    with suppress(NotFound):
        events = events_of(session, desk, report)[1]
        return frozenset(event.detail for event in events if event.event == "sheet")
    return frozenset()
