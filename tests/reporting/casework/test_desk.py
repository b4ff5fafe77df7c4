"""A desk is laid out only from lists that verify, for somebody who is on them, never going back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from crypto.errors import Expired
from crypto.private.identity import Identity
from crypto.private.organisation import Organisation
from crypto.private.profile import Profile, seal_profile
from reporting.casework.desk import open_desk, remember
from reporting.casework.errors import Alarm, AlarmKind, NoKey, NotOnTheList
from reporting.casework.filing import file_waiting
from reporting.casework.founding_store import apply_change
from reporting.casework.lists import renew
from reporting.casework.people import organisation_key, remove
from reporting.store.documents import newest_document
from reporting.store.engine import reading, writing

REPLACE = """
UPDATE signed_document SET sequence = sequence + :more, body = :body, signature = :signature
WHERE kind = :kind AND sequence = (SELECT max(sequence) FROM signed_document WHERE kind = :kind)
"""
REMOVE = """
DELETE FROM signed_document
WHERE kind = :kind AND sequence = (SELECT max(sequence) FROM signed_document WHERE kind = :kind)
"""


def renewed(group):
    """Sign both lists again; returns the change."""
    desk = group.desk("kim")
    change = renew(organisation_key(group.engine, desk), desk.lists, group.today)
    with writing(group.engine) as session:
        apply_change(session, change)
    return change


def seen(group, handle="ada"):
    desk = group.desk(handle)
    with writing(group.engine) as session:
        remember(session, desk, desk.profile)


def test_a_desk_knows_who_and_what_she_may(group):
    desk = group.desk("ada")
    assert desk.handle == "ada"
    assert desk.is_a("advocate")
    assert not desk.is_a("coordinator")
    assert desk.is_a("coordinator", "advocate")
    assert desk.today == group.today
    assert desk.settings.title.of("fr") == "Maison du coin"
    assert "ada" not in repr(desk)


def test_the_day_is_the_organisations_own(group):
    group.now = group.now.replace(hour=3)  # still the evening before in Vancouver
    assert group.desk("ada").today == group.today - timedelta(days=1)


def test_who_is_in_no_circle_has_no_key(group):
    desk = group.desk("vik")
    assert not desk.is_a("advocate")
    with pytest.raises(NoKey):
        desk.current()


def test_other_keys_under_her_name_are_not_hers(group):
    with reading(group.engine) as session, pytest.raises(NotOnTheList):
        open_desk(session, group.pins, "ada", Identity.random(), group.now)


def test_who_was_removed_has_no_desk(group):
    identity = group.identity("bo")
    remove(group.engine, group.desk("kim"), "bo")
    with reading(group.engine) as session, pytest.raises(NotOnTheList):
        open_desk(session, group.pins, "bo", identity, group.now)


@pytest.mark.parametrize("kind", ["manifest", "roster"])
def test_a_list_signed_by_somebody_else_is_an_alarm(group, kind):
    """Who can write to the database adds a reader, and signs with a key of their own."""
    desk = group.desk("ada")
    thief = Organisation.random()
    if kind == "roster":
        mallory = replace(desk.member, handle="mallory")
        roster = replace(desk.roster, members=(*desk.roster.members, mallory), sequence=10**9)
        body, signature = thief.sign_roster(roster)
    else:
        body, signature = thief.sign_manifest(replace(desk.manifest, sequence=10**9))
    group.sql(REPLACE, kind=kind, more=1000, body=body, signature=signature)
    with pytest.raises(Alarm) as found:
        group.desk("ada")
    assert found.value.kind is AlarmKind.LISTS


def test_a_reader_written_into_the_signed_bytes_is_an_alarm(group):
    body = group.desk("ada").roster_body.replace(b'"handle":"vik"', b'"handle":"vic"')
    with reading(group.engine) as session:
        signature = newest_document(session, "roster").signature
    group.sql(REPLACE, kind="roster", more=0, body=body, signature=signature)
    with pytest.raises(Alarm) as found:
        group.desk("ada")
    assert found.value.kind is AlarmKind.LISTS


@pytest.mark.parametrize("kind", ["manifest", "roster"])
def test_an_older_list_than_she_has_seen_is_an_alarm(group, kind):
    group.later(days=1)
    renewed(group)
    seen(group)
    group.sql(REMOVE, kind=kind)
    with pytest.raises(Alarm) as found:
        group.desk("ada")
    assert found.value.kind is AlarmKind.ROLLED_BACK


def test_an_older_list_than_the_configuration_pins_is_an_alarm(group):
    group.pins = replace(group.pins, minimum_sequence=10**9)
    with pytest.raises(Alarm) as found:
        group.desk("ada")
    assert found.value.kind is AlarmKind.ROLLED_BACK


def test_two_rosters_of_one_number_are_an_alarm(group):
    """The organisation's key signed twice: somebody else has it."""
    seen(group)
    desk = group.desk("ada")
    fewer = replace(desk.roster, members=desk.roster.members[:-1])
    body, signature = group.organisation().sign_roster(fewer)
    group.sql(REPLACE, kind="roster", more=0, body=body, signature=signature)
    with pytest.raises(Alarm) as found:
        group.desk("ada")
    assert found.value.kind is AlarmKind.ROLLED_BACK


def test_a_profile_that_is_gone_or_not_hers_is_an_alarm(group):
    bo = group.desk("bo")
    forged = seal_profile(bo.identity, group.pins.installation, "ada", Profile())
    group.sql("UPDATE profile SET ciphertext = :forged WHERE handle = 'ada'", forged=forged)
    with pytest.raises(Alarm) as found:
        group.desk("ada")
    assert found.value.kind is AlarmKind.PROFILE
    group.sql("DELETE FROM profile WHERE handle = 'bo'")
    with pytest.raises(Alarm):
        group.desk("bo")


def test_a_database_without_lists_is_an_alarm(group):
    group.sql("DELETE FROM signed_document")
    with pytest.raises(Alarm):
        group.desk("ada")


def test_an_epoch_that_somebody_planted_is_no_key(group):
    group.sql(
        "UPDATE sealed_epoch SET sealed = (SELECT sealed FROM sealed_epoch WHERE recipient = 'bo')"
        " WHERE recipient = 'ada'"
    )
    with pytest.raises(NoKey):
        group.desk("ada").current()


def test_expired_lists_are_read_and_nothing_is_sealed(group):
    worker = group.report()
    group.later(days=181)
    desk = group.desk("ada")
    with pytest.raises(Expired):
        desk.recipient()
    assert file_waiting(group.engine, desk).reports == 1
    box = group.gate.mailbox_read(worker.keys.token)
    assert [item.compartment for item in box.items] == ["consent"]
