import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.casework.printable import drawable, printable


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Elle a crié : « ça suffit »", "Elle a crié : « ça suffit »"),
        ("cafe\u0301", "café"),
        ("ABC\u202e321", "ABC‹U+202E›321"),
        ("a\x00b\x1bc", "a‹U+0000›b‹U+001B›c"),
        ("one\r\ntwo\tthree", "one\ntwo three"),
        ("zero\u200bwidth", "zero‹U+200B›width"),
        ("中", "‹U+4E2D›"),
        ("half \ud800", "half ‹U+D800›"),
        ("a" + "\u0330" * 5, "a" + "\u0330" * 3 + "‹U+0330›" * 2),
        ("ᓄᓇᕗᑦ", "ᓄᓇᕗᑦ"),
    ],
)
def test_what_is_unseen_or_cannot_be_drawn_is_shown_by_its_code_point(
    typed: str, shown: str
) -> None:
    assert printable(typed) == shown


def test_hebrew_does_not_pull_the_digits_beside_it_to_its_other_side() -> None:
    assert printable("שלום") == "\u2068שלום\u2069"


def test_every_letter_of_french_can_be_drawn() -> None:
    assert set(map(ord, "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»’ –…№º\u00a0\u202f")) <= drawable()


@given(st.text(st.characters(codec=None)))
def test_whatever_is_typed_only_signs_with_a_shape_are_left(typed: str) -> None:
    shown = printable(typed).strip("\u2068\u2069").replace("\n", "")
    assert all(ord(sign) in drawable() for sign in shown)
    assert not {unicodedata.category(sign) for sign in shown} & {"Cc", "Cf", "Cs", "Co"}
