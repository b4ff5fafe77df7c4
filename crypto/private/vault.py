"""The vault of one epoch: rows that only members of the circle read and write.

Each cell has its own key, so that none can be read as another, and a random nonce, since a cell is
written again and again::

    row key = HKDF(vault key, "brolly/row/v1", table, column, row id)
    cell    = 0x01 ‖ nonce (12) ‖ AES-256-GCM(row key, nonce, padded body)
    extra   = prefixed("brolly/row/v1", circle, u32 epoch, table, column, row id)

The body is padded by the class of its column, so that a cell's length says little.
"""

from __future__ import annotations

from crypto.errors import CannotOpen, Malformed
from crypto.padding import CLASSES, KIB, LENGTH_BYTES, MIB
from crypto.private.cells import open_cell, seal_cell
from crypto.suite import KEY_BYTES, hkdf, prefixed, u32

LABEL = "brolly/row/v1"

CONTENT_KEY_COLUMN = "content_key"
"""The column in which filing keeps a part's content key, so that its ciphertext need not change."""

OTHER_SIZES = (1 * KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, 1 * MIB)
"""For a column without a class of its own: no column leaks its length for want of a line here."""


class Vault:
    """Seals and opens the rows of one circle's epoch, under one key of 32 bytes."""

    __slots__ = ("_key", "circle", "epoch")

    def __init__(self, circle: str, epoch: int, key: bytes) -> None:
        """Take the vault key of an epoch. Raises Malformed when it is not 32 bytes."""
        if len(key) != KEY_BYTES:
            raise Malformed(f"a vault key has {KEY_BYTES} bytes")
        self.circle = circle
        self.epoch = epoch
        self._key = key

    def seal(self, table: str, column: str, row_id: bytes, body: bytes) -> bytes:
        """Seal one cell. Raises TooLarge when `body` exceeds the largest class of its column."""
        key, extra = self._place(table, column, row_id)
        return seal_cell(key, _sizes(column), body, extra)

    def open(self, table: str, column: str, row_id: bytes, sealed: bytes) -> bytes:
        """Open one cell.

        Raises UnknownVersion by the first byte; CannotOpen for a changed cell, one of another
        place, and a wrong key.
        """
        key, extra = self._place(table, column, row_id)
        return open_cell(key, _sizes(column), sealed, extra)

    def seal_content_key(self, table: str, item: bytes, content_key: bytes) -> bytes:
        """File a part's content key (32 bytes, else Malformed): its ciphertext stays as it is."""
        if len(content_key) != KEY_BYTES:
            raise Malformed(f"a content key has {KEY_BYTES} bytes")
        return self.seal(table, CONTENT_KEY_COLUMN, item, content_key)

    def open_content_key(self, table: str, item: bytes, sealed: bytes) -> bytes:
        """Take a part's content key (32 bytes) out of the vault. Raises CannotOpen."""
        content_key = self.open(table, CONTENT_KEY_COLUMN, item, sealed)
        if len(content_key) != KEY_BYTES:
            raise CannotOpen
        return content_key

    def _place(self, table: str, column: str, row_id: bytes) -> tuple[bytes, bytes]:
        row = (table.encode(), column.encode(), row_id)
        extra = prefixed(LABEL.encode(), self.circle.encode(), u32(self.epoch), *row)
        return hkdf(self._key, LABEL, *row), extra


def _sizes(column: str) -> tuple[int, ...]:
    if column == CONTENT_KEY_COLUMN:
        return (LENGTH_BYTES + KEY_BYTES,)
    return CLASSES.get(column, OTHER_SIZES)
