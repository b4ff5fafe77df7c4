"""The list of bulletins: drafts with who has to do something, and what became of each one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.casework import drafts
from reporting.casework.cards import open_card
from reporting.casework.desk import Desk
from reporting.casework.drafts import Draft, State
from reporting.casework.keeping import kept_reports
from reporting.casework.published import Published, Showing, read_published
from reporting.store.cases import read_card
from reporting.store.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

OUT = frozenset({Showing.SCHEDULED, Showing.LIVE})


@dataclass(frozen=True, slots=True)
class Line:
    """A bulletin that went out; `draft` is what is kept of how it came about, if anything.

    `withdrawn` says that a worker behind it no longer allows it while it is still to be seen.
    """

    bulletin: Published
    draft: Draft | None
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Bulletins:
    """The whole list. For somebody who reads no reports there are no drafts.

    `waiting` are submitted drafts, `writing` those being written or sent back. `closed` counts
    drafts that do not open.
    """

    waiting: tuple[Draft, ...]
    writing: tuple[Draft, ...]
    out: tuple[Line, ...]
    closed: int = 0


def list_bulletins(session: Session, desk: Desk) -> Bulletins:
    """Return every bulletin, highest number first, and the drafts of cases she is not kept from."""
    published = read_published(session, desk)
    if not desk.is_a("advocate"):
        return Bulletins((), (), tuple(Line(one, None, withdrawn=False) for one in published))
    every, closed = drafts.read_all(session, desk)
    # Of what is out, the text is public; which report is behind it is not hers to know.
    kept = kept_reports(session, desk)
    found = [one for one in every if not kept.intersection(one.reports)]
    of_edition = {(one.number, one.edition): one for one in found if one.state is State.PUBLISHED}
    lines = []
    for one in published:
        draft = of_edition.get((one.number, one.record.edition))
        gone = one.showing in OUT and draft is not None and _withdrawn(session, desk, draft)
        lines.append(Line(one, draft, withdrawn=gone))
    return Bulletins(
        waiting=tuple(one for one in found if one.state is State.SUBMITTED),
        writing=tuple(one for one in found if one.state in {State.WRITING, State.SENT_BACK}),
        out=tuple(lines),
        closed=closed,
    )


def _withdrawn(session: Session, desk: Desk, draft: Draft) -> bool:
    """Say whether a worker's card no longer allows a bulletin; a card that is gone does not."""
    for report in draft.reports:
        try:
            card = open_card(desk, read_card(session, report))
        except NotFound:
            return True
        if card is not None and "consent_bulletin" not in card.consents:
            return True
    return False
