"""The key of a part's content: out of a wrap while it waits, under the vault once it is on file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from crypto.envelope import MAILBOX_CIRCLE, Place, Wrap
from crypto.errors import CryptoError
from crypto.private.opening import open_content, unwrap_content_key
from reporting.casework.desk import Desk
from reporting.casework.errors import NoKey
from reporting.store.filed_records import FiledKey, FiledPart, InboxPart

KEY_TABLE = "filed_key"
"""The table whose rows hold content keys under the vault."""


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """One part with its content key, None when nobody here has it."""

    installation: bytes
    report: bytes
    item: bytes
    compartment: str
    day: date
    ciphertext: bytes
    content_key: bytes | None

    @property
    def place(self) -> Place:
        """Where it is sealed for. Raises Malformed for a row that names no place."""
        return Place(self.installation, self.report, self.compartment, self.item)

    def body(self) -> bytes:
        """Open the content; who wrote it is for the reader to check. Raises NoKey, CryptoError."""
        if self.content_key is None:
            raise NoKey
        return open_content(self.place, self.ciphertext, self.content_key)


def from_inbox(desk: Desk, part: InboxPart) -> Sealed:
    """Take the content key of a waiting part out of the wrap to the circle."""
    # A file's ciphertext is not read for filing.
    closed = _closed(desk, part, part.ciphertext or b"")
    return replace(closed, content_key=_unwrapped(desk, closed, part.wraps))


def from_file(desk: Desk, part: FiledPart) -> Sealed:
    """Take the content key of a filed part out of the vault, or out of the wraps it came with."""
    closed = _closed(desk, part, part.ciphertext)
    key = next((key for row in part.keys if (key := _from_vault(desk, part.item, row))), None)
    if key is None:
        key = _unwrapped(desk, closed, part.unopened)
    return replace(closed, content_key=key)


def to_vault(desk: Desk, item: bytes, content_key: bytes) -> FiledKey:
    """Put a content key under the current epoch's vault. Raises NoKey."""
    vault = desk.current().vault
    sealed = vault.seal_content_key(KEY_TABLE, item, content_key)
    return FiledKey(vault.circle, vault.epoch, sealed)


def _closed(desk: Desk, part: InboxPart | FiledPart, ciphertext: bytes) -> Sealed:
    place = (desk.installation, part.report, part.item, part.compartment)
    return Sealed(*place, part.day, ciphertext, content_key=None)


def _unwrapped(desk: Desk, part: Sealed, wraps: Sequence[Wrap]) -> bytes | None:
    for wrap in wraps:
        if wrap.circle == MAILBOX_CIRCLE:
            continue
        try:
            key = desk.keys.epoch(wrap.circle, wrap.epoch).opening
            return unwrap_content_key(part.place, wrap, key)
        except (NoKey, CryptoError):
            continue
    return None


def _from_vault(desk: Desk, item: bytes, row: FiledKey) -> bytes | None:
    try:
        return desk.vault(row.circle, row.epoch).open_content_key(KEY_TABLE, item, row.sealed)
    except (NoKey, CryptoError):
        return None
