"""A person's two private keys: one opens what is sealed to her, one signs in her name."""

from __future__ import annotations

from dataclasses import dataclass

from crypto.private.opening import SEED_BYTES, OpeningKey
from crypto.signing import Signer
from crypto.suite import random_bytes


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Identity:
    """An opening key (X-Wing) and a signer (Ed25519), each from its own 32 random bytes.

    Neither key is derived from the other, so that one can be replaced alone. No `repr`: the seeds
    must not reach a log or a traceback.
    """

    opening: OpeningKey
    signer: Signer
    opening_seed: bytes
    signing_seed: bytes

    @classmethod
    def from_seeds(cls, opening_seed: bytes, signing_seed: bytes) -> Identity:
        """Rebuild an identity from its two seeds of 32 bytes. Raises Malformed."""
        return cls(OpeningKey(opening_seed), Signer(signing_seed), opening_seed, signing_seed)

    @classmethod
    def random(cls) -> Identity:
        """Make a new person's keys from the operating system's randomness."""
        return cls.from_seeds(random_bytes(SEED_BYTES), random_bytes(SEED_BYTES))
