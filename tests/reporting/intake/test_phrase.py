"""Who may read the warnings."""

from dataclasses import replace

import pytest

from crypto.passwords import page_phrase_hash
from reporting.domain.settings import PublicSettings
from reporting.intake.phrase import Door, door, seal_given, was_given
from reporting.intake.throttles import Rate

NEEDED = replace(PublicSettings(), phrase_hash=page_phrase_hash("a heron on the roof"))


@pytest.fixture
def services(app):
    return app.extensions["brolly"]


@pytest.mark.parametrize(
    ("settings", "typed", "state", "stands"),
    [
        (replace(NEEDED, phrase_required=False), "", "", Door.OPEN),
        (replace(NEEDED, phrase_hash=b""), "a heron on the roof", "", Door.CLOSED),
        (NEEDED, "", "", Door.ASKS),
        (NEEDED, "  ", "", Door.ASKS),
        (NEEDED, "A Heron  on the roof", "", Door.OPEN),
        (NEEDED, "a heron", "", Door.WRONG),
        (NEEDED, "a heron on the roof" + " " * 500, "", Door.WRONG),
        (NEEDED, "\ud800", "", Door.WRONG),
        (NEEDED, "", "nonsense", Door.STALE),
        (NEEDED, "a heron on the roof", "nonsense", Door.OPEN),
    ],
)
def test_how_the_door_stands(services, settings, typed, state, stands):
    assert door(services, settings, typed, state) is stands


def test_given_once_it_stays_open_for_the_same_phrase(services):
    state = seal_given(services, NEEDED)
    assert was_given(services, NEEDED, state)
    assert door(services, NEEDED, "", state) is Door.OPEN
    other = replace(NEEDED, phrase_hash=page_phrase_hash("a heron on the roof"))
    assert not was_given(services, other, state)


def test_where_none_is_needed_nothing_is_carried(services):
    assert seal_given(services, replace(NEEDED, phrase_required=False)) == ""


def test_only_guesses_take_from_the_bucket(services):
    narrow = replace(services, throttles={**services.throttles, "phrase": Rate(1, 1)})
    state = seal_given(narrow, NEEDED)
    for _ in range(3):
        assert door(narrow, NEEDED, "", state) is Door.OPEN
        assert door(narrow, NEEDED, "", "") is Door.ASKS
    assert door(narrow, NEEDED, "wrong", "") is Door.WRONG
    assert door(narrow, NEEDED, "a heron on the roof", "") is Door.BUSY
