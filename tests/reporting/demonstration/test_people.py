"""Five people who can sign in, each with her part."""

from base64 import b32decode

from crypto.passwords import Argon2Params
from reporting.casework.passphrases import SHORTEST_PASSPHRASE
from reporting.casework.signin import Attempt, sign_in
from reporting.demonstration.people import invented_words

from .conftest import NOW


def test_everybody_has_a_part(played):
    parts = {person.handle: person.role for person in played.founded.people}
    assert parts == {
        "kim": "coordinator",
        "ada": "advocate",
        "bo": "advocate",
        "cleo": "advocate",
        "vik": "outreach",
    }


def test_secrets_are_long_enough_and_nobody_shares_one(played):
    people = played.founded.people
    assert all(len(b32decode(person.totp_secret)) == 20 for person in people)
    assert all(len(person.passphrase) >= SHORTEST_PASSPHRASE for person in people)
    assert len({person.passphrase for person in people}) == 5
    assert played.founded.people[0].passphrase not in repr(played)


def test_they_sign_in_without_setting_anything_up(played, story, tmp_path):
    import shutil

    import pyotp

    from reporting.store.engine import open_engine

    copy = tmp_path / "copy.db"
    shutil.copy(story[0].removeprefix("sqlite:///"), copy)
    engine = open_engine(f"sqlite:///{copy}", "review")
    for person in played.founded.people[:2]:
        code = pyotp.TOTP(person.totp_secret).at(NOW)
        attempt = Attempt(person.handle, person.passphrase, code)
        signed_in = sign_in(engine, played.founded.pins, attempt, NOW, Argon2Params())
        assert not signed_in.settling
    engine.dispose()


def test_the_outreach_worker_reads_nothing(desk):
    vik = desk("vik")
    assert vik.is_a("outreach")
    assert not vik.is_a("advocate")
    assert vik.keys.names() == frozenset()


def test_words_are_words():
    assert len(invented_words(4).split()) == 4
    assert invented_words(4) != invented_words(4)
