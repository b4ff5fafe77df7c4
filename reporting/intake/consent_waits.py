"""How far a yes reaches, and from which day what is wider counts, as the return page says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from reporting.domain.consent import PUBLISH_UNANSWERED, PUBLISH_UNASKED, widens
from reporting.intake.widening import gives_on, may_restate
from reporting.sealed.consents import Subject, consent_today

if TYPE_CHECKING:
    from reporting.domain.consent import Choices
    from reporting.domain.settings import PublicSettings
    from reporting.intake.mailbox import Opened

PUBLISHING = frozenset({"ask_before_publishing", "ask_otherwise", "ask_days"})
LEAVING_OUT = frozenset({"police_leave_out"})
"""What `domain.consent.widens` calls a way of publishing, and a force that may have it again."""


@dataclass(frozen=True, slots=True)
class Warn:
    """What was agreed on before a warning goes out, for as long as that consent holds.

    `agree` is what a box to make it easier to publish sends; once ticked and saved it counts from
    `wider_from`.
    """

    asks: bool
    days: int
    otherwise: Literal["publish", "dont"]
    take_back: str
    agree: str = ""
    wider_from: date | None = None


@dataclass(frozen=True, slots=True)
class Covers:
    """How far a yes reaches by which something is passed on: to what she had sent by a day.

    `by` is that day now. `soon` is the day of her newest statement while it waits, and from
    `soon_from` it is that one. `again` is set where she may say that it holds for more.
    """

    by: date
    soon: date | None
    soon_from: date | None
    again: bool


def covers_of(opened: Opened, settings: PublicSettings, today: date) -> Covers | None:
    """Say how far her yes reaches; None where nothing is passed on, or all that there can be."""
    by = opened.consent.covers if opened.consent is not None else None
    if by is None or by >= today or not gives_on(opened, settings):
        return None
    newest = max(one.day for one in opened.statements)
    waits = newest > by
    return Covers(
        by,
        newest if waits else None,
        newest + timedelta(days=settings.widening_days) if waits else None,
        may_restate(opened, settings, today),
    )


def warn_of(opened: Opened, choices: Choices, wait: int) -> Warn | None:
    """Say how publishing is asked for today, and from when more easily."""
    if not choices.consent_bulletin:
        return None
    latest = opened.statements[-1].statement.choices
    if not choices.ask_before_publishing:
        take_back, agree = PUBLISH_UNASKED, ""
    elif choices.ask_otherwise == "publish":
        take_back, agree = PUBLISH_UNANSWERED, PUBLISH_UNASKED
    else:
        take_back, agree = "", PUBLISH_UNASKED
    waits = widens(choices, latest) & PUBLISHING
    return Warn(
        choices.ask_before_publishing,
        choices.ask_days,
        choices.ask_otherwise,
        take_back or (PUBLISH_UNANSWERED if waits else ""),
        "" if waits else agree,
        wider_from(opened, PUBLISHING, wait) if waits else None,
    )


def wider_from(opened: Opened, names: frozenset[str], wait: int) -> date:
    """Return the day from which all counts by which the newest statement is wider in `names`.

    A later statement that says the same makes that day no later.
    """
    statements, latest = opened.statements, opened.statements[-1]
    account = latest.statement.account_digest
    subject = Subject(opened.report, account, code=latest.code)
    # None arrived before the one that it follows.
    arrived = accumulate((one.day for one in statements), max)
    days = [day + timedelta(days=wait) for day in arrived]
    for day in days:
        then = consent_today(subject, statements, opened.narrowings, day, wait)
        if not widens(then.choices, latest.statement.choices) & names:
            return day
    return days[-1]
