"""The pieces of public settings."""

import pytest

from reporting.domain.settings_values import (
    Text,
    days_between,
    list_of,
    read_help_number,
    read_label,
    read_listed,
    read_slug,
    read_text,
    read_time_zone,
)


def test_a_text_falls_back_to_a_language_that_it_has():
    text = Text({"en": "", "fr": "Bonjour"})
    assert text.of("fr") == text.of("en") == text.of("de") == "Bonjour"
    assert Text({}).of("en") == ""
    assert not Text({"en": ""})
    assert text


def test_texts_keep_their_lines_and_labels_do_not():
    assert read_text({"en": " a\r\nb ", "fr": "\u200b"}) == Text({"en": "a\nb"})
    assert read_label({"en": "a\nb"}) == Text({"en": "a b"})


@pytest.mark.parametrize(
    "phone", ["911", "604-555-0142", "+1 (604) 555-0142", "1-800-555-0199 x 5"]
)
def test_a_number_to_call(phone):
    assert read_help_number({"label": {"en": "Office"}, "phone": phone}).phone == phone


@pytest.mark.parametrize("phone", ["", "call me", "-911", "9" * 31, "9\n", 911])
def test_no_number_to_call(phone):
    with pytest.raises(ValueError, match="phone"):
        read_help_number({"label": {"en": "Office"}, "phone": phone})


def test_a_slug_of_a_list_is_not_the_forms_own():
    assert read_slug("east-side") == "east-side"
    with pytest.raises(ValueError, match="slug"):
        read_slug("unknown")


def test_members_are_exact():
    with pytest.raises(ValueError, match="members"):
        read_listed({"slug": "a", "label": {"en": "A"}, "note": ""})


def test_lists_and_days_have_limits():
    assert list_of(read_slug)(["a", "b"]) == ("a", "b")
    with pytest.raises(ValueError, match="length"):
        list_of(read_slug)(["a"] * 201)
    assert days_between(1, 3)(3) == 3
    with pytest.raises(ValueError, match="range"):
        days_between(1, 3)(4)


def test_a_time_zone_is_one_that_there_is():
    assert read_time_zone("America/Vancouver") == "America/Vancouver"


@pytest.mark.parametrize("value", ["Mars/Base", "America", "../etc/passwd", "", None, 5])
def test_anything_else_is_no_time_zone(value):
    with pytest.raises(ValueError, match=r".+"):
        read_time_zone(value)
