"""Cells: padded, under a random nonce, bound to their extra data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import CannotOpen, CryptoError, TooLarge, UnknownVersion
from crypto.private.cells import open_cell, seal_cell

KEY = b"\x07" * 32
SIZES = (64, 256)


@given(body=st.binary(max_size=252), extra=st.binary(max_size=20))
def test_what_is_sealed_opens(body: bytes, extra: bytes) -> None:
    assert open_cell(KEY, SIZES, seal_cell(KEY, SIZES, body, extra), extra) == body


def test_the_length_tells_the_class_alone() -> None:
    lengths = {len(seal_cell(KEY, SIZES, b"x" * size, b"")) for size in range(61)}
    assert lengths == {1 + 12 + 64 + 16}
    assert len(seal_cell(KEY, SIZES, b"x" * 61, b"")) == 1 + 12 + 256 + 16


def test_two_seals_of_one_body_differ() -> None:
    assert seal_cell(KEY, SIZES, b"same", b"") != seal_cell(KEY, SIZES, b"same", b"")


def test_what_fits_no_class_is_refused_with_both_numbers() -> None:
    with pytest.raises(TooLarge) as caught:
        seal_cell(KEY, SIZES, b"x" * 253, b"")
    assert (caught.value.size, caught.value.limit) == (253, 252)


def test_every_changed_byte_is_noticed() -> None:
    sealed = seal_cell(KEY, SIZES, b"body", b"extra")
    for position in range(1, len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 0x80
        with pytest.raises(CannotOpen):
            open_cell(KEY, SIZES, bytes(changed), b"extra")


def test_wrong_key_extra_or_class_do_not_open() -> None:
    sealed = seal_cell(KEY, SIZES, b"body", b"extra")
    for key, sizes, extra in (
        (b"\x08" * 32, SIZES, b"extra"),
        (KEY, (256,), b"extra"),
        (KEY, SIZES, b"other"),
    ):
        with pytest.raises(CannotOpen):
            open_cell(key, sizes, sealed, extra)


def test_an_unknown_version_is_named() -> None:
    sealed = seal_cell(KEY, SIZES, b"body", b"")
    with pytest.raises(UnknownVersion):
        open_cell(KEY, SIZES, b"\x02" + sealed[1:], b"")


@given(sealed=st.binary(max_size=120))
def test_arbitrary_bytes_raise_only_our_errors(sealed: bytes) -> None:
    with pytest.raises(CryptoError):
        open_cell(KEY, SIZES, sealed, b"")
