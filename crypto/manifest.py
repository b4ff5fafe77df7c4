"""The organisation's two signed lists: who may be sealed to (manifest), who there is (roster).

Reading and checking only; `crypto.private.organisation` signs. The signature is over the exact
bytes of the JSON, and is checked before a byte of it is believed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Literal, cast

from crypto.envelope import Recipient
from crypto.errors import BadSignature, Expired, Malformed, NotListed, RolledBack
from crypto.strictjson import Fields, read_document
from crypto.suite import ID_BYTES, SEALING_KEY_BYTES, SealingKey
from crypto.verifying import KEY_BYTES, check_point, verify

MANIFEST_LABEL = "brolly/manifest/v1"
ROSTER_LABEL = "brolly/roster/v1"
DEFAULT_CIRCLE = "main"

_COMMON = frozenset({"installation", "sequence", "valid_until"})
_EPOCH = frozenset({"circle", "epoch", "seal", "sign", "state", "until"})
_MEMBER = frozenset({"handle", "seal", "sign", "roles", "circles", "removed"})
_STATES = ("current", "previous", "retired")
_LARGEST_EPOCH = 2**32 - 1

_FIRST_DAY = dt.date(1970, 1, 1)
COUNTS_A_DAY = 1000


@dataclass(frozen=True, slots=True)
class Epoch:
    """One epoch of a circle; `sign` is a verifying key of 32 bytes.

    `until` is the last day on which a previous epoch may be sealed to, and the last day for which
    the signature of a previous or retired one counts; None for the current one.
    """

    circle: str
    number: int
    seal: SealingKey
    sign: bytes
    state: Literal["current", "previous", "retired"]
    until: dt.date | None

    def accepts(self, day: dt.date) -> bool:
        """Say whether something sealed to this epoch is taken on `day`."""
        return self.state != "retired" and self.counts(day)

    def counts(self, day: dt.date) -> bool:
        """Say whether what this epoch signed on `day` counts."""
        return self.until is None or day <= self.until


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which keys may be sealed to, and which sign in the name of a circle."""

    installation: bytes
    sequence: int
    valid_until: dt.date
    epochs: tuple[Epoch, ...]

    def current(self, circle: str = DEFAULT_CIRCLE) -> Epoch:
        """Return the circle's current epoch. Raises NotListed."""
        for epoch in self.epochs:
            if epoch.circle == circle and epoch.state == "current":
                return epoch
        raise NotListed("no current epoch of this circle")

    def recipient(self, circle: str = DEFAULT_CIRCLE) -> Recipient:
        """Return whom to seal to today. Raises NotListed."""
        epoch = self.current(circle)
        return Recipient(epoch.circle, epoch.number, epoch.seal)

    def epoch(self, circle: str, number: int) -> Epoch:
        """Return one epoch in whatever state. Raises NotListed."""
        for epoch in self.epochs:
            if (epoch.circle, epoch.number) == (circle, number):
                return epoch
        raise NotListed("no such epoch of this circle")

    def signing_key(self, circle: str, epoch: int, day: dt.date) -> bytes:
        """Return the verifying key (32 bytes) of an epoch for something dated `day`.

        Raises NotListed, and BadSignature when the epoch had been retired by then: somebody who
        left the circle still has its key.
        """
        found = self.epoch(circle, epoch)
        if not found.counts(day):
            raise BadSignature("dated after the last day of its epoch")
        return found.sign


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the roster: her public keys, what she may do, and the day she was removed."""

    handle: str
    seal: SealingKey
    sign: bytes
    roles: frozenset[str]
    circles: frozenset[str]
    removed: dt.date | None

    def counts(self, day: dt.date) -> bool:
        """Say whether what she signed on `day` counts; the day of removal itself does.

        Days are all that is kept, and what she did that morning was right.
        """
        return self.removed is None or day <= self.removed


@dataclass(frozen=True, slots=True)
class Roster:
    """The people. Somebody given new keys has two lines under one handle, the older one removed."""

    installation: bytes
    sequence: int
    valid_until: dt.date
    members: tuple[Member, ...]
    recovery: SealingKey

    def member(self, handle: str) -> Member:
        """Return the line of somebody who is there now. Raises NotListed."""
        for member in self.members:
            if member.handle == handle and member.removed is None:
                return member
        raise NotListed("nobody has this handle")


@dataclass(frozen=True, slots=True)
class Pins:
    """What a reader knows beforehand: installation (16 bytes), organisation's verifying key (32).

    `minimum_sequence` is the configured one or the highest seen, whichever is more.
    """

    installation: bytes
    organisation: bytes
    minimum_sequence: int


def sequence_for(day: dt.date, counter: int) -> int:
    """Return (days since 1970-01-01) × 1000 + counter; grows with time even when counting restarts.

    Raises Malformed for a counter outside 0 to 999 or a day before 1970.
    """
    days = (day - _FIRST_DAY).days
    if days < 0 or not 0 <= counter < COUNTS_A_DAY:
        raise Malformed("no sequence for this day and counter")
    return days * COUNTS_A_DAY + counter


def read_manifest(body: bytes, signature: bytes, pins: Pins, today: dt.date) -> Manifest:
    """Return the manifest, if the pinned organisation signed these bytes and it is valid today.

    Raises BadSignature (also for another installation's), WeakKey, Malformed, UnknownVersion,
    RolledBack and Expired.
    """
    manifest = verify_manifest(body, signature, pins)
    if today > manifest.valid_until:
        raise Expired(manifest.valid_until)
    return manifest


def verify_manifest(body: bytes, signature: bytes, pins: Pins) -> Manifest:
    """Return the manifest whether or not it is past its day; otherwise like `read_manifest`.

    For signing in and for checking what was signed earlier, never for sealing.
    """
    verify(pins.organisation, MANIFEST_LABEL, body, signature)
    fields = read_document("manifest", _COMMON | {"epochs"}, body)
    sequence = _common(fields, pins)
    epochs = tuple(_epoch(entry) for entry in fields.objects("epochs", _EPOCH))
    _refuse_twins(epochs)
    return Manifest(pins.installation, sequence, fields.day("valid_until"), epochs)


def read_roster(body: bytes, signature: bytes, pins: Pins, today: dt.date) -> Roster:
    """Return the roster; checks and errors are those of `read_manifest`."""
    roster = verify_roster(body, signature, pins)
    if today > roster.valid_until:
        raise Expired(roster.valid_until)
    return roster


def verify_roster(body: bytes, signature: bytes, pins: Pins) -> Roster:
    """Return the roster whether or not it is past its day, see `verify_manifest`."""
    verify(pins.organisation, ROSTER_LABEL, body, signature)
    fields = read_document("roster", _COMMON | {"members", "recovery"}, body)
    sequence = _common(fields, pins)
    members = tuple(_member(entry) for entry in fields.objects("members", _MEMBER))
    active = Counter(member.handle for member in members if member.removed is None)
    if any(count > 1 for count in active.values()):
        raise Malformed("two members under one handle")
    recovery = SealingKey.from_bytes(fields.base64url("recovery", SEALING_KEY_BYTES))
    return Roster(pins.installation, sequence, fields.day("valid_until"), members, recovery)


def _common(fields: Fields, pins: Pins) -> int:
    """Check installation and sequence; return the sequence."""
    if fields.hexadecimal("installation", ID_BYTES) != pins.installation:
        raise BadSignature("signed for another installation")
    sequence = fields.number("sequence")
    if sequence < pins.minimum_sequence:
        raise RolledBack(sequence, pins.minimum_sequence)
    return sequence


def _epoch(entry: Fields) -> Epoch:
    state, until = entry.text("state"), entry.day_or_none("until")
    if state not in _STATES or (state == "current") != (until is None):
        raise Malformed("an epoch in no state we know")
    return Epoch(
        circle=entry.name("circle"),
        number=entry.number("epoch", least=1, most=_LARGEST_EPOCH),
        seal=SealingKey.from_bytes(entry.base64url("seal", SEALING_KEY_BYTES)),
        sign=_verifying_key(entry),
        state=cast("Literal['current', 'previous', 'retired']", state),
        until=until,
    )


def _member(entry: Fields) -> Member:
    return Member(
        handle=entry.name("handle"),
        seal=SealingKey.from_bytes(entry.base64url("seal", SEALING_KEY_BYTES)),
        sign=_verifying_key(entry),
        roles=entry.names("roles"),
        circles=entry.names("circles"),
        removed=entry.day_or_none("removed"),
    )


def _verifying_key(entry: Fields) -> bytes:
    key = entry.base64url("sign", KEY_BYTES)
    check_point(key)
    return key


def _refuse_twins(epochs: tuple[Epoch, ...]) -> None:
    names = {(epoch.circle, epoch.number) for epoch in epochs}
    current = Counter(epoch.circle for epoch in epochs if epoch.state == "current")
    if not epochs or len(names) != len(epochs) or any(count > 1 for count in current.values()):
        raise Malformed("no epoch, one twice, or two current ones in a circle")
