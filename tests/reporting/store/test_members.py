"""Key files, one-time steps and profiles."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from reporting.store.engine import reading, writing
from reporting.store.epochs import epochs_of, organisation_of, put_epochs, put_organisation
from reporting.store.errors import Conflict, Refused
from reporting.store.filed_records import MemberRow, ProfileRow, SealedEpoch, SealedOrganisation
from reporting.store.members import (
    add_member,
    put_key_file,
    put_profile,
    read_member,
    read_members,
    read_profile,
    remove_member,
    take_step,
)

ADA = MemberRow("ada", b"key file", 0)


@pytest.fixture
def ada(engine):
    with writing(engine) as session:
        add_member(session, ADA)


@pytest.mark.usefixtures("ada")
def test_a_member_is_found_by_handle(engine):
    with reading(engine) as session:
        assert read_member(session, "ada") == ADA
        assert read_member(session, "Ada") is None
        assert read_members(session) == (ADA,)


@pytest.mark.usefixtures("ada")
def test_a_handle_is_taken_once(engine):
    with pytest.raises(Conflict), writing(engine) as session:
        add_member(session, ADA)


def test_nobody_has_an_empty_handle(engine):
    with pytest.raises(Refused), writing(engine) as session:
        add_member(session, MemberRow("", b"key file", 0))


@pytest.mark.usefixtures("ada")
def test_a_key_file_is_replaced(engine):
    with writing(engine) as session:
        put_key_file(session, "ada", b"newer", before=ADA.key_file)
        assert read_member(session, "ada").key_file == b"newer"


@pytest.mark.usefixtures("ada")
def test_a_key_file_that_was_replaced_meanwhile_is_not_overwritten(engine):
    with writing(engine) as session:
        put_key_file(session, "ada", b"newer", before=ADA.key_file)
    for handle in ("ada", "bea"):
        with pytest.raises(Conflict), writing(engine) as session:
            put_key_file(session, handle, b"from what was read before", before=ADA.key_file)
    with reading(engine) as session:
        assert read_member(session, "ada").key_file == b"newer"


@pytest.mark.usefixtures("ada")
def test_a_one_time_step_is_used_once_also_by_many_at_once(engine):
    def take(step):
        with writing(engine) as session:
            return take_step(session, "ada", step)

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(take, [58_000_000] * 6)) == [False] * 5 + [True]
    assert take(57_999_999) is False
    assert take(58_000_001) is True


def test_a_step_of_nobody_is_not_accepted(engine):
    with writing(engine) as session:
        assert take_step(session, "nobody", 1) is False


@pytest.mark.usefixtures("ada")
def test_removal_takes_everything_that_was_sealed_to_her(engine):
    with writing(engine) as session:
        put_epochs(session, [SealedEpoch("main", 1, "ada", b"x"), SealedEpoch("main", 1, "", b"y")])
        put_organisation(session, [SealedOrganisation("ada", b"x"), SealedOrganisation("", b"y")])
        put_profile(session, ProfileRow("ada", 1, b"profile"))
        assert remove_member(session, "ada") is True
        assert remove_member(session, "ada") is False
        assert read_member(session, "ada") is None
        assert read_profile(session, "ada") is None
        assert epochs_of(session, "ada") == ()
        assert organisation_of(session, "ada") is None
        assert len(epochs_of(session, "")) == 1
        assert organisation_of(session, "") == b"y"


@pytest.mark.usefixtures("ada")
def test_two_sessions_of_hers_do_not_overwrite_a_profile(engine):
    with writing(engine) as session:
        assert read_profile(session, "ada") is None
        put_profile(session, ProfileRow("ada", 1, b"one"))
        put_profile(session, ProfileRow("ada", 2, b"two"))
    with pytest.raises(Conflict), writing(engine) as session:
        put_profile(session, ProfileRow("ada", 2, b"other"))
    with pytest.raises(Conflict), writing(engine) as session:
        put_profile(session, ProfileRow("ada", 1, b"other"))
    with reading(engine) as session:
        assert read_profile(session, "ada") == ProfileRow("ada", 2, b"two")


def test_a_profile_of_nobody_is_a_conflict(engine):
    with pytest.raises(Conflict), writing(engine) as session:
        put_profile(session, ProfileRow("nobody", 1, b"one"))
