"""People: added, given new keys, removed; and what each can open afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crypto.errors import CannotOpen, Malformed, NotListed
from crypto.manifest import read_roster
from crypto.passwords import Argon2Params
from crypto.private.epochs import EpochSecret
from crypto.private.keyfile import KeyFileContents, read_keyfile
from crypto.private.opening import OpeningKey
from crypto.private.organisation import Organisation
from crypto.private.profile import open_profile
from reporting.casework.errors import HandleTaken, NobodyLeft
from reporting.casework.lists import Change
from reporting.casework.membership import (
    Newcomer,
    add_member,
    remove_member,
    replace_keys,
    settle,
)
from reporting.casework.setup import Founding, found

TODAY = date(2026, 3, 2)
LATER = TODAY + timedelta(days=20)
PHRASE = "four plain invented words"
QUICK = Argon2Params(memory_kib=8 * 1024, time=1, lanes=1)


@pytest.fixture(scope="module")
def founding() -> Founding:
    return found("robin", PHRASE, TODAY, QUICK)


@pytest.fixture(scope="module")
def robin(founding: Founding) -> KeyFileContents:
    return contents_of(founding.change, founding, PHRASE)


@pytest.fixture(scope="module")
def organisation(founding: Founding, robin: KeyFileContents) -> Organisation:
    sealed = {row.recipient: row.sealed for row in founding.change.sealed_organisation}["robin"]
    return Organisation.open(sealed, robin.identity.opening, founding.pins)


@pytest.fixture(scope="module")
def epoch(founding: Founding, robin: KeyFileContents) -> EpochSecret:
    return opened(founding.change, "robin", robin.identity.opening)


@pytest.fixture(scope="module")
def with_sam(founding: Founding, organisation: Organisation, epoch: EpochSecret) -> Change:
    return add_member(organisation, founding.change.lists, newcomer("sam"), [epoch], LATER, QUICK)


def newcomer(handle: str, *roles: str, settled: bool = False) -> Newcomer:
    names = frozenset(roles or ("advocate",))
    circles = frozenset({"main"} if "advocate" in names else set())
    return Newcomer(handle, names, circles, "printed words " + handle, settled)


def contents_of(change: Change, founding: Founding, passphrase: str) -> KeyFileContents:
    assert change.member is not None
    member = change.member
    return read_keyfile(member.handle, founding.pins.installation, passphrase, member.key_file)


def opened(change: Change, recipient: str, key: OpeningKey) -> EpochSecret:
    (row,) = (row for row in change.sealed_epochs if row.recipient == recipient)
    lists = change.lists
    expected = lists.manifest.epoch(row.circle, row.epoch)
    return EpochSecret.open(row.sealed, key, lists.roster.installation, expected)


def test_a_newcomer_is_on_the_roster_and_opens_the_epoch(
    founding: Founding, with_sam: Change, epoch: EpochSecret
) -> None:
    roster = read_roster(with_sam.roster.body, with_sam.roster.signature, founding.pins, LATER)
    assert roster == with_sam.lists.roster
    assert [member.handle for member in roster.members] == ["robin", "sam"]
    assert roster.sequence > founding.change.lists.roster.sequence
    sam = contents_of(with_sam, founding, "printed words sam")
    assert sam.identity.opening.public == roster.member("sam").seal
    assert sam.totp_secret == with_sam.totp_secret
    secret = opened(with_sam, "sam", sam.identity.opening)
    assert secret.opening.public == epoch.opening.public
    assert with_sam.manifest is None
    assert with_sam.sealed_organisation == ()


def test_a_printed_passphrase_waits_to_be_settled(
    founding: Founding, with_sam: Change, organisation: Organisation
) -> None:
    sam = contents_of(with_sam, founding, "printed words sam")
    assert not sam.settled
    assert with_sam.profile is None
    key_file, profile = settle(
        "sam", sam, "words of her own", with_sam.lists, with_sam.roster.body, QUICK
    )
    installation = founding.pins.installation
    own = read_keyfile("sam", installation, "words of her own", key_file)
    assert own.settled
    assert own.totp_secret == sam.totp_secret
    with pytest.raises(CannotOpen):
        read_keyfile("sam", installation, "printed words sam", key_file)
    seen = open_profile(own.identity, installation, "sam", profile.ciphertext)
    assert seen.roster == with_sam.lists.roster.sequence


def test_a_second_coordinator_holds_the_organisation(
    founding: Founding, organisation: Organisation
) -> None:
    kim = newcomer("kim", "coordinator", settled=True)
    change = add_member(organisation, founding.change.lists, kim, [], LATER, QUICK)
    contents = contents_of(change, founding, kim.passphrase)
    (row,) = change.sealed_organisation
    assert row.recipient == "kim"
    Organisation.open(row.sealed, contents.identity.opening, founding.pins)
    assert change.sealed_epochs == ()
    assert change.profile is not None


def test_a_handle_is_given_once(founding: Founding, organisation: Organisation) -> None:
    with pytest.raises(HandleTaken) as caught:
        add_member(organisation, founding.change.lists, newcomer("robin"), [], LATER, QUICK)
    assert caught.value.handle == "robin"


@pytest.mark.parametrize("handle", ["", "x" * 65, "half\ud800"])
def test_a_handle_that_no_roster_can_hold_is_refused(
    founding: Founding, organisation: Organisation, handle: str
) -> None:
    with pytest.raises(Malformed):
        add_member(organisation, founding.change.lists, newcomer(handle), [], LATER, QUICK)


def test_a_forgotten_passphrase_means_new_keys_under_the_same_handle(
    founding: Founding, organisation: Organisation, epoch: EpochSecret, with_sam: Change
) -> None:
    before = with_sam.lists.roster.member("sam")
    change = replace_keys(organisation, with_sam.lists, newcomer("sam"), [epoch], LATER, QUICK)
    old, new = (line for line in change.lists.roster.members if line.handle == "sam")
    assert (old.seal, old.removed) == (before.seal, LATER)
    assert new == change.lists.roster.member("sam")
    assert new.sign != old.sign
    assert change.forget == "sam"
    sam = contents_of(change, founding, "printed words sam")
    assert opened(change, "sam", sam.identity.opening).number == 1


def test_new_keys_are_for_somebody_there(founding: Founding, organisation: Organisation) -> None:
    with pytest.raises(NotListed):
        replace_keys(organisation, founding.change.lists, newcomer("nobody"), [], LATER, QUICK)


def test_a_removal_begins_a_new_epoch_that_she_cannot_open(
    founding: Founding, organisation: Organisation, with_sam: Change
) -> None:
    change, (secret,) = remove_member(organisation, with_sam.lists, "sam", LATER)
    lists = change.lists
    assert (change.forget, change.organisation_known) == ("sam", False)
    assert lists.manifest.current() == secret.public()
    assert lists.manifest.current().number == 2
    assert lists.manifest.epoch("main", 1).state == "previous"
    with pytest.raises(NotListed):
        lists.roster.member("sam")
    assert {row.recipient for row in change.sealed_epochs} == {"robin", ""}
    sam = contents_of(with_sam, founding, "printed words sam")
    for row in change.sealed_epochs:
        with pytest.raises(CannotOpen):
            EpochSecret.open(
                row.sealed, sam.identity.opening, founding.pins.installation, secret.public()
            )


def test_her_line_stays_so_that_what_she_signed_counts(
    organisation: Organisation, with_sam: Change
) -> None:
    change, _ = remove_member(organisation, with_sam.lists, "sam", LATER)
    (line,) = (line for line in change.lists.roster.members if line.handle == "sam")
    assert line.counts(LATER)
    assert not line.counts(LATER + timedelta(days=1))
    with pytest.raises(HandleTaken):
        add_member(organisation, change.lists, newcomer("sam"), [], LATER, QUICK)


def test_a_coordinator_who_leaves_knows_the_organisation(
    founding: Founding, organisation: Organisation
) -> None:
    kim = newcomer("kim", "coordinator")
    added = add_member(organisation, founding.change.lists, kim, [], LATER, QUICK)
    change, secrets = remove_member(organisation, added.lists, "kim", LATER)
    assert change.organisation_known
    assert secrets == ()
    assert change.sealed_epochs == ()


def test_the_last_coordinator_stays(organisation: Organisation, with_sam: Change) -> None:
    with pytest.raises(NobodyLeft) as caught:
        remove_member(organisation, with_sam.lists, "robin", LATER)
    assert caught.value.what == "coordinator"


def test_the_last_member_of_a_circle_stays(founding: Founding, organisation: Organisation) -> None:
    kim = newcomer("kim", "coordinator")
    added = add_member(organisation, founding.change.lists, kim, [], LATER, QUICK)
    with pytest.raises(NobodyLeft) as caught:
        remove_member(organisation, added.lists, "robin", LATER)
    assert caught.value.what == "main"


def test_removing_nobody_is_refused(organisation: Organisation, with_sam: Change) -> None:
    with pytest.raises(NotListed):
        remove_member(organisation, with_sam.lists, "nobody", LATER)


def test_no_passphrase_shows_in_a_log() -> None:
    assert "printed words" not in repr(newcomer("sam"))
