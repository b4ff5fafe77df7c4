"""Signing in: what lets in, what does not, how it ends, and how a first one goes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from crypto.errors import SessionOver
from crypto.passwords import Argon2Params
from crypto.private.printedcodes import codes_of
from reporting.casework import admission, signin
from reporting.casework.errors import (
    Alarm,
    BadPassphrase,
    NotOnTheList,
    NotSignedIn,
    TooSoon,
)
from reporting.casework.membership import Newcomer
from reporting.casework.onetime import codes_left
from reporting.casework.people import add, remove
from reporting.casework.record import read
from reporting.casework.signin import Attempt, NewPassphrase, present, sign_in
from reporting.store.engine import reading
from reporting.store.errors import Conflict

PHRASE = "four plain invented words"
OWN = "another five words of hers"


def enter(group, handle="ada", passphrase=PHRASE, code=None):
    typed = group.code(handle) if code is None else code
    attempt = Attempt(handle, passphrase, typed)
    return sign_in(group.engine, group.pins, attempt, group.now, group.argon2)


def left(group, handle):
    with reading(group.engine) as session:
        return codes_left(session, handle)


def at_desk(group, token):
    return present(group.engine, group.pins, token, group.now)


def test_the_right_three_let_in(group):
    here = at_desk(group, enter(group).token)
    assert here.desk.handle == "ada"
    assert here.confirmed(group.now)
    assert not here.settling


@pytest.mark.parametrize(
    ("handle", "passphrase", "code"),
    [
        ("ada", "wrong words altogether", None),
        ("ada", PHRASE, "000000"),
        ("ada", PHRASE, ""),
        ("ada", PHRASE, "١٢٣٤٥٦"),
        ("nobody", PHRASE, "123456"),
        ("", "", ""),
        ("ada\x00", PHRASE, "123456"),
        ("a" * 5000, PHRASE, "123456"),
    ],
)
def test_anything_else_is_refused_without_saying_what(group, handle, passphrase, code):
    with pytest.raises(NotSignedIn):
        enter(group, handle, passphrase, code)


def test_a_code_counts_once(group):
    enter(group)
    with pytest.raises(NotSignedIn):
        enter(group)
    group.later(seconds=31)
    enter(group)


def test_a_code_of_the_step_before_counts_and_an_older_one_does_not(group):
    enter(group, code=group.code("ada", group.now - timedelta(seconds=30)))
    with pytest.raises(NotSignedIn):
        enter(group, "bo", code=group.code("bo", group.now - timedelta(seconds=61)))


def test_failures_are_delayed_and_nobody_is_locked_out(group):
    for _ in range(3):
        with pytest.raises(NotSignedIn):
            enter(group, passphrase="wrong")
        group.later(seconds=2)
    with pytest.raises(NotSignedIn):
        enter(group, passphrase="wrong")
    with pytest.raises(TooSoon) as found:
        enter(group)
    assert 1 <= found.value.seconds <= 30
    group.later(seconds=31)
    enter(group)


def keep_out(group):
    """Fail at ada's name until whoever comes next is made to wait."""
    for _ in range(2):
        with pytest.raises(NotSignedIn):
            enter(group, passphrase="wrong")
    with pytest.raises(TooSoon):
        enter(group)


def test_a_browser_that_came_in_once_is_not_kept_out_by_strangers(group):
    browser = enter(group).browser
    group.later(minutes=1)
    keep_out(group)
    attempt = Attempt("ada", PHRASE, group.code("ada"), browser)
    again = sign_in(group.engine, group.pins, attempt, group.now, group.argon2)
    assert again.browser == browser


def test_strangers_who_fail_do_not_keep_her_from_confirming(group):
    token = enter(group).token
    keep_out(group)
    here = at_desk(group, token)
    signin.confirm(group.engine, group.pins, here, PHRASE, group.now, group.argon2)


