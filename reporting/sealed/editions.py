"""Editions of bulletins, believed only as two members signed them; what was taken back stays so.

Two signatures hold for ever, so somebody who can write to the database could put an edition back
that was corrected or recalled. What ends them is signed as well: a later edition, or a recall. From
these comes a floor for each bulletin, the lowest edition that may still be shown, and both
programs remember floors where the database cannot reach: intake in a file, a member in her profile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from crypto.editions import Signatures, verify_edition
from crypto.errors import CryptoError
from crypto.manifest import Roster
from crypto.recalls import Recall, verify_recall
from crypto.strictjson import read_document
from reporting.domain.bulletin import Edition
from reporting.domain.errors import Invalid
from reporting.store.records import EditionRow, RecallRow

KIND = "edition"
KEYS = frozenset({"number", "edition", "issued", "body"})

FIRST = 1
"""Every bulletin's floor while nothing says otherwise."""

REMEMBERED = 1024
"""Checks that a process remembers: two signatures take 0.25 ms."""


def read_edition(body: bytes) -> Edition:
    """Read the exact bytes strictly; raises CryptoError or Invalid. Checks no signature."""
    fields = read_document(KIND, KEYS, body)
    return Edition.from_json({name: fields.value(name) for name in ("v", "kind", *KEYS)})


@lru_cache(maxsize=REMEMBERED)
def verified(record: EditionRow, roster: Roster) -> Edition | None:
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
        edition = read_edition(record.body)
        verify_edition(record.body, signatures, roster, edition.issued)
    except (CryptoError, Invalid):
        return None
    same = (edition.number, edition.edition) == (record.number, record.edition)
    return edition if same else None


@lru_cache(maxsize=REMEMBERED)
def is_recalled(record: RecallRow, roster: Roster) -> bool:
    """Say whether a member of the roster signed this recall."""
    recall = Recall(record.number, record.edition, record.day, record.handle)
    try:
        verify_recall(recall, record.signature, roster)
    except CryptoError:
        return False
    return True


def floors_of(
    editions: Iterable[EditionRow], recalls: Iterable[RecallRow], roster: Roster
) -> dict[int, int]:
    """Return the lowest edition that may be shown, by number, as far as signatures say so."""
    floors: dict[int, int] = {}
    for edition in editions:
        if edition.edition > FIRST and verified(edition, roster) is not None:
            floors[edition.number] = max(edition.edition, floors.get(edition.number, FIRST))
    for recall in recalls:
        if is_recalled(recall, roster):
            floors[recall.number] = max(recall.edition + 1, floors.get(recall.number, FIRST))
    return floors


def higher(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    """Return the higher floor of each bulletin."""
    return {
        number: max(one.get(number, FIRST), other.get(number, FIRST))
        for number in one.keys() | other.keys()
    }


def put_back(record: EditionRow, floors: Mapping[int, int]) -> bool:
    """Say whether a row shows the text of an edition that was taken back or corrected."""
    return record.body is not None and record.edition < floors.get(record.number, FIRST)
