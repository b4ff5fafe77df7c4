from __future__ import annotations

import pytest

from crypto.errors import Malformed
from reporting.sealed.documents import dump, load, previous_digest, reading
from reporting.sealed.errors import NotDecodable


def test_a_document_is_compact_and_keeps_its_accents():
    assert dump("note", text="é") == '{"v":1,"kind":"note","text":"é"}'.encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b'{"v":1,"v":1,"kind":"note","text":""}',
        b'{"v":1,"kind":"note","text":NaN}',
        b'{"v":2,"kind":"note","text":""}',
        b'{"v":1,"kind":"other","text":""}',
        b'{"v":1,"kind":"note","text":"","more":1}',
        b"[" * 100_000,
    ],
)
def test_any_other_shape_is_refused(content):
    with pytest.raises(NotDecodable):
        load("note", frozenset({"text"}), content)


def test_the_first_of_a_chain_has_none_before_it():
    first = load("note", frozenset({"previous"}), dump("note", previous=""))
    assert previous_digest(first, 1) == b""
    with reading_refuses():
        previous_digest(first, 2)
    second = load("note", frozenset({"previous"}), dump("note", previous="ab" * 32))
    assert previous_digest(second, 2) == b"\xab" * 32
    with reading_refuses():
        previous_digest(second, 1)


def reading_refuses():
    return pytest.raises(Malformed)


def test_what_a_getter_refuses_becomes_this_packages_error():
    with pytest.raises(NotDecodable, match="odd"), reading():
        raise Malformed("odd")
