"""Deletions that workers asked for: frozen until their day, stopped on somebody's word, done.

Whoever found a card could ask for one, so it waits; meanwhile nothing new goes out. On its day it
is done by whichever program comes first, with nobody signed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from reporting.casework import drafts
from reporting.casework.desk import Desk
from reporting.casework.drafts import Draft, State
from reporting.casework.errors import NotThere
from reporting.casework.events import tell
from reporting.casework.forwardings import read_all as read_forwardings
from reporting.casework.recalls import take_back
from reporting.casework.record import Action, write
from reporting.domain.case import case_ref
from reporting.store import forwarding as forwarding_store
from reporting.store.cases import card_versions
from reporting.store.engine import reading, scrub, writing
from reporting.store.erasing import erase_due
from reporting.store.errors import Busy, Conflict, NotFound
from reporting.store.returning import all_deletions, stop_deletion

if TYPE_CHECKING:
    from sqlalchemy import Engine

LONGEST_WHY = 300


def stop(engine: Engine, desk: Desk, report: bytes, why: str) -> None:
    """Keep a report after all, on somebody's word; she is told, and it is recorded.

    Raises NotThere when nothing was due any more.
    """
    with writing(engine) as session:
        if not stop_deletion(session, report):
            raise NotThere
        tell(session, desk, report, "deletion_stopped")
        said = " ".join(why.split())[:LONGEST_WHY]
        write(session, desk, Action.DELETION_STOPPED, case=case_ref(report), what=said)


def erase(engine: Engine, desk: Desk) -> int:
    """Do what is due, here or by intake before: reports, and what the vault has about them.

    Returns how many deletions were done now. What cannot be read by this person's keys waits for
    somebody who can.
    """
    with reading(engine) as session:
        due = any(
            one.due <= desk.today for asked in all_deletions(session).values() for one in asked
        )
    done = 0
    if due:
        with writing(engine) as session:
            done = erase_due(session, desk.today)
    try:
        left = _sweep(engine, desk)
    except Conflict:
        left = 0  # a colleague does the same in this moment
    if done or left:
        # Somebody reads just now: the next filing empties the log.
        with suppress(Busy):
            scrub(engine)
    return done


def _sweep(engine: Engine, desk: Desk) -> int:
    """Remove drafts, bulletins and forwardings of reports that are gone, and drafts that are over.

    Returns how many rows.
    """
    with reading(engine) as session:
        about = drafts.read_all(session, desk)[0]
        sent = read_forwardings(session, desk)[0]
        # Last: a report that is filed in this moment must not look as if it were gone.
        known = card_versions(session).keys()
    orphans = [one for one in about if not known >= set(one.reports)]
    packages = [one for one in sent if one.report not in known]
    over = [one for one in about if one not in orphans and one.is_over(desk.today)]
    if over:
        _clear(engine, desk, over)
    if not orphans and not packages:
        return len(over)
    with writing(engine) as session:
        for draft in orphans:
            drafts.remove(session, draft.id)
        for number in {one.number for one in orphans if one.state is State.PUBLISHED}:
            # Her yes to it is gone with the report.
            with suppress(NotFound):
                take_back(session, desk, number)
        for package in packages:
            forwarding_store.remove_forwarding(session, package.id)
        gone = {*(r for one in orphans for r in one.reports), *(one.report for one in packages)}
        names = ", ".join(sorted(case_ref(report) for report in gone - known))
        if desk.today <= desk.valid_until:
            write(session, desk, Action.REPORT_ERASED, case=names)
    return len(orphans) + len(packages) + len(over)


def _clear(engine: Engine, desk: Desk, over: Sequence[Draft]) -> None:
    """Remove drafts that nobody needs any more; what was published stays as it is."""
    with writing(engine) as session:
        for draft in over:
            drafts.remove(session, draft.id)
        if desk.today <= desk.valid_until:
            write(session, desk, Action.DRAFTS_CLEARED, number=str(len(over)))
