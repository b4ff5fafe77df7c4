"""What a question is."""

from reporting.domain.catalogue_field import UNKNOWN, Disclosure, Field, Option, with_unknown

COLOUR = Field(
    name="colour",
    label="Colour",
    part="vehicle",
    disclosure=Disclosure.PUBLISH,
    kind="choice",
    options=with_unknown((Option("red", "Red"),)),
)


def test_a_list_ends_with_not_knowing():
    assert COLOUR.options == (Option("red", "Red"), UNKNOWN)


def test_an_option_is_found_by_its_value():
    assert COLOUR.has_option("red")
    assert COLOUR.has_option("unknown")
    assert not COLOUR.has_option("Red")
    assert COLOUR.label_of("red") == "Red"
    assert COLOUR.label_of("teal") == "teal"


def test_a_question_is_optional_and_of_the_account_unless_said():
    assert COLOUR.compartment == "account"
    assert not COLOUR.first_screen
    assert COLOUR.group == ""
