"""Printed codes from end to end: made, taken once each, made anew; and what attackers try."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from crypto.private.keyfile import read_keyfile
from reporting.casework import passphrases, presence, signin
from reporting.casework.errors import AlreadyPrinted, NotSignedIn, TooSoon
from reporting.casework.onetime import codes_left
from reporting.casework.passphrases import NewPassphrase, change_passphrase
from reporting.casework.people import remove, reset
from reporting.casework.presence import present
from reporting.casework.printing_codes import Wish, print_codes
from reporting.casework.record import read
from reporting.casework.signin import Attempt, sign_in
from reporting.store.engine import reading
from reporting.store.errors import Conflict
from reporting.store.members import read_member
from reporting.store.printed_codes import read_codes

PHRASE = "four plain invented words"
OWN = "another five words of hers"


def enter(group, code, passphrase=PHRASE, handle="ada", **how):
    attempt = Attempt(handle, passphrase, code)
    return sign_in(group.engine, group.pins, attempt, group.now, group.argon2, **how)


def refused(group, code, **how):
    """Try a code that lets nobody in; strangers' delay is not what is tested."""
    group.later(minutes=1)
    with pytest.raises(NotSignedIn):
        enter(group, code, **how)
    group.later(minutes=1)


@pytest.fixture
def make(group):
    def run(handle="ada", passphrase=PHRASE, instead_of=None):
        with reading(group.engine) as session:
            row = read_codes(session, handle)
        wish = Wish(passphrase, (row.set_id if row else b"") if instead_of is None else instead_of)
        return print_codes(group.engine, group.desk(handle), wish, group.now, group.argon2)

    return run


@pytest.fixture
def codes(make):
    return make()


def left(group, handle="ada"):
    with reading(group.engine) as session:
        return codes_left(session, handle)


def acts(group):
    with reading(group.engine) as session:
        return [
            (act.actor, act.action.value, dict(act.about))
            for act in read(session, group.desk("bo")).acts
        ]


def rows(group, table):
    with reading(group.owner) as session:
        return session.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608


def test_each_lets_in_once_and_both_are_recorded(group, codes):
    here = present(group.engine, group.pins, enter(group, codes[4]).token, group.now)
    assert here.desk.handle == "ada"
    assert presence.FROM_PAPER in here.session.extra
    refused(group, codes[4])
    enter(group, codes[0])
    assert left(group) == 8
    assert acts(group) == [
        ("ada", "code_used", {"number": "8"}),
        ("ada", "code_used", {"number": "9"}),
        ("ada", "codes_printed", {}),
    ]


def test_a_phone_goes_on_working_beside_the_paper(group, codes):
    here = present(group.engine, group.pins, enter(group, group.code("ada")).token, group.now)
    assert presence.FROM_PAPER not in here.session.extra
    assert left(group) == 10


def test_of_two_who_type_one_code_at_once_one_gets_in_and_one_session_begins(group, codes):
    def run(_):
        try:
            return enter(group, codes[7]).token
        except NotSignedIn:
            return None

    before = len(rows(group, "session"))
    with ThreadPoolExecutor(2) as pool:
        tokens = list(pool.map(run, range(2)))
    assert tokens.count(None) == 1
    assert len(rows(group, "session")) == before + 1
    assert left(group) == 9
    assert [act for act in acts(group) if act[1] == "code_used"] == [
        ("ada", "code_used", {"number": "9"})
    ]


def test_a_code_is_not_spent_when_no_session_begins(group, codes, monkeypatch):
    def broken(*_):
        raise Conflict("somebody else changed this first; load it again")

    with monkeypatch.context() as patched:
        patched.setattr(signin, "add_session", broken)
        with pytest.raises(Conflict):
            enter(group, codes[0])
    assert left(group) == 10
    enter(group, codes[0])


def test_new_ones_make_the_old_worthless(group, codes, make):
    enter(group, codes[0])
    newer = make()
    assert not set(newer) & set(codes)
    refused(group, codes[1])
    refused(group, codes[0])
    assert left(group) == 10
    enter(group, newer[0])


def test_a_wish_that_is_sent_again_leaves_what_was_just_printed(group, codes, make):
    for stale in (b"", b"another set" + bytes(5)) * 2:  # the passphrase is right: no delay
        with pytest.raises(AlreadyPrinted):
            make(instead_of=stale)
    assert left(group) == 10
    enter(group, codes[0])


