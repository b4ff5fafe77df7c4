"""The signed lists as people and keys change: renewal, new epochs, and to whom each is sealed.

Pure functions: they take lists that were verified, the organisation's key and the day, and return a
`Change` to be stored in one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from crypto.manifest import Epoch, Manifest, Member, Roster, sequence_for
from crypto.private.epochs import EpochSecret
from crypto.private.organisation import Organisation
from crypto.suite import SealingKey
from reporting.domain.settings import PublicSettings
from reporting.sealed.public_settings import to_sign
from reporting.store.filed_records import (
    RECOVERY,
    MemberRow,
    ProfileRow,
    SealedEpoch,
    SealedOrganisation,
)
from reporting.store.records import Page, SignedDocument

COORDINATOR = "coordinator"

VALID_DAYS = 180
"""How long a signed list counts: a group that nobody has looked after for half a year is closed."""

RENEW_AFTER_DAYS = 30
"""Renewed at the first coordinator's sign-in after so many days, so that expiry is never near."""

PREVIOUS_DAYS = 7
"""How long what is sealed to the epoch before is taken: a form left open over a rotation."""


@dataclass(frozen=True, slots=True)
class Lists:
    """A manifest and a roster, both verified, that belong together."""

    manifest: Manifest
    roster: Roster


@dataclass(frozen=True, slots=True)
class Change:
    """What a change stores at once, and what it shows once.

    `forget` is a handle whose key file, profile and seals are deleted before the new rows are
    stored; a session names nobody, so it is the roster that ends it. `totp_secret` (20 bytes) and
    the codes that come of `printed_secret` (32) are shown to the newcomer and not stored.
    `organisation_known` says that somebody who left knows the organisation's key: it takes a new
    one, and a changed line in intake's configuration.
    """

    lists: Lists
    roster: SignedDocument
    manifest: SignedDocument | None = None
    member: MemberRow | None = None
    profile: ProfileRow | None = None
    sealed_epochs: tuple[SealedEpoch, ...] = ()
    sealed_organisation: tuple[SealedOrganisation, ...] = ()
    forget: str | None = None
    totp_secret: bytes | None = field(default=None, repr=False)
    printed_secret: bytes = field(default=b"", repr=False)
    organisation_known: bool = False


def renew(organisation: Organisation, lists: Lists, today: date) -> Change:
    """Sign both lists again for `VALID_DAYS` from today; previous epochs past their day retire."""
    manifest = replace(
        lists.manifest,
        sequence=next_sequence(lists.manifest.sequence, today),
        valid_until=today + timedelta(days=VALID_DAYS),
        epochs=_aged(lists.manifest.epochs, today),
    )
    change = sign_roster(organisation, Lists(manifest, lists.roster), today)
    body, signature = organisation.sign_manifest(manifest)
    document = SignedDocument("manifest", manifest.sequence, body, signature)
    return replace(change, manifest=document)


def rotate(
    organisation: Organisation, lists: Lists, circles: Collection[str], today: date
) -> tuple[Change, tuple[EpochSecret, ...]]:
    """Begin a new epoch in each of `circles`, sealed to its members and to recovery.

    What is sealed to the epoch before is taken for `PREVIOUS_DAYS` more days; older epochs retire.
    """
    secrets = tuple(_next_epoch(lists.manifest, circle) for circle in sorted(circles))
    until = today + timedelta(days=PREVIOUS_DAYS)
    kept = tuple(
        replace(epoch, state="previous", until=until)
        if epoch.circle in circles and epoch.state == "current"
        else epoch
        for epoch in _aged(lists.manifest.epochs, today)
    )
    manifest = replace(lists.manifest, epochs=(*kept, *(secret.public() for secret in secrets)))
    change = renew(organisation, Lists(manifest, lists.roster), today)
    sealed = tuple(row for secret in secrets for row in seal_to_circle(change.lists.roster, secret))
    return replace(change, sealed_epochs=sealed), secrets


