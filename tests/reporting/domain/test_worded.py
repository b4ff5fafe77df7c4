"""A condition with a sentence: in English by itself, in any language for who asks."""

from reporting.domain.worded import Worded


def test_a_sentence_is_filled_in():
    error = Worded("%(name)s is missing", name="help_number")
    assert str(error) == "help_number is missing"
    assert error.sentence == "%(name)s is missing"
    assert error.values == {"name": "help_number"}


def test_without_values_a_sentence_stands_as_it_is():
    assert str(Worded("half of it, 50%")) == "half of it, 50%"
    assert str(Worded("one", name="two")) == "one"
