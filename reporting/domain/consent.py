"""The value that proves a worker's yes, and how a yes narrows, widens and comes into force.

Rules: docs/field.md, section 4.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Literal

from reporting.domain.consent_choices import (
    PERMISSIONS,
    POLICE_PARTS,
    POLICE_PERMISSIONS,
    Choices,
)
from reporting.domain.errors import ConsentMissing, Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.report_text import is_slug

__all__ = [
    "DAYS_BEFORE_WIDENING",
    "LEAVE_OUT",
    "NARROWABLE",
    "PERMISSIONS",
    "POLICE_PARTS",
    "POLICE_PERMISSIONS",
    "PUBLISH_UNANSWERED",
    "PUBLISH_UNASKED",
    "WITNESSED_ENOUGH",
    "Choices",
    "Consent",
    "How",
    "Witness",
    "effective",
    "meet",
    "narrowed",
    "settled",
    "widens",
    "widens_for_police",
]

PUBLISH_UNASKED = "publish_unasked"
PUBLISH_UNANSWERED = "publish_unanswered"
LEAVE_OUT = "police_leave_out:"
"""Prefix, with the slug of a force behind it, of the narrowing "not to this one"."""

NARROWABLE = frozenset({*PERMISSIONS, *POLICE_PARTS, PUBLISH_UNASKED, PUBLISH_UNANSWERED})
"""Uses that staff may take back on somebody's word (and `police_leave_out:<force>`)."""

How = Literal["spoken", "paper"]
"""How a consent that no code signed was given."""

WITNESSED_ENOUGH = frozenset(
    {"consent_statistics", "consent_compare", "consent_bulletin", "consent_contact"}
)
"""Uses for which a witnessed yes is as good as a signed one; the rest need more."""

DAYS_BEFORE_WIDENING = 3


