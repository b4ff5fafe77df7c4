"""Colours that can be read, addresses that are safe to show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.settings_web import (
    INK,
    WHITE,
    colour_on,
    contrast,
    read_address,
    read_contact,
    read_exit_address,
    read_hash,
    write_hash,
)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)


def test_a_colour_must_be_readable():
    assert colour_on(WHITE)("#767676") == "#767676"
    with pytest.raises(ValueError, match="contrast"):
        colour_on(WHITE)("#777777")
    with pytest.raises(ValueError, match="contrast"):
        colour_on(INK)("#444444")
    with pytest.raises(ValueError, match="not a colour"):
        colour_on(WHITE)("#FFF")


@pytest.mark.parametrize(
    "address",
    ["", "https://example.org", "https://example.org/a?b=c#d", "http://" + "a" * 56 + ".onion/"],
)
def test_a_safe_address(address):
    assert read_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "//example.org",
        "https:example.org",
        "ftp://example.org",
        "data:x",
        "https://example.org/ x",
        'https://example.org/"x',
        "https://a@example.org",
        "https://example.org/" + "x" * 300,
        "https://ex\u0430mple.org",
        "https://example.org\n",
        5,
    ],
)
def test_an_address_that_is_not(address):
    with pytest.raises(ValueError, match="address"):
        read_address(address)


def test_there_must_be_somewhere_to_leave_to():
    with pytest.raises(ValueError, match="somewhere"):
        read_exit_address("")


def test_a_contact_is_mail_or_web():
    assert read_contact("mailto:safe@example.org") == "mailto:safe@example.org"
    assert read_contact("https://example.org/contact") == "https://example.org/contact"
    assert read_contact("") == ""
    with pytest.raises(ValueError, match="address"):
        read_contact("mailto:a@b@example.org?subject=x")


@given(st.binary(max_size=64))
def test_a_hash_reads_back(raw):
    assert read_hash(write_hash(raw)) == raw
