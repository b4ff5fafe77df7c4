"""A mailbox opens what was sealed to it, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.envelope import Place, Recipient, Wrap
from crypto.errors import CannotOpen, CryptoError, Malformed, UnknownVersion
from crypto.mailbox import MailboxKey, open_content, versioned
from crypto.padding import pad
from crypto.sealing import seal
from crypto.suite import ENC_BYTES, aead_seal

PLACE = Place(b"n" * 16, b"r" * 16, "message", b"i" * 16)
KEY = MailboxKey(b"\x33" * 32)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_seed_has_32_bytes(length: int) -> None:
    with pytest.raises(Malformed):
        MailboxKey(bytes(length))


def test_the_same_seed_is_the_same_mailbox() -> None:
    sealed = seal(PLACE, b"answer", [Recipient("", 0, KEY.public)])
    again = MailboxKey(b"\x33" * 32)
    assert again.public == KEY.public
    assert again.open(PLACE, sealed.ciphertext, sealed.wraps[0]) == b"answer"


def test_a_wrap_for_a_circle_is_not_for_a_mailbox() -> None:
    sealed = seal(PLACE, b"x", [Recipient("main", 3, KEY.public)])
    (wrap,) = sealed.wraps
    for claimed in (wrap, replace(wrap, circle="", epoch=0), replace(wrap, circle="")):
        with pytest.raises(CannotOpen):
            KEY.open(PLACE, sealed.ciphertext, claimed)


def test_a_mailbox_wrap_says_what_it_is() -> None:
    sealed = seal(PLACE, b"x", [Recipient("", 0, KEY.public)])
    (wrap,) = sealed.wraps
    for change in ({"epoch": 1}, {"circle": "main"}, {"key_id": bytes(8)}):
        with pytest.raises(CannotOpen):
            KEY.open(PLACE, sealed.ciphertext, replace(wrap, **change))


def test_another_mailbox_cannot_open_it(other_mailbox: MailboxKey) -> None:
    sealed = seal(PLACE, b"x", [Recipient("", 0, KEY.public)])
    (wrap,) = sealed.wraps
    for claimed in (wrap, replace(wrap, key_id=other_mailbox.public.key_id)):
        with pytest.raises(CannotOpen):
            other_mailbox.open(PLACE, sealed.ciphertext, claimed)


def test_a_degenerate_point_in_a_wrap_cannot_be_opened() -> None:
    (wrap,) = seal(PLACE, b"x", [Recipient("", 0, KEY.public)]).wraps
    at = 1 + ENC_BYTES
    for point in (bytes(32), b"\x01" + bytes(31)):
        turned = wrap.sealed[: at - 32] + point + wrap.sealed[at:]
        with pytest.raises(CannotOpen):
            KEY.unwrap(turned, b"")


@pytest.mark.parametrize("length", [0, 1, 100, 1121, 1122, 1168])
def test_a_wrap_cut_short_cannot_be_opened(length: int) -> None:
    (wrap,) = seal(PLACE, b"x", [Recipient("", 0, KEY.public)]).wraps
    with pytest.raises(CannotOpen):
        KEY.unwrap(wrap.sealed[:length], b"")


def test_an_unknown_version_is_named() -> None:
    with pytest.raises(UnknownVersion) as caught:
        KEY.unwrap(b"\x09" + bytes(1168), b"")
    assert caught.value.version == 9


def test_bad_padding_inside_a_right_seal_cannot_be_opened() -> None:
    padded = bytearray(pad("message", b"x"))
    padded[-1] = 1
    ciphertext = b"\x01" + aead_seal(bytes(32), bytes(12), bytes(padded), PLACE.aad())
    with pytest.raises(CannotOpen, match=r"^cannot be opened$"):
        open_content(PLACE, ciphertext, bytes(32))


def test_a_compartment_without_classes_cannot_be_opened() -> None:
    place = replace(PLACE, compartment="diary")
    ciphertext = b"\x01" + aead_seal(bytes(32), bytes(12), bytes(1024), place.aad())
    with pytest.raises(CannotOpen):
        open_content(place, ciphertext, bytes(32))


def test_a_content_key_of_another_length_cannot_open() -> None:
    for length in (0, 16, 31):
        with pytest.raises(CannotOpen):
            open_content(PLACE, b"\x01" + bytes(1040), bytes(length))


def test_the_version_byte_comes_first() -> None:
    assert versioned(b"\x01rest") == b"rest"
    with pytest.raises(CannotOpen):
        versioned(b"")


def test_a_mailbox_does_not_show_its_seed() -> None:
    assert "33" * 8 not in repr(KEY)
    assert not hasattr(KEY, "__dict__")


@given(
    st.binary(max_size=1200),
    st.text(max_size=3),
    st.integers(0, 3),
    st.just(KEY.public.key_id) | st.binary(max_size=9),
    st.binary(max_size=1200) | st.binary(min_size=1169, max_size=1169),
)
def test_arbitrary_bytes_are_never_another_error(
    ciphertext: bytes, circle: str, epoch: int, key_id: bytes, sealed: bytes
) -> None:
    with pytest.raises(CryptoError):
        KEY.open(PLACE, ciphertext, Wrap(circle, epoch, key_id, sealed))
