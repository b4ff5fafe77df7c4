"""Seals a body to public keys: one ciphertext, one wrap of its key per recipient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crypto.envelope import Envelope, Wrap, wrap_info
from crypto.errors import Malformed
from crypto.padding import pad
from crypto.suite import KEY_BYTES, NONCE_BYTES, VERSION, aead_seal, random_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crypto.envelope import Place, Recipient

_ZERO_NONCE = bytes(NONCE_BYTES)
"""Safe because the key beside it is fresh and used for this one message only."""


def seal(place: Place, body: bytes, recipients: Sequence[Recipient]) -> Envelope:
    """Seal `body`, padded by its compartment's classes, to every recipient.

    Raises TooLarge when it fits no class, Malformed for an unknown compartment or when there is
    no recipient: what nobody can open must not look like a seal.
    """
    if not recipients:
        raise Malformed("nothing is sealed to nobody")
    key = random_bytes(KEY_BYTES)
    ciphertext = VERSION + aead_seal(key, _ZERO_NONCE, pad(place.compartment, body), place.aad())
    return Envelope(ciphertext, tuple(_wrap(place, key, recipient) for recipient in recipients))


def _wrap(place: Place, key: bytes, recipient: Recipient) -> Wrap:
    key_id = recipient.key.key_id
    info = wrap_info(place, recipient.circle, recipient.epoch, key_id)
    return Wrap(recipient.circle, recipient.epoch, key_id, recipient.key.wrap(key, info))
