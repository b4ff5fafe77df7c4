"""Passphrases and the community phrase: exact values, bounds and forgiving typing."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import Malformed
from crypto.passwords import Argon2Params, derive, page_phrase_check, page_phrase_hash

SALT = b"s" * 16
QUICK = Argon2Params(memory_kib=8 * 1024, time=1, lanes=1)
FROZEN = "ae6ea64231b20ceb7411c7904ed1f0b75f0504432caa0442cbc0cad26bb69d4e"


def test_the_default_is_64_mib_three_passes_one_lane() -> None:
    assert Argon2Params() == Argon2Params(memory_kib=65536, time=3, lanes=1)


def test_a_derivation_is_frozen() -> None:
    assert derive("correct horse", SALT, QUICK).hex() == FROZEN


@pytest.mark.parametrize(
    ("memory_kib", "time", "lanes"),
    [
        (8 * 1024 - 1, 1, 1),
        (256 * 1024 + 1, 1, 1),
        (0, 3, 1),
        (2**32 - 1, 3, 1),
        (65536, 0, 1),
        (65536, 11, 1),
        (65536, 3, 0),
        (65536, 3, 5),
    ],
)
def test_parameters_out_of_bounds_are_refused(memory_kib: int, time: int, lanes: int) -> None:
    with pytest.raises(Malformed):
        Argon2Params(memory_kib, time, lanes)


@pytest.mark.parametrize("salt", [b"", b"s" * 15, b"s" * 17])
def test_a_salt_has_16_bytes(salt: bytes) -> None:
    with pytest.raises(Malformed):
        derive("words", salt, QUICK)


def test_every_input_counts() -> None:
    values = {
        derive("words", SALT, QUICK),
        derive("Words", SALT, QUICK),
        derive("words", b"t" * 16, QUICK),
        derive("words", SALT, Argon2Params(memory_kib=8 * 1024, time=2, lanes=1)),
        derive("words", SALT, Argon2Params(memory_kib=9 * 1024, time=1, lanes=1)),
        derive("words", SALT, Argon2Params(memory_kib=8 * 1024, time=1, lanes=2)),
    }
    assert len(values) == 6


def test_the_same_letters_from_two_keyboards_are_the_same_passphrase() -> None:
    assert derive("été\u00a0bleu", SALT, QUICK) == derive("e\u0301te\u0301 bleu", SALT, QUICK)


@settings(max_examples=20)
@given(st.text(st.characters(), max_size=40))
def test_any_text_can_be_tried(text: str) -> None:
    assert len(derive(text, SALT, QUICK)) == 32


def test_the_community_phrase_is_checked_by_pbkdf2() -> None:
    kept = page_phrase_hash("blue door", SALT)
    assert kept == SALT + hashlib.pbkdf2_hmac("sha256", b"blue door", SALT, 2**15)


@pytest.mark.parametrize(
    ("typed", "right"),
    [("blue door", True), ("  Blue\n DOOR ", True), ("blue doors", False), ("", False)],
)
def test_the_community_phrase_forgives_case_and_spaces(typed: str, *, right: bool) -> None:
    assert page_phrase_check(typed, page_phrase_hash("blue door")) is right


@pytest.mark.parametrize("kept", [b"", b"x" * 47, b"x" * 49])
def test_what_is_no_hash_lets_nobody_in(kept: bytes) -> None:
    assert page_phrase_check("blue door", kept) is False
