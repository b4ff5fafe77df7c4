"""What a person remembers between sign-ins, so that a database cannot take her back in time.

A cell (`crypto.private.cells`) under HKDF(opening seed, "brolly/profile/v1", installation, handle),
with extra = prefixed("brolly/profile/v1", installation, handle). It is not sealed to her public
key: anybody could, and plant a profile that remembers nothing. An older profile of her own can
still be put back; the other members' profiles, backups and sheets are what show that.

The payload is JSON: v, manifest and roster (highest sequence seen), roster_digest (hex SHA-256 of
the roster's body, from which changes are shown at sign-in), record (number and hex hash of the
newest entry seen), extra.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crypto.errors import CannotOpen, RolledBack
from crypto.padding import KIB
from crypto.private.audit import GENESIS, Head
from crypto.private.cells import open_cell, seal_cell
from crypto.suite import hkdf, prefixed, sha256

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crypto.manifest import Manifest, Roster
    from crypto.private.identity import Identity

LABEL = "brolly/profile/v1"
VERSION = 1
SIZES = (4 * KIB, 16 * KIB)
DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class Profile:
    """The newest of everything that one person has seen; a new person's has seen nothing."""

    manifest: int = 0
    roster: int = 0
    roster_digest: bytes = bytes(DIGEST_BYTES)
    record: Head = GENESIS
    extra: Mapping[str, str] = field(default_factory=dict)

    def saw(self, manifest: Manifest, roster: Roster, roster_body: bytes) -> Profile:
        """Return the profile after these two, verified, were seen.

        Raises RolledBack when either is older than what was seen, or when the roster has the
        sequence of another one: then somebody signed two.
        """
        if manifest.sequence < self.manifest:
            raise RolledBack(manifest.sequence, self.manifest)
        digest = sha256(roster_body)
        forked = roster.sequence == self.roster and digest != self.roster_digest
        if roster.sequence < self.roster or forked:
            raise RolledBack(roster.sequence, self.roster + forked)
        return replace(
            self, manifest=manifest.sequence, roster=roster.sequence, roster_digest=digest
        )

    def recorded(self, head: Head) -> Profile:
        """Return the profile after the record was verified up to `head`; never goes back."""
        return self if head.number <= self.record.number else replace(self, record=head)


def seal_profile(identity: Identity, installation: bytes, handle: str, profile: Profile) -> bytes:
    """Seal a profile with its owner's key. Raises TooLarge."""
    payload = {
        "v": VERSION,
        "manifest": profile.manifest,
        "roster": profile.roster,
        "roster_digest": profile.roster_digest.hex(),
        "record": [profile.record.number, profile.record.hash.hex()],
        "extra": dict(profile.extra),
    }
    key, extra = _key(identity, installation, handle)
    return seal_cell(key, SIZES, json.dumps(payload).encode(), extra)


def open_profile(identity: Identity, installation: bytes, handle: str, sealed: bytes) -> Profile:
    """Open a profile. Raises CannotOpen for another person's, a changed or a malformed one."""
    key, extra = _key(identity, installation, handle)
    body = open_cell(key, SIZES, sealed, extra)
    try:
        return _read(json.loads(body))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise CannotOpen from error


def _read(payload: dict[str, object]) -> Profile:
    manifest, roster, record = payload["manifest"], payload["roster"], payload["record"]
    extra = payload["extra"]
    if payload["v"] != VERSION or not isinstance(extra, dict) or not isinstance(record, list):
        raise CannotOpen
    number, linked = record
    if not (isinstance(manifest, int) and isinstance(roster, int) and isinstance(number, int)):
        raise CannotOpen
    return Profile(
        manifest=manifest,
        roster=roster,
        roster_digest=_digest(payload["roster_digest"]),
        record=Head(number, _digest(linked)),
        extra={str(name): str(value) for name, value in extra.items()},
    )


def _digest(text: object) -> bytes:
    digest = bytes.fromhex(str(text))
    if len(digest) != DIGEST_BYTES:
        raise CannotOpen
    return digest


def _key(identity: Identity, installation: bytes, handle: str) -> tuple[bytes, bytes]:
    whose = (installation, handle.encode())
    return hkdf(identity.opening_seed, LABEL, *whose), prefixed(LABEL.encode(), *whose)
