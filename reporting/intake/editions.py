"""Published bulletins, shown only when two people on the signed roster stand behind them.

The database is not trusted here either: somebody who can write to it could put a text about
anybody under the organisation's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crypto.editions import Signatures, verify_edition
from crypto.errors import CryptoError
from crypto.manifest import Roster
from crypto.strictjson import read_document
from reporting.domain.bulletin import Edition
from reporting.domain.errors import Invalid
from reporting.store.records import Edition as Record

if TYPE_CHECKING:
    from reporting.intake.verified import Verified

KIND = "edition"
KEYS = frozenset({"number", "edition", "issued", "body"})

REMEMBERED = 1024
"""Editions whose check is remembered in a process: two signatures take 0.25 ms."""


@dataclass(frozen=True, slots=True)
class Editions:
    """What may be shown: whole editions, newest number first; numbers whose text was taken back.

    `over` are numbers that are no longer current. `refused` counts what did not verify.
    """

    shown: tuple[Edition, ...] = ()
    taken_back: tuple[int, ...] = ()
    over: tuple[int, ...] = ()
    refused: int = 0

    def of(self, number: int) -> Edition | None:
        """Return the edition of a number, or None when its text is not shown."""
        return next((edition for edition in self.shown if edition.number == number), None)


def read_editions(seen: Verified) -> Editions:
    """Check every visible edition against the roster; nothing is shown without one."""
    shown, taken_back, over, refused = [], [], [], 0
    for record in seen.editions:
        edition = verified(record, seen.roster) if seen.roster is not None else None
        if record.body is None:
            taken_back.append(record.number)
        elif edition is None:
            refused += 1
        elif edition.body.expires < seen.today:
            over.append(record.number)
        else:
            shown.append(edition)
    return Editions(tuple(shown), tuple(taken_back), tuple(over), refused)


@lru_cache(maxsize=REMEMBERED)
def verified(record: Record, roster: Roster) -> Edition | None:
    """Return the edition that a row holds, or None unless its author and its approver signed it.

    The signatures count for the day on which the body says that it was issued, and its number
    must be the row's: an older edition cannot stand under another number.
    """
    if record.body is None or record.approver is None or record.approver_signature is None:
        return None
    signatures = Signatures(
        record.author, record.author_signature, record.approver, record.approver_signature
    )
    try:
        edition = _read(record.body)
        verify_edition(record.body, signatures, roster, edition.issued)
    except (CryptoError, Invalid):
        return None
    same = (edition.number, edition.edition) == (record.number, record.edition)
    return edition if same else None


def _read(body: bytes) -> Edition:
    """Read the exact bytes strictly; raises CryptoError or Invalid."""
    fields = read_document(KIND, KEYS, body)
    values = {name: fields.value(name) for name in ("v", "kind", *KEYS)}
    return Edition.from_json(values)
