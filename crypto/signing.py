"""Signs labelled statements: Ed25519 (RFC 8032) over prefixed(label, statement)."""

from __future__ import annotations

from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: TID251 - the one place that signs

from crypto.errors import Malformed
from crypto.suite import prefixed, random_bytes

SEED_BYTES = 32


class Signer:
    """A signing key. The label says in which role it signs: no signature counts in two roles."""

    __slots__ = ("_key", "verifying_key")

    def __init__(self, seed: bytes) -> None:
        """Take the 32-byte seed of RFC 8032. Raises Malformed for another length."""
        if len(seed) != SEED_BYTES:
            raise Malformed(f"a signing seed has {SEED_BYTES} bytes")
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifying_key: bytes = self._key.public_key().public_bytes_raw()

    @classmethod
    def random(cls) -> Self:
        """Make a signer that nobody else has."""
        return cls(random_bytes(SEED_BYTES))

    def sign(self, label: str, statement: bytes) -> bytes:
        """Return the 64-byte signature of `statement` in the role `label`."""
        return self._key.sign(prefixed(label.encode(), statement))
