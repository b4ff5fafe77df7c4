"""The settings as forms: what they fill is what they read, and what is wrong says so."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from crypto.passwords import page_phrase_check
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import Area, Text
from reporting.review.settings_form import LONGEST_PHRASE, PARTS, filled, one_language, read, theirs
from reporting.review.settings_words import BAD_PHRASE, WHY

BOTH = Text({"en": "One", "fr": "Un"})
SETTINGS = replace(
    PublicSettings(), areas=(Area("one", BOTH, BOTH),), phrase_hash=b"h" * 48, paused=True
)


def test_entries_that_lack_a_language_are_named_with_their_regions():
    english, french = Text({"en": "Two"}), Text({"fr": "Trois", "en": ""})
    areas = (*SETTINGS.areas, Area("two", BOTH, english), Area("three", french, BOTH))
    lacking = one_language("lists", replace(SETTINGS, areas=areas))["areas"]
    assert lacking == [("en", ["Trois"]), ("fr", ["Un"])]
    assert "areas" not in one_language("lists", SETTINGS)
    assert one_language("words", SETTINGS) == {}


@pytest.mark.parametrize("part", PARTS)
def test_a_form_that_nobody_touched_changes_nothing(part):
    found = read(part, filled(part, SETTINGS), SETTINGS)
    assert not found.problems
    rows = {**SETTINGS.to_mapping(), **found.rows}
    assert PublicSettings.from_mapping(rows) == SETTINGS
    assert theirs(part, filled(part, SETTINGS), SETTINGS) == {}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("colour", "#ffee00"),
        ("colour", "red"),
        ("background", "#000000"),
        ("safe_exit_url", "javascript:alert(1)"),
        ("safe_exit_url", ""),
        ("report_address", "http://example.org"),
        ("security_contact", "nobody"),
        ("title.en", "x" * 201),
        ("about.fr", "x" * 5001),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(name, typed):
    found = read("words", {**filled("words", SETTINGS), name: [typed]}, SETTINGS)
    field = name.partition(".")[0]
    assert [(p.field, p.message) for p in found.problems] == [(field, WHY[field])]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("silent_days", "0"),
        ("silent_days", "four"),
        ("backups_days", "1e9"),
        ("widening_days", "²"),
        ("widening_days", "9" * 5000),
        ("time_zone", "Vancouver"),
        ("time_zone", "../etc"),
    ],
)
def test_periods_and_zones(name, typed):
    found = read("switches", {**filled("switches", SETTINGS), name: [typed]}, SETTINGS)
    assert [(p.field, p.message) for p in found.problems] == [(name, WHY[name])]


def test_a_list_says_which_line_once():
    typed = {**filled("lists", SETTINGS), "areas": ["one | One | Un | One\nTwo"]}
    (problem,) = read("lists", typed, SETTINGS).problems
    assert (problem.field, problem.params) == ("areas", {"line": 2})


def test_numbers_to_call_never_run_out():
    found = read("lists", {**filled("lists", SETTINGS), "help_numbers": [" \n "]}, SETTINGS)
    assert [p.message for p in found.problems] == [WHY["help_numbers"]]


def test_an_address_of_mail_becomes_a_contact():
    typed = {**filled("words", SETTINGS), "security_contact": ["safety@example.org"]}
    rows = read("words", typed, SETTINGS).rows
    assert json.loads(rows["security_contact"]) == "mailto:safety@example.org"


def test_a_new_phrase_is_hashed_and_an_empty_one_keeps_the_old():
    form = filled("switches", SETTINGS)
    assert "phrase_hash" not in form
    found = read("switches", {**form, "new_phrase": ["A heron  on the roof"]}, SETTINGS)
    after = PublicSettings.from_mapping({**SETTINGS.to_mapping(), **found.rows})
    assert page_phrase_check("a heron on the roof", after.phrase_hash)
    assert "heron" not in str(found.rows)
    for phrase in ("short", "x" * (LONGEST_PHRASE + 1)):
        (problem,) = read("switches", {**form, "new_phrase": [phrase]}, SETTINGS).problems
        assert (problem.field, problem.message) == ("phrase_hash", BAD_PHRASE)


def test_an_empty_form_raises_nothing():
    for part in PARTS:
        read(part, {}, SETTINGS)


def test_what_others_saved_is_said_where_it_differs():
    typed = {**filled("words", SETTINGS), "title.en": ["Mine"], "about.en": ["a\r\nb"]}
    now = replace(SETTINGS, title=BOTH, about=Text({**SETTINGS.about.by_language, "en": "a\nb"}))
    assert theirs("words", typed, now) == {"title.en": ["One"], "title.fr": ["Un"]}
