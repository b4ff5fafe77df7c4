"""Settings, believed only as the organisation signed them; else what does least harm."""

from dataclasses import replace

import pytest

from crypto.manifest import Pins
from crypto.private.organisation import Organisation
from reporting.domain.settings import PublicSettings
from reporting.sealed.public_settings import Believed, Trouble, believe, to_sign
from reporting.store.records import Page, SignedDocument

INSTALLATION = b"n" * 16
KEY = Organisation(b"\x07" * 32)
PINS = Pins(INSTALLATION, KEY.verifying_key, 0)
WORDS = replace(PublicSettings(), widening_days=9, witnessed_police=True)
PAGES = (Page("support", "fr", "Ouvert à six heures"),)
STANDS_IN = PublicSettings.unbelieved()


def signed(key=KEY, sequence=5, settings=WORDS, installation=INSTALLATION):
    body, signature = key.sign_settings(to_sign(installation, sequence, settings, PAGES))
    return SignedDocument("settings", sequence, body, signature)


def test_what_was_signed_is_read_back_whole():
    assert believe(signed(), PINS) == Believed(WORDS, PAGES, sequence=5)


@pytest.mark.parametrize(
    ("document", "seen", "trouble"),
    [
        (None, 0, Trouble.UNSIGNED),
        (None, 1, Trouble.REFUSED),
        (signed(), 6, Trouble.ROLLED_BACK),
        (signed(Organisation(b"\x08" * 32)), 0, Trouble.REFUSED),
        (signed(installation=b"o" * 16), 0, Trouble.REFUSED),
        (replace(signed(), body=signed().body.replace(b'"9"', b'"1"')), 0, Trouble.REFUSED),
        (replace(signed(), signature=bytes(64)), 0, Trouble.REFUSED),
        (replace(signed(), body=b""), 0, Trouble.REFUSED),
    ],
)
def test_what_was_not_is_told_apart_and_nothing_of_it_is_used(document, seen, trouble):
    found = believe(document, replace(PINS, minimum_sequence=seen))
    assert found == Believed(STANDS_IN, (), trouble)


def test_the_number_of_the_row_is_not_believed():
    moved = replace(signed(), sequence=99)
    assert believe(moved, replace(PINS, minimum_sequence=6)).trouble is Trouble.ROLLED_BACK
    assert believe(moved, PINS).sequence == 5


def test_what_stands_in_does_least_harm():
    assert (STANDS_IN.widening_days, STANDS_IN.witnessed_police) == (30, False)
    assert (STANDS_IN.help_numbers, STANDS_IN.reviewed_languages) == ((), ())
    assert (STANDS_IN.phrase_required, STANDS_IN.phrase_hash) == (True, b"")
    assert (STANDS_IN.paused, STANDS_IN.police_forces) == (False, ())


def test_a_signed_setting_that_this_version_does_not_take_is_named():
    values = {**WORDS.to_mapping(), "silent_days": "900", "widening_days": "5"}
    settings = replace(to_sign(INSTALLATION, 5, WORDS, ()), values=values)
    document = SignedDocument("settings", 5, *KEY.sign_settings(settings))
    found = believe(document, PINS)
    assert found.wrong == {"silent_days"}
    assert (found.settings.silent_days, found.settings.widening_days) == (4, 5)
