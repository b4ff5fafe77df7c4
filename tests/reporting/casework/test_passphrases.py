"""A passphrase of one's own: the first one, with a phone or paper; typed again; changed."""

from dataclasses import replace

import pytest

from crypto.private.printedcodes import codes_of
from reporting.casework import passphrases, presence
from reporting.casework.errors import BadPassphrase, NotSignedIn
from reporting.casework.membership import Newcomer
from reporting.casework.onetime import codes_left
from reporting.casework.passphrases import NewPassphrase
from reporting.casework.record import read
from reporting.casework.signin import Attempt
from reporting.store.engine import reading
from reporting.store.errors import Conflict

PHRASE = "four plain invented words"
OWN = "another five words of hers"


def left(group, handle):
    with reading(group.engine) as session:
        return codes_left(session, handle)


@pytest.fixture
def newcomer(group):
    group.add(Newcomer("cleo", frozenset({"advocate"}), frozenset({"main"}), PHRASE))
    return "cleo"


def settle(group, token, first=OWN, second=None, code=None):
    typed = group.code("cleo") if code is None else code
    new = NewPassphrase(first, first if second is None else second)
    here = group.present(token)
    passphrases.settle_in(group.engine, group.pins, here, new, typed, group.now, group.argon2)


def test_she_sets_a_passphrase_and_her_phone(group, newcomer):
    token = group.enter(newcomer, code="").token
    settle(group, token)
    assert group.present(token).desk.handle == "cleo"
    with pytest.raises(NotSignedIn):
        group.enter(newcomer, PHRASE, "")
    group.later(seconds=31)
    assert not group.enter(newcomer, OWN).settling


def test_a_first_sign_in_is_recorded(group, newcomer):
    settle(group, group.enter(newcomer, code="").token)
    with reading(group.engine) as session:
        assert read(session, group.desk("bo")).acts[0].actor == "cleo"


def test_somebody_without_a_phone_settles_with_a_code_of_the_paper_she_is_shown(group, newcomer):
    token = group.enter(newcomer, code="").token
    codes = codes_of(bytes.fromhex(group.present(token).session.extra[presence.PRINTED]))
    settle(group, token, code=codes[0])
    here = group.present(token)
    assert here.desk.handle == "cleo"
    assert presence.PRINTED not in here.session.extra
    assert left(group, "cleo") == 9
    with pytest.raises(NotSignedIn):
        group.enter(newcomer, OWN, codes[0])
    group.enter(newcomer, OWN, codes[1])
    with reading(group.engine) as session:
        acts = read(session, group.desk("bo")).acts
    assert [(act.actor, act.action.value, dict(act.about)) for act in acts[:2]] == [
        ("cleo", "code_used", {"number": "8"}),
        ("cleo", "code_used", {"number": "9"}),
    ]


def test_the_codes_of_another_first_sign_in_are_not_taken(group, newcomer):
    """Who else knew the first passphrase saw other codes: of these none gets into the key file."""
    others, hers = (group.enter(newcomer, code="").token for _ in range(2))
    codes = codes_of(bytes.fromhex(group.present(others).session.extra[presence.PRINTED]))
    with pytest.raises(NotSignedIn):
        settle(group, hers, code=codes[0])
    settle(group, hers)
    with pytest.raises(Conflict):
        settle(group, others, OWN + " of somebody else", code=codes[1])
    with pytest.raises(NotSignedIn):
        group.enter(newcomer, OWN, codes[2])


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [("short", "short", "short"), (OWN, OWN + "x", "differs"), (" " * 20, " " * 20, "short")],
)
def test_a_weak_passphrase_is_not_taken(group, newcomer, first, second, reason):
    token = group.enter(newcomer, code="").token
    with pytest.raises(BadPassphrase) as found:
        settle(group, token, first, second)
    assert found.value.reason == reason


def test_a_phone_that_shows_something_else_is_not_taken(group, newcomer):
    token = group.enter(newcomer, code="").token
    for code in ("000000", ""):
        with pytest.raises(NotSignedIn):
            settle(group, token, code=code)
    assert group.present(token).settling


def test_the_passphrase_can_be_changed(group):
    attempt = Attempt("ada", PHRASE, "")
    args = (group.engine, group.pins)
    with pytest.raises(BadPassphrase):
        passphrases.change_passphrase(
            *args, attempt, NewPassphrase(PHRASE, PHRASE), group.now, group.argon2
        )
    with pytest.raises(NotSignedIn):
        passphrases.change_passphrase(
            *args,
            replace(attempt, passphrase="no"),
            NewPassphrase(OWN, OWN),
            group.now,
            group.argon2,
        )
    passphrases.change_passphrase(*args, attempt, NewPassphrase(OWN, OWN), group.now, group.argon2)
    with pytest.raises(NotSignedIn):
        group.enter()
    group.later(seconds=31)
    group.enter(passphrase=OWN)


def test_the_passphrase_can_be_confirmed_again(group):
    token = group.enter().token
    group.later(minutes=11)
    here = group.present(token)
    assert not here.confirmed(group.now)
    with pytest.raises(NotSignedIn):
        passphrases.confirm(group.engine, group.pins, here, "wrong", group.now, group.argon2)
    passphrases.confirm(group.engine, group.pins, here, PHRASE, group.now, group.argon2)
    assert group.present(token).confirmed(group.now)


def test_a_passphrase_is_suggested():
    assert len(passphrases.suggest_passphrase().split()) == 5
