"""A token that hides a bulletin, and only the one whose hash stands there."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import Malformed, UnknownVersion
from crypto.padding import COMPARTMENTS, pad
from crypto.stoptokens import COMPARTMENT, StopToken, new_stop_token, read_stop_token, stops

TOKEN = StopToken(12, 2, b"t" * 32)


def test_a_token_is_random_and_kept_as_its_hash() -> None:
    token, kept = new_stop_token()
    assert len(token) == 32
    assert kept == hashlib.sha256(token).digest()
    assert new_stop_token()[0] != token


def test_only_the_token_itself_stops() -> None:
    token, kept = new_stop_token()
    assert stops(token, kept)
    for wrong in (b"", token[:-1], kept, bytes(32)):
        assert not stops(wrong, kept)
    assert not stops(token, b"")


def test_the_content_to_the_byte() -> None:
    assert TOKEN.content() == (
        b'{"v":1,"kind":"stop token","number":12,"edition":2,'
        b'"token":"dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHQ"}'
    )
    assert read_stop_token(TOKEN.content()) == TOKEN


def test_it_is_as_large_as_any_status() -> None:
    largest = StopToken(2**31 - 1, 2**31 - 1, b"\xff" * 32)
    assert COMPARTMENT in COMPARTMENTS
    assert len(pad(COMPARTMENT, bytes(400) + largest.content())) == 1024


def test_a_token_does_not_show_itself() -> None:
    assert repr(TOKEN) == "StopToken(number=12, edition=2)"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"number":12', b'"number":0'),
        (b'"edition":2', b'"edition":-1'),
        (b'"edition":2', b'"edition":2147483648'),
        (b"dHR0", b"dHR"),
        (b"stop token", b"status"),
        (b'"v":1', b'"v":1,"more":1'),
    ],
)
def test_a_wrong_field_is_malformed(old: bytes, new: bytes) -> None:
    with pytest.raises(Malformed):
        read_stop_token(TOKEN.content().replace(old, new, 1))


def test_a_later_version_is_named() -> None:
    with pytest.raises(UnknownVersion):
        read_stop_token(TOKEN.content().replace(b'"v":1', b'"v":2'))


@given(st.binary(max_size=60))
def test_arbitrary_bytes_are_malformed(content: bytes) -> None:
    with pytest.raises(Malformed):
        read_stop_token(content)
