"""A new installation: everything it starts with, made in the order of protocol and stored at once.

Nothing here touches a disk. Whoever calls shows the shares and the one-time secret, has two shares
typed back (`Founding.confirms`), and only then stores the rows, in one transaction: a set-up that
was broken off leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from crypto.manifest import DEFAULT_CIRCLE, Manifest, Member, Pins, Roster
from crypto.passwords import Argon2Params
from crypto.private.epochs import EpochSecret
from crypto.private.identity import Identity
from crypto.private.keyfile import TOTP_SECRET_BYTES
from crypto.private.opening import SEED_BYTES, OpeningKey
from crypto.private.organisation import Organisation
from crypto.private.printedcodes import set_id
from crypto.private.recovery import join, split
from crypto.suite import ID_BYTES, SealingKey, random_bytes
from reporting.casework.lists import (
    COORDINATOR,
    Change,
    Lists,
    renew,
    seal_organisation,
    seal_to_circle,
    sign_settings,
)
from reporting.casework.membership import Newcomer, public_member, write_person
from reporting.domain.settings import PublicSettings
from reporting.store.filed_records import FoundingRows, MemberRow, PrintedCodesRow
from reporting.store.records import Page, SignedDocument

FIRST_ROLES = frozenset({"advocate", COORDINATOR})
FIRST_CIRCLES = frozenset({DEFAULT_CIRCLE})


@dataclass(frozen=True, slots=True)
class Founding:
    """What a new installation stores, what its configurations pin, and what is shown once.

    `change` holds the rows, and the secrets of the first person's phone and of her printed codes,
    if she has any. Both configurations take `pins`. `shares` (three, of 33 words) are for paper and
    stored nowhere. `organisation` signs the first settings, and is stored only sealed.
    """

    pins: Pins
    change: Change
    shares: tuple[str, str, str] = field(repr=False)
    organisation: Organisation = field(repr=False)

    def confirms(self, typed: Sequence[str]) -> bool:
        """Say whether shares typed from paper bring back this installation's recovery key.

        Raises NotEnoughShares when they bring back nothing at all.
        """
        return OpeningKey(join(typed)).public == self.change.lists.roster.recovery

    def rows(self, settings: PublicSettings, pages: Sequence[Page]) -> FoundingRows:
        """Return what `reporting.store.founding.found` stores; the profile is put after it.

        The first settings have the sequence of the first lists.
        """
        change = self.change
        member, printed = cast("MemberRow", change.member), change.printed_secret
        return FoundingRows(
            manifest=cast("SignedDocument", change.manifest),
            roster=change.roster,
            members=(member,),
            sealed_epochs=change.sealed_epochs,
            sealed_organisation=change.sealed_organisation,
            settings=sign_settings(
                self.organisation, self.pins.installation, change.roster.sequence, settings, pages
            ),
            printed_codes=(PrintedCodesRow(member.handle, set_id(printed)),) if printed else (),
        )


def found(
    handle: str,
    passphrase: str,
    today: date,
    params: Argon2Params,
    *,
    settled: bool = True,
    printed_secret: bytes = b"",
) -> Founding:
    """Found an installation with its first person, who coordinates and reads.

    `settled` says that the passphrase is her own, and not one that a machine printed;
    `printed_secret` is that of the codes on her paper (`crypto.private.printedcodes`). Raises
    Malformed for a handle that no roster can hold.
    """
    installation = random_bytes(ID_BYTES)
    recovery_seed = random_bytes(SEED_BYTES)
    first = Newcomer(handle, FIRST_ROLES, FIRST_CIRCLES, passphrase, settled)
    identity, totp_secret = Identity.random(), random_bytes(TOTP_SECRET_BYTES)
    organisation = Organisation.random()
    epoch = EpochSecret.random(DEFAULT_CIRCLE, 1)
    recovery = OpeningKey(recovery_seed).public
    unsigned = _first_lists(installation, public_member(first, identity), epoch, recovery)
    signed = renew(organisation, unsigned, today)
    roster = signed.lists.roster
    member, profile = write_person(first, identity, totp_secret, signed, params, printed_secret)
    change = replace(
        signed,
        member=member,
        profile=profile,
        sealed_epochs=seal_to_circle(roster, epoch),
        sealed_organisation=seal_organisation(organisation, roster),
        totp_secret=totp_secret,
        printed_secret=printed_secret,
    )
    pins = Pins(installation, organisation.verifying_key, roster.sequence)
    return Founding(pins, change, split(recovery_seed), organisation)


def _first_lists(
    installation: bytes, member: Member, epoch: EpochSecret, recovery: SealingKey
) -> Lists:
    """Give lists with sequence 0 and no day, which `renew` numbers, dates and signs."""
    manifest = Manifest(installation, 0, date.min, (epoch.public(),))
    return Lists(manifest, Roster(installation, 0, date.min, (member,), recovery))
