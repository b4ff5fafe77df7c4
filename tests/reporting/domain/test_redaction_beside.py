"""A box for a number, and what else was written into it."""

import pytest

from reporting.domain.redaction_beside import check_beside


@pytest.mark.parametrize(
    "value", ["613-555-0142", "+44 20 7946 0018 ext. 1234", "613 555 0142 new"]
)
def test_one_number_and_a_word_are_nothing_else(read, value):
    assert list(check_beside(read(value, "", "identifiers.1"), "phone")) == []


@pytest.mark.parametrize("value", ["555-0142 / 555-0188", "6135550142 6135550188"])
def test_a_second_number_is_nobodys_that_is_known(read, value):
    assert [f.rule for f in check_beside(read(value, ""), "phone")] == [2]


def test_four_words_are_free_text_but_of_a_business(read):
    value = "Snow and Sons Painting"
    assert [f.rule for f in check_beside(read(value, ""), "social")] == [6]
    assert list(check_beside(read(value, ""), "payment")) == []


def test_a_name_in_one_piece_is_a_name_whatever_it_says(read):
    for value in ("my_own_me", "me.and.my.pregnant.dog", "i@example.org"):
        assert list(check_beside(read(value, ""), "social")) == []
