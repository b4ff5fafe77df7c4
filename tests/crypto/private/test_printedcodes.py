"""Printed codes: ten that come of one secret, none of them from anything else."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import Malformed
from crypto.private.printedcodes import CODES, codes_of, new_secret, number_of, set_id

SECRET = bytes(range(32))


def derive(label: bytes, *context: bytes) -> bytes:
    """RFC 5869 with one block of output, by hand."""
    info = b"".join(len(part).to_bytes(4, "big") + part for part in (label, *context))
    extracted = hmac.digest(bytes(32), SECRET, hashlib.sha256)
    return hmac.digest(extracted, info + b"\x01", hashlib.sha256)


def test_the_codes_are_the_documented_ones() -> None:
    by_hand = [
        int.from_bytes(derive(b"brolly/printed code/v1", bytes([n])), "big") for n in range(10)
    ]
    assert codes_of(SECRET) == tuple(str(number)[-10:] for number in by_hand)
    assert set_id(SECRET) == derive(b"brolly/printed codes id/v1")[:16]


def test_a_set_has_ten_different_codes_of_ten_digits() -> None:
    codes = codes_of(SECRET)
    assert len(set(codes)) == CODES == 10
    assert all(len(code) == 10 and code.isascii() and code.isdigit() for code in codes)


def test_each_code_is_known_by_its_number() -> None:
    assert [number_of(SECRET, code) for code in codes_of(SECRET)] == list(range(10))


def test_another_set_shares_no_code_and_no_id() -> None:
    other = new_secret()
    assert set_id(other) != set_id(SECRET)
    assert {number_of(other, code) for code in codes_of(SECRET)} == {None}


@given(typed=st.text(max_size=12))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    found = number_of(SECRET, typed)
    assert (found is not None) == (typed in codes_of(SECRET))


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_secret_has_32_bytes(length: int) -> None:
    for ask in (codes_of, set_id):
        with pytest.raises(Malformed):
            ask(bytes(length))
