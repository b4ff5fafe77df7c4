"""What a sealed thing looks like: values only, nothing here seals or opens.

A `Place` says where a ciphertext belongs, and is bound into it: moved to another report,
compartment or item, it no longer opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crypto.errors import Malformed
from crypto.suite import ID_BYTES, prefixed, u32

if TYPE_CHECKING:
    from crypto.suite import SealingKey

CONTENT_LABEL = b"brolly/content/v1"
WRAP_LABEL = b"brolly/wrap/v1"

MAILBOX_CIRCLE = ""
"""The circle of a wrap to the worker's own mailbox key, whose epoch is always 0."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a content belongs: installation, report and item of 16 bytes, and a compartment."""

    installation: bytes
    report: bytes
    compartment: str
    item: bytes

    def __post_init__(self) -> None:
        """Raise Malformed for an id of another length or a compartment that is not plain ASCII."""
        for name in ("installation", "report", "item"):
            value = getattr(self, name)
            if not isinstance(value, bytes) or len(value) != ID_BYTES:
                raise Malformed(f"{name} id has {ID_BYTES} bytes")
        if not self.compartment or not self.compartment.isascii():
            raise Malformed("a compartment is a plain name")

    def parts(self) -> tuple[bytes, bytes, bytes, bytes]:
        """Return what every context begins with: installation, report, compartment, item."""
        return self.installation, self.report, self.compartment.encode(), self.item

    def aad(self) -> bytes:
        """Return the additional data of the content: prefixed(label, installation, …, item).

        Circle and epoch are not in it, so that a key can be wrapped anew without touching
        the content.
        """
        return prefixed(CONTENT_LABEL, *self.parts())


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to seal to: an epoch of a circle, or a mailbox (circle "", epoch 0)."""

    circle: str
    epoch: int
    key: SealingKey


@dataclass(frozen=True, slots=True)
class Wrap:
    """A content key sealed to one recipient; `key_id` is 8 bytes, `sealed` 1169."""

    circle: str
    epoch: int
    key_id: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """One ciphertext (0x01 ‖ AES-256-GCM) and its key, wrapped once per recipient."""

    ciphertext: bytes
    wraps: tuple[Wrap, ...]


def wrap_info(place: Place, circle: str, epoch: int, key_id: bytes) -> bytes:
    """Return the HPKE info of a wrap: label, place, circle, u32 epoch, key id, each prefixed."""
    return prefixed(WRAP_LABEL, *place.parts(), circle.encode(), u32(epoch), key_id)