def test_an_unknown_handle_costs_the_same(group, monkeypatch):
    asked = []
    real = admission.read_keyfile

    def counted(handle, installation, passphrase, keyfile):
        asked.append((handle, len(keyfile)))
        return real(handle, installation, passphrase, keyfile)

    monkeypatch.setattr(admission, "read_keyfile", counted)
    for handle in ("ada", "nobody"):
        with pytest.raises(NotSignedIn):
            enter(group, handle, "wrong", "123456")
    assert asked[0][1] == asked[1][1]


def test_a_session_ends_when_idle_and_after_a_day(group):
    token = enter(group).token
    group.later(minutes=29)
    here = at_desk(group, token)
    signin.touch(group.engine, here, group.now)
    group.later(minutes=29)
    signin.touch(group.engine, at_desk(group, token), group.now)
    group.later(minutes=31)
    with pytest.raises(SessionOver):
        at_desk(group, token)


def test_ten_hours_are_the_most(group):
    token = enter(group).token
    for _ in range(21):
        group.later(minutes=28)
        signin.touch(group.engine, at_desk(group, token), group.now)
    group.later(minutes=28)
    with pytest.raises(SessionOver):
        at_desk(group, token)


def test_signing_out_ends_it(group):
    token = enter(group).token
    signin.sign_out(group.engine, token)
    with pytest.raises(SessionOver):
        at_desk(group, token)


def test_a_copy_of_the_database_has_no_keys_of_who_is_signed_in(group):
    enter(group)
    seed = group.identity("ada").opening_seed
    with reading(group.owner) as session:
        rows = session.execute(text("SELECT ciphertext FROM session")).scalars().all()
    assert rows
    assert all(seed not in bytes(row) and seed.hex().encode() not in bytes(row) for row in rows)


def test_who_is_removed_is_out_at_the_next_click(group):
    token = enter(group, "bo").token
    remove(group.engine, group.desk("kim"), "bo")
    with pytest.raises(NotOnTheList):
        at_desk(group, token)


def test_the_passphrase_can_be_confirmed_again(group):
    token = enter(group).token
    group.later(minutes=11)
    here = at_desk(group, token)
    assert not here.confirmed(group.now)
    with pytest.raises(NotSignedIn):
        signin.confirm(group.engine, group.pins, here, "wrong", group.now, group.argon2)
    signin.confirm(group.engine, group.pins, here, PHRASE, group.now, group.argon2)
    assert at_desk(group, token).confirmed(group.now)


def test_a_sign_in_is_recorded(group):
    enter(group)
    with reading(group.engine) as session:
        found = read(session, group.desk("bo"))
    assert [(act.actor, act.action.value) for act in found.acts] == [("ada", "signed_in")]


def test_changes_of_the_people_are_shown_at_the_next_sign_in(group):
    assert at_desk(group, enter(group).token).session.extra["changes"] == ""
    group.later(minutes=1)
    add(group.engine, group.desk("kim"), "dee", ["advocate"], group.argon2)
    group.later(minutes=1)
    remove(group.engine, group.desk("kim"), "vik")
    changes = json.loads(at_desk(group, enter(group).token).session.extra["changes"])
    assert changes == {"added": ["dee"], "removed": ["vik"], "changed": []}


@pytest.fixture
def newcomer(group):
    group.add(Newcomer("cleo", frozenset({"advocate"}), frozenset({"main"}), PHRASE))
    return "cleo"


def settle(group, token, first=OWN, second=None, code=None):
    typed = group.code("cleo") if code is None else code
    new = NewPassphrase(first, first if second is None else second)
    here = at_desk(group, token)
    signin.settle_in(group.engine, group.pins, here, new, typed, group.now, group.argon2)


def test_a_first_sign_in_needs_no_code_and_opens_nothing_yet(group, newcomer):
    found = enter(group, newcomer, code="")
    assert found.settling
    here = at_desk(group, found.token)
    assert here.settling
    assert here.desk is None


def test_she_sets_a_passphrase_and_her_phone(group, newcomer):
    token = enter(group, newcomer, code="").token
    settle(group, token)
    assert at_desk(group, token).desk.handle == "cleo"
    with pytest.raises(NotSignedIn):
        enter(group, newcomer, PHRASE, "")
    group.later(seconds=31)
    assert not enter(group, newcomer, OWN).settling


