"""People: added, given new keys, removed; and the keys follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reporting.casework.desk import open_desk
from reporting.casework.errors import (
    BadHandle,
    CannotCoordinate,
    HandleTaken,
    NobodyLeft,
    NoKey,
    NotOnTheList,
)
from reporting.casework.filing import file_waiting
from reporting.casework.people import (
    add,
    organisation_key,
    reads_alone,
    remove,
    renew_if_due,
    reset,
    share_with_newcomers,
)
from reporting.casework.record import read
from reporting.casework.signin import Attempt, sign_in
from reporting.store.engine import reading
from reporting.store.epochs import epoch_recipients
from reporting.store.errors import Conflict


def acts(group):
    with reading(group.engine) as session:
        return [
            (a.action.value, a.about.get("handle")) for a in read(session, group.desk("kim")).acts
        ]


def test_somebody_added_signs_in_with_what_was_printed(group):
    added = add(group.engine, group.desk("kim"), "dee", ["advocate"], group.argon2)
    assert len(added.passphrase.split()) == 5
    assert added.passphrase not in repr(added)
    found = sign_in(
        group.engine, group.pins, Attempt("dee", added.passphrase, ""), group.now, group.argon2
    )
    assert found.settling
    with reading(group.engine) as session:
        assert "dee" in epoch_recipients(session, "main", 1)
    assert acts(group)[0] == ("person_added", "dee")


@pytest.mark.parametrize("handle", ["", "D", "a", "-x", "two words", "é" * 3, "a" * 33, "kim\n"])
def test_a_handle_is_plain(group, handle):
    with pytest.raises(BadHandle):
        add(group.engine, group.desk("kim"), handle, ["advocate"], group.argon2)


def test_a_handle_is_taken_once(group):
    with pytest.raises(HandleTaken):
        add(group.engine, group.desk("kim"), "ada", ["advocate"], group.argon2)
    remove(group.engine, group.desk("kim"), "bo")
    with pytest.raises(HandleTaken):
        add(group.engine, group.desk("kim"), "bo", ["advocate"], group.argon2)


def test_only_a_coordinator_has_the_organisations_key(group):
    with pytest.raises(CannotCoordinate):
        organisation_key(group.engine, group.desk("ada"))
    # Copied to her by somebody with the database: it is not sealed to her.
    group.sql(
        "INSERT INTO sealed_organisation SELECT 'ada', sealed FROM sealed_organisation WHERE recipient = 'kim'"
    )
    with pytest.raises(CannotCoordinate):
        organisation_key(group.engine, group.desk("ada"))


def test_new_keys_stop_the_old_ones(group):
    old = group.identity("bo")
    reset(group.engine, group.desk("kim"), "bo", group.argon2)
    with reading(group.engine) as session, pytest.raises(NotOnTheList):
        open_desk(session, group.pins, "bo", old, group.now)
    assert acts(group)[0] == ("person_reset", "bo")


def test_who_is_removed_cannot_read_what_comes_after(group):
    change = remove(group.engine, group.desk("kim"), "bo")
    assert not change.organisation_known
    group.lists = change.lists
    worker = group.report()
    desk = group.desk("ada")
    assert desk.current().number == 2
    assert file_waiting(group.engine, desk).reports == 1
    with reading(group.engine) as session:
        assert epoch_recipients(session, "main", 2) == {"", "kim", "ada"}
        assert epoch_recipients(session, "main", 1) == {"", "kim", "ada"}
    assert worker.report
    assert acts(group)[1] == ("person_removed", "bo")


def test_somebody_stays_to_coordinate(group):
    with pytest.raises(NobodyLeft):
        remove(group.engine, group.desk("kim"), "kim")


def test_two_coordinators_at_once_are_one_and_a_conflict(group):
    first, second = group.desk("kim"), group.desk("kim")
    add(group.engine, first, "dee", ["outreach"], group.argon2)
    with pytest.raises(Conflict):
        add(group.engine, second, "eve", ["outreach"], group.argon2)


def test_a_coordinators_sign_in_renews_the_lists(group):
    assert not renew_if_due(group.engine, group.desk("kim"))
    group.later(days=31)
    assert not renew_if_due(group.engine, group.desk("ada"))
    before = group.desk("kim").valid_until
    assert renew_if_due(group.engine, group.desk("kim"))
    assert (group.desk("kim").valid_until - before).days == 31
    assert acts(group)[0][0] == "lists_renewed"


def test_expired_lists_are_renewed_too(group):
    group.later(days=200)
    assert renew_if_due(group.engine, group.desk("kim"))
    group.desk("ada").require_valid()


def test_a_member_passes_the_keys_on(group):
    """A coordinator who reads nothing signed her in; whoever reads seals the epochs to her."""
    group.sql("DELETE FROM sealed_epoch WHERE recipient IN ('bo', 'kim')")
    added = add(group.engine, group.desk("kim"), "dee", ["advocate"], group.argon2)
    assert share_with_newcomers(group.engine, group.desk("vik")) == ()
    with pytest.raises(NoKey):
        group.desk("bo").current()
    assert set(share_with_newcomers(group.engine, group.desk("ada"))) == {"bo", "kim", "dee"}
    assert group.desk("bo").current().number == 1
    assert share_with_newcomers(group.engine, group.desk("ada")) == ()
    assert added.handle == "dee"


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_somebody_reads_alone_when_nobody_else_is_in_her_circle(group):
    roster = group.lists.roster
    assert not reads_alone(roster, roster.member("ada"))
    assert not reads_alone(roster, roster.member("vik"))
    others = [replace(one, circles=frozenset()) for one in roster.members if one.handle != "ada"]
    alone = replace(roster, members=(roster.member("ada"), *others))
    assert reads_alone(alone, alone.member("ada"))
    gone = [replace(one, removed=date(2026, 3, 1)) for one in roster.members if one.handle != "ada"]
    alone = replace(roster, members=(roster.member("ada"), *gone))
    assert reads_alone(alone, alone.member("ada"))
