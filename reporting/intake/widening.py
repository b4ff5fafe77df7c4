"""Saying yes to more with the code: in the words that were signed before, and never at once.

Knows no Flask and no keys. A wider use waits the organisation's days (`domain.consent.settled`), so
that a worker whose card somebody found can take it back before it counts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.domain.consent import (
    LEAVE_OUT,
    PERMISSIONS,
    POLICE_PARTS,
    PUBLISH_UNANSWERED,
    PUBLISH_UNASKED,
    Choices,
    effective,
)
from reporting.domain.consent_wording import CAREFUL, wording
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.sealed.errors import StatementRefused
from reporting.sealed.statements import MAX_ACKNOWLEDGED

if TYPE_CHECKING:
    from datetime import date

    from reporting.domain.settings import PublicSettings
    from reporting.intake.mailbox import Opened
    from reporting.sealed.replies import Narrowing
    from reporting.sealed.statements import Statement

NOT_OFFERED = N_("This is not something that can be agreed to here.")

GIVEN_ON = frozenset({"consent_bulletin", "consent_police_report", "consent_police_information"})
"""Uses that pass on what she sent, and of that no more than her yes covers."""


def offered_to(opened: Opened, settings: PublicSettings) -> frozenset[str]:
    """Name what she may be asked to say yes to: permissions, police parts, ways of publishing.

    In the words of her own statement; the careful ones only where a person has reviewed them.
    """
    latest = opened.statements[-1].statement
    words = wording(latest.language, latest.wording)
    careful = frozenset() if latest.language in settings.reviewed_languages else CAREFUL
    asked = {name for name in PERMISSIONS if name in words.yes and name in words.more} - careful
    if "consent_police_report" in asked and latest.choices.consent_police_report:
        asked |= set(POLICE_PARTS)
        asked |= {LEAVE_OUT + force.slug for force in settings.police_forces}
    if latest.choices.consent_bulletin:
        asked |= {PUBLISH_UNASKED, PUBLISH_UNANSWERED}
    return frozenset(asked)


def widened(opened: Opened, agreed: frozenset[str], settings: PublicSettings) -> Statement:
    """Return her latest statement with a yes to `agreed` on top; version and day are the old ones.

    What staff took back on her word stays taken back unless it is among `agreed`, so that all of
    it can be acknowledged. Raises Invalid for a name that is not offered, StatementRefused when
    staff noted more than one statement can acknowledge.
    """
    latest = opened.statements[-1].statement
    if not agreed:
        return latest
    if not agreed <= offered_to(opened, settings):
        raise Invalid([Problem("agree", NOT_OFFERED)])
    standing = _standing(opened)
    acknowledged = latest.acknowledged | {narrowing.digest for narrowing in standing}
    if len(acknowledged) > MAX_ACKNOWLEDGED:
        raise StatementRefused("a statement that nobody could read would end the chain")
    choices = effective(latest.choices, [narrowing.removed for narrowing in standing])
    return replace(latest, choices=_with(choices, agreed), acknowledged=acknowledged)


def gives_on(opened: Opened, settings: PublicSettings) -> bool:
    """Tell whether she said a yes by which something is passed on, and may say it again here.

    What staff took back on her word is none, what still waits is one.
    """
    latest = opened.statements[-1].statement
    choices = effective(latest.choices, [narrowing.removed for narrowing in _standing(opened)])
    held = {name for name in GIVEN_ON if choices.allows(name)}
    return bool(held) and held <= offered_to(opened, settings)


def may_restate(opened: Opened, settings: PublicSettings, today: date) -> bool:
    """Tell whether a statement of today, with the same choices, covers more than the newest one.

    Whether she added something since is known to advocates alone, not to whoever holds her code.
    """
    return gives_on(opened, settings) and max(one.day for one in opened.statements) < today


def _standing(opened: Opened) -> list[Narrowing]:
    """Give what staff took back and her latest statement does not acknowledge."""
    acknowledged = opened.statements[-1].statement.acknowledged
    return [one for one in opened.narrowings if one.digest not in acknowledged]


def _with(choices: Choices, agreed: frozenset[str]) -> Choices:
    """Add what was agreed. A new yes to a warning starts with "show me first"."""
    if "consent_bulletin" in agreed and not choices.consent_bulletin:
        choices = replace(choices, ask_before_publishing=True, ask_otherwise="dont")
    if PUBLISH_UNASKED in agreed:
        choices = replace(choices, ask_before_publishing=False)
    if PUBLISH_UNANSWERED in agreed:
        choices = replace(choices, ask_otherwise="publish")
    forces = {name.removeprefix(LEAVE_OUT) for name in agreed if name.startswith(LEAVE_OUT)}
    choices = replace(choices, police_leave_out=choices.police_leave_out - forces)
    named = agreed & {*PERMISSIONS, *POLICE_PARTS}
    return Choices.from_json({**choices.to_json(), **dict.fromkeys(named, True)})
