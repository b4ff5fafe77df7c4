"""A circle's secret for one epoch, and the three keys that come of it.

From the 32 bytes of an epoch's secret, by HKDF (RFC 5869) with one label each, bound to circle and
number: the seed of the key that reports are sealed to, the seed of the key that replies are signed
with, and the key of the vault. The secret itself is sealed to each member and to recovery.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crypto.errors import CannotOpen, Malformed
from crypto.manifest import Epoch
from crypto.private.opening import SEED_BYTES, OpeningKey
from crypto.private.vault import Vault
from crypto.signing import Signer
from crypto.suite import SealingKey, hkdf, prefixed, random_bytes, u32

if TYPE_CHECKING:
    from datetime import date
    from typing import Literal

INFO_LABEL = b"brolly/epoch secret/v1"


class EpochSecret:
    """One epoch of one circle: `opening`, `signer` and `vault`, all from one secret of 32 bytes."""

    __slots__ = ("_secret", "circle", "number", "opening", "signer", "vault")

    def __init__(self, circle: str, number: int, secret: bytes) -> None:
        """Derive the keys. Raises Malformed when the secret is not 32 bytes."""
        if len(secret) != SEED_BYTES:
            raise Malformed(f"an epoch secret has {SEED_BYTES} bytes")
        self.circle = circle
        self.number = number
        self._secret = secret
        place = (circle.encode(), u32(number))
        self.opening = OpeningKey(hkdf(secret, "brolly/epoch seal/v1", *place))
        self.signer = Signer(hkdf(secret, "brolly/epoch sign/v1", *place))
        self.vault = Vault(circle, number, hkdf(secret, "brolly/epoch vault/v1", *place))

    @classmethod
    def random(cls, circle: str, number: int) -> EpochSecret:
        """Begin an epoch."""
        return cls(circle, number, random_bytes(SEED_BYTES))

    def public(
        self,
        state: Literal["current", "previous", "retired"] = "current",
        until: date | None = None,
    ) -> Epoch:
        """Give what the manifest says of this epoch."""
        return Epoch(
            circle=self.circle,
            number=self.number,
            seal=self.opening.public,
            sign=self.signer.verifying_key,
            state=state,
            until=until,
        )

    def seal_for(self, recipient: SealingKey, installation: bytes) -> bytes:
        """Seal the secret to a member's key or to recovery (HPKE base mode, RFC 9180)."""
        return recipient.wrap(
            self._secret, _info(installation, self.circle, self.number, recipient.key_id)
        )

    @classmethod
    def open(
        cls, sealed: bytes, key: OpeningKey, installation: bytes, expected: Epoch
    ) -> EpochSecret:
        """Open what `seal_for` made, for an epoch that a verified manifest names.

        Anybody can seal to a public key, so a database could plant a secret it knows; it is refused
        unless the keys that come of it are the manifest's. Raises CannotOpen.
        """
        info = _info(installation, expected.circle, expected.number, key.public.key_id)
        secret = key.unwrap(sealed, info)
        if len(secret) != SEED_BYTES:
            raise CannotOpen
        epoch = cls(expected.circle, expected.number, secret)
        same_seal = epoch.opening.public.raw == expected.seal.raw
        if not same_seal or epoch.signer.verifying_key != expected.sign:
            raise CannotOpen
        return epoch


def _info(installation: bytes, circle: str, number: int, key_id: bytes) -> bytes:
    return prefixed(INFO_LABEL, installation, circle.encode(), u32(number), key_id)
