"""Digits, however they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.redaction_digits import runs


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("613-555-0142", ["6135550142"]),
        ("6l3 555 OI42", ["6135550142"]),
        ("613-236-I234", ["6132361234"]),
        ("six one three five five five oh one four two", ["6135550142"]),
        ("double five triple 0 one", ["550001"]),
        ("six hundred and thirteen, five fifty-five", ["613555"]),
        ("six cent treize, cinq cent cinquante-cinq, zéro un quarante-deux", ["6135550142"]),
        ("soixante-treize quatre-vingt-douze soixante et onze dix-sept", ["73927117"]),
        ("quatre-vingts septante nonante-neuf cent", ["807099100"]),
        ("cent deux", ["102"]),
        ("8, 1, 9, 5", ["8195"]),
        ("80, 100", ["80", "100"]),
        ("40 ans et 2 fois", ["40", "2"]),
        ("he is a big guy so what", []),
        ("OI SO", []),
        ("double trouble", []),
        ("double", []),
    ],
)
def test_digits_are_read_group_by_group(read, written, digits):
    assert [run.digits for run in runs(read(written))] == digits


def test_a_run_says_where_each_digit_stands(read):
    text = read("call 613 two now")
    (run,) = runs(text)
    assert text.folded[slice(*run.span(0, 3))] == "613"
    assert text.folded[slice(*run.span(3, 4))] == "two"


@given(st.text("0123456789", min_size=7, max_size=12))
def test_any_number_spelled_digit_by_digit_is_read(number):
    from reporting.domain.bulletin_facts import Passage
    from reporting.domain.redaction_text import Text

    english = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    text = Text.of(Passage("x", "en", ", ".join(english[int(d)] for d in number)))
    assert [run.digits for run in runs(text)] == [number]
