"""Sizes say the class and nothing finer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import CannotOpen, Malformed, TooLarge
from crypto.padding import CLASSES, COMPARTMENTS, LENGTH_BYTES, pad, unpad

KIB = 1024


def test_the_classes_are_those_of_the_protocol() -> None:
    assert {name: CLASSES[name] for name in sorted(COMPARTMENTS)} == {
        "account": (4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB),
        "addition": (4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB),
        "consent": (4 * KIB,),
        "contact": (8 * KIB,),
        "file": (256 * KIB, 1024 * KIB, 2048 * KIB, 4096 * KIB, 10240 * KIB),
        "message": (KIB, 4 * KIB, 16 * KIB),
        "narrowing": (KIB,),
        "status": (KIB,),
        "wording": (16 * KIB, 64 * KIB),
    }


def test_the_padded_form_to_the_byte() -> None:
    assert pad("message", b"abc") == b"\0\0\0\x03abc" + bytes(1024 - 7)


@pytest.mark.parametrize(
    ("length", "size"), [(0, 1024), (1020, 1024), (1021, 4096), (4092, 4096), (16380, 16384)]
)
def test_a_body_goes_into_the_smallest_class_that_holds_it(length: int, size: int) -> None:
    padded = pad("message", b"x" * length)
    assert len(padded) == size
    assert unpad("message", padded) == b"x" * length


@pytest.mark.parametrize("compartment", sorted(CLASSES))
def test_one_byte_too_many_is_refused_with_both_numbers(compartment: str) -> None:
    most = CLASSES[compartment][-1] - LENGTH_BYTES
    assert len(pad(compartment, bytes(most))) == CLASSES[compartment][-1]
    with pytest.raises(TooLarge) as caught:
        pad(compartment, bytes(most + 1))
    assert (caught.value.size, caught.value.limit) == (most + 1, most)


def test_a_larger_class_than_needed_is_the_senders_choice() -> None:
    assert unpad("message", b"\0\0\0\x01x" + bytes(4096 - 5)) == b"x"


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        b"\0\0\0",
        bytes(1023),
        bytes(1025),
        bytes(2048),
        bytes(8192),
        b"\0\0\x03\xfd" + bytes(1020),
        b"\xff\xff\xff\xff" + bytes(1020),
        b"\0\0\0\x01x" + bytes(1018) + b"\x01",
        b"\0\0\0\x00" + b"\x01" + bytes(1019),
    ],
)
def test_bad_padding_cannot_be_opened(padded: bytes) -> None:
    with pytest.raises(CannotOpen):
        unpad("message", padded)


def test_an_unknown_compartment_is_malformed() -> None:
    for act in (pad, unpad):
        with pytest.raises(Malformed):
            act("diary", b"")


@given(st.binary(max_size=3000))
def test_what_was_padded_comes_back(body: bytes) -> None:
    assert unpad("account", pad("account", body)) == body


@given(st.binary(max_size=1100) | st.binary(min_size=1024, max_size=1024))
def test_arbitrary_bytes_open_or_cannot_be_opened(padded: bytes) -> None:
    try:
        body = unpad("status", padded)
    except CannotOpen:
        return
    assert pad("status", body) == padded
