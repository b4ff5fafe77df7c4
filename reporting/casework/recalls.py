"""Bulletins that were taken back, signed, and remembered where the database cannot reach.

An edition's two signatures hold for ever. So whoever recalls signs as well, the record says so, and
every member's profile remembers the lowest edition of a bulletin that may still be shown: from the
signed recalls and later editions that she has met, and from the record, which cannot be cut unseen.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from crypto.recalls import LARGEST, Recall, sign_recall
from reporting.casework.record import Action
from reporting.sealed.editions import floors_of, higher
from reporting.store import editions as store
from reporting.store.publicity import read_recalls
from reporting.store.records import RecallRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from crypto.private.profile import Profile
    from reporting.casework.desk import Desk
    from reporting.casework.record import Act

BULLETINS: Final = "bulletins"
"""Name of the profile's memory: JSON, number -> lowest edition that may be shown."""

MOST_REMEMBERED = 500
"""Bulletins in a profile, the newest: it has 16 KiB, and old ones are over by their own day."""


def take_back(session: Session, desk: Desk, number: int) -> int:
    """Sign that a bulletin is taken back, and take its text away; return the edition.

    Raises NotFound, and Conflict when somebody has put out another edition in this moment.
    """
    newest = store.read_edition(session, number)
    recall = Recall(number, newest.edition, desk.today, desk.handle)
    signature = sign_recall(desk.identity.signer, desk.installation, recall)
    store.recall(session, RecallRow(number, newest.edition, desk.today, desk.handle, signature))
    return newest.edition


def floors_seen(profile: Profile) -> dict[int, int]:
    """Return what a profile remembers: the lowest edition that may be shown, by number."""
    remembered = json.loads(profile.extra.get(BULLETINS, "{}"))
    return {int(number): int(edition) for number, edition in remembered.items()}


def floors_now(session: Session, desk: Desk, acts: Iterable[Act]) -> dict[int, int]:
    """Return her floors with what is signed in the database and what new acts of the record say."""
    signed = floors_of(store.read_editions(session), read_recalls(session), desk.roster)
    return higher(higher(floors_seen(desk.profile), signed), _recorded(acts))


def written(floors: Mapping[int, int]) -> str:
    """Write floors for the profile, those of the newest bulletins."""
    newest = sorted(floors, reverse=True)[:MOST_REMEMBERED]
    return json.dumps({str(number): floors[number] for number in newest}, separators=(",", ":"))


def _recorded(acts: Iterable[Act]) -> dict[int, int]:
    """Return the floors that recalls in the record make; an older program named no edition."""
    floors: dict[int, int] = {}
    for act in acts:
        number, edition = act.about.get("number", ""), act.about.get("edition", "1")
        if act.action is Action.BULLETIN_RECALLED and _counts(number) and _counts(edition):
            floors = higher(floors, {int(number): int(edition) + 1})
    return floors


def _counts(text: str) -> bool:
    return text.isdecimal() and len(text) <= len(str(LARGEST))
