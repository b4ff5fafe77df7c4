"""Doors to a passphrase: strangers wait for strangers, and nobody who works waits for them."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from crypto import passwords
from reporting.casework import admission
from reporting.casework.admission import (
    INSIDE,
    Turnstile,
    door_of,
    open_door,
    open_key_file,
    plain,
)
from reporting.casework.errors import NotSignedIn, TooBusy, TooSoon
from reporting.store.attempts import (
    STRANGERS_IN_A_WINDOW,
    WINDOW_SECONDS,
    door_of_browser,
    remember_browser,
)
from reporting.store.engine import writing

BROWSER = bytes(range(32))
PHRASE = "four plain invented words"
WRONG = "wrong words altogether"


@pytest.fixture
def database_kind():
    """What the databases do differently is tested in tests/reporting/store/test_attempts.py."""
    return "sqlite"


def knock(group, handle="ada", passphrase=WRONG, browser=b"", door=None):
    door = door or door_of(group.engine, handle, browser, group.now)
    return open_key_file(
        group.engine, group.pins, door, handle, passphrase, group.now, group.argon2
    ).contents


def fail(group, times, **how):
    """Type something wrong so many times; TooSoon when she is made to wait."""
    for _ in range(times):
        with pytest.raises(NotSignedIn):
            knock(group, **how)


def remember(group, handle="ada"):
    with writing(group.engine) as session:
        remember_browser(session, door_of_browser(BROWSER, handle), group.today)


def test_one_is_let_through_some_wait_and_the_rest_go_at_once():
    turnstile, hold, inside = Turnstile(INSIDE, 5), threading.Event(), threading.Event()

    def first():
        with turnstile.turn():
            inside.set()
            hold.wait(20)
        return "in"

    def second():
        with turnstile.turn():
            return "in"

    with ThreadPoolExecutor(2) as pool:
        running = pool.submit(first)
        assert inside.wait(20)
        waiting = pool.submit(second)
        while turnstile._inside._value:
            assert not waiting.done()
        with pytest.raises(TooBusy), turnstile.turn():
            pass
        assert not waiting.done()
        hold.set()
        assert (running.result(20), waiting.result(20)) == ("in", "in")
    with turnstile.turn():  # nothing is lost on the way
        pass


def test_who_waits_too_long_is_told():
    turnstile = Turnstile(INSIDE, 0.01)
    with turnstile.turn(), pytest.raises(TooBusy), turnstile.turn():
        pass
    with turnstile.turn():
        pass


def test_strangers_who_fail_at_her_name_delay_strangers_alone(group):
    remember(group)
    with pytest.raises(TooSoon):
        fail(group, 20)
    assert knock(group, passphrase=PHRASE, browser=BROWSER).settled
    assert knock(group, passphrase=PHRASE, door=open_door("ada")).settled


def test_a_browser_is_known_for_one_name_and_not_for_ever(group):
    remember(group)
    assert not door_of(group.engine, "ada", BROWSER, group.now).stranger
    assert door_of(group.engine, "bo", BROWSER, group.now).stranger
    assert door_of(group.engine, "ada", bytes(32), group.now).stranger
    group.later(days=31)
    assert door_of(group.engine, "ada", BROWSER, group.now).stranger


def test_a_known_browser_that_fails_waits_too(group):
    remember(group)
    with pytest.raises(TooSoon):
        fail(group, 5, browser=BROWSER)


def test_all_strangers_together_have_a_budget_that_comes_back(group):
    remember(group)
    for number in range(STRANGERS_IN_A_WINDOW):
        with pytest.raises(NotSignedIn):
            knock(group, f"guessed-{number}")
    with pytest.raises(TooSoon) as found:
        knock(group, "bo", PHRASE)
    assert found.value.seconds <= WINDOW_SECONDS
    assert knock(group, passphrase=PHRASE, browser=BROWSER).settled
    group.later(seconds=WINDOW_SECONDS)
    assert knock(group, "bo", PHRASE).settled


def test_a_flood_that_hangs_leaves_turns_to_who_works(group, monkeypatch):
    """Strangers hold their one turn for ever; a known browser and an open session pass by."""
    remember(group)
    hold, real = threading.Event(), admission.read_keyfile

    def slow(handle, *rest):
        if handle.startswith("guessed"):
            hold.wait(20)
        return real(handle, *rest)

    monkeypatch.setattr(admission, "read_keyfile", slow)

    def flood(number):
        try:
            knock(group, f"guessed-{number}")
        except TooBusy:
            return "busy"
        except NotSignedIn:
            return "tried"

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(flood, number) for number in range(8)]
        while sum(one.done() for one in asked) < 8 - INSIDE:
            assert not hold.is_set()
        assert knock(group, passphrase=PHRASE, browser=BROWSER).settled
        assert knock(group, passphrase=PHRASE, door=open_door("ada")).settled
        hold.set()
        said = [one.result(20) for one in asked]
    assert (said.count("busy"), said.count("tried")) == (8 - INSIDE, INSIDE)


def test_a_derivation_without_a_turn_is_no_wrong_passphrase(group, monkeypatch):
    monkeypatch.setattr(passwords, "TURN_SECONDS", 0.01)
    taken = [passwords._slots.acquire() for _ in range(passwords.AT_ONCE)]
    try:
        for _ in range(5):
            with pytest.raises(TooBusy):
                knock(group, passphrase=PHRASE, door=open_door("ada"))
    finally:
        passwords._slots.release(len(taken))
    assert knock(group, passphrase=PHRASE, door=open_door("ada")).settled


@pytest.mark.parametrize("handle", ["ada\x00", "\ud800", "a\nb"])
def test_what_no_roster_holds_is_nobody(handle):
    assert plain(handle) == ""
    assert plain("ada") == "ada"
