"""English and French are complete: every text for people is collected, translated and well formed."""

import ast
import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from reporting.domain import settings_defaults
from reporting.domain.consent_wording import wording
from reporting.domain.settings_values import Text

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ["fr"]
TRANSLATES = {"gettext", "ngettext", "lazy_gettext", "N_"}
PLACE = re.compile(r"%\((\w+)\)[sd]|%[sd%]|\{(\w+)(?:!r)?\}")
"""What is filled in: ours by `%`, click's by `format`, whose `!r` only puts quotes around it."""


@pytest.fixture(scope="module")
def wanted(tmp_path_factory):
    """Every msgid of the code and the templates."""
    template = tmp_path_factory.mktemp("strings") / "messages.pot"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "babel.messages.frontend",
            "--quiet",
            "extract",
            "--mapping-file",
            "babel.cfg",
            "--keywords",
            "N_",
            "--keywords",
            "lazy_gettext",
            "--output-file",
            str(template),
            ".",
        ],
        cwd=ROOT,
        check=True,
    )
    with template.open("rb") as file:
        return {message.id for message in read_po(file) if message.id}


def read(language):
    path = ROOT / "reporting" / "translations" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def test_texts_are_collected_from_every_room(wanted):
    assert "Skip to the content" in wanted  # a template
    assert "Something went wrong on our side" in wanted  # Python, lazily
    assert "I don't know" in wanted  # a label of the catalogue
    assert "where the installation lies" in wanted  # the command
    assert "Missing option" in wanted  # what click says for it


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(wanted, language):
    done = {m.id for m in read(language) if m.id and not m.fuzzy and all(strings(m))}
    missing = sorted(str(text) for text in wanted - done)
    assert not missing, f"{len(missing)} texts, make strings and translate: {missing[:20]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_left_over(wanted, language):
    assert not [m.id for m in read(language) if m.id and m.id not in wanted]


def places_differ(message):
    """Tell whether a translation drops or invents a %(place)s; one form of a plural may drop one."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    allowed = {place for text in ids for place in PLACE.findall(text)}
    found = [set(PLACE.findall(text)) for text in strings(message) if text]
    if len(ids) == 1:
        return any(places != allowed for places in found)
    return any(not places <= allowed for places in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_in_a_text_are_the_same_in_its_translation(language):
    assert not [message.id for message in read(language) if places_differ(message)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_no_markup_and_no_stray_space(language):
    odd = re.compile(r"<\w|^\s|\s$")
    assert not [m.id for m in read(language) if m.id and any(odd.search(s) for s in strings(m))]


WRONG_IN_FRENCH = re.compile(
    "['\"]"  # ’ and « »
    "|(?<=\\w)[;:!?»]|[ \u00a0][;:!?»]"  # a narrow space that does not break stands before
    "|«(?!\u202f)|\\.\\.\\."  # and inside; … is one sign
)


def consent_words(words):
    """Every text of a wording."""
    for value in dataclasses.asdict(words).values():
        if isinstance(value, str):
            yield value
        else:
            yield from value.values() if isinstance(value, dict) else value


def test_french_is_set_as_french():
    french = [text for m in read("fr") if m.id for text in strings(m)]
    french += consent_words(wording("fr"))
    french += [
        text.by_language["fr"]
        for text in vars(settings_defaults).values()
        if isinstance(text, Text) and text.by_language
    ]
    assert not [text for text in french if WRONG_IN_FRENCH.search(text)]


def test_no_name_of_a_value_is_taken_for_a_text(wanted):
    """Babel collects every quoted text inside `gettext(…)`: also the key of `LABELS["key"]`."""
    assert not [text for text in wanted if isinstance(text, str) and "_" in PLACE.sub("", text)]


def test_no_text_hides_inside_another(wanted):
    """Babel reads an f-string as one piece: it does not see a `gettext(…)` within."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {argument.value!r}"
        for path in (ROOT / "reporting").rglob("*.py")
        for outer in ast.walk(ast.parse(path.read_text()))
        if isinstance(outer, ast.JoinedStr)
        for call in ast.walk(outer)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", getattr(call.func, "attr", "")) in TRANSLATES
        for argument in call.args
        if isinstance(argument, ast.Constant) and argument.value not in wanted
    ]
    assert not hidden, f"name the text in front of the f-string: {hidden}"


def strings(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)
