"""Two readers never believe different things of one document."""

from __future__ import annotations

import contextlib
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import Malformed, UnknownVersion
from crypto.strictjson import Fields, b64u, read_document, unb64u

KEYS = frozenset({"a"})


def read(text: str) -> Fields:
    return read_document("thing", KEYS, text.encode())


def field(value: object) -> Fields:
    return Fields({"a": value}, KEYS)


def test_a_document_is_read() -> None:
    assert read('{"v":1,"kind":"thing","a":7}').number("a") == 7
    assert read(' {"a" : 7 , "kind":"th\\u0069ng", "v":1}\n').number("a") == 7


def test_another_version_is_named() -> None:
    with pytest.raises(UnknownVersion) as caught:
        read('{"v":2,"kind":"thing","a":7}')
    assert caught.value.version == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "7",
        "null",
        "{",
        '{"v":1,"kind":"thing","a":7} {}',
        '{"v":1,"kind":"thing","a":7,}',
        '{"v":1,"kind":"thing"}',
        '{"v":1,"kind":"thing","a":7,"b":8}',
        '{"v":1,"kind":"other","a":7}',
        '{"v":1,"kind":7,"a":7}',
        '{"kind":"thing","a":7}',
        '{"v":true,"kind":"thing","a":7}',
        '{"v":"1","kind":"thing","a":7}',
        '{"v":1.0,"kind":"thing","a":7}',
        '{"v":1,"v":1,"kind":"thing","a":7}',
        '{"v":1,"kind":"thing","a":7,"\\u0061":7}',
        '{"v":1,"kind":"thing","a":{"x":1,"x":1}}',
        '{"v":1,"kind":"thing","a":NaN}',
        '{"v":1,"kind":"thing","a":-Infinity}',
        '{"v":1,"kind":"thing","a":7.5}',
        '{"v":1,"kind":"thing","a":7e0}',
        '{"v":1,"kind":"thing","a":9007199254740992}',
        '{"v":1,"kind":"thing","a":-9007199254740992}',
        '{"v":1,"kind":"thing","a":' + "9" * 5000 + "}",
        '{"v":1,"kind":"thing","a":' + "[" * 100_000,
        '{"v":1,"kind":"thing","a":"\n"}',
        '\ufeff{"v":1,"kind":"thing","a":7}',
    ],
    ids=range(28),
)
def test_what_readers_could_differ_on_is_malformed(text: str) -> None:
    with pytest.raises(Malformed) as caught:
        read(text)
    assert type(caught.value) is Malformed


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1"])
def test_only_utf_8_is_read(encoding: str) -> None:
    with pytest.raises(Malformed):
        read_document("thing", KEYS, '{"v":1,"kind":"thing","a":"é"}'.encode(encoding))


def test_the_largest_number_is_the_largest_that_all_readers_hold() -> None:
    assert read('{"v":1,"kind":"thing","a":9007199254740991}').number("a") == 2**53 - 1


@pytest.mark.parametrize("value", [True, None, "7", 3, 11, [7], -1])
def test_a_number_out_of_range_or_of_another_type(value: object) -> None:
    with pytest.raises(Malformed):
        field(value).number("a", least=4, most=10)


@pytest.mark.parametrize("value", [7, None, ["x"], "x" * 4097, "\ud800", "a\udfffb"])
def test_a_text_that_is_none(value: object) -> None:
    with pytest.raises(Malformed):
        field(value).text("a")


def test_names_have_1_to_64_characters() -> None:
    assert field("é" * 64).name("a") == "é" * 64
    for value in ("", "x" * 65):
        with pytest.raises(Malformed):
            field(value).name("a")


def test_hexadecimal_is_lower_case_and_of_one_length() -> None:
    assert field("00ff").hexadecimal("a", 2) == b"\x00\xff"
    for value in ("00FF", "00f", "00ffff", "0x00", "00 ff", "", "zz00", 7):
        with pytest.raises(Malformed):
            field(value).hexadecimal("a", 2)


def test_base64url_has_one_spelling() -> None:
    assert field("-_8").base64url("a", 2) == b"\xfb\xff"
    for value in ("-_8=", "-_9", "+/8", "-_", "-", "-_8A", " -_8", "é", 7):
        with pytest.raises(Malformed):
            field(value).base64url("a", 2)


@given(st.binary(max_size=50))
def test_base64url_comes_back(raw: bytes) -> None:
    assert unb64u(b64u(raw)) == raw


@given(st.text(max_size=20) | st.text("Aa-_=", max_size=9))
def test_arbitrary_text_is_base64url_or_malformed(text: str) -> None:
    with contextlib.suppress(Malformed):
        assert b64u(unb64u(text)) == text


def test_a_day_is_a_day() -> None:
    assert field("2024-02-29").day("a") == date(2024, 2, 29)
    for value in ("2026-02-29", "20260301", "2026-W10-1", "2026-3-1", "0000-01-01", "", 7, None):
        with pytest.raises(Malformed):
            field(value).day("a")
    assert field(None).day_or_none("a") is None
    assert field("2026-03-01").day_or_none("a") == date(2026, 3, 1)


def test_lists_of_names_and_objects() -> None:
    assert field(["x", "y"]).names("a") == {"x", "y"}
    assert field([]).names("a") == frozenset()
    (entry,) = field([{"b": 1}]).objects("a", frozenset({"b"}))
    assert entry.number("b") == 1
    for value in (["x", "x"], [""], [7], "x", {"x": 1}, None):
        with pytest.raises(Malformed):
            field(value).names("a")
    for value in ([7], [{"c": 1}], [{}], {"b": 1}, "b"):
        with pytest.raises(Malformed):
            field(value).objects("a", frozenset({"b"}))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_arbitrary_bytes_are_malformed(raw: bytes) -> None:
    with pytest.raises(Malformed):
        read_document("thing", KEYS, raw)


@given(JSON, st.sampled_from(["text", "name", "number", "day", "day_or_none", "names"]))
def test_arbitrary_values_are_read_or_malformed(value: Any, getter: str) -> None:
    with contextlib.suppress(Malformed):
        getattr(field(value), getter)("a")
