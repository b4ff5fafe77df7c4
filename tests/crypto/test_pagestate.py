"""A page keeps its own state, for a quarter of an hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import CannotOpen, Malformed, TooLarge
from crypto.pagestate import PageState
from crypto.strictjson import b64u, unb64u
from crypto.suite import aead_open, aead_seal, hkdf, prefixed

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
SECRET = b"\x71" * 32
STATE = PageState(SECRET)


def test_what_was_sealed_comes_back() -> None:
    for payload in (b"", b"token", bytes(5000)):
        assert STATE.open("return", STATE.seal("return", payload, NOW), NOW) == payload


def test_the_format_to_the_byte() -> None:
    raw = unb64u(STATE.seal("return", b"token", NOW))
    assert raw[:1] == b"\x01"
    key = hkdf(SECRET, "brolly/page/v1", b"2026-03-05")
    padded = aead_open(key, raw[1:13], raw[13:], prefixed(b"brolly/page/v1", b"return"))
    seconds = int(NOW.timestamp()).to_bytes(8, "big")
    assert padded == (b"\0\0\0\x0d" + seconds + b"token").ljust(256, b"\0")


@pytest.mark.parametrize(
    ("length", "size"), [(0, 256), (244, 256), (245, 1024), (1012, 1024), (4084, 4096)]
)
def test_its_length_says_only_a_class(length: int, size: int) -> None:
    assert len(unb64u(STATE.seal("return", bytes(length), NOW))) == 1 + 12 + size + 16


def test_too_much_is_refused() -> None:
    with pytest.raises(TooLarge):
        STATE.seal("return", bytes(1024 * 1024), NOW)


@pytest.mark.parametrize(
    ("minutes", "opens"),
    [(0, True), (15, True), (15.1, False), (1440, False), (-1, True), (-2, False)],
)
def test_it_is_stale_after_a_quarter_of_an_hour(minutes: float, *, opens: bool) -> None:
    text = STATE.seal("return", b"token", NOW)
    later = NOW + timedelta(minutes=minutes)
    if opens:
        assert STATE.open("return", text, later) == b"token"
    else:
        with pytest.raises(CannotOpen):
            STATE.open("return", text, later)


def test_a_page_may_be_open_over_midnight() -> None:
    before = datetime(2026, 3, 5, 23, 55, tzinfo=UTC)
    text = STATE.seal("return", b"token", before)
    assert STATE.open("return", text, before + timedelta(minutes=10)) == b"token"


def test_days_are_utc_wherever_the_server_stands() -> None:
    here = NOW.replace(hour=23).astimezone(timezone(timedelta(hours=5)))
    assert STATE.open("return", STATE.seal("return", b"x", here), NOW.replace(hour=23)) == b"x"


def test_another_purpose_secret_or_byte_does_not_open() -> None:
    text = STATE.seal("return", b"token", NOW)
    turned = bytearray(unb64u(text))
    turned[40] ^= 1
    for state, purpose, changed in (
        (STATE, "report", text),
        (PageState(b"\x72" * 32), "return", text),
        (STATE, "return", b64u(bytes(turned))),
        (STATE, "return", b64u(b"\x02" + bytes(turned)[1:])),
        (STATE, "return", text[:-1]),
        (STATE, "return", text + "="),
        (STATE, "return", ""),
        (STATE, "return", "é"),
    ):
        with pytest.raises(CannotOpen):
            state.open(purpose, changed, NOW)


def test_bad_padding_does_not_open() -> None:
    key, extra = hkdf(SECRET, "brolly/page/v1", b"2026-03-05"), prefixed(b"brolly/page/v1", b"p")
    for padded in (bytes(256), b"\xff" * 256, bytes(100), b""):
        text = b64u(b"\x01" + bytes(12) + aead_seal(key, bytes(12), padded, extra))
        with pytest.raises(CannotOpen):
            STATE.open("p", text, NOW)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_secret_has_32_bytes(length: int) -> None:
    with pytest.raises(Malformed):
        PageState(bytes(length))


@given(st.text(max_size=60) | st.binary(max_size=400).map(lambda raw: b64u(b"\x01" + raw)))
def test_arbitrary_text_cannot_be_opened(text: str) -> None:
    with pytest.raises(CannotOpen):
        STATE.open("return", text, NOW)
