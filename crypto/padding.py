"""Size classes: a ciphertext's length says which class, and nothing finer.

Padded form: u32 big-endian length ‖ body ‖ zeros, in total exactly a size of the class.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from crypto.errors import CannotOpen, Malformed, TooLarge
from crypto.suite import u32

if TYPE_CHECKING:
    from collections.abc import Mapping

KIB = 1024
MIB = 1024 * KIB
LENGTH_BYTES = 4

_ACCOUNT = (4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB)

CLASSES: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "account": _ACCOUNT,
        "addition": _ACCOUNT,
        # One size, present in every report: whether somebody left a contact must not show.
        "contact": (8 * KIB,),
        "message": (1 * KIB, 4 * KIB, 16 * KIB),
        "consent": (4 * KIB,),
        # Stop tokens travel as "status" too, so that the table does not tell them apart.
        "status": (1 * KIB,),
        "narrowing": (1 * KIB,),
        # A bulletin draft that waits for the worker's answer, so as large as a draft.
        "wording": (16 * KIB, 64 * KIB),
        "file": (256 * KIB, 1 * MIB, 2 * MIB, 4 * MIB, 10 * MIB),
        # Rows of the vault, by what they hold.
        "card": (8 * KIB,),
        "bulletin_draft": (16 * KIB, 64 * KIB),
        "note": (4 * KIB, 16 * KIB),
        # What an entry of the record, or a printed sheet, says; sealed to the default circle.
        "audit": (1 * KIB, 4 * KIB),
        "sheet": (1 * KIB, 4 * KIB),
    }
)
"""Sizes in bytes by compartment, smallest first."""

COMPARTMENTS = frozenset(
    {
        "account",
        "contact",
        "addition",
        "message",
        "consent",
        "status",
        "narrowing",
        "file",
        "wording",
    }
)
"""What a report or a mailbox can have; the other classes are of the vault and the record."""


def pad(compartment: str, body: bytes) -> bytes:
    """Return `body` padded to the smallest class that holds it.

    Raises TooLarge (with the body's size and the most that fits), Malformed for an unknown
    compartment.
    """
    return pad_to(_sizes(compartment), body)


def unpad(compartment: str, padded: bytes) -> bytes:
    """Return the body. Raises CannotOpen when padding or size is wrong: it came out of a seal."""
    return unpad_from(_sizes(compartment), padded)


def pad_to(sizes: tuple[int, ...], body: bytes) -> bytes:
    """Pad `body` to the first of `sizes` (ascending) that holds it. Raises TooLarge."""
    needed = LENGTH_BYTES + len(body)
    for size in sizes:
        if needed <= size:
            return (u32(len(body)) + body).ljust(size, b"\0")
    raise TooLarge(len(body), sizes[-1] - LENGTH_BYTES)


def unpad_from(sizes: tuple[int, ...], padded: bytes) -> bytes:
    """Undo `pad_to`. Raises CannotOpen unless the size is one of `sizes` and the rest is zero.

    A class larger than needed is accepted: what it hides is the sender's choice.
    """
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    end = LENGTH_BYTES + length
    if len(padded) not in sizes or end > len(padded) or any(padded[end:]):
        raise CannotOpen
    return padded[LENGTH_BYTES:end]


def _sizes(compartment: str) -> tuple[int, ...]:
    sizes = CLASSES.get(compartment)
    if sizes is None:
        raise Malformed("no such compartment")
    return sizes
