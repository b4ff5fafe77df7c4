"""The record: who did what on which day, each entry signed and chained to the one before.

An entry in clear is a number, the hash of the entry before, a day, an actor and the digest of a
ciphertext; what was done is inside the ciphertext, which a purge may empty without breaking the
chain::

    statement = prefixed(installation, u64 number, previous, ISO day, actor, digest)
    signature = Ed25519 by the actor's roster key, label "brolly/audit/v1"
    hash      = SHA-256(prefixed("brolly/audit entry/v1", statement, signature))

Entry 1 follows 32 zero bytes. Whoever writes to the database can cut the end off, and this is seen
only by somebody who remembers a later head: profiles, backups and sheets keep one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crypto.envelope import Place, Wrap
from crypto.errors import BadSignature, BrokenRecord, Malformed, NotListed, RecordFault
from crypto.members import lines_of, signed_by
from crypto.private.opening import open_envelope
from crypto.sealing import seal
from crypto.suite import ID_BYTES, WRAP_BYTES, prefixed, sha256, u32

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from crypto.envelope import Recipient
    from crypto.manifest import Roster
    from crypto.private.opening import OpeningKey
    from crypto.signing import Signer

LABEL = "brolly/audit/v1"
ENTRY_LABEL = b"brolly/audit entry/v1"
COMPARTMENT = "audit"
KEY_ID_BYTES = 8
NO_REPORT = bytes(ID_BYTES)
"""What stands for a report in the place of an entry: the record is of the whole installation."""


@dataclass(frozen=True, slots=True)
class Head:
    """The number and the hash (32 bytes) of the newest entry; what profiles and sheets remember."""

    number: int
    hash: bytes


GENESIS = Head(0, bytes(32))
"""What entry 1 follows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as stored, without its ciphertext; `digest` is the ciphertext's SHA-256."""

    number: int
    previous: bytes
    day: date
    actor: str
    digest: bytes
    signature: bytes

    def statement(self, installation: bytes) -> bytes:
        """Return the bytes that are signed."""
        return prefixed(
            installation,
            self.number.to_bytes(8, "big"),
            self.previous,
            self.day.isoformat().encode(),
            self.actor.encode(),
            self.digest,
        )

    def head(self, installation: bytes) -> Head:
        """Return what the next entry follows."""
        linked = prefixed(ENTRY_LABEL, self.statement(installation), self.signature)
        return Head(self.number, sha256(linked))


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes an entry: her handle and the signer of her roster key."""

    handle: str
    signer: Signer


def sign_entry(
    installation: bytes, author: Author, head: Head, day: date, ciphertext: bytes
) -> Entry:
    """Sign the entry that follows `head`. One writer at a time is the caller's duty."""
    entry = Entry(head.number + 1, head.hash, day, author.handle, sha256(ciphertext), b"")
    return replace(entry, signature=author.signer.sign(LABEL, entry.statement(installation)))


def seal_details(
    installation: bytes, head: Head, details: bytes, recipient: Recipient
) -> tuple[bytes, bytes]:
    """Seal what was done to the default circle, for the entry that follows `head`.

    Anybody signed in can write it, members of the circle read it. Returns (ciphertext, wrap), the
    wrap as one run of bytes: u8 length of the circle's name ‖ name ‖ u32 epoch ‖ key id (8) ‖
    sealed key (1169). Raises TooLarge past 4 KiB.
    """
    envelope = seal(entry_place(installation, head.number + 1), details, [recipient])
    (wrap,) = envelope.wraps
    circle = wrap.circle.encode()
    packed = bytes([len(circle)]) + circle + u32(wrap.epoch) + wrap.key_id + wrap.sealed
    return envelope.ciphertext, packed


def read_wrap(packed: bytes) -> Wrap:
    """Read the wrap of an entry; its circle and epoch say which key opens it. Raises Malformed."""
    name_end = 1 + (packed[0] if packed else 0)
    if len(packed) != name_end + 4 + KEY_ID_BYTES + WRAP_BYTES:
        raise Malformed("the wrap of an entry has one length")
    try:
        circle = packed[1:name_end].decode()
    except UnicodeDecodeError as error:
        raise Malformed("the circle of an entry is not UTF-8") from error
    key_at = name_end + 4
    sealed_at = key_at + KEY_ID_BYTES
    epoch = int.from_bytes(packed[name_end:key_at], "big")
    return Wrap(circle, epoch, packed[key_at:sealed_at], packed[sealed_at:])


def open_details(
    installation: bytes, entry: Entry, ciphertext: bytes, wrap: Wrap, key: OpeningKey
) -> bytes:
    """Return what was done. Raises BrokenRecord when it is not what was signed, CannotOpen."""
    if sha256(ciphertext) != entry.digest:
        raise BrokenRecord(RecordFault.FORGED, entry.number)
    return open_envelope(entry_place(installation, entry.number), ciphertext, wrap, key)


def entry_place(installation: bytes, number: int) -> Place:
    """Return the place an entry's details are sealed for; the item is its number in 16 bytes."""
    return Place(installation, NO_REPORT, COMPARTMENT, number.to_bytes(ID_BYTES, "big"))


def verify_chain(
    installation: bytes,
    entries: Sequence[Entry],
    roster: Roster,
    *,
    start: Head = GENESIS,
    known: Head | None = None,
) -> Head:
    """Verify the entries that follow `start` and return the head they lead to.

    `known` is a head that somebody remembers, at `start` or after it. Raises BrokenRecord, which
    names what is wrong and where.
    """
    numbers = {entry.number for entry in entries}
    head, day = start, None
    _check_known(head, known)
    for entry in entries:
        expected = head.number + 1
        if entry.number != expected:
            moved = expected in numbers or entry.number < expected
            raise BrokenRecord(RecordFault.REORDERED if moved else RecordFault.TRUNCATED, expected)
        if entry.previous != head.hash:
            raise BrokenRecord(RecordFault.FORGED, expected)
        _verify_signature(installation, entry, roster, max(day or entry.day, entry.day))
        head, day = entry.head(installation), entry.day
        _check_known(head, known)
    if known is not None and head.number < known.number:
        raise BrokenRecord(RecordFault.GONE_BACK, head.number + 1)
    return head


def _check_known(head: Head, known: Head | None) -> None:
    if known is not None and known.number == head.number and known != head:
        raise BrokenRecord(RecordFault.GONE_BACK, known.number)


def _verify_signature(installation: bytes, entry: Entry, roster: Roster, day: date) -> None:
    """Raise BrokenRecord unless a key signed that the actor had on `day`.

    That is the later of the entry's day and its forerunner's, since the actor writes her own date:
    without it, somebody removed could go on signing entries dated before her removal.
    """
    try:
        lines = lines_of(roster, entry.actor, day)
        signed_by(lines, LABEL, entry.statement(installation), entry.signature)
    except (NotListed, BadSignature) as error:
        raise BrokenRecord(RecordFault.FORGED, entry.number) from error
