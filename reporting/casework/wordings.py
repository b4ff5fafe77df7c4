"""Laying a bulletin's words before the worker it is about, and what her answer lets happen.

Her yes counts for exactly the words that she was shown: one sign more, and she is asked again.
Nothing is ever published by itself: where she chose "publish" for the case that she does not
answer in time, an advocate may submit it then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from reporting.casework import drafts
from reporting.casework.desk import Desk
from reporting.casework.drafts import Draft, State
from reporting.casework.errors import AskFirst, Damaged, NoKey, NothingToSay, NotThere
from reporting.casework.events import next_card
from reporting.casework.record import Action, write
from reporting.casework.replies import seal_reply
from reporting.domain.case import case_ref
from reporting.domain.errors import Blocked
from reporting.sealed.errors import StatementRefused
from reporting.sealed.wording import COMPARTMENT, Verdict, Wording, wording_bytes
from reporting.store import cases as store
from reporting.store.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.casework.reported import Opener, Reported
    from reporting.domain.redaction_finding import Finding

CANNOT_READ = (NotFound, StatementRefused, Damaged, NoKey)

STRICTEST: tuple[Verdict, ...] = ("refuse", "correct", "approve")
"""Of several answers of one day, whose order is not kept, the first of these counts."""


class Standing(StrEnum):
    """Where the words of a draft stand with one worker."""

    NOT_ASKED = "not asked"
    WAITING = "waiting"
    APPROVED = "approved"
    CORRECTED = "corrected"
    REFUSED = "refused"
    OVER_PUBLISH = "over publish"
    OVER_DONT = "over dont"
    OVER = "over"
    """She did not answer, and had chosen nothing: she had not asked to see the words."""


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """Where they stand, the last day to answer, and her comment."""

    standing: Standing
    answer_by: date | None = None
    comment: str = ""


NEVER_ASKED = Asked(Standing.NOT_ASKED)


def standing_of(desk: Desk, one: Reported, draft: Draft) -> Asked:
    """Return where exactly these words of a draft stand with the worker of one of its reports."""
    digest = draft.draft.body.digest
    shown = [w for w in one.wordings if (w.draft, w.digest) == (draft.id, digest)]
    if not shown:
        return NEVER_ASKED
    answer_by = max(wording.answer_by for wording in shown)
    said = [a for a in one.verdicts if (a.draft, a.digest) == (draft.id, digest)]
    if said:
        newest = max(answer.day for answer in said)
        answer = min(
            (answer for answer in said if answer.day == newest),
            key=lambda answer: STRICTEST.index(answer.answer),
        )
        standing = {
            "approve": Standing.APPROVED,
            "correct": Standing.CORRECTED,
            "refuse": Standing.REFUSED,
        }[answer.answer]
        return Asked(standing, answer_by, answer.comment)
    if desk.today <= answer_by:
        return Asked(Standing.WAITING, answer_by)
    if not one.consent.choices.ask_before_publishing:
        return Asked(Standing.OVER, answer_by)
    publish = one.consent.choices.ask_otherwise == "publish"
    return Asked(Standing.OVER_PUBLISH if publish else Standing.OVER_DONT, answer_by)


def may_go_out(desk: Desk, one: Reported, draft: Draft) -> bool:
    """Say whether the words may go out, as far as she asked to see them first.

    Words that she refused or corrected stay in, also where she had not asked to be asked; so do
    words that she was shown and has time to answer.
    """
    standing = standing_of(desk, one, draft).standing
    if standing in {Standing.REFUSED, Standing.CORRECTED, Standing.WAITING}:
        return False
    if not one.consent.choices.ask_before_publishing:
        return True
    return standing in {Standing.APPROVED, Standing.OVER_PUBLISH}


def require(desk: Desk, about: Sequence[Reported], draft: Draft) -> None:
    """Raise AskFirst unless every worker behind a draft lets exactly these words go out."""
    if not all(may_go_out(desk, one, draft) for one in about):
        raise AskFirst


def approved_digest(desk: Desk, about: Sequence[Reported], draft: Draft) -> bytes | None:
    """Return the digest of the words when every worker behind them has said yes to them."""
    approved = all(standing_of(desk, one, draft).standing is Standing.APPROVED for one in about)
    return draft.draft.body.digest if about and approved else None


def ask(
    session: Session, desk: Desk, draft: Draft, open_: Opener, found: Sequence[Finding]
) -> None:
    """Lay the words of a draft before every worker it is about, with the days each chose.

    `found` are the findings that stand in the way: what must not be published is not shown to her
    as if it would be. Raises NotThere unless it is being written, or she has these words already;
    NothingToSay, Blocked, ConsentMissing, DeletionPending, NotVerified, Expired.
    """
    if draft.state not in {State.WRITING, State.SENT_BACK}:
        raise NotThere
    body = draft.draft.body
    if not any(True for _ in body.facts.rows()) and not body.facts.identifiers and not body.summary:
        raise NothingToSay
    blocks = tuple(one for one in found if one.severity == "block")
    if blocks:
        raise Blocked(blocks)
    for report in draft.reports:
        one = open_(session, desk, report)
        one.consent.require("consent_bulletin")
        one.require_not_frozen()
        if standing_of(desk, one, draft).standing is not Standing.NOT_ASKED:
            raise NotThere
        days = one.consent.choices.ask_days
        answer_by = desk.today + timedelta(days=days)
        wording = Wording(report, desk.today, answer_by, draft.id, body)
        store.add_part(session, seal_reply(desk, one.row, COMPARTMENT, wording_bytes(wording)))
        next_card(session, desk, report)
        write(session, desk, Action.WORDING_ASKED, case=case_ref(report))


@dataclass(frozen=True, slots=True)
class ToDo:
    """A draft whose worker has answered, or whose time has passed."""

    draft: Draft
    asked: Asked


def to_do(session: Session, desk: Desk, open_: Opener) -> tuple[ToDo, ...]:
    """Return the drafts that wait for an advocate again since a worker was asked."""
    settled = {Standing.NOT_ASKED, Standing.WAITING}
    found: list[ToDo] = []
    for draft in drafts.read_all(session, desk)[0]:
        if draft.state not in {State.WRITING, State.SENT_BACK}:
            continue
        for report in draft.reports:
            asked = _asked_or_none(session, desk, draft, report, open_)
            if asked is not None and asked.standing not in settled:
                found.append(ToDo(draft, asked))
    return tuple(found)


def _asked_or_none(
    session: Session, desk: Desk, draft: Draft, report: bytes, open_: Opener
) -> Asked | None:
    """Return where a draft stands, None where its report cannot be read: its page says why."""
    try:
        return standing_of(desk, open_(session, desk, report), draft)
    except CANNOT_READ:
        return None