def test_a_first_sign_in_is_recorded(group, newcomer):
    settle(group, enter(group, newcomer, code="").token)
    with reading(group.engine) as session:
        assert read(session, group.desk("bo")).acts[0].actor == "cleo"


def test_somebody_without_a_phone_settles_with_a_code_of_the_paper_she_is_shown(group, newcomer):
    token = enter(group, newcomer, code="").token
    codes = codes_of(bytes.fromhex(at_desk(group, token).session.extra[signin.PRINTED]))
    settle(group, token, code=codes[0])
    here = at_desk(group, token)
    assert here.desk.handle == "cleo"
    assert signin.PRINTED not in here.session.extra
    assert left(group, "cleo") == 9
    with pytest.raises(NotSignedIn):
        enter(group, newcomer, OWN, codes[0])
    enter(group, newcomer, OWN, codes[1])
    with reading(group.engine) as session:
        acts = read(session, group.desk("bo")).acts
    assert [(act.actor, act.action.value, dict(act.about)) for act in acts[:2]] == [
        ("cleo", "code_used", {"number": "8"}),
        ("cleo", "code_used", {"number": "9"}),
    ]


def test_the_codes_of_another_first_sign_in_are_not_taken(group, newcomer):
    """Who else knew the first passphrase saw other codes: of these none gets into the key file."""
    others, hers = (enter(group, newcomer, code="").token for _ in range(2))
    codes = codes_of(bytes.fromhex(at_desk(group, others).session.extra[signin.PRINTED]))
    with pytest.raises(NotSignedIn):
        settle(group, hers, code=codes[0])
    settle(group, hers)
    with pytest.raises(Conflict):
        settle(group, others, OWN + " of somebody else", code=codes[1])
    with pytest.raises(NotSignedIn):
        enter(group, newcomer, OWN, codes[2])


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [("short", "short", "short"), (OWN, OWN + "x", "differs"), (" " * 20, " " * 20, "short")],
)
def test_a_weak_passphrase_is_not_taken(group, newcomer, first, second, reason):
    token = enter(group, newcomer, code="").token
    with pytest.raises(BadPassphrase) as found:
        settle(group, token, first, second)
    assert found.value.reason == reason


def test_a_phone_that_shows_something_else_is_not_taken(group, newcomer):
    token = enter(group, newcomer, code="").token
    for code in ("000000", ""):
        with pytest.raises(NotSignedIn):
            settle(group, token, code=code)
    assert at_desk(group, token).settling


def test_a_database_cannot_say_first_sign_in_again(group):
    """Dropping the profile of somebody settled is an alarm, not a fresh start."""
    group.sql("DELETE FROM profile WHERE handle = 'ada'")
    with pytest.raises(Alarm):
        enter(group)


def test_the_passphrase_can_be_changed(group):
    attempt = Attempt("ada", PHRASE, "")
    args = (group.engine, group.pins)
    with pytest.raises(BadPassphrase):
        signin.change_passphrase(
            *args, attempt, NewPassphrase(PHRASE, PHRASE), group.now, group.argon2
        )
    with pytest.raises(NotSignedIn):
        signin.change_passphrase(
            *args,
            replace(attempt, passphrase="no"),
            NewPassphrase(OWN, OWN),
            group.now,
            group.argon2,
        )
    signin.change_passphrase(*args, attempt, NewPassphrase(OWN, OWN), group.now, group.argon2)
    with pytest.raises(NotSignedIn):
        enter(group)
    group.later(seconds=31)
    enter(group, passphrase=OWN)


def test_a_key_file_that_asks_for_too_much_memory_is_refused(group):
    with pytest.raises(Exception, match="bounds"):
        Argon2Params(2**31, 1, 1)
    group.sql(
        "UPDATE member SET key_file = :junk WHERE handle = 'ada'", junk=b"\x01" + b"\xff" * 135
    )
    with pytest.raises(NotSignedIn):
        enter(group)


def test_what_she_is_offered(group):
    assert signin.settings_now(group.engine, group.pins).title.of("fr") == "Maison du coin"
    assert len(signin.suggest_passphrase().split()) == 5
