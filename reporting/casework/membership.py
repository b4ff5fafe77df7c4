"""People: who is added, who gets new keys, who is removed.

Pure functions, as in `reporting.casework.lists`. The organisation's key is a coordinator's, the
epochs' secrets are a member's. Often that is one person; where it is not, a newcomer waits until a
member has sealed the epochs to her (`lists.share_epochs`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from crypto.manifest import Member, Roster
from crypto.passwords import Argon2Params
from crypto.private.epochs import EpochSecret
from crypto.private.identity import Identity
from crypto.private.keyfile import TOTP_SECRET_BYTES, KeyFileContents, write_keyfile
from crypto.private.organisation import Organisation
from crypto.private.profile import Profile, seal_profile
from crypto.suite import random_bytes
from reporting.casework.errors import HandleTaken, NobodyLeft
from reporting.casework.lists import (
    COORDINATOR,
    Change,
    Lists,
    rotate,
    share_epochs,
    share_organisation,
    sign_roster,
)
from reporting.store.filed_records import MemberRow, ProfileRow


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who is to be added; the passphrase is the printed one unless `settled` (see the key file)."""

    handle: str
    roles: frozenset[str]
    circles: frozenset[str]
    passphrase: str = field(repr=False)
    settled: bool = False


def add_member(
    organisation: Organisation,
    lists: Lists,
    newcomer: Newcomer,
    epochs: Sequence[EpochSecret],
    today: date,
    params: Argon2Params,
) -> Change:
    """Sign a newcomer into the roster, and seal to her those of `epochs` that are of her circles.

    Raises HandleTaken while somebody on the roster has this handle; who left keeps hers, since the
    record names people by it.
    """
    if any(line.handle == newcomer.handle for line in lists.roster.members):
        raise HandleTaken(newcomer.handle)
    return _admit(organisation, lists, newcomer, epochs, today, params)


def replace_keys(
    organisation: Organisation,
    lists: Lists,
    newcomer: Newcomer,
    epochs: Sequence[EpochSecret],
    today: date,
    params: Argon2Params,
) -> Change:
    """Give new keys to a member who forgot her passphrase; her old line stays, as removed today.

    Raises NotListed when nobody has this handle.
    """
    lists.roster.member(newcomer.handle)
    members = _without(lists.roster, newcomer.handle, today)
    before = Lists(lists.manifest, replace(lists.roster, members=members))
    change = _admit(organisation, before, newcomer, epochs, today, params)
    return replace(change, forget=newcomer.handle)


def remove_member(
    organisation: Organisation, lists: Lists, handle: str, today: date
) -> tuple[Change, tuple[EpochSecret, ...]]:
    """Remove somebody, and begin a new epoch at once in each of her circles.

    Returns the change and the new secrets, which the caller may go on to use only as a member. Who
    left still knows the old epochs: what was sealed to them, she could read until it is filed anew.
    Raises NotListed, and NobodyLeft when nobody could read a circle or look after people any more.
    """
    leaving = lists.roster.member(handle)
    roster = replace(lists.roster, members=_without(lists.roster, handle, today))
    _check_somebody_left(roster, leaving)
    change, secrets = rotate(organisation, Lists(lists.manifest, roster), leaving.circles, today)
    known = COORDINATOR in leaving.roles
    return replace(change, forget=handle, organisation_known=known), secrets


def settle(
    handle: str,
    contents: KeyFileContents,
    passphrase: str,
    lists: Lists,
    roster_body: bytes,
    params: Argon2Params,
) -> tuple[bytes, ProfileRow]:
    """Put a passphrase of her own in place of the printed one: (key file, first profile).

    From then on a missing profile is an alarm, see `KeyFileContents`.
    """
    installation = lists.roster.installation
    own = replace(contents, settled=True)
    key_file = write_keyfile(handle, installation, passphrase, own, params)
    return key_file, first_profile(handle, contents.identity, lists, roster_body)


def public_member(newcomer: Newcomer, identity: Identity) -> Member:
    """Return the line of the roster for somebody with these keys."""
    return Member(
        handle=newcomer.handle,
        seal=identity.opening.public,
        sign=identity.signer.verifying_key,
        roles=newcomer.roles,
        circles=newcomer.circles,
        removed=None,
    )


def write_person(
    newcomer: Newcomer,
    identity: Identity,
    totp_secret: bytes,
    change: Change,
    params: Argon2Params,
    printed_secret: bytes = b"",
) -> tuple[MemberRow, ProfileRow | None]:
    """Write somebody's key file, and her first profile when the passphrase is already her own."""
    roster = change.lists.roster
    contents = KeyFileContents(identity, totp_secret, newcomer.settled, printed_secret)
    key_file = write_keyfile(
        newcomer.handle, roster.installation, newcomer.passphrase, contents, params
    )
    member = MemberRow(newcomer.handle, key_file, last_step=0)
    if not newcomer.settled:
        return member, None
    return member, first_profile(newcomer.handle, identity, change.lists, change.roster.body)


def first_profile(handle: str, identity: Identity, lists: Lists, roster_body: bytes) -> ProfileRow:
    """Write the profile of somebody who has seen these lists and nothing before."""
    profile = Profile().saw(lists.manifest, lists.roster, roster_body)
    sealed = seal_profile(identity, lists.roster.installation, handle, profile)
    return ProfileRow(handle, version=1, ciphertext=sealed)


def _admit(
    organisation: Organisation,
    lists: Lists,
    newcomer: Newcomer,
    epochs: Sequence[EpochSecret],
    today: date,
    params: Argon2Params,
) -> Change:
    identity, totp_secret = Identity.random(), random_bytes(TOTP_SECRET_BYTES)
    member = public_member(newcomer, identity)
    roster = replace(lists.roster, members=(*lists.roster.members, member))
    change = sign_roster(organisation, Lists(lists.manifest, roster), today)
    row, profile = write_person(newcomer, identity, totp_secret, change, params)
    return replace(
        change,
        member=row,
        profile=profile,
        sealed_epochs=share_epochs(roster, member.handle, epochs),
        sealed_organisation=share_organisation(organisation, roster, member),
        totp_secret=totp_secret,
    )


def _without(roster: Roster, handle: str, today: date) -> tuple[Member, ...]:
    return tuple(
        replace(member, removed=today)
        if member.handle == handle and member.removed is None
        else member
        for member in roster.members
    )


def _check_somebody_left(roster: Roster, leaving: Member) -> None:
    left = [member for member in roster.members if member.removed is None]
    if COORDINATOR in leaving.roles and not any(COORDINATOR in one.roles for one in left):
        raise NobodyLeft(COORDINATOR)
    for circle in sorted(leaving.circles):
        if not any(circle in one.circles for one in left):
            raise NobodyLeft(circle)
