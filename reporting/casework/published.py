"""Bulletins as they stand: every edition checked against the roster, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reporting.casework.desk import Desk
from reporting.casework.recalls import floors_seen
from reporting.domain.bulletin import Edition
from reporting.sealed.editions import floors_of, higher, put_back, verified
from reporting.store.editions import read_editions, stopped_editions
from reporting.store.publicity import read_recalls

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.store.records import EditionRow


class Showing(StrEnum):
    """What the public sees of a bulletin."""

    SCHEDULED = "scheduled"
    LIVE = "live"
    OVER = "over"
    STOPPED = "stopped"
    RECALLED = "recalled"
    REFUSED = "refused"
    """Its signatures do not hold: intake shows it to nobody."""
    PUT_BACK = "put back"
    """It was taken back or corrected, and somebody has put its text into the database again."""


TAKEN_BACK = frozenset({Showing.STOPPED, Showing.RECALLED, Showing.PUT_BACK})


@dataclass(frozen=True, slots=True)
class Published:
    """The newest edition of a number; `edition` is None where its text is gone or not believed."""

    record: EditionRow
    edition: Edition | None
    showing: Showing

    @property
    def number(self) -> int:
        """The bulletin's number."""
        return self.record.number


def read_published(session: Session, desk: Desk) -> tuple[Published, ...]:
    """Return the newest edition of every number, highest number first."""
    stopped = stopped_editions(session)
    editions = read_editions(session)
    floors = floors_of(editions, read_recalls(session), desk.roster)
    floors = higher(floors, floors_seen(desk.profile))
    newest: dict[int, EditionRow] = {}
    for record in editions:
        newest.setdefault(record.number, record)
    return tuple(_published(desk, record, stopped, floors) for record in newest.values())


def readable(bulletins: Iterable[Published]) -> tuple[Edition, ...]:
    """Return the editions whose text is there and believed."""
    return tuple(one.edition for one in bulletins if one.edition is not None)


def edition_bytes(edition: Edition) -> bytes:
    """Return the exact bytes that two people sign: compact UTF-8 JSON, `v` and `kind` first."""
    text = json.dumps(edition.to_json(), ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def _published(
    desk: Desk,
    record: EditionRow,
    stopped: frozenset[tuple[int, int]],
    floors: Mapping[int, int],
) -> Published:
    taken_back = any(
        number == record.number and edition <= record.edition for number, edition in stopped
    )
    if record.status == "recalled" or record.body is None:
        return Published(record, None, Showing.RECALLED)
    if put_back(record, floors):
        return Published(record, None, Showing.PUT_BACK)
    edition = verified(record, desk.roster)
    if edition is None:
        return Published(record, None, Showing.REFUSED)
    if taken_back:
        return Published(record, edition, Showing.STOPPED)
    if record.visible_from > desk.now:
        return Published(record, edition, Showing.SCHEDULED)
    over = edition.body.expires < desk.today
    return Published(record, edition, Showing.OVER if over else Showing.LIVE)
