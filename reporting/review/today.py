"""What there may be to do today: each source looks in one room.

A room adds its own source: a function of a session and a desk that returns things, named in
`routes.home` beside `SOURCES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reporting.casework.cards import list_cards
from reporting.casework.desk import Desk
from reporting.casework.errors import NoKey
from reporting.casework.keeping import seen_by_nobody
from reporting.casework.onetime import FEW, codes_left
from reporting.domain.case import Card, Status
from reporting.sealed.public_settings import Trouble
from reporting.store.inbox import waiting
from reporting.web.i18n import gettext, ngettext

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.store.filed_records import Waiting

WARN_DAYS = 60
"""Days before the signed lists end from which everybody is told; protocol, "Manifest"."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do: words, and where."""

    text: str
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)
    urgent: bool = False


def lists_end(session: Session, desk: Desk) -> Sequence[Thing]:
    """Warn before the list of people and keys ends, and say so when it has."""
    del session
    left = (desk.valid_until - desk.today).days
    where = "people.listing" if desk.is_a("coordinator") else "sign_in.passphrase"
    if left < 0:
        text = gettext("The list of people and keys has expired: a coordinator has to sign in")
        return [Thing(text, where, urgent=True)]
    if left <= WARN_DAYS:
        text = ngettext(
            "The list of people and keys ends in %(num)s day: a coordinator has to sign in",
            "The list of people and keys ends in %(num)s days: a coordinator has to sign in",
            left,
        )
        return [Thing(text, where)]
    return []


def settings_trouble(session: Session, desk: Desk) -> Sequence[Thing]:
    """Tell coordinators that nobody's signature stands behind the settings."""
    del session
    if desk.trouble is Trouble.NONE or not desk.is_a("coordinator"):
        return []
    text = {
        Trouble.UNSIGNED: gettext("Sign the settings: nothing can be published until you do"),
        Trouble.ROLLED_BACK: gettext("Older settings were put back: look at them today"),
        Trouble.REFUSED: gettext("Somebody changed the settings without a signature: look today"),
    }[desk.trouble]
    return [Thing(text, "settings.overview", urgent=True)]


def printed_codes(session: Session, desk: Desk) -> Sequence[Thing]:
    """Tell somebody whose codes on paper run out while she can still come in."""
    left = codes_left(session, desk.handle)
    if left is None or left > FEW:
        return []
    text = ngettext(
        "%(num)s printed code is left: print new ones",
        "%(num)s printed codes are left: print new ones",
        left,
    )
    if not left:
        text = gettext("No printed code is left: print new ones before you sign out")
    return [Thing(text, "printed_codes.ask", urgent=left <= 1)]


def reports(session: Session, desk: Desk) -> Sequence[Thing]:
    """Look for what waits in the inbox and on file, danger first."""
    if not desk.is_a("advocate"):
        return []
    try:
        desk.current()
    except NoKey:
        text = gettext("Your keys are not here yet: an advocate who is here longer has to sign in")
        return [Thing(text, "cases.listing", urgent=True)]
    lines = list_cards(session, desk)
    cards = [line.card for line in lines if line.card is not None]
    unread = [card for card in cards if card.unread and card.status is not Status.JUNK]
    return [
        *_waiting(waiting(session)),
        *_hidden(seen_by_nobody(session, desk)),
        *(_danger(card) for card in unread if card.danger_now),
        *_unread([card for card in unread if not card.danger_now]),
        *_mine([card for card in cards if card.assignee == desk.handle]),
    ]


def _waiting(new: Waiting) -> list[Thing]:
    """Name new reports; where there are none, that a report on file got something (an answer)."""
    if not new.reports and not new.parts:
        return []
    text = ngettext(
        "%(num)s new report came in: open the list",
        "%(num)s new reports came in: open the list",
        new.reports,
    )
    if not new.reports:
        text = gettext("Something was added to a report: open the list")
    return [Thing(text, "cases.listing", urgent=True)]


def _hidden(count: int) -> list[Thing]:
    text = ngettext(
        "%(num)s report is kept from everybody here: somebody new has to join to read it",
        "%(num)s reports are kept from everybody here: somebody new has to join to read them",
        count,
    )
    return [Thing(text, "cases.listing", urgent=True)] if count else []


def _danger(card: Card) -> Thing:
    text = gettext("Read %(ref)s: she said that she is in danger now", ref=card.ref)
    return Thing(text, "cases.case", {"ref": card.report.hex()}, urgent=True)


def _unread(cards: Sequence[Card]) -> list[Thing]:
    if not cards:
        return []
    text = ngettext(
        "%(num)s report nobody has read yet", "%(num)s reports nobody has read yet", len(cards)
    )
    dangerous = sum(card.severity == "dangerous" for card in cards)
    if dangerous:
        text += " – " + ngettext("%(num)s dangerous", "%(num)s dangerous", dangerous)
    return [Thing(text, "cases.listing", {"show": "unread"}, urgent=dangerous > 0)]


def _mine(cards: Sequence[Card]) -> list[Thing]:
    now = [card for card in cards if card.status is Status.OPEN]
    text = ngettext("%(num)s report you look after", "%(num)s reports you look after", len(now))
    return [Thing(text, "cases.listing", {"show": "mine"})] if now else []


Source = Callable[["Session", Desk], Sequence[Thing]]
SOURCES: tuple[Source, ...] = (settings_trouble, printed_codes, reports, lists_end)
