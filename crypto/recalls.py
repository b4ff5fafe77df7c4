"""Taking a bulletin back, signed: an edition's two signatures hold for ever, so a third ends them.

Whoever recalls signs, with her roster key and the label "brolly/recall/v1",

    prefixed(installation, u32 number, u32 edition, day, handle)

for this edition and every one before it. Who has seen a recall never shows them again, whatever is
put back into the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crypto.editions import ROLES
from crypto.errors import Malformed
from crypto.members import lines_of, signed_by
from crypto.suite import prefixed

if TYPE_CHECKING:
    import datetime as dt

    from crypto.manifest import Roster
    from crypto.signing import Signer

LABEL = "brolly/recall/v1"
LARGEST = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Recall:
    """What is taken back, up to which edition, on which day and by whom."""

    number: int
    edition: int
    day: dt.date
    handle: str


def sign_recall(signer: Signer, installation: bytes, recall: Recall) -> bytes:
    """Return the signature (64 bytes). Raises Malformed for a number that has no 32 bits."""
    return signer.sign(LABEL, _statement(installation, recall))


def verify_recall(recall: Recall, signature: bytes, roster: Roster) -> None:
    """Return when a member of the roster took this back, on a day on which she could.

    Raises NotListed for a handle that is not on the roster, BadSignature for a role that may not,
    somebody removed before that day, or a signature that does not fit; Malformed.
    """
    lines = lines_of(roster, recall.handle, recall.day, ROLES)
    signed_by(lines, LABEL, _statement(roster.installation, recall), signature)


def _statement(installation: bytes, recall: Recall) -> bytes:
    if not (1 <= recall.number <= LARGEST and 1 <= recall.edition <= LARGEST):
        raise Malformed("no such edition")
    return prefixed(
        installation,
        recall.number.to_bytes(4),
        recall.edition.to_bytes(4),
        recall.day.isoformat().encode(),
        recall.handle.encode(errors="surrogatepass"),
    )
