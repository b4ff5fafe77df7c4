"""Opens what was sealed to a circle's epoch, to a member or to recovery.

The construction is the mailbox's (`crypto.mailbox`: X-Wing from a seed of 32 bytes, HPKE base mode,
RFC 9180); what differs is whose keys these are, and that they never come near an intake machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crypto.envelope import wrap_info
from crypto.errors import CannotOpen, Malformed
from crypto.mailbox import SEED_BYTES, MailboxKey, open_content
from crypto.suite import KEY_BYTES

if TYPE_CHECKING:
    from crypto.envelope import Place, Wrap
    from crypto.suite import SealingKey

__all__ = ["SEED_BYTES", "OpeningKey", "open_content", "open_envelope", "unwrap_content_key"]


class OpeningKey:
    """A private X-Wing key from its seed of 32 bytes; `public` is what others seal to."""

    __slots__ = ("_key", "public")

    def __init__(self, seed: bytes) -> None:
        """Expand the seed. Raises Malformed for another length."""
        if len(seed) != SEED_BYTES:
            raise Malformed(f"an opening seed has {SEED_BYTES} bytes")
        self._key = MailboxKey(seed)
        self.public: SealingKey = self._key.public

    def unwrap(self, sealed: bytes, info: bytes) -> bytes:
        """Return what `SealingKey.wrap` sealed under the same `info`.

        Raises UnknownVersion by the first byte, CannotOpen for everything else.
        """
        return self._key.unwrap(sealed, info)


def unwrap_content_key(place: Place, wrap: Wrap, key: OpeningKey) -> bytes:
    """Return the content key (32 bytes) of what is sealed at `place`.

    Filing uses it alone: the key goes into the vault, the ciphertext stays as it is. Raises
    CannotOpen when the wrap is for another key, circle, epoch or place, or was changed.
    """
    if wrap.key_id != key.public.key_id:
        raise CannotOpen
    try:
        info = wrap_info(place, wrap.circle, wrap.epoch, wrap.key_id)
    except (Malformed, UnicodeEncodeError) as error:
        raise CannotOpen from error
    content_key = key.unwrap(wrap.sealed, info)
    if len(content_key) != KEY_BYTES:
        raise CannotOpen
    return content_key


def open_envelope(place: Place, ciphertext: bytes, wrap: Wrap, key: OpeningKey) -> bytes:
    """Return the unpadded body. Raises CannotOpen, or UnknownVersion by a first byte."""
    return open_content(place, ciphertext, unwrap_content_key(place, wrap, key))