def test_of_two_wishes_at_once_one_is_granted(group, codes, make):
    with reading(group.engine) as session:
        before = read_codes(session, "ada").set_id

    def run(_):
        try:
            return make(instead_of=before)
        except (AlreadyPrinted, Conflict):
            return None

    with ThreadPoolExecutor(2) as pool:
        granted, refusal = sorted(pool.map(run, range(2)), key=lambda it: it is None)
    assert refusal is None
    enter(group, granted[0])


def test_codes_can_be_made_anew_when_their_row_is_gone(group, codes, make):
    group.sql("DELETE FROM printed_codes")
    refused(group, codes[0])
    enter(group, make()[0])


def test_they_stay_through_a_new_passphrase(group, codes):
    enter(group, codes[0])
    attempt, new = Attempt("ada", PHRASE, ""), NewPassphrase(OWN, OWN)
    change_passphrase(group.engine, group.pins, attempt, new, group.now, group.argon2)
    refused(group, codes[1])
    refused(group, codes[0], passphrase=OWN)
    enter(group, codes[1], OWN)
    assert left(group) == 8


def test_a_passphrase_changed_while_codes_are_printed_brings_no_old_codes_back(
    group, codes, make, monkeypatch
):
    real, newer = passphrases.write_keyfile, []

    def meanwhile(*typed):
        newer.extend(make())
        return real(*typed)

    monkeypatch.setattr(passphrases, "write_keyfile", meanwhile)
    attempt, new = Attempt("ada", PHRASE, ""), NewPassphrase(OWN, OWN)
    with pytest.raises(Conflict):
        change_passphrase(group.engine, group.pins, attempt, new, group.now, group.argon2)
    refused(group, codes[0])
    enter(group, newer[0])


def test_making_them_takes_the_passphrase_and_is_delayed(group, make):
    for _ in range(2):
        with pytest.raises(NotSignedIn):
            make(passphrase="wrong")
    with pytest.raises(TooSoon):
        make()
    group.later(seconds=2)
    assert len(make()) == 10
    assert left(group) == 10


def test_they_are_hers_alone(group, codes):
    refused(group, codes[0], handle="bo")
    assert left(group, "bo") is None
    remove(group.engine, group.desk("kim"), "ada")
    refused(group, codes[0])
    assert rows(group, "printed_codes") == []


def test_new_keys_by_a_coordinator_end_them(group, codes):
    first = reset(group.engine, group.desk("kim"), "ada", group.argon2).passphrase
    for passphrase in (PHRASE, first):
        refused(group, codes[0], passphrase=passphrase)
    assert left(group) is None


def test_a_stolen_list_without_the_passphrase_opens_nothing_and_uses_nothing_up(group, codes):
    for code in codes[:3]:
        refused(group, code, passphrase="guessed words of somebody")
    assert left(group) == 10


def test_guessing_a_code_is_delayed_though_the_passphrase_is_right(group, codes):
    for wrong in ("0000000000", "1111111111"):
        with pytest.raises(NotSignedIn):
            enter(group, wrong)
    with pytest.raises(TooSoon):
        enter(group, codes[0])
    group.later(seconds=31)
    enter(group, codes[0])


def test_the_database_holds_neither_a_code_nor_what_makes_one(group, codes):
    with reading(group.engine) as session:
        key_file = read_member(session, "ada").key_file
    secret = read_keyfile("ada", group.pins.installation, PHRASE, key_file).printed_secret
    enter(group, codes[0])
    for table in ("printed_codes", "member", "session", "profile", "throttle", "audit"):
        held = b"".join(
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for row in rows(group, table)
            for value in row
        )
        assert secret not in held
        assert secret.hex().encode() not in held
        assert not [code for code in codes if code.encode() in held]


def test_a_row_that_was_put_back_makes_a_used_code_count_again(group, codes):
    """What is not defended, as SECURITY.md says: it takes write access and the passphrase."""
    enter(group, codes[0])
    group.sql("UPDATE printed_codes SET used = 0")
    enter(group, codes[0])


def test_an_old_key_file_that_is_put_back_brings_no_old_codes_back(group, codes, make):
    with reading(group.engine) as session:
        old = read_member(session, "ada").key_file
    make()
    group.sql("UPDATE member SET key_file = :old WHERE handle = 'ada'", old=old)
    refused(group, codes[0])


def test_a_row_that_was_deleted_keeps_out_and_lets_nobody_in(group, codes):
    group.sql("DELETE FROM printed_codes")
    refused(group, codes[0])
    enter(group, group.code("ada"))


def test_in_passing_a_code_is_used_up_as_well(group, codes):
    enter(group, codes[0], passing=True)
    refused(group, codes[0], passing=True)
    assert left(group) == 9
