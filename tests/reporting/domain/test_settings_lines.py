"""Lists typed one entry a line: short names stay, new ones are made, a wrong line is named."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from reporting.domain import settings_lines as lines
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import Area, Listed, Text

KNOWN = (
    Area("east", Text({"en": "East side", "fr": "Est"}), Text({"en": "City", "fr": "Ville"})),
    Area("port", Text({"en": "Harbour"}), Text({"en": "City"}), small=True),
)
RACES = (Listed("black", Text({"en": "Black", "fr": "Noire"})),)


def slugs(found):
    return [entry["slug"] for entry in found.entries]


def said(found):
    return [(problem.message, problem.params["line"]) for problem in found.problems]


def test_what_is_written_out_reads_as_the_same_list():
    settings = PublicSettings()
    settings = replace(settings, areas=KNOWN)
    rows = settings.to_mapping()
    for name in ("races", "spoken_languages", "areas", "help_numbers"):
        entries = getattr(settings, name)
        typed = lines.write_entries(entries)
        if name == "help_numbers":
            found = lines.read_help_numbers(name, typed)
        else:
            read = lines.read_areas if name == "areas" else lines.read_listed
            found = read(name, typed, entries)
        assert not found.problems
        again = PublicSettings.from_mapping({**rows, name: json.dumps(found.entries)})
        assert getattr(again, name) == entries


def test_a_short_name_stays_when_the_label_changes():
    found = lines.read_areas("areas", "east | East End | Bout est | City | Ville", KNOWN)
    assert found.entries == (
        {
            "slug": "east",
            "label": {"en": "East End", "fr": "Bout est"},
            "region": {"en": "City", "fr": "Ville"},
        },
    )


@pytest.mark.parametrize("mark", ["small", "Small", "petit"])
def test_a_small_area_is_marked_behind_its_line_with_and_without_a_short_name(mark):
    for line in ("port | Harbour | Port | City | Ville", "Harbour | Port | City | Ville"):
        (entry,) = lines.read_areas("areas", f"{line} | {mark}", KNOWN).entries
        assert entry["small"] is True
        assert entry["region"] == {"en": "City", "fr": "Ville"}
        assert "small" not in lines.read_areas("areas", line, KNOWN).entries[0]


def test_a_short_name_that_was_deleted_by_mistake_comes_back_with_its_label():
    assert slugs(lines.read_areas("areas", "East side | Est | City | Ville", KNOWN)) == ["east"]
    assert slugs(lines.read_listed("races", "| Black | Noire", RACES)) == ["black"]


def test_a_new_line_gets_a_short_name():
    typed = "École Saint-Jean | Saint-Jean | City | Ville\n\n | École Saint-Jean | | City"
    found = lines.read_areas("areas", typed, KNOWN)
    assert slugs(found) == ["ecole-saint-jean", "ecole-saint-jean-2"]
    assert not found.problems


def test_a_new_line_never_takes_the_short_name_of_an_entry_that_goes():
    assert slugs(lines.read_listed("races", "Black! | Noir", RACES)) == ["black-2"]


@pytest.mark.parametrize(
    ("label", "taken", "slug"),
    [
        ("Downtown", (), "downtown"),
        ("日本", (), "entry"),
        ("Unknown", (), "unknown-2"),
        ("A", {"a", "a-2"}, "a-3"),
        ("x" * 99, (), "x" * 30),
    ],
)
def test_short_names(label, taken, slug):
    assert lines.slug_of(label, taken) == slug


@pytest.mark.parametrize(
    ("typed", "message", "line"),
    [
        ("\nEast | Est", lines.NO_REGION, 2),
        ("east | | | City | Ville", lines.BAD_LINE, 1),
        ("a | b | c | d | e | f", lines.BAD_LINE, 1),
        ("Not Plain | b | c | d | e", lines.BAD_LINE, 1),
        ("unknown | b | c | d | e", lines.BAD_LINE, 1),
        ("x | " + "b" * 201 + " | c | d | e", lines.BAD_LINE, 1),
        ("x | b | c | d | e\r\nx | f | g | h | i", lines.TWICE, 2),
    ],
)
def test_a_wrong_area_is_named_by_its_line(typed, message, line):
    assert said(lines.read_areas("areas", typed, KNOWN)) == [(message, line)]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Crisis line | Ligne de crise | call us", lines.BAD_PHONE),
        ("604 555-0100", lines.BAD_LINE),
        ("| | 604 555-0100", lines.BAD_LINE),
        ("a | b | c | 604 555-0100", lines.BAD_LINE),
    ],
)
def test_a_wrong_number_is_named_by_its_line(typed, message):
    found = lines.read_help_numbers("help_numbers", "Ours | 604 555-0101\n" + typed)
    assert said(found) == [(message, 2)]


def test_no_break_spaces_stay_in_words_and_go_from_numbers():
    (entry,) = lines.read_help_numbers(
        "help_numbers", "Us | \u00c9coute\u00a0: | 604\u00a0555-0101"
    ).entries
    assert entry == {"label": {"en": "Us", "fr": "\u00c9coute\u00a0:"}, "phone": "604 555-0101"}


def test_a_label_is_known_again_without_its_no_break_space():
    known = [replace(KNOWN[0], label=Text({"fr": "Nord\u00a0: port"}))]
    (entry,) = lines.read_areas("areas", "| Nord : port | Ville | Ville", known).entries
    assert entry["slug"] == known[0].slug