@dataclass(frozen=True, slots=True)
class Witness:
    """Who heard a consent that no code signed, and how it was asked.

    `staff` are handles; `how` is how the answer was given; `asked` is how the question was put,
    in the witness's words. `heard` is what they heard her say: whoever saw the code can add to it
    alone.
    """

    staff: tuple[str, ...]
    how: How
    asked: str
    language: str
    day: date
    heard: Choices = field(default_factory=Choices)


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent whose signature, version and subject have been checked.

    Made only by `reporting.sealed.consents`, which checks; whoever publishes or forwards takes
    this value, never a bool. `report` and `account_digest` say what it is about, `wording` and
    `language` which words were agreed to. `covers` is the day on which her newest statement that
    counts in full arrived: what she sent later is not part of what she said yes to; None is the
    account alone. `witness` is None when the worker's code signed it.
    """

    choices: Choices
    version: int
    report: bytes
    account_digest: bytes
    day: date
    language: str
    wording: str
    witness: Witness | None = None
    covers: date | None = None

    def allows(self, name: str, *, witnessed_enough: bool = False) -> bool:
        """Tell whether `require` would pass."""
        return not self._refusal(name, witnessed_enough=witnessed_enough)

    def require(self, name: str, *, witnessed_enough: bool = False) -> None:
        """Raise ConsentMissing unless the worker said yes to `name` in a way that is enough.

        `witnessed_enough` is for an organisation that has switched on witnessed consent for police
        and partners, after its two witnesses and the waiting day were checked by the caller.
        """
        reason = self._refusal(name, witnessed_enough=witnessed_enough)
        if reason:
            raise ConsentMissing(name, reason)

    def _refusal(self, name: str, *, witnessed_enough: bool) -> str:
        """Give the reason why `name` is refused, or ""."""
        if not self.choices.allows(name):
            return "not given"
        if self.witness and name not in WITNESSED_ENOUGH:
            more = widens_for_police(self.witness.heard, self.choices)
            return "only witnessed" if more or not witnessed_enough else ""
        return ""


def meet(first: Choices, second: Choices) -> Choices:
    """Give what both allow: the widest choices that are no wider than either."""
    both: dict[str, Any] = {
        name: getattr(first, name) and getattr(second, name)
        for name in (*PERMISSIONS, *POLICE_PARTS)
    }
    same_force = first.police_force == second.police_force
    # Two different named forces have no force in common, and "where it happened" is a third.
    both["consent_police_report"] = both["consent_police_report"] and same_force
    return replace(
        first,
        **both,
        ask_before_publishing=first.ask_before_publishing or second.ask_before_publishing,
        ask_otherwise=(
            "publish" if first.ask_otherwise == second.ask_otherwise == "publish" else "dont"
        ),
        ask_days=max(first.ask_days, second.ask_days),
        police_force=first.police_force if same_force else "",
        police_leave_out=first.police_leave_out | second.police_leave_out,
    )


def widens(old: Choices, new: Choices) -> frozenset[str]:
    """Name the attributes by which `new` allows more than `old`; empty when it only narrows.

    What limits a permission counts only where the permission stands in both: a new permission is
    named itself. Dropping a limit ("ask me first", a force left out) is allowing more.
    """
    wider = {name for name in PERMISSIONS if getattr(new, name) and not getattr(old, name)}
    if old.consent_bulletin and new.consent_bulletin:
        wider |= _publishing_widened(old, new)
    if old.consent_police_report and new.consent_police_report:
        wider |= {name for name in POLICE_PARTS if getattr(new, name) and not getattr(old, name)}
        if new.police_force != old.police_force:
            wider.add("police_force")
        if old.police_leave_out - new.police_leave_out:
            wider.add("police_leave_out")
    return frozenset(wider)


def widens_for_police(old: Choices, new: Choices) -> bool:
    """Say whether `new` lets more go to police than `old`: a use, a part, another force."""
    return bool(
        widens(old, new) & {*POLICE_PERMISSIONS, *POLICE_PARTS, "police_force"}
        or old.police_leave_out - new.police_leave_out
    )


def _publishing_widened(old: Choices, new: Choices) -> set[str]:
    """Name what makes it easier to publish without her word."""
    if not old.ask_before_publishing:
        return set()
    if not new.ask_before_publishing:
        return {"ask_before_publishing"}
    if new.ask_otherwise == "dont":
        return set()
    if old.ask_otherwise == "dont":
        return {"ask_otherwise"}
    return {"ask_days"} if new.ask_days < old.ask_days else set()


def narrowed(choices: Choices, removed: frozenset[str]) -> Choices:
    """Take back uses named as in `NARROWABLE`, or `police_leave_out:<force>`; never adds one.

    Raises Invalid for a name that is neither: a narrowing that is not understood must not pass
    as if it had been done.
    """
    forces = frozenset(
        name.removeprefix(LEAVE_OUT) for name in removed if name.startswith(LEAVE_OUT)
    )
    uses = frozenset(name for name in removed if not name.startswith(LEAVE_OUT))
    if not uses <= NARROWABLE or not all(is_slug(force) for force in forces):
        raise Invalid([Problem("removed", N_("This is not something that can be taken back."))])
    result = replace(choices, police_leave_out=choices.police_leave_out | forces)
    if PUBLISH_UNANSWERED in uses or (
        PUBLISH_UNASKED in uses and not choices.ask_before_publishing
    ):
        result = replace(result, ask_before_publishing=True, ask_otherwise="dont")
    off: dict[str, Any] = dict.fromkeys(uses - {PUBLISH_UNASKED, PUBLISH_UNANSWERED}, False)
    return replace(result, **off)


def effective(latest: Choices, narrowings: Iterable[frozenset[str]]) -> Choices:
    """Give what holds now: her latest statement less each narrowing she has not acknowledged."""
    return narrowed(latest, frozenset[str]().union(*narrowings))


def settled(
    versions: Sequence[tuple[date, Choices]],
    today: date,
    wait: int = DAYS_BEFORE_WIDENING,
) -> Choices:
    """Give what the worker's own statements allow today, wider uses only after `wait` days.

    `versions` are (day the statement *arrived*, choices), oldest first. The arrival day is the
    store's, not the statement's own: somebody who found the card could sign an older day. A
    statement of the report's own day, which is that of the first version, counts at once; so does
    every narrowing. With no versions nothing is allowed.
    """
    if not versions:
        return Choices()
    first_day, current = versions[0]
    for day, choices in versions[1:]:
        at_once = day == first_day or day + timedelta(days=wait) <= today
        current = choices if at_once else meet(current, choices)
    return current
