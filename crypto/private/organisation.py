"""The organisation's key: it says who may be sealed to, and who the people are.

It signs three documents, manifest, roster and settings; both programs pin its public half in their
configuration. Its seed is sealed to coordinators and to recovery, and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crypto.errors import CannotOpen
from crypto.manifest import (
    MANIFEST_LABEL,
    ROSTER_LABEL,
    Manifest,
    Pins,
    Roster,
    verify_manifest,
    verify_roster,
)
from crypto.private.documents import write_manifest, write_roster, write_settings
from crypto.private.opening import SEED_BYTES
from crypto.settings import LABEL as SETTINGS_LABEL
from crypto.settings import Settings, verify_settings
from crypto.signing import Signer
from crypto.suite import SealingKey, prefixed, random_bytes

if TYPE_CHECKING:
    from crypto.private.opening import OpeningKey

INFO_LABEL = b"brolly/organisation seed/v1"


class Organisation:
    """The signing key of one organisation, from a seed of 32 bytes."""

    __slots__ = ("_seed", "_signer", "verifying_key")

    def __init__(self, seed: bytes) -> None:
        """Take the seed. Raises Malformed for another length."""
        self._signer = Signer(seed)
        self._seed = seed
        self.verifying_key = self._signer.verifying_key

    @classmethod
    def random(cls) -> Organisation:
        """Found an organisation."""
        return cls(random_bytes(SEED_BYTES))

    def sign_manifest(self, manifest: Manifest) -> tuple[bytes, bytes]:
        """Write the manifest as JSON and sign those bytes: (body, signature).

        Raises Malformed for values that no reader would take: what is signed can be read.
        """
        body = write_manifest(manifest)
        signature = self._signer.sign(MANIFEST_LABEL, body)
        verify_manifest(body, signature, self._pins(manifest.installation))
        return body, signature

    def sign_roster(self, roster: Roster) -> tuple[bytes, bytes]:
        """Write the roster as JSON and sign those bytes: (body, signature). Raises Malformed."""
        body = write_roster(roster)
        signature = self._signer.sign(ROSTER_LABEL, body)
        verify_roster(body, signature, self._pins(roster.installation))
        return body, signature

    def sign_settings(self, settings: Settings) -> tuple[bytes, bytes]:
        """Write the settings as JSON and sign those bytes: (body, signature). Raises Malformed."""
        body = write_settings(settings)
        signature = self._signer.sign(SETTINGS_LABEL, body)
        verify_settings(body, signature, self._pins(settings.installation))
        return body, signature

    def seal_for(self, recipient: SealingKey, installation: bytes) -> bytes:
        """Seal the seed to a coordinator's key or to recovery (HPKE base mode, RFC 9180)."""
        info = _info(installation, self.verifying_key, recipient.key_id)
        return recipient.wrap(self._seed, info)

    @classmethod
    def open(cls, sealed: bytes, key: OpeningKey, pins: Pins) -> Organisation:
        """Open what `seal_for` made; CannotOpen unless it is the seed of the pinned key.

        Anybody can seal to a coordinator's public key: a planted seed would have her sign rosters
        that nobody believes, or that an attacker can sign too.
        """
        seed = key.unwrap(sealed, _info(pins.installation, pins.organisation, key.public.key_id))
        if len(seed) != SEED_BYTES:
            raise CannotOpen
        organisation = cls(seed)
        if organisation.verifying_key != pins.organisation:
            raise CannotOpen
        return organisation

    def _pins(self, installation: bytes) -> Pins:
        return Pins(installation, self.verifying_key, minimum_sequence=0)


def _info(installation: bytes, verifying_key: bytes, key_id: bytes) -> bytes:
    return prefixed(INFO_LABEL, installation, verifying_key, key_id)
