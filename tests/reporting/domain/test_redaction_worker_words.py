"""How the worker's own choices are said, in both languages."""

import re

import pytest

from reporting.domain.catalogue import FIELDS
from reporting.domain.redaction_worker_words import words_of_choice


def says(name, value, text, own=""):
    return any(re.search(rf"\b(?:{p})\b", text) for p in words_of_choice(name, value, own))


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("your_gender", "trans_woman", "une femme trans"),
        ("your_gender", "trans_man", "a trans guy"),
        ("your_gender", "non_binary", "personne non binaire"),
        ("your_gender", "two_spirit", "a two-spirit person"),
        ("your_work", "outdoor", "a street-based worker"),
        ("your_work", "agency", "son agence"),
        ("your_language", "zh-CN", "speaks mandarin"),
        ("your_language", "es", "langue espagnole ou espagnol"),
    ],
)
def test_a_choice_is_known_in_both_languages(name, value, text):
    assert says(name, value, text)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("your_gender", "woman"),
        ("your_gender", "man"),
        ("your_language", "fr"),
        ("your_work", "mixed"),
    ],
)
def test_what_every_bulletin_says_is_no_sign_of_her(name, value):
    assert list(words_of_choice(name, value, "")) == []


def test_a_language_on_no_list_is_looked_for_as_she_wrote_it():
    assert says("your_language", "Oromo", "speaks oromo", "oromo")
    assert says("your_language", "Mandarin", "elle parle cantonais", "mandarin")
    assert list(words_of_choice("your_language", "xx", "xx")) == []


def test_every_gender_of_the_form_was_thought_of():
    plain = {"woman", "man", "other", "rather_not_say", "unknown"}
    named = {o.value for o in FIELDS["your_gender"].options} - plain
    assert all(list(words_of_choice("your_gender", value, "")) for value in named)
