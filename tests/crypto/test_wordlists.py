"""The lists, and how typing is forgiven."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.wordlists import LISTS, number_of, tokens, words


@pytest.mark.parametrize("language", LISTS)
def test_a_list_has_2048_words_that_four_letters_tell_apart(language: str) -> None:
    listed = words(language)
    plain = [tokens(word) for word in listed]
    assert len(listed) == 2048
    assert all(len(word) == 1 for word in plain)
    assert len({word[0][:4] for word in plain}) == 2048
    assert all(unicodedata.is_normalized("NFC", word) for word in listed)


def test_the_lists_begin_and_end_as_in_bip_39() -> None:
    assert (words("en")[0], words("en")[2047]) == ("abandon", "zoo")
    assert (words("fr")[0], words("fr")[2047]) == ("abaisser", "zoologie")


def test_123_words_stand_in_both_lists() -> None:
    plain = [{tokens(word)[0] for word in words(language)} for language in ("en", "fr")]
    assert len(plain[0] & plain[1]) == 123


@pytest.mark.parametrize("language", LISTS)
def test_every_word_is_found_whole_cut_and_in_capitals(language: str) -> None:
    for number, word in enumerate(words(language)):
        (plain,) = tokens(word.upper())
        assert number_of(plain, language) == number
        assert number_of(plain[:4], language) == number
        assert number_of(tokens(word)[0][:5], language) == number


@pytest.mark.parametrize("token", ["aba", "zzzz", "abandonn", "abanx", "", "été", "0000"])
def test_what_is_no_word_of_the_list(token: str) -> None:
    assert number_of(token, "en") is None


def test_a_short_word_is_not_taken_for_a_longer_one() -> None:
    assert words("en")[number_of("act", "en") or 0] == "act"
    assert words("en")[number_of("acti", "en") or 0] == "action"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Élève, DÉMOLIR", ["eleve", "demolir"]),
        ("e\u0301le\u0300ve", ["eleve"]),
        (
            "one-two_three.four;five\u00a0six\u2014seven\n8",
            ["one", "two", "three", "four", "five", "six", "seven", "8"],
        ),
        ("\uff10\uff11 \u0661\u0662 \u06f3 \u0967", ["01", "12", "3", "1"]),
        ("\uff21\uff42", ["ab"]),
        ("", []),
        (" \u0301\u0301 ", []),
    ],
)
def test_typing_is_brought_to_one_spelling(typed: str, expected: list[str]) -> None:
    assert tokens(typed) == expected


@given(st.text(st.characters(), max_size=30))
def test_any_text_has_tokens_and_maybe_numbers(text: str) -> None:
    for token in tokens(text):
        for language in LISTS:
            number = number_of(token, language)
            assert number is None or 0 <= number < 2048
