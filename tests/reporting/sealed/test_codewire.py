"""A posted change of code is read to the value that the gate takes, or refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.suite import sha256
from reporting.sealed.codewire import MAX_ITEMS, read_new_code
from reporting.sealed.errors import NotSealed


@pytest.fixture
def document(posted_code):
    return json.loads(posted_code)


def test_what_was_posted_is_read(posted_code, keys, other_keys, new):
    posted = read_new_code(posted_code)
    assert (posted.token, posted.new_token) == (keys.token, other_keys.token)
    assert posted.new == new
    assert posted.new.keys.token_hash == sha256(posted.new_token)
    assert keys.token.hex() not in repr(posted)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("v", 2),
        ("kind", "sealed parts"),
        ("token", "00"),
        ("new_token", ""),
        ("verifying_key", "AAAA"),
        ("mailbox_key", "AAAA"),
        ("statement", "="),
        ("signature", "AAAA"),
        ("seen", ["00"]),
        ("seen", ["00" * 16] * 2),
        ("seen", [f"{n:032x}" for n in range(MAX_ITEMS + 1)]),
        ("wraps", [{"item": "00" * 16, "sealed": "AAAA"}]),
        ("wraps", [{"item": "00" * 16}]),
        ("parts", []),
        ("more", 1),
    ],
)
def test_another_shape_is_refused(document, name, value):
    with pytest.raises(NotSealed):
        read_new_code(json.dumps({**document, name: value}).encode())


def test_an_item_is_wrapped_once_and_one_part_is_enough(document):
    for name in ("wraps", "parts"):
        with pytest.raises(NotSealed):
            read_new_code(json.dumps({**document, name: document[name] * 2}).encode())


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_only_ever_refused(content):
    with pytest.raises(NotSealed):
        read_new_code(content)
