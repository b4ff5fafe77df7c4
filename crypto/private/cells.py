"""A padded body under a key that may seal more than once: what vault, sessions and profiles share.

cell = 0x01 ‖ nonce (12, random) ‖ AES-256-GCM(key, nonce, padded body, extra). A random nonce of 96
bits is safe for 2^32 messages under one key (NIST SP 800-38D, section 8.3); no cell is written that
often.
"""

from __future__ import annotations

from crypto.errors import CannotOpen
from crypto.mailbox import versioned
from crypto.padding import pad_to, unpad_from
from crypto.suite import NONCE_BYTES, VERSION, aead_open, aead_seal, random_bytes


def seal_cell(key: bytes, sizes: tuple[int, ...], body: bytes, extra: bytes) -> bytes:
    """Pad `body` to the first of `sizes` that holds it, and seal it. Raises TooLarge."""
    nonce = random_bytes(NONCE_BYTES)
    return VERSION + nonce + aead_seal(key, nonce, pad_to(sizes, body), extra)


def open_cell(key: bytes, sizes: tuple[int, ...], sealed: bytes, extra: bytes) -> bytes:
    """Return the unpadded body. Raises CannotOpen, or UnknownVersion by the first byte."""
    rest = versioned(sealed)
    if len(rest) < NONCE_BYTES:
        raise CannotOpen
    padded = aead_open(key, rest[:NONCE_BYTES], rest[NONCE_BYTES:], extra)
    return unpad_from(sizes, padded)
