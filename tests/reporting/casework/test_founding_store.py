"""Storing a founding and every change of people, whole or not at all."""

from __future__ import annotations

import pytest

from reporting.casework.founding_store import apply_change, found_installation
from reporting.casework.lists import renew
from reporting.casework.people import organisation_key
from reporting.casework.setup import found
from reporting.domain.settings import PublicSettings
from reporting.store.engine import reading, writing
from reporting.store.epochs import epoch_recipients
from reporting.store.errors import Conflict
from reporting.store.members import read_member, read_profile


def test_everybody_of_the_founding_is_stored(group):
    with reading(group.engine) as session:
        assert epoch_recipients(session, "main", 1) == {"", "kim", "ada", "bo"}
        for handle in ("kim", "ada", "bo", "vik"):
            assert read_member(session, handle) is not None
            assert read_profile(session, handle) is not None


def test_a_database_is_founded_once(group):
    again = found("ann", "four plain invented words", group.today, group.argon2)
    with pytest.raises(Conflict):
        found_installation(group.engine, again, PublicSettings(), [])


def test_two_changes_from_the_same_lists_are_one_and_a_conflict(group):
    desk = group.desk("kim")
    key = organisation_key(group.engine, desk)
    change = renew(key, desk.lists, group.today)
    with writing(group.engine) as session:
        apply_change(session, change)
    with pytest.raises(Conflict), writing(group.engine) as session:
        apply_change(session, change)
