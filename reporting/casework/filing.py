"""Filing: from the inbox to the files, batch by batch, and nothing is left behind or dropped.

A batch is taken, opened outside any transaction, and moved in one. A report that cannot be opened
is filed with a card that says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crypto.errors import CryptoError
from reporting.casework.cards import card_for, open_card, seal_card, seen_by
from reporting.casework.content_keys import Sealed, from_file, from_inbox, to_vault
from reporting.casework.deletions import erase
from reporting.casework.desk import Desk
from reporting.casework.errors import NotVerified
from reporting.casework.notes import staff_structure
from reporting.casework.opening import Opened, open_report
from reporting.casework.record import Action, write
from reporting.casework.replies import next_status
from reporting.domain.case import Card, Status
from reporting.store.cases import add_parts, read_card, read_case, read_notes
from reporting.store.colliding import rename_colliding
from reporting.store.engine import reading, scrub, writing
from reporting.store.errors import Busy, Conflict, NotFound, Refused
from reporting.store.filed_records import (
    CardRow,
    CaseRows,
    FiledKey,
    FiledPart,
    InboxBatch,
    NoteRow,
    ReportRow,
)
from reporting.store.inbox import FILE, file_batch, take_batch

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

MOST_CONFLICTS = 2
"""A colleague is faster once; a batch that stops again holds something that cannot be filed."""

MOST_BATCHES = 20
"""A thousand reports at a time: whoever signs in after a flood sees a page, and files on later."""


@dataclass(frozen=True, slots=True)
class Filed:
    """How much was filed, and how many reports of it cannot be opened or verified."""

    reports: int = 0
    parts: int = 0
    unreadable: int = 0

    def __add__(self, other: Filed) -> Filed:
        """Count two batches together."""
        return Filed(
            self.reports + other.reports,
            self.parts + other.parts,
            self.unreadable + other.unreadable,
        )


@dataclass(frozen=True, slots=True, repr=False)
class _Before:
    """What is on file already of a report that got new parts."""

    case: CaseRows
    card: CardRow | None
    notes: tuple[NoteRow, ...]


@dataclass(frozen=True, slots=True, repr=False)
class _Plan:
    """What one batch becomes."""

    keys: Mapping[bytes, Sequence[FiledKey]]
    cards: tuple[CardRow, ...]
    replies: tuple[FiledPart, ...]
    unreadable: int


def file_waiting(engine: Engine, desk: Desk) -> Filed:
    """Erase what is due, then file what waits, up to `MOST_BATCHES` batches.

    Raises NoKey for who is in no circle.
    """
    desk.current()
    erase(engine, desk)
    filed, conflicts = Filed(), 0
    for _ in range(MOST_BATCHES):
        with reading(engine) as session:
            batch = take_batch(session)
        if not batch.reports and not batch.parts:
            break
        if conflicts < MOST_CONFLICTS:
            done = _file(engine, desk, batch)
            conflicts = 0 if done else conflicts + 1
            filed += done or Filed()
            continue
        conflicts = 0
        apart, freed = _file_apart(engine, desk, batch)
        filed += apart
        if not apart.reports and not apart.parts and not freed:
            break
    if filed.parts or filed.reports:
        # Somebody reads just now: the next filing empties the log.
        with suppress(Busy):
            scrub(engine)
    return filed


def _file(engine: Engine, desk: Desk, batch: InboxBatch) -> Filed | None:
    """File a batch; None when somebody else was faster with some of it, or a row is in the way."""
    new = {report.id for report in batch.reports}
    with reading(engine) as session:
        before = {
            report: _before(session, report)
            for report in {part.report for part in batch.parts} - new
        }
    plan = _plan(desk, batch, before)
    if not _store(engine, desk, batch, plan):
        return None
    return Filed(len(batch.reports), len(batch.parts), plan.unreadable)


def _before(session: Session, report: bytes) -> _Before:
    """Read what is on file of a report; one whose card is gone stops nothing."""
    try:
        card = read_card(session, report)
    except NotFound:
        card = None
    return _Before(read_case(session, report), card, read_notes(session, report))


def _file_apart(engine: Engine, desk: Desk, batch: InboxBatch) -> tuple[Filed, int]:
    """File a batch report by report, so that one which cannot be filed is in nobody's way.

    That one gets names that are free, and is filed next as a case that cannot be opened. Returns
    what was filed, and how many names were given.
    """
    filed, renamed = Filed(), 0
    for report in sorted({*(r.id for r in batch.reports), *(p.report for p in batch.parts)}):
        alone = InboxBatch(
            reports=tuple(one for one in batch.reports if one.id == report),
            parts=tuple(part for part in batch.parts if part.report == report),
        )
        done = _file(engine, desk, alone)
        if done is None:
            with writing(engine) as session:
                renamed += rename_colliding(session, report)
        filed += done or Filed()
    return filed, renamed


def _store(engine: Engine, desk: Desk, batch: InboxBatch, plan: _Plan) -> bool:
    """Move a batch; False when somebody else was faster with some of it, or a row is in the way."""
    try:
        with writing(engine) as session:
            file_batch(session, batch, plan.keys, plan.cards)
            add_parts(session, plan.replies)
            if desk.today <= desk.valid_until:
                write(
                    session,
                    desk,
                    Action.FILED,
                    reports=str(len(batch.reports)),
                    parts=str(len(batch.parts)),
                )
    except (Conflict, Refused):
        return False
    return True


def _plan(desk: Desk, batch: InboxBatch, before: Mapping[bytes, _Before]) -> _Plan:
    arrived: dict[bytes, list[Sealed]] = defaultdict(list)
    keys: dict[bytes, Sequence[FiledKey]] = {}
    closed: set[bytes] = set()
    for part in batch.parts:
        sealed = from_inbox(desk, part)
        if sealed.content_key is not None:
            keys[part.item] = (to_vault(desk, part.item, sealed.content_key),)
        else:
            closed.add(part.report)
        if part.compartment != FILE:
            arrived[part.report].append(sealed)
    cards: list[CardRow] = []
    replies: list[FiledPart] = []
    unreadable = 0
    rows = {report.id: report for report in batch.reports}
    for report in {*rows, *arrived, *before}:
        if report in rows:
            card, opened = _new(desk, rows[report], arrived[report])
            seen = -1
        elif (known := _known(desk, before[report], arrived[report])) is not None:
            card, opened, seen = known
        else:
            # Its card cannot be opened, and a new one would forget which consents were seen.
            unreadable += 1
            continue
        cards.append(seal_card(desk, card))
        replies.extend(_told(desk, opened, card, seen))
        unreadable += card.unreadable
    return _Plan(keys, tuple(cards), tuple(replies), unreadable)


def _new(desk: Desk, report: ReportRow, arrived: Sequence[Sealed]) -> tuple[Card, Opened]:
    opened = open_report(desk, report, arrived)
    return card_for(desk, opened, None), opened


def _known(
    desk: Desk, before: _Before, arrived: Sequence[Sealed]
) -> tuple[Card, Opened, int] | None:
    """Merge what arrived into a case on file: (card, what opened, consent version seen before)."""
    old = None if before.card is None else open_card(desk, before.card)
    if old is None:
        return None
    parts = [*(from_file(desk, part) for part in before.case.parts), *arrived]
    opened = open_report(desk, seen_by(before.case.report, old), parts)
    card = card_for(desk, opened, old, staff_structure(desk, before.notes))
    return _unread(card), opened, old.consent_version


def _unread(card: Card) -> Card:
    """Show a case again to which something was added; a case that was done is open again."""
    status = Status.OPEN if card.status is Status.DONE else card.status
    return replace(card, unread=True, status=status)


def _told(desk: Desk, opened: Opened, card: Card, seen: int) -> list[FiledPart]:
    """Tell the worker that it was received, or that a newer consent was seen; nobody else."""
    if card.consent_version <= seen:
        return []
    stage = opened.statuses[-1].stage if opened.statuses else "received"
    try:
        return [next_status(desk, opened, stage, card.consent_version)]
    except (NotVerified, CryptoError):
        return []
