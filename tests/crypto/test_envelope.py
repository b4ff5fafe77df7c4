"""What is bound into a ciphertext and a wrap, to the byte."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from crypto.envelope import Place, wrap_info
from crypto.errors import Malformed
from crypto.suite import prefixed


def test_the_additional_data_of_content(place: Place) -> None:
    assert place.aad() == prefixed(
        b"brolly/content/v1", place.installation, b"r" * 16, b"message", b"i" * 16
    )
    assert place.aad().startswith(b"\0\0\0\x11brolly/content/v1\0\0\0\x10")


def test_the_info_of_a_wrap(place: Place) -> None:
    assert wrap_info(place, "main", 258, b"k" * 8) == prefixed(
        b"brolly/wrap/v1",
        place.installation,
        b"r" * 16,
        b"message",
        b"i" * 16,
        b"main",
        b"\0\0\x01\x02",
        b"k" * 8,
    )


def test_an_epoch_past_32_bits_is_malformed(place: Place) -> None:
    with pytest.raises(Malformed):
        wrap_info(place, "main", 2**32, b"k" * 8)


@pytest.mark.parametrize(
    "change",
    [
        {"installation": b"short"},
        {"report": b"r" * 17},
        {"item": b""},
        {"compartment": ""},
        {"compartment": "mésage"},
    ],
)
def test_a_place_has_ids_of_16_bytes_and_a_plain_name(
    place: Place, change: dict[str, bytes | str]
) -> None:
    with pytest.raises(Malformed):
        replace(place, **change)


def test_values_cannot_be_changed(place: Place) -> None:
    with pytest.raises(FrozenInstanceError):
        place.item = b"x" * 16  # type: ignore[misc]