def renewal_due(lists: Lists, today: date) -> bool:
    """Say whether either list was signed `RENEW_AFTER_DAYS` ago or longer."""
    first = min(lists.manifest.valid_until, lists.roster.valid_until)
    return first - today <= timedelta(days=VALID_DAYS - RENEW_AFTER_DAYS)


def seal_to_circle(roster: Roster, epoch: EpochSecret) -> tuple[SealedEpoch, ...]:
    """Seal an epoch to every member of its circle and to recovery."""
    recovery = _sealed_epoch(epoch, RECOVERY, roster.recovery, roster.installation)
    members = (
        row
        for member in roster.members
        if member.removed is None
        for row in share_epochs(roster, member.handle, [epoch])
    )
    return (*members, recovery)


def share_epochs(
    roster: Roster, handle: str, epochs: Iterable[EpochSecret]
) -> tuple[SealedEpoch, ...]:
    """Seal to one member those of `epochs` that are of her circles. Raises NotListed."""
    member = roster.member(handle)
    return tuple(
        _sealed_epoch(epoch, handle, member.seal, roster.installation)
        for epoch in epochs
        if epoch.circle in member.circles
    )


def seal_organisation(organisation: Organisation, roster: Roster) -> tuple[SealedOrganisation, ...]:
    """Seal the organisation's seed to every coordinator and to recovery."""
    coordinators = (
        row
        for member in roster.members
        if member.removed is None
        for row in share_organisation(organisation, roster, member)
    )
    recovery = organisation.seal_for(roster.recovery, roster.installation)
    return (*coordinators, SealedOrganisation(RECOVERY, recovery))


def share_organisation(
    organisation: Organisation, roster: Roster, member: Member
) -> tuple[SealedOrganisation, ...]:
    """Seal the organisation's seed to `member` if she coordinates; nothing otherwise."""
    if COORDINATOR not in member.roles:
        return ()
    sealed = organisation.seal_for(member.seal, roster.installation)
    return (SealedOrganisation(member.handle, sealed),)


def sign_roster(organisation: Organisation, lists: Lists, today: date) -> Change:
    """Sign the roster alone, with a new sequence and for `VALID_DAYS`; the manifest stays."""
    roster = replace(
        lists.roster,
        sequence=next_sequence(lists.roster.sequence, today),
        valid_until=today + timedelta(days=VALID_DAYS),
    )
    body, signature = organisation.sign_roster(roster)
    document = SignedDocument("roster", roster.sequence, body, signature)
    return Change(Lists(lists.manifest, roster), document)


def sign_settings(
    organisation: Organisation,
    installation: bytes,
    sequence: int,
    settings: PublicSettings,
    pages: Sequence[Page],
) -> SignedDocument:
    """Sign one state of all settings and pages."""
    body, signature = organisation.sign_settings(to_sign(installation, sequence, settings, pages))
    return SignedDocument("settings", sequence, body, signature)


def next_sequence(previous: int, today: date) -> int:
    """Return the sequence after another one; it never goes back, even where the clock did."""
    return max(previous + 1, sequence_for(today, 0))


def _next_epoch(manifest: Manifest, circle: str) -> EpochSecret:
    numbers = [epoch.number for epoch in manifest.epochs if epoch.circle == circle]
    return EpochSecret.random(circle, max(numbers, default=0) + 1)


def _aged(epochs: Iterable[Epoch], today: date) -> tuple[Epoch, ...]:
    return tuple(
        replace(epoch, state="retired")
        if epoch.state == "previous" and epoch.until is not None and epoch.until < today
        else epoch
        for epoch in epochs
    )


def _sealed_epoch(
    epoch: EpochSecret, recipient: str, key: SealingKey, installation: bytes
) -> SealedEpoch:
    sealed = epoch.seal_for(key, installation)
    return SealedEpoch(epoch.circle, epoch.number, recipient, sealed)
