"""One ciphertext, several readers, and nothing that can be moved or guessed at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crypto.envelope import Place, Recipient, Wrap
from crypto.errors import CannotOpen, Malformed, TooLarge, UnknownVersion
from crypto.mailbox import MailboxKey
from crypto.sealing import seal


@pytest.fixture
def recipient(mailbox: MailboxKey) -> Recipient:
    return Recipient("", 0, mailbox.public)


def test_what_is_sealed_opens_with_its_length_hidden(
    place: Place, mailbox: MailboxKey, recipient: Recipient
) -> None:
    sealed = seal(place, b"hello", [recipient])
    assert len(sealed.ciphertext) == 1 + 1024 + 16
    assert sealed.ciphertext[:1] == b"\x01"
    assert b"hello" not in sealed.ciphertext
    (wrap,) = sealed.wraps
    assert mailbox.open(place, sealed.ciphertext, wrap) == b"hello"


def test_each_recipient_has_a_wrap_of_the_same_key(
    place: Place, mailbox: MailboxKey, other_mailbox: MailboxKey, recipient: Recipient
) -> None:
    sealed = seal(place, b"hello", [recipient, Recipient("", 0, other_mailbox.public)])
    for key, wrap in zip((mailbox, other_mailbox), sealed.wraps, strict=True):
        assert wrap.key_id == key.public.key_id
        assert len(wrap.sealed) == 1169
        assert key.open(place, sealed.ciphertext, wrap) == b"hello"


def test_sealing_twice_shares_nothing(place: Place, recipient: Recipient) -> None:
    one, other = (seal(place, b"hello", [recipient]) for _ in range(2))
    assert one.ciphertext[1:33] != other.ciphertext[1:33]
    assert one.wraps[0].sealed[1:33] != other.wraps[0].sealed[1:33]


@pytest.mark.parametrize(
    "change",
    [
        {"installation": b"x" * 16},
        {"report": b"x" * 16},
        {"compartment": "consent"},
        {"item": b"x" * 16},
    ],
)
def test_it_opens_nowhere_else(
    place: Place, mailbox: MailboxKey, recipient: Recipient, change: dict[str, bytes]
) -> None:
    sealed = seal(place, b"hello", [recipient])
    with pytest.raises(CannotOpen):
        mailbox.open(replace(place, **change), sealed.ciphertext, sealed.wraps[0])


@pytest.mark.parametrize("at", [1, 500, 1040])
def test_a_changed_ciphertext_does_not_open(
    place: Place, mailbox: MailboxKey, recipient: Recipient, at: int
) -> None:
    sealed = seal(place, b"hello", [recipient])
    turned = bytearray(sealed.ciphertext)
    turned[at] ^= 1
    with pytest.raises(CannotOpen):
        mailbox.open(place, bytes(turned), sealed.wraps[0])


def test_another_version_is_named(place: Place, mailbox: MailboxKey, recipient: Recipient) -> None:
    sealed = seal(place, b"hello", [recipient])
    with pytest.raises(UnknownVersion) as caught:
        mailbox.open(place, b"\x02" + sealed.ciphertext[1:], sealed.wraps[0])
    assert caught.value.version == 2


def test_the_key_of_one_content_opens_no_other(
    place: Place, mailbox: MailboxKey, recipient: Recipient
) -> None:
    one, other = (seal(place, body, [recipient]) for body in (b"one", b"other"))
    with pytest.raises(CannotOpen):
        mailbox.open(place, one.ciphertext, other.wraps[0])


def test_nothing_is_sealed_to_nobody(place: Place) -> None:
    with pytest.raises(Malformed):
        seal(place, b"hello", [])


def test_too_much_is_refused_with_its_size(place: Place, recipient: Recipient) -> None:
    with pytest.raises(TooLarge) as caught:
        seal(place, bytes(16381), [recipient])
    assert (caught.value.size, caught.value.limit) == (16381, 16380)


def test_an_unknown_compartment_is_malformed(place: Place, recipient: Recipient) -> None:
    with pytest.raises(Malformed):
        seal(replace(place, compartment="diary"), b"", [recipient])


def test_a_wrap_names_its_recipient(place: Place, mailbox: MailboxKey) -> None:
    sealed = seal(place, b"", [Recipient("main", 7, mailbox.public)])
    (wrap,) = sealed.wraps
    assert wrap == Wrap("main", 7, mailbox.public.key_id, wrap.sealed)
