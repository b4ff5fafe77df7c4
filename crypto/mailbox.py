"""Opens what was sealed to a code that has just been typed in.

The same construction opens what is sealed to advocates (`crypto.private.opening`), whose keys never
come near the machine that runs intake; what is here needs a seed that only a code yields.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey  # noqa: TID251 - opens for a code
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey  # noqa: TID251 - opens for a code
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey  # noqa: TID251 - opens for a code

from crypto.envelope import MAILBOX_CIRCLE, wrap_info
from crypto.errors import CannotOpen, Malformed, UnknownVersion
from crypto.padding import unpad
from crypto.suite import HPKE, NONCE_BYTES, VERSION, SealingKey, aead_open

if TYPE_CHECKING:
    from crypto.envelope import Place, Wrap

SEED_BYTES = 32
MLKEM_SEED_BYTES = 64


class MailboxKey:
    """The key that replies to one worker are sealed to, from a 32-byte X-Wing seed."""

    __slots__ = ("_key", "public")

    def __init__(self, seed: bytes) -> None:
        """Expand the seed: SHAKE256(seed, 96) = ML-KEM-768 seed (64) ‖ X25519 scalar (32).

        draft-connolly-cfrg-xwing-kem, section 5.2. Raises Malformed for another length.
        """
        if len(seed) != SEED_BYTES:
            raise Malformed(f"a mailbox seed has {SEED_BYTES} bytes")
        expanded = hashlib.shake_256(seed).digest(MLKEM_SEED_BYTES + 32)
        lattice = MLKEM768PrivateKey.from_seed_bytes(expanded[:MLKEM_SEED_BYTES])
        curve = X25519PrivateKey.from_private_bytes(expanded[MLKEM_SEED_BYTES:])
        self._key = MLKEM768X25519PrivateKey(lattice, curve)
        self.public: SealingKey = SealingKey.from_bytes(
            lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
        )

    def unwrap(self, sealed: bytes, info: bytes) -> bytes:
        """Return what `SealingKey.wrap` sealed under the same `info`.

        Raises UnknownVersion by the first byte, CannotOpen for everything else.
        """
        body = versioned(sealed)
        try:
            return HPKE.decrypt(body, self._key, info=info)
        except (InvalidTag, ValueError, TypeError) as error:
            raise CannotOpen from error

    def open(self, place: Place, ciphertext: bytes, wrap: Wrap) -> bytes:
        """Return the unpadded body that was sealed at `place` to this mailbox.

        The circle and epoch of a mailbox are fixed here, not taken from the wrap: what was wrapped
        for a circle is not for a mailbox. Raises CannotOpen or UnknownVersion.
        """
        if wrap.circle != MAILBOX_CIRCLE or wrap.epoch != 0 or wrap.key_id != self.public.key_id:
            raise CannotOpen
        info = wrap_info(place, MAILBOX_CIRCLE, 0, self.public.key_id)
        return open_content(place, ciphertext, self.unwrap(wrap.sealed, info))


def open_content(place: Place, ciphertext: bytes, content_key: bytes) -> bytes:
    """Open 0x01 ‖ AES-256-GCM under its one-time key and remove the padding.

    Raises UnknownVersion by the first byte, CannotOpen for everything else, bad padding included.
    """
    body = versioned(ciphertext)
    padded = aead_open(content_key, bytes(NONCE_BYTES), body, place.aad())
    try:
        return unpad(place.compartment, padded)
    except Malformed as error:
        raise CannotOpen from error


def versioned(sealed: bytes) -> bytes:
    """Return what follows the version byte. Raises CannotOpen when empty, UnknownVersion."""
    if not sealed:
        raise CannotOpen
    if sealed[:1] != VERSION:
        raise UnknownVersion(sealed[0])
    return sealed[1:]
