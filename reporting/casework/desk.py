"""A desk: somebody signed in, what she may do, and the keys she does it with.

Made anew for every request from her session and the newest lists, so that a removal, a new epoch
or a changed list takes effect at the next click.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from crypto.envelope import Recipient
from crypto.errors import CryptoError, Expired, NotListed, RolledBack
from crypto.manifest import (
    DEFAULT_CIRCLE,
    Manifest,
    Member,
    Pins,
    Roster,
    verify_manifest,
    verify_roster,
)
from crypto.private.audit import Author
from crypto.private.epochs import EpochSecret
from crypto.private.profile import Profile, open_profile, seal_profile
from crypto.private.vault import Vault
from reporting.casework.errors import (
    Alarm,
    AlarmKind,
    NoKey,
    NotOnTheList,
    SettingsNotBelieved,
)
from reporting.casework.lists import Lists
from reporting.domain.settings import PublicSettings
from reporting.sealed.public_settings import Believed, Trouble, believe
from reporting.store.documents import newest_document
from reporting.store.epochs import epochs_of
from reporting.store.errors import Conflict
from reporting.store.filed_records import ProfileRow, SealedEpoch
from reporting.store.members import put_profile, read_profile

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from crypto.private.identity import Identity

SETTINGS: Final = "settings"
"""The document's kind, and the name of the profile's memory of its sequence."""


class KeyRing:
    """The epochs that are sealed to one person, each opened when it is first needed."""

    __slots__ = ("_identity", "_manifest", "_opened", "_sealed")

    def __init__(
        self, sealed: Iterable[SealedEpoch], identity: Identity, manifest: Manifest
    ) -> None:
        """Take what the store has for her; nothing is opened yet."""
        self._sealed = {(row.circle, row.epoch): row.sealed for row in sealed}
        self._identity = identity
        self._manifest = manifest
        self._opened: dict[tuple[str, int], EpochSecret] = {}

    def epoch(self, circle: str, number: int) -> EpochSecret:
        """Return the secret of an epoch that the verified manifest names. Raises NoKey."""
        name = (circle, number)
        if name not in self._opened:
            try:
                expected = self._manifest.epoch(circle, number)
                self._opened[name] = EpochSecret.open(
                    self._sealed[name],
                    self._identity.opening,
                    self._manifest.installation,
                    expected,
                )
            except (KeyError, CryptoError) as error:
                raise NoKey(f"no key of {circle} epoch {number}") from error
        return self._opened[name]

    def names(self) -> frozenset[tuple[str, int]]:
        """Return circle and number of every epoch that was sealed to her, opened or not."""
        return frozenset(self._sealed)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Desk:
    """Somebody signed in.

    `member` is her line of the verified roster; `lists` may be expired (`recipient` refuses then).
    `seen_newer` says that something is newer than what her profile in the store remembers.
    While nobody's signature stands behind the settings (`trouble`), they are what stands in.
    `now` is aware UTC, `today` the organisation's own day. No `repr`: keys stay out of logs.
    """

    identity: Identity
    member: Member
    pins: Pins
    lists: Lists
    roster_body: bytes
    keys: KeyRing
    profile: Profile
    profile_version: int
    seen_newer: bool
    words: Believed
    now: datetime
    today: date

    @property
    def handle(self) -> str:
        """Her handle."""
        return self.member.handle

    @property
    def installation(self) -> bytes:
        """The installation's id, 16 bytes."""
        return self.pins.installation

    @property
    def manifest(self) -> Manifest:
        """The verified manifest."""
        return self.lists.manifest

    @property
    def roster(self) -> Roster:
        """The verified roster."""
        return self.lists.roster

    @property
    def settings(self) -> PublicSettings:
        """The organisation's settings, as it signed them; in trouble, what stands in."""
        return self.words.settings

    @property
    def trouble(self) -> Trouble:
        """Why the settings are not believed, if they are not."""
        return self.words.trouble

    @property
    def author(self) -> Author:
        """Who signs entries of the record, and editions."""
        return Author(self.handle, self.identity.signer)

    @property
    def valid_until(self) -> date:
        """The last day on which both lists count."""
        return min(self.manifest.valid_until, self.roster.valid_until)

    def is_a(self, *roles: str) -> bool:
        """Say whether she has one of these roles; an advocate counts only within the circle."""
        return any(
            role in self.member.roles
            and (role != "advocate" or DEFAULT_CIRCLE in self.member.circles)
            for role in roles
        )

    def require_valid(self) -> None:
        """Raise Expired when a list is past its day: nothing is sealed or published then."""
        if self.today > self.valid_until:
            raise Expired(self.valid_until)

    def require_settings(self) -> None:
        """Raise SettingsNotBelieved while they are not signed: nothing is published, sent, printed.

        Areas, police forces and numbers to call would be nobody's, or an attacker's.
        """
        if self.trouble is not Trouble.NONE:
            raise SettingsNotBelieved

    def recipient(self) -> Recipient:
        """Return whom to seal to in the default circle. Raises Expired."""
        self.require_valid()
        return self.manifest.recipient()

    def current(self) -> EpochSecret:
        """Return the default circle's current epoch, under which all is written. Raises NoKey."""
        return self.keys.epoch(DEFAULT_CIRCLE, self.manifest.current().number)

    def vault(self, circle: str, epoch: int) -> Vault:
        """Return the vault that a row names. Raises NoKey."""
        return self.keys.epoch(circle, epoch).vault


