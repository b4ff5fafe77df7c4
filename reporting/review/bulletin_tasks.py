"""What bulletins ask of somebody today: a second look, a draft of hers, one that must go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reporting.casework.bulletin_list import list_bulletins
from reporting.casework.desk import Desk
from reporting.casework.drafts import State
from reporting.casework.published import Showing
from reporting.review.today import Thing
from reporting.web.i18n import gettext, ngettext

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def bulletins(session: Session, desk: Desk) -> Sequence[Thing]:
    """Look for bulletins that wait for her, the ones that a worker no longer allows first."""
    if not desk.is_a("advocate"):
        return []
    found = list_bulletins(session, desk)
    back_again = [
        line.bulletin.number for line in found.out if line.bulletin.showing is Showing.PUT_BACK
    ]
    gone = [line.bulletin.number for line in found.out if line.withdrawn]
    second = [one for one in found.waiting if one.author != desk.handle]
    back = [
        one for one in found.writing if one.author == desk.handle and one.state is State.SENT_BACK
    ]
    hers = [one for one in found.writing if one.author == desk.handle and one not in back]
    things = [
        Thing(
            gettext("Somebody put bulletin %(number)s back: recall it again", number=number),
            "bulletins.bulletin",
            {"number": number},
            urgent=True,
        )
        for number in back_again
    ]
    things += [
        Thing(
            gettext("Recall bulletin %(number)s: she no longer allows it", number=number),
            "bulletins.bulletin",
            {"number": number},
            urgent=True,
        )
        for number in gone
    ]
    for count, text in (
        (
            len(second),
            ngettext(
                "%(num)s bulletin waits for your second look",
                "%(num)s bulletins wait for your second look",
                len(second),
            ),
        ),
        (
            len(back),
            ngettext(
                "%(num)s draft was sent back to you",
                "%(num)s drafts were sent back to you",
                len(back),
            ),
        ),
        (len(hers), ngettext("%(num)s draft of yours", "%(num)s drafts of yours", len(hers))),
    ):
        things += [Thing(text, "bulletins.listing")] if count else []
    return things
