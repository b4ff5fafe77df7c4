"""The questions about who did it."""

from reporting.domain.catalogue_field import Disclosure
from reporting.domain.catalogue_person import IDENTIFIER, KNOWN_BY, PERSON


def test_looks_are_asked_one_by_one():
    assert [field.name.removeprefix("person_") for field in PERSON] == [
        "role",
        "name",
        "gender",
        "age",
        "appearance_race",
        "height",
        "build",
        "hair",
        "hair_length",
        "facial_hair",
        "eyes",
        "glasses",
        "clothing",
        "marks",
        "smell",
        "accent",
        "behaviour",
    ]


def test_an_identifier_is_kind_value_and_whether_it_is_whole():
    kind, value, partial = IDENTIFIER
    assert [option.value for option in kind.options] == [
        "phone",
        "email",
        "social",
        "ad",
        "payment",
        "url",
        "unknown",
    ]
    assert (value.kind, partial.kind) == ("line", "flag")


def test_the_one_box_is_never_published_as_text():
    assert KNOWN_BY.disclosure == Disclosure.NEVER
    assert KNOWN_BY.group == ""
