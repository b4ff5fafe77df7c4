"""The signed lists over the months: renewal, new epochs, and who can open them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crypto.errors import BadSignature, CannotOpen, NotListed, RolledBack
from crypto.manifest import Manifest, Pins, Roster, read_manifest, read_roster, sequence_for
from crypto.private.epochs import EpochSecret
from crypto.private.identity import Identity
from crypto.private.opening import OpeningKey
from crypto.private.organisation import Organisation
from reporting.casework.lists import (
    Change,
    Lists,
    renew,
    renewal_due,
    rotate,
    seal_organisation,
    seal_to_circle,
    share_epochs,
)
from reporting.casework.membership import Newcomer, public_member

TODAY = date(2026, 3, 2)
INSTALLATION = bytes(range(16))
ORGANISATION = Organisation(b"\x0f" * 32)
PINS = Pins(INSTALLATION, ORGANISATION.verifying_key, 0)
RECOVERY = OpeningKey(b"\x0e" * 32)
FIRST = EpochSecret("main", 1, b"\x01" * 32)
PEOPLE = {
    name: Identity.from_seeds(bytes([number]) * 32, bytes([number + 1]) * 32)
    for number, name in enumerate(("robin", "sam", "gone"), start=0x20)
}


def line(handle: str, roles: set[str], circles: set[str]):
    newcomer = Newcomer(handle, frozenset(roles), frozenset(circles), "")
    return public_member(newcomer, PEOPLE[handle])


@pytest.fixture
def lists() -> Lists:
    robin = line("robin", {"coordinator"}, set())
    sam = line("sam", {"advocate"}, {"main"})
    gone = replace(line("gone", {"advocate", "coordinator"}, {"main"}), removed=TODAY)
    roster = Roster(INSTALLATION, 0, date.min, (robin, sam, gone), RECOVERY.public)
    manifest = Manifest(INSTALLATION, 0, date.min, (FIRST.public(),))
    return renew(ORGANISATION, Lists(manifest, roster), TODAY).lists


def states(change: Change) -> list[tuple[str, int, str, date | None]]:
    epochs = change.lists.manifest.epochs
    return [(epoch.circle, epoch.number, epoch.state, epoch.until) for epoch in epochs]


def verified(change: Change, today: date, minimum: int = 0) -> Lists:
    assert change.manifest is not None
    pins = replace(PINS, minimum_sequence=minimum)
    return Lists(
        read_manifest(change.manifest.body, change.manifest.signature, pins, today),
        read_roster(change.roster.body, change.roster.signature, pins, today),
    )


def test_a_renewal_counts_180_days_from_its_day(lists: Lists) -> None:
    later = TODAY + timedelta(days=40)
    change = renew(ORGANISATION, lists, later)
    assert verified(change, later) == change.lists
    assert change.lists.manifest.valid_until == later + timedelta(days=180)
    assert change.lists.roster.valid_until == later + timedelta(days=180)
    assert change.lists.manifest.sequence == sequence_for(later, 0)
    assert not change.sealed_epochs


def test_the_lists_before_a_renewal_are_too_old_afterwards(lists: Lists) -> None:
    before = renew(ORGANISATION, lists, TODAY)
    after = renew(ORGANISATION, before.lists, TODAY)
    with pytest.raises(RolledBack):
        verified(before, TODAY, minimum=after.lists.manifest.sequence)


def test_the_sequence_goes_up_even_when_the_clock_goes_back(lists: Lists) -> None:
    change = renew(ORGANISATION, lists, TODAY - timedelta(days=10))
    assert change.lists.manifest.sequence == lists.manifest.sequence + 1
    assert change.lists.roster.sequence == lists.roster.sequence + 1


@pytest.mark.parametrize(("days", "due"), [(0, False), (29, False), (30, True), (400, True)])
def test_renewal_is_due_after_30_days(lists: Lists, days: int, *, due: bool) -> None:
    assert renewal_due(lists, TODAY + timedelta(days=days)) is due


def test_a_new_epoch_leaves_the_one_before_for_seven_days(lists: Lists) -> None:
    change, (secret,) = rotate(ORGANISATION, lists, {"main"}, TODAY)
    last = TODAY + timedelta(days=7)
    assert states(change) == [("main", 1, "previous", last), ("main", 2, "current", None)]
    assert verified(change, TODAY).manifest.current() == secret.public()
    assert change.lists.manifest.epoch("main", 1).accepts(last)
    assert not change.lists.manifest.epoch("main", 1).accepts(last + timedelta(days=1))


def test_after_its_day_the_epoch_before_retires(lists: Lists) -> None:
    change, _ = rotate(ORGANISATION, lists, {"main"}, TODAY)
    last = TODAY + timedelta(days=7)
    assert states(renew(ORGANISATION, change.lists, last))[0][2] == "previous"
    retired = renew(ORGANISATION, change.lists, last + timedelta(days=1))
    assert states(retired)[0] == ("main", 1, "retired", last)
    manifest = retired.lists.manifest
    assert manifest.signing_key("main", 1, last) == FIRST.signer.verifying_key
    with pytest.raises(BadSignature):
        manifest.signing_key("main", 1, last + timedelta(days=1))


def test_two_rotations_in_a_week_keep_both(lists: Lists) -> None:
    change, _ = rotate(ORGANISATION, lists, {"main"}, TODAY)
    change, _ = rotate(ORGANISATION, change.lists, {"main"}, TODAY + timedelta(days=1))
    assert [(number, state) for _, number, state, _ in states(change)] == [
        (1, "previous"),
        (2, "previous"),
        (3, "current"),
    ]


def test_a_new_circle_begins_with_epoch_1_and_touches_no_other(lists: Lists) -> None:
    change, (night,) = rotate(ORGANISATION, lists, {"night"}, TODAY)
    assert states(change) == [("main", 1, "current", None), ("night", 1, "current", None)]
    assert [row.recipient for row in change.sealed_epochs] == [""]
    assert night.circle == "night"


def test_a_new_epoch_is_sealed_to_members_and_recovery_alone(lists: Lists) -> None:
    change, (secret,) = rotate(ORGANISATION, lists, {"main"}, TODAY)
    seals = {row.recipient: row for row in change.sealed_epochs}
    assert seals.keys() == {"sam", ""}
    expected = change.lists.manifest.current()
    for recipient, key in (("sam", PEOPLE["sam"].opening), ("", RECOVERY)):
        row = seals[recipient]
        assert (row.circle, row.epoch) == ("main", 2)
        opened = EpochSecret.open(row.sealed, key, INSTALLATION, expected)
        assert opened.opening.public == secret.opening.public
    for row in seals.values():
        with pytest.raises(CannotOpen):
            EpochSecret.open(row.sealed, PEOPLE["gone"].opening, INSTALLATION, expected)


def test_epochs_are_shared_within_a_members_circles(lists: Lists) -> None:
    night = EpochSecret("night", 1, b"\x02" * 32)
    rows = share_epochs(lists.roster, "sam", [FIRST, night])
    assert [(row.circle, row.epoch, row.recipient) for row in rows] == [("main", 1, "sam")]
    assert share_epochs(lists.roster, "robin", [FIRST, night]) == ()
    for handle in ("gone", "nobody"):
        with pytest.raises(NotListed):
            share_epochs(lists.roster, handle, [FIRST])


def test_the_organisation_is_sealed_to_coordinators_there_now(lists: Lists) -> None:
    rows = {row.recipient: row.sealed for row in seal_organisation(ORGANISATION, lists.roster)}
    assert rows.keys() == {"robin", ""}
    Organisation.open(rows["robin"], PEOPLE["robin"].opening, PINS)
    Organisation.open(rows[""], RECOVERY, PINS)


def test_a_circle_of_nobody_is_sealed_to_recovery(lists: Lists) -> None:
    night = EpochSecret("night", 1, b"\x02" * 32)
    assert [row.recipient for row in seal_to_circle(lists.roster, night)] == [""]
