"""Bulletins as they stand: every edition checked against the roster, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crypto.editions import Signatures, verify_edition
from crypto.errors import CryptoError
from crypto.strictjson import read_document
from reporting.casework.desk import Desk
from reporting.domain.bulletin import Edition
from reporting.domain.errors import Invalid
from reporting.store.editions import read_editions, stopped_editions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.store.records import Edition as Record

KEYS = frozenset({"number", "edition", "issued", "body"})


class Showing(StrEnum):
    """What the public sees of a bulletin."""

    SCHEDULED = "scheduled"
    LIVE = "live"
    OVER = "over"
    STOPPED = "stopped"
    RECALLED = "recalled"
    REFUSED = "refused"
    """Its signatures do not hold: intake shows it to nobody."""


TAKEN_BACK = frozenset({Showing.STOPPED, Showing.RECALLED})


@dataclass(frozen=True, slots=True)
class Published:
    """The newest edition of a number; `edition` is None where its text is gone or not believed."""

    record: Record
    edition: Edition | None
    showing: Showing

    @property
    def number(self) -> int:
        """The bulletin's number."""
        return self.record.number


def read_published(session: Session, desk: Desk) -> tuple[Published, ...]:
    """Return the newest edition of every number, highest number first."""
    stopped = stopped_editions(session)
    newest: dict[int, Record] = {}
    for record in read_editions(session):
        newest.setdefault(record.number, record)
    return tuple(_published(desk, record, stopped) for record in newest.values())


def readable(bulletins: Iterable[Published]) -> tuple[Edition, ...]:
    """Return the editions whose text is there and believed."""
    return tuple(one.edition for one in bulletins if one.edition is not None)


def edition_bytes(edition: Edition) -> bytes:
    """Return the exact bytes that two people sign: compact UTF-8 JSON, `v` and `kind` first."""
    text = json.dumps(edition.to_json(), ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def read_edition(body: bytes) -> Edition:
    """Read a signed body; raises CryptoError (Malformed) and Invalid. Checks no signature."""
    read_document("edition", KEYS, body)
    return Edition.from_json(json.loads(body))


def _published(desk: Desk, record: Record, stopped: frozenset[tuple[int, int]]) -> Published:
    taken_back = any(
        number == record.number and edition <= record.edition for number, edition in stopped
    )
    if record.status == "recalled" or record.body is None:
        return Published(record, None, Showing.RECALLED)
    edition = _verified(desk, record)
    if edition is None:
        return Published(record, None, Showing.REFUSED)
    if taken_back:
        return Published(record, edition, Showing.STOPPED)
    if record.visible_from > desk.now:
        return Published(record, edition, Showing.SCHEDULED)
    over = edition.body.expires < desk.today
    return Published(record, edition, Showing.OVER if over else Showing.LIVE)


def _verified(desk: Desk, record: Record) -> Edition | None:
    """Return the edition of a row, None unless author and approver signed it as this one."""
    if record.body is None or record.approver is None or record.approver_signature is None:
        return None
    signatures = Signatures(
        record.author, record.author_signature, record.approver, record.approver_signature
    )
    try:
        edition = read_edition(record.body)
        verify_edition(record.body, signatures, desk.roster, edition.issued)
    except (CryptoError, Invalid):
        return None
    same = (edition.number, edition.edition) == (record.number, record.edition)
    return edition if same else None