def open_desk(session: Session, pins: Pins, handle: str, identity: Identity, now: datetime) -> Desk:
    """Lay out the desk of somebody whose identity was just opened, checking everything it names.

    Raises Alarm for lists that do not verify or went back, and for a profile that is gone;
    NotOnTheList when the roster does not have her under these keys.
    """
    lists, roster_body = read_lists(session, pins)
    member = listed(lists.roster, handle, identity)
    row = read_profile(session, handle)
    if row is None:
        raise Alarm(AlarmKind.PROFILE)
    try:
        known = open_profile(identity, pins.installation, handle, row.ciphertext)
        profile = known.saw(lists.manifest, lists.roster, roster_body)
        words = read_words(session, pins, settings_seen(known))
    except RolledBack as error:
        raise Alarm(AlarmKind.ROLLED_BACK) from error
    except CryptoError as error:
        raise Alarm(AlarmKind.PROFILE) from error
    if words.sequence > settings_seen(known):
        profile = replace(profile, extra={**profile.extra, SETTINGS: str(words.sequence)})
    return Desk(
        identity=identity,
        member=member,
        pins=pins,
        lists=lists,
        roster_body=roster_body,
        keys=KeyRing(epochs_of(session, handle), identity, lists.manifest),
        profile=profile,
        profile_version=row.version,
        seen_newer=profile != known,
        words=words,
        now=now,
        today=local_day(now, words.settings),
    )


def settings_seen(profile: Profile) -> int:
    """Return the highest sequence of settings that a profile remembers, 0 when none."""
    return int(profile.extra.get(SETTINGS, "0"))


def read_words(session: Session, pins: Pins, seen: int = 0) -> Believed:
    """Return settings and pages as far as they are signed, and not older than `seen`."""
    return believe(newest_document(session, SETTINGS), replace(pins, minimum_sequence=seen))


def local_day(now: datetime, settings: PublicSettings) -> date:
    """Return the organisation's own day of an aware moment."""
    return now.astimezone(ZoneInfo(settings.time_zone)).date()


def read_lists(session: Session, pins: Pins) -> tuple[Lists, bytes]:
    """Return both lists verified, expired or not, and the roster's exact bytes. Raises Alarm."""
    manifest = newest_document(session, "manifest")
    roster = newest_document(session, "roster")
    if manifest is None or roster is None:
        raise Alarm(AlarmKind.LISTS)
    try:
        lists = Lists(
            verify_manifest(manifest.body, manifest.signature, pins),
            verify_roster(roster.body, roster.signature, pins),
        )
    except RolledBack as error:
        raise Alarm(AlarmKind.ROLLED_BACK) from error
    except CryptoError as error:
        raise Alarm(AlarmKind.LISTS) from error
    return lists, roster.body


def remember(session: Session, desk: Desk, profile: Profile) -> None:
    """Write what the desk has seen. Another sign-in of hers that wrote first has seen as much."""
    sealed = seal_profile(desk.identity, desk.installation, desk.handle, profile)
    row = ProfileRow(desk.handle, desk.profile_version + 1, sealed)
    try:
        put_profile(session, row)
    except Conflict:
        return


def listed(roster: Roster, handle: str, identity: Identity) -> Member:
    """Return her line of the roster. Raises NotOnTheList unless handle and both keys are hers."""
    try:
        member = roster.member(handle)
    except NotListed as error:
        raise NotOnTheList from error
    same_seal = member.seal.raw == identity.opening.public.raw
    if not same_seal or member.sign != identity.signer.verifying_key:
        raise NotOnTheList
    return member
