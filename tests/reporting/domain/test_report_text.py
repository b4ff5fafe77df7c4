"""Typed text is made safe to store, compare and print."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain import identifiers
from reporting.domain.report_text import (
    clean_line,
    clean_printed_line,
    clean_text,
    has_surrogates,
    is_slug,
)

# Every sign that Python or Unicode calls a blank, and the two ends of lines of other systems.
SPACES = [c for c in map(chr, range(0x110000)) if c.isspace() or unicodedata.category(c) == "Zs"]

anything = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  a\tb \n", "a\tb"),
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("a\x00b\x07c\x1b\x7f\x9fd", "abcd"),
        ("\u202a604\u202c \u2066555\u2069 \u200e0142\u200f\u061c", "604 555 0142"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("zero\u200bwidth\ufeff\u2060\u00adsigns", "zerowidthsigns"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("e\u0301", "\u00e9"),
        ("half\ud83d sign", "half\ufffd sign"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("\U0001f469\u200d\U0001f467", "\U0001f469\u200d\U0001f467"),
    ],
)
def test_what_cannot_be_seen_goes_and_what_can_stays(typed, cleaned):
    assert clean_text(typed) == cleaned


def test_a_line_is_one_line():
    assert clean_line(" a\r\n b\u00a0\u3000c\t") == "a b c"


@pytest.mark.parametrize("space", SPACES, ids=lambda space: f"U+{ord(space):04X}")
def test_no_kind_of_space_joins_words_or_makes_two_names_of_one(space):
    for typed in (f"Le{space}Roy", f"Le {space}{space} Roy", f"{space}Le{space} Roy{space}"):
        assert clean_line(typed) == "Le Roy"
        assert clean_text(typed).split() == ["Le", "Roy"]
        assert clean_printed_line(typed) in {"Le Roy", "Le\u00a0Roy", "Le\u202fRoy"}
    number = identifiers.normalise("phone", f"604{space}555{space}0142")
    assert number == identifiers.normalise("phone", "604 555 0142")
    assert identifiers.plate(f"AB{space}1 2{space}3") == identifiers.plate("AB123")


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("\u00c9crivez-nous\u00a0: ici", "\u00c9crivez-nous\u00a0: ici"),
        (" 20\u202f000 \n signes\u202f! ", "20\u202f000 signes\u202f!"),
        ("Nous \u00a0 : ici", "Nous\u00a0: ici"),
        ("\u00a0\u202fNous\u00a0", "Nous"),
        ("Nous \u2003 ici", "Nous ici"),
    ],
)
def test_a_line_that_is_only_shown_keeps_its_no_break_spaces(typed, line):
    assert clean_printed_line(typed) == line


def test_half_a_sign_is_noticed():
    assert has_surrogates("a\udc80")
    assert not has_surrogates("a\U0001f600\ufffd")


@given(anything)
def test_cleaned_text_can_be_written_and_is_clean(typed):
    for clean in (clean_text, clean_line, clean_printed_line):
        cleaned = clean(typed)
        assert clean(cleaned) == cleaned
        assert unicodedata.is_normalized("NFC", cleaned)
        assert cleaned.encode().decode() == cleaned
        assert not [c for c in cleaned if unicodedata.category(c) == "Cc" and c not in "\n\t"]
        assert not [
            c
            for c in cleaned
            if unicodedata.bidirectional(c)
            in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        ]
    assert "\n" not in clean_line(typed) + clean_printed_line(typed)


@pytest.mark.parametrize("value", ["a", "east-side", "9_lives", "x" * 40])
def test_a_slug(value):
    assert is_slug(value)


@pytest.mark.parametrize("value", ["", "-a", "A", "a b", "é", "x" * 41, "a\n", None, 7, ["a"]])
def test_no_slug(value):
    assert not is_slug(value)
