"""Signing in: what lets in, what does not, how it ends, and how a first one goes."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from crypto.passwords import Argon2Params
from reporting.casework import admission, passphrases, signin
from reporting.casework.errors import (
    Alarm,
    NotSignedIn,
    TooSoon,
)
from reporting.casework.membership import Newcomer
from reporting.casework.people import add, remove
from reporting.casework.record import read
from reporting.casework.signin import Attempt, sign_in
from reporting.store.engine import reading

PHRASE = "four plain invented words"
OWN = "another five words of hers"


def test_the_right_three_let_in(group):
    here = group.present(group.enter().token)
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
        group.enter(handle, passphrase, code)


def test_a_code_counts_once(group):
    group.enter()
    with pytest.raises(NotSignedIn):
        group.enter()
    group.later(seconds=31)
    group.enter()


def test_a_code_of_the_step_before_counts_and_an_older_one_does_not(group):
    group.enter(code=group.code("ada", group.now - timedelta(seconds=30)))
    with pytest.raises(NotSignedIn):
        group.enter("bo", code=group.code("bo", group.now - timedelta(seconds=61)))


def test_failures_are_delayed_and_nobody_is_locked_out(group):
    for _ in range(3):
        with pytest.raises(NotSignedIn):
            group.enter(passphrase="wrong")
        group.later(seconds=2)
    with pytest.raises(NotSignedIn):
        group.enter(passphrase="wrong")
    with pytest.raises(TooSoon) as found:
        group.enter()
    assert 1 <= found.value.seconds <= 30
    group.later(seconds=31)
    group.enter()


def keep_out(group):
    """Fail at ada's name until whoever comes next is made to wait."""
    for _ in range(2):
        with pytest.raises(NotSignedIn):
            group.enter(passphrase="wrong")
    with pytest.raises(TooSoon):
        group.enter()


def test_a_browser_that_came_in_once_is_not_kept_out_by_strangers(group):
    browser = group.enter().browser
    group.later(minutes=1)
    keep_out(group)
    attempt = Attempt("ada", PHRASE, group.code("ada"), browser)
    again = sign_in(group.engine, group.pins, attempt, group.now, group.argon2)
    assert again.browser == browser


def test_strangers_who_fail_do_not_keep_her_from_confirming(group):
    token = group.enter().token
    keep_out(group)
    here = group.present(token)
    passphrases.confirm(group.engine, group.pins, here, PHRASE, group.now, group.argon2)


def test_an_unknown_handle_costs_the_same(group, monkeypatch):
    asked = []
    real = admission.read_keyfile

    def counted(handle, installation, passphrase, keyfile):
        asked.append((handle, len(keyfile)))
        return real(handle, installation, passphrase, keyfile)

    monkeypatch.setattr(admission, "read_keyfile", counted)
    for handle in ("ada", "nobody"):
        with pytest.raises(NotSignedIn):
            group.enter(handle, "wrong", "123456")
    assert asked[0][1] == asked[1][1]


def test_a_sign_in_is_recorded(group):
    group.enter()
    with reading(group.engine) as session:
        found = read(session, group.desk("bo"))
    assert [(act.actor, act.action.value) for act in found.acts] == [("ada", "signed_in")]


def test_changes_of_the_people_are_shown_at_the_next_sign_in(group):
    assert group.present(group.enter().token).session.extra["changes"] == ""
    group.later(minutes=1)
    add(group.engine, group.desk("kim"), "dee", ["advocate"], group.argon2)
    group.later(minutes=1)
    remove(group.engine, group.desk("kim"), "vik")
    changes = json.loads(group.present(group.enter().token).session.extra["changes"])
    assert changes == {"added": ["dee"], "removed": ["vik"], "changed": []}


def test_a_first_sign_in_needs_no_code_and_opens_nothing_yet(group):
    group.add(Newcomer("cleo", frozenset({"advocate"}), frozenset({"main"}), PHRASE))
    found = group.enter("cleo", code="")
    assert found.settling
    here = group.present(found.token)
    assert here.settling
    assert here.desk is None


def test_a_database_cannot_say_first_sign_in_again(group):
    """Dropping the profile of somebody settled is an alarm, not a fresh start."""
    group.sql("DELETE FROM profile WHERE handle = 'ada'")
    with pytest.raises(Alarm):
        group.enter()


def test_a_key_file_that_asks_for_too_much_memory_is_refused(group):
    with pytest.raises(Exception, match="bounds"):
        Argon2Params(2**31, 1, 1)
    group.sql(
        "UPDATE member SET key_file = :junk WHERE handle = 'ada'", junk=b"\x01" + b"\xff" * 135
    )
    with pytest.raises(NotSignedIn):
        group.enter()


def test_the_settings_are_there_for_somebody_without_a_desk(group):
    assert signin.settings_now(group.engine, group.pins).title.of("fr") == "Maison du coin"
