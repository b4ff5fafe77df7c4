"""An open sign-in: how long it lasts, what ends it, and what a copy of it tells."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from crypto.errors import SessionOver
from reporting.casework import presence
from reporting.casework.errors import NotOnTheList
from reporting.casework.people import remove
from reporting.store.engine import reading


def test_a_session_ends_when_idle_and_after_a_day(group):
    token = group.enter().token
    group.later(minutes=29)
    here = group.present(token)
    presence.touch(group.engine, here, group.now)
    group.later(minutes=29)
    presence.touch(group.engine, group.present(token), group.now)
    group.later(minutes=31)
    with pytest.raises(SessionOver):
        group.present(token)


def test_ten_hours_are_the_most(group):
    token = group.enter().token
    for _ in range(21):
        group.later(minutes=28)
        presence.touch(group.engine, group.present(token), group.now)
    group.later(minutes=28)
    with pytest.raises(SessionOver):
        group.present(token)


def test_signing_out_ends_it(group):
    token = group.enter().token
    presence.sign_out(group.engine, token)
    with pytest.raises(SessionOver):
        group.present(token)


def test_who_stays_alone_ends_her_other_sessions_and_nobody_elses(group):
    other, bo = group.enter().token, group.enter("bo").token
    group.later(minutes=1)
    own = group.enter().token
    presence.stay_alone(group.engine, group.present(own), group.now)
    with pytest.raises(SessionOver):
        group.present(other)
    assert group.present(own).desk.handle == "ada"
    assert group.present(bo).desk.handle == "bo"
    group.later(seconds=31)
    assert group.present(group.enter().token).desk.handle == "ada"


def test_a_clock_that_was_ahead_when_she_did_ends_none_for_a_year(group):
    here = group.present(group.enter().token)
    presence.stay_alone(group.engine, here, group.now + timedelta(days=365))
    group.later(seconds=31)
    assert group.present(group.enter().token).desk.handle == "ada"


def test_a_copy_of_the_database_has_no_keys_of_who_is_signed_in(group):
    group.enter()
    seed = group.identity("ada").opening_seed
    with reading(group.owner) as session:
        rows = session.execute(text("SELECT ciphertext FROM session")).scalars().all()
    assert rows
    assert all(seed not in bytes(row) and seed.hex().encode() not in bytes(row) for row in rows)


def test_who_is_removed_is_out_at_the_next_click(group):
    token = group.enter("bo").token
    remove(group.engine, group.desk("kim"), "bo")
    with pytest.raises(NotOnTheList):
        group.present(token)
