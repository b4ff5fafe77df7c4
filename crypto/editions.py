"""Two people stand behind a bulletin edition: its author and another one who approved it.

Each signs, with her roster key and the label "brolly/edition/v1",

    prefixed(installation, "author" or "approver", handle, SHA-256(body))

so that neither signature can stand in the other's place or under another name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crypto.errors import BadSignature
from crypto.members import lines_of, signed_by
from crypto.suite import prefixed, sha256

if TYPE_CHECKING:
    import datetime as dt

    from crypto.manifest import Roster
    from crypto.signing import Signer

LABEL = "brolly/edition/v1"

ROLES = frozenset({"advocate", "coordinator"})
"""Who may sign: outreach workers read no reports, so they cannot compare a draft with one."""


class Hand(StrEnum):
    """In which part somebody signs an edition."""

    AUTHOR = "author"
    APPROVER = "approver"


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signed an edition: two handles, two signatures of 64 bytes."""

    author: str
    author_signature: bytes
    approver: str
    approver_signature: bytes


def sign_edition(
    signer: Signer, installation: bytes, hand: Hand, handle: str, body: bytes
) -> bytes:
    """Return the signature (64 bytes) of `handle` over an edition's exact bytes, as `hand`."""
    return signer.sign(LABEL, _statement(installation, hand, handle, body))


def verify_edition(body: bytes, signatures: Signatures, roster: Roster, day: dt.date) -> None:
    """Return when two different members signed this body, issued on `day`, each in her part.

    Raises NotListed for a handle that is not on the roster, BadSignature when it is one person, a
    role that may not, somebody removed before `day`, or a signature that does not fit.
    """
    claims = (
        (Hand.AUTHOR, signatures.author, signatures.author_signature),
        (Hand.APPROVER, signatures.approver, signatures.approver_signature),
    )
    author, approver = (
        signed_by(
            lines_of(roster, handle, day, ROLES),
            LABEL,
            _statement(roster.installation, hand, handle, body),
            signature,
        )
        for hand, handle, signature in claims
    )
    if author.handle == approver.handle or author.sign == approver.sign:
        raise BadSignature("approved by its author")


def _statement(installation: bytes, hand: Hand, handle: str, body: bytes) -> bytes:
    return prefixed(
        installation, hand.value.encode(), handle.encode(errors="surrogatepass"), sha256(body)
    )
