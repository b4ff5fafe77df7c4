"""Typed text is made safe to store, compare and print."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.report_text import clean_line, clean_text, has_surrogates, is_slug

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


def test_half_a_sign_is_noticed():
    assert has_surrogates("a\udc80")
    assert not has_surrogates("a\U0001f600\ufffd")


@given(anything)
def test_cleaned_text_can_be_written_and_is_clean(typed):
    for clean in (clean_text, clean_line):
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
    assert "\n" not in clean_line(typed)


@pytest.mark.parametrize("value", ["a", "east-side", "9_lives", "x" * 40])
def test_a_slug(value):
    assert is_slug(value)


@pytest.mark.parametrize("value", ["", "-a", "A", "a b", "é", "x" * 41, "a\n", None, 7, ["a"]])
def test_no_slug(value):
    assert not is_slug(value)
