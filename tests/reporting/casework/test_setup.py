"""A new installation: everything it stores fits together, and nothing it shows is stored."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from crypto.errors import BadSignature, CannotOpen, Expired, NotEnoughShares
from crypto.manifest import read_manifest, read_roster
from crypto.passwords import Argon2Params
from crypto.private.epochs import EpochSecret
from crypto.private.keyfile import read_keyfile
from crypto.private.opening import OpeningKey
from crypto.private.organisation import Organisation
from crypto.private.profile import open_profile
from crypto.private.recovery import join, split
from crypto.suite import sha256
from reporting.casework.setup import Founding, found
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import Text
from reporting.sealed.public_settings import Trouble, believe
from reporting.store.records import Page

TODAY = date(2026, 3, 2)
PHRASE = "four plain invented words"
QUICK = Argon2Params(memory_kib=8 * 1024, time=1, lanes=1)


@pytest.fixture(scope="module")
def founding() -> Founding:
    return found("robin", PHRASE, TODAY, QUICK)


def test_both_lists_verify_under_the_pins(founding: Founding) -> None:
    change = founding.change
    assert change.manifest is not None
    manifest = read_manifest(change.manifest.body, change.manifest.signature, founding.pins, TODAY)
    roster = read_roster(change.roster.body, change.roster.signature, founding.pins, TODAY)
    assert (manifest, roster) == (change.lists.manifest, change.lists.roster)
    assert manifest.sequence == roster.sequence == founding.pins.minimum_sequence
    assert change.manifest.sequence == change.roster.sequence == manifest.sequence
    assert manifest.current("main").number == 1
    assert manifest.valid_until == TODAY + timedelta(days=180)


def test_the_lists_expire_after_180_days(founding: Founding) -> None:
    roster = founding.change.roster
    with pytest.raises(Expired):
        read_roster(roster.body, roster.signature, founding.pins, TODAY + timedelta(days=181))


def test_the_first_person_coordinates_and_reads(founding: Founding) -> None:
    (member,) = founding.change.lists.roster.members
    assert member.handle == "robin"
    assert member.roles == {"advocate", "coordinator"}
    assert member.circles == {"main"}


def test_her_passphrase_opens_everything_she_needs(founding: Founding) -> None:
    change, pins = founding.change, founding.pins
    assert change.member is not None
    assert change.profile is not None
    assert change.member.last_step == 0
    contents = read_keyfile("robin", pins.installation, PHRASE, change.member.key_file)
    assert contents.settled
    assert contents.totp_secret == change.totp_secret
    identity = contents.identity
    (line,) = change.lists.roster.members
    assert (identity.opening.public, identity.signer.verifying_key) == (line.seal, line.sign)
    seals = {row.recipient: row.sealed for row in change.sealed_epochs}
    EpochSecret.open(
        seals["robin"], identity.opening, pins.installation, change.lists.manifest.current()
    )
    seeds = {row.recipient: row.sealed for row in change.sealed_organisation}
    Organisation.open(seeds["robin"], identity.opening, pins)
    profile = open_profile(identity, pins.installation, "robin", change.profile.ciphertext)
    assert profile.roster_digest == sha256(change.roster.body)


def test_two_paper_shares_open_epoch_and_organisation(founding: Founding) -> None:
    change, pins = founding.change, founding.pins
    recovery = OpeningKey(join(founding.shares[1:]))
    seals = {row.recipient: row.sealed for row in change.sealed_epochs}
    seeds = {row.recipient: row.sealed for row in change.sealed_organisation}
    assert seals.keys() == seeds.keys() == {"robin", ""}
    EpochSecret.open(seals[""], recovery, pins.installation, change.lists.manifest.current())
    Organisation.open(seeds[""], recovery, pins)


def test_the_shares_are_confirmed_from_paper(founding: Founding) -> None:
    first, second, third = founding.shares
    assert founding.confirms([first, third])
    assert founding.confirms([second.upper(), first])
    assert not founding.confirms(split(bytes(32)))
    with pytest.raises(NotEnoughShares):
        founding.confirms([first])


def test_a_printed_passphrase_leaves_the_profile_for_the_first_sign_in() -> None:
    change = found("robin", PHRASE, TODAY, QUICK, settled=False).change
    assert change.profile is None
    assert change.member is not None
    installation = change.lists.roster.installation
    assert not read_keyfile("robin", installation, PHRASE, change.member.key_file).settled


def test_two_installations_share_nothing(founding: Founding) -> None:
    other = found("robin", PHRASE, TODAY, QUICK)
    assert other.pins.installation != founding.pins.installation
    assert other.change.manifest is not None
    with pytest.raises(BadSignature):
        read_manifest(
            other.change.manifest.body, other.change.manifest.signature, founding.pins, TODAY
        )
    assert founding.change.member is not None
    with pytest.raises(CannotOpen):
        read_keyfile("robin", other.pins.installation, PHRASE, founding.change.member.key_file)


def test_the_rows_are_those_of_the_change(founding: Founding) -> None:
    house = replace(PublicSettings(), title=Text({"en": "House"}))
    rows = founding.rows(house, [Page("support", "en", "Open at six")])
    assert (rows.manifest, rows.roster) == (founding.change.manifest, founding.change.roster)
    assert rows.members == (founding.change.member,)
    assert rows.sealed_epochs == founding.change.sealed_epochs
    assert rows.sealed_organisation == founding.change.sealed_organisation
    assert rows.audit == ()
    believed = believe(rows.settings, founding.pins)
    assert (believed.settings, believed.trouble) == (house, Trouble.NONE)
    assert believed.pages == (Page("support", "en", "Open at six"),)
    assert rows.settings.sequence == rows.roster.sequence


def test_what_is_for_paper_and_phone_shows_in_no_log(founding: Founding) -> None:
    secrets = {field.name for field in fields(Founding) if not field.repr}
    assert secrets == {"shares", "organisation"}
    assert founding.shares[0].split()[5] + " " + founding.shares[0].split()[6] not in repr(founding)
    assert repr(founding.change.totp_secret) not in repr(founding)
