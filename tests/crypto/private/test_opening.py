"""What opens, with which key, at which place, and that nothing else does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.envelope import Envelope, Place, Recipient, Wrap, wrap_info
from crypto.errors import CannotOpen, CryptoError, Malformed, UnknownVersion
from crypto.private.opening import OpeningKey, open_content, open_envelope, unwrap_content_key
from crypto.sealing import seal

KEY = OpeningKey(b"\x31" * 32)
PLACE = Place(bytes(16), b"r" * 16, "account", b"i" * 16)
BODY = b"what happened"


@pytest.fixture
def sealed(place: Place) -> Envelope:
    """An account sealed to the circle."""
    return seal(place, BODY, [Recipient("main", 1, KEY.public)])


def test_a_member_opens_what_was_sealed_to_the_epoch(place: Place, sealed: Envelope) -> None:
    (wrap,) = sealed.wraps
    assert open_envelope(place, sealed.ciphertext, wrap, KEY) == BODY


def test_the_content_key_alone_opens_the_unchanged_ciphertext(
    place: Place, sealed: Envelope
) -> None:
    content_key = unwrap_content_key(place, sealed.wraps[0], KEY)
    assert len(content_key) == 32
    assert open_content(place, sealed.ciphertext, content_key) == BODY


def test_another_key_opens_nothing(place: Place, sealed: Envelope) -> None:
    other = OpeningKey(b"\x32" * 32)
    with pytest.raises(CannotOpen):
        open_envelope(place, sealed.ciphertext, sealed.wraps[0], other)
    renamed = replace(sealed.wraps[0], key_id=other.public.key_id)
    with pytest.raises(CannotOpen):
        open_envelope(place, sealed.ciphertext, renamed, other)


@pytest.mark.parametrize(
    "change",
    [
        {"installation": b"x" * 16},
        {"report": b"x" * 16},
        {"item": b"x" * 16},
        {"compartment": "addition"},
    ],
)
def test_a_seal_moved_elsewhere_does_not_open(
    place: Place, sealed: Envelope, change: dict[str, object]
) -> None:
    moved = replace(place, **change)  # type: ignore[arg-type]
    with pytest.raises(CannotOpen):
        open_envelope(moved, sealed.ciphertext, sealed.wraps[0], KEY)


@pytest.mark.parametrize(
    "change", [{"circle": "night"}, {"epoch": 2}, {"epoch": -1}, {"circle": "\ud800"}]
)
def test_a_wrap_of_another_circle_or_epoch_does_not_open(
    place: Place, sealed: Envelope, change: dict[str, object]
) -> None:
    wrap = replace(sealed.wraps[0], **change)  # type: ignore[arg-type]
    with pytest.raises(CannotOpen):
        unwrap_content_key(place, wrap, KEY)


def test_every_changed_byte_of_the_ciphertext_is_noticed(place: Place, sealed: Envelope) -> None:
    for position in (1, 2, len(sealed.ciphertext) // 2, len(sealed.ciphertext) - 1):
        changed = bytearray(sealed.ciphertext)
        changed[position] ^= 1
        with pytest.raises(CannotOpen):
            open_envelope(place, bytes(changed), sealed.wraps[0], KEY)


def test_truncated_and_empty_are_refused(place: Place, sealed: Envelope) -> None:
    wrap = sealed.wraps[0]
    for cut in (b"", sealed.ciphertext[:1], sealed.ciphertext[:-1]):
        with pytest.raises(CannotOpen):
            open_envelope(place, cut, wrap, KEY)
    for cut in (b"", wrap.sealed[:1], wrap.sealed[:1121], wrap.sealed[:-1]):
        with pytest.raises(CannotOpen):
            open_envelope(place, sealed.ciphertext, replace(wrap, sealed=cut), KEY)


def test_an_unknown_version_is_named(place: Place, sealed: Envelope) -> None:
    wrap = sealed.wraps[0]
    with pytest.raises(UnknownVersion) as caught:
        open_envelope(place, b"\x02" + sealed.ciphertext[1:], wrap, KEY)
    assert caught.value.version == 2
    with pytest.raises(UnknownVersion):
        unwrap_content_key(place, replace(wrap, sealed=b"\x07" + wrap.sealed[1:]), KEY)


def test_a_wrapped_secret_that_is_no_content_key_is_refused(place: Place) -> None:
    key_id = KEY.public.key_id
    short = KEY.public.wrap(b"short", wrap_info(place, "main", 1, key_id))
    with pytest.raises(CannotOpen):
        unwrap_content_key(place, Wrap("main", 1, key_id, short), KEY)


def test_a_seed_has_32_bytes() -> None:
    for seed in (b"", b"\x00" * 31, b"\x00" * 33):
        with pytest.raises(Malformed):
            OpeningKey(seed)


@given(ciphertext=st.binary(max_size=200), sealed=st.binary(max_size=1300))
def test_arbitrary_bytes_raise_only_our_errors(ciphertext: bytes, sealed: bytes) -> None:
    with pytest.raises(CryptoError):
        open_envelope(PLACE, ciphertext, Wrap("main", 1, KEY.public.key_id, sealed), KEY)


@given(enc=st.binary(min_size=1120, max_size=1120), rest=st.binary(max_size=64))
def test_arbitrary_encapsulations_raise_only_our_errors(enc: bytes, rest: bytes) -> None:
    with pytest.raises(CannotOpen):
        KEY.unwrap(b"\x01" + enc + rest, b"info")


def test_a_degenerate_ephemeral_point_is_one_more_failure_to_open() -> None:
    with pytest.raises(CannotOpen):
        KEY.unwrap(b"\x01" + bytes(1120) + bytes(48), b"info")
