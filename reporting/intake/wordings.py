"""The words of a warning laid before the worker, and what she says to them. Knows no Flask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.domain.bulletin import Edition
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.report_text import clean_text
from reporting.intake.bulletin_words import Entry, entry_of
from reporting.sealed.messages import COMPARTMENT
from reporting.sealed.wording import (
    LONGEST_COMMENT,
    VERDICTS,
    WordingAnswer,
    wording_answer_bytes,
)

if TYPE_CHECKING:
    from datetime import date

    from reporting.domain.settings import PublicSettings
    from reporting.intake.mailbox import Opened
    from reporting.intake.withdrawal import Visit
    from reporting.sealed.wording import Wording

COMMENT = "comment_"
"""The box for a comment: this, and the short name of the wording behind it."""

NAME_DIGITS = 16
"""Hex digits of a digest that tell the wordings of one mailbox apart."""

GONE = N_("These words have changed since. Please look at them again.")
SAY_WHAT = N_("Write what should be different.")
TOO_LONG = N_("This is longer than %(count)s characters.")


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """One draft as it would be printed. `answer` is what she said to it, None while it waits.

    `late` says that the day she was to answer by has passed.
    """

    name: str
    entry: Entry
    day: date
    answer_by: date
    late: bool
    answer: WordingAnswer | None
    answered_on: date | None


def asked_of(opened: Opened, settings: PublicSettings, today: date) -> tuple[Asked, ...]:
    """Return the newest words of each draft, oldest question first."""
    newest = {wording.draft: wording for wording in opened.wordings}
    return tuple(
        _asked(wording, opened, settings, today)
        for wording in opened.wordings
        if newest[wording.draft] is wording
    )


def name_of(wording: Wording) -> str:
    """Return the short name of a wording on the page."""
    return wording.digest.hex()[:NAME_DIGITS]


def reply(visit: Visit, opened: Opened, said: tuple[str, str, str], nonce: bytes) -> None:
    """Send her verdict: `said` is (verdict, name of the wording, comment).

    The answer names the digest of the words that the page showed, so that a yes to them is none to
    others. Raises Invalid, ReportsClosed, NoReport, TooLarge and StoreError.
    """
    verdict, name, typed = said
    comment = clean_text(typed)
    found = [wording for wording in opened.wordings if name_of(wording) == name]
    known = next((one for one in VERDICTS if one == verdict), None)
    newest = {wording.draft: wording for wording in opened.wordings}
    if known is None or not found or newest[found[-1].draft] is not found[-1]:
        raise Invalid([Problem("wording", GONE)])
    if known == "correct" and not comment:
        raise Invalid([Problem(COMMENT + name, SAY_WHAT)])
    if len(comment) > LONGEST_COMMENT:
        raise Invalid([Problem(COMMENT + name, TOO_LONG, params={"count": LONGEST_COMMENT})])
    wording = found[-1]
    if _answer_to(wording, opened) is not None:
        return
    answer = WordingAnswer(
        report=opened.report,
        day=visit.seen.today,
        draft=wording.draft,
        digest=wording.digest,
        answer=known,
        comment=comment,
    )
    visit.add(opened, COMPARTMENT, wording_answer_bytes(answer), nonce)


def _asked(wording: Wording, opened: Opened, settings: PublicSettings, today: date) -> Asked:
    # A draft has no number yet; its day stands for the one on which it would be issued.
    draft = Edition(number=1, edition=1, issued=wording.day, body=wording.body)
    answered = _answer_to(wording, opened)
    return Asked(
        name=name_of(wording),
        entry=entry_of(draft, settings),
        day=wording.day,
        answer_by=wording.answer_by,
        late=answered is None and today > wording.answer_by,
        answer=answered[1] if answered else None,
        answered_on=answered[0] if answered else None,
    )


def _answer_to(wording: Wording, opened: Opened) -> tuple[date, WordingAnswer] | None:
    """Return her first answer to exactly these words of this draft, and its day."""
    asked = (wording.draft, wording.digest)
    for one in opened.said:
        said = one.said
        if isinstance(said, WordingAnswer) and (said.draft, said.digest) == asked:
            return one.day, said
    return None
