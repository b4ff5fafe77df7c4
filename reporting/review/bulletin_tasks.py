"""What bulletins ask of somebody today: a second look, a draft of hers, one that must go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reporting.casework.bulletin_list import Line, list_bulletins
from reporting.casework.desk import Desk
from reporting.casework.drafts import Draft, State
from reporting.casework.published import Showing
from reporting.review.today import Thing
from reporting.web.i18n import lazy_gettext, ngettext

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def bulletins(session: Session, desk: Desk) -> Sequence[Thing]:
    """Look for bulletins that wait for her, the ones that a worker no longer allows first."""
    if not desk.is_a("advocate"):
        return []
    found = list_bulletins(session, desk)
    hers = [draft for draft in found.writing if draft.author == desk.handle]
    return [
        *_put_back(found.out),
        *_withdrawn(found.out),
        *_second_look([draft for draft in found.waiting if draft.author != desk.handle]),
        *_sent_back([draft for draft in hers if draft.state is State.SENT_BACK]),
        *_begun([draft for draft in hers if draft.state is not State.SENT_BACK]),
    ]


def _put_back(out: Sequence[Line]) -> list[Thing]:
    numbers = [one.bulletin.number for one in out if one.bulletin.showing is Showing.PUT_BACK]
    text = lazy_gettext("Somebody put bulletin %(number)s back: recall it again")
    return [_urgent(text, number) for number in numbers]


def _withdrawn(out: Sequence[Line]) -> list[Thing]:
    numbers = [one.bulletin.number for one in out if one.withdrawn]
    text = lazy_gettext("Recall bulletin %(number)s: she no longer allows it")
    return [_urgent(text, number) for number in numbers]


def _urgent(text: object, number: int) -> Thing:
    values = {"number": number}
    return Thing(str(text) % values, "bulletins.bulletin", values, urgent=True)


def _second_look(drafts: Sequence[Draft]) -> list[Thing]:
    text = ngettext(
        "%(num)s bulletin waits for your second look",
        "%(num)s bulletins wait for your second look",
        len(drafts),
    )
    return _listed(text, drafts)


def _sent_back(drafts: Sequence[Draft]) -> list[Thing]:
    text = ngettext(
        "%(num)s draft was sent back to you", "%(num)s drafts were sent back to you", len(drafts)
    )
    return _listed(text, drafts)


def _begun(drafts: Sequence[Draft]) -> list[Thing]:
    text = ngettext("%(num)s draft of yours", "%(num)s drafts of yours", len(drafts))
    return _listed(text, drafts)


def _listed(text: str, drafts: Sequence[Draft]) -> list[Thing]:
    return [Thing(text, "bulletins.listing")] if drafts else []
