"""What can go wrong with bytes and keys: one tree, each error named as a condition.

No message carries a secret, a plaintext or what somebody typed: errors end up in logs.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence


class CryptoError(Exception):
    """The root of every error that leaves this package."""


class Malformed(CryptoError):
    """Bytes or text that are not in the format they claim."""


class UnknownVersion(Malformed):
    """A format version that this program does not know; `version` is what stood there."""

    def __init__(self, version: object) -> None:
        """Keep the version that was found."""
        super().__init__(f"unknown format version {version!r}")
        self.version = version


class CannotOpen(CryptoError):
    """A seal that does not open: wrong key, wrong context, tampered, truncated or badly padded.

    One error for all of them, so that nobody learns from the answer which part was wrong.
    """

    def __init__(self, message: str = "cannot be opened") -> None:
        """Take a message that says no more than that it failed."""
        super().__init__(message)


class BadSignature(CryptoError):
    """A signature that does not fit the key, the label or the statement."""

    def __init__(self, message: str = "the signature does not fit") -> None:
        """Take a message that says what was signed, never the content."""
        super().__init__(message)


class WeakKey(BadSignature):
    """A point of small order or in a non-canonical encoding, under which anybody could sign."""

    def __init__(self, message: str = "the key or signature point is weak") -> None:
        """Take a message that says which point it is."""
        super().__init__(message)


class NotListed(CryptoError):
    """A circle, epoch or member that the signed list does not name."""


class RolledBack(CryptoError):
    """A signed thing older than one that was seen before; carries both numbers."""

    def __init__(self, sequence: int, minimum: int) -> None:
        """Keep the number found and the lowest that would have been accepted."""
        super().__init__(f"sequence {sequence} is below {minimum}, which was seen before")
        self.sequence = sequence
        self.minimum = minimum


class Expired(CryptoError):
    """A signed thing past its last day, which it carries."""

    def __init__(self, last_day: dt.date) -> None:
        """Keep the last day on which it counted."""
        super().__init__(f"valid until {last_day.isoformat()}")
        self.last_day = last_day


class TooBusy(CryptoError):
    """So many passphrases are being derived that no turn came; nothing was tried."""


class SessionOver(CryptoError):
    """A session that was idle too long, or has lasted as long as one may."""


class RecordFault(StrEnum):
    """How a record of entries was tampered with."""

    TRUNCATED = "truncated"
    """An entry is missing."""
    REORDERED = "reordered"
    """An entry is moved or doubled."""
    FORGED = "forged"
    """An entry is not signed by its actor, or does not follow the entry before it."""
    GONE_BACK = "gone back"
    """The record ends before a head that was seen, or holds another entry in its place."""


class BrokenRecord(CryptoError):
    """A record that was tampered with; `fault` says how, `number` at which entry first."""

    def __init__(self, fault: RecordFault, number: int) -> None:
        """Keep what is wrong, and the number of the first entry it is wrong at."""
        super().__init__(f"the record is {fault} at entry {number}")
        self.fault = fault
        self.number = number


class TooLarge(CryptoError):
    """More bytes than the largest size class takes; carries `size` and `limit` in bytes."""

    def __init__(self, size: int, limit: int) -> None:
        """Keep both numbers, so that a person can be told how much to cut."""
        super().__init__(f"{size} bytes, where at most {limit} fit")
        self.size = size
        self.limit = limit


class NotACode(CryptoError):
    """Text that is no receipt code.

    `position` counts from 1 and names the first group that does not fit; None when the text as a
    whole does not (too few or too many groups). The text itself is never kept.
    """

    def __init__(self, position: int | None = None) -> None:
        """Keep where the first misfit stands."""
        where = "as a whole" if position is None else f"at group {position}"
        super().__init__(f"not a receipt code ({where})")
        self.position = position


class AmbiguousCode(NotACode):
    """A code whose words stand in several lists; ask which of `lists` (language tags) was meant."""

    def __init__(self, lists: Sequence[str]) -> None:
        """Keep the languages to ask about, in a fixed order."""
        super().__init__()
        self.lists = tuple(lists)


class NotEnoughShares(CryptoError):
    """Recovery shares that do not suffice, do not belong together or are mistyped."""
