"""Who wrote what stands in a seal, and for which place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.envelope import Place
from crypto.errors import BadSignature, CryptoError, Malformed, NotListed, UnknownVersion, WeakKey
from crypto.manifest import Manifest, read_manifest
from crypto.parts import read_part, read_reply, sign_part, sign_reply
from crypto.signing import Signer
from crypto.suite import prefixed, sha256
from crypto.verifying import verify

if TYPE_CHECKING:
    from conftest import Lists

CHANGES = [
    {"installation": b"x" * 16},
    {"report": b"x" * 16},
    {"compartment": "consent"},
    {"item": b"x" * 16},
]


@pytest.fixture
def manifest(lists: Lists, today: date) -> Manifest:
    return read_manifest(*lists.manifest(), lists.pins, today)


def test_a_part_to_the_byte(place: Place, signer: Signer) -> None:
    body = sign_part(signer, place, b"content")
    assert len(body) == 1 + 64 + 7
    assert (body[:1], body[65:]) == (b"\x01", b"content")
    statement = prefixed(
        place.installation, place.report, b"message", place.item, sha256(b"content")
    )
    verify(signer.verifying_key, "brolly/part/v1", statement, body[1:65])
    assert read_part(place, signer.verifying_key, body) == b"content"


def test_an_empty_part_is_a_part(place: Place, signer: Signer) -> None:
    assert read_part(place, signer.verifying_key, sign_part(signer, place, b"")) == b""


@pytest.mark.parametrize("change", CHANGES)
def test_a_part_moved_elsewhere_is_noticed(
    place: Place, signer: Signer, change: dict[str, bytes]
) -> None:
    body = sign_part(signer, place, b"content")
    with pytest.raises(BadSignature):
        read_part(replace(place, **change), signer.verifying_key, body)


def test_replaced_content_is_noticed(place: Place, signer: Signer, stranger: Signer) -> None:
    body = sign_part(signer, place, b"content")
    for other in (body[:65] + b"Content", body[:-1], sign_part(stranger, place, b"content")):
        with pytest.raises(BadSignature):
            read_part(place, signer.verifying_key, other)


def test_a_part_under_a_weak_key_is_nobodys(place: Place) -> None:
    forged = b"\x01" + bytes.fromhex("58" + "66" * 31) + (1).to_bytes(32, "little") + b"yes"
    with pytest.raises(WeakKey):
        read_part(place, b"\x01" + bytes(31), forged)


@pytest.mark.parametrize("body", [b"", b"\x01", b"\x01" + bytes(63)])
def test_a_part_cut_short_is_malformed(place: Place, signer: Signer, body: bytes) -> None:
    with pytest.raises(Malformed):
        read_part(place, signer.verifying_key, body)


def test_a_reply_is_no_part_and_a_part_no_reply(
    place: Place, lists: Lists, manifest: Manifest, today: date
) -> None:
    signer = lists.epoch_signer(3)
    with pytest.raises(UnknownVersion) as caught:
        read_part(place, signer.verifying_key, sign_reply(signer, place, "main", 3, b"c"))
    assert caught.value.version == 2
    with pytest.raises(UnknownVersion) as caught:
        read_reply(place, manifest, sign_part(signer, place, b"c"), today)
    assert caught.value.version == 1


def test_a_reply_to_the_byte(place: Place, lists: Lists, manifest: Manifest, today: date) -> None:
    signer = lists.epoch_signer(3)
    body = sign_reply(signer, place, "main", 3, b"content")
    assert body[:10] == b"\x02\x04main\0\0\0\x03"
    assert body[74:] == b"content"
    statement = prefixed(
        place.installation,
        place.report,
        b"message",
        place.item,
        b"main",
        b"\0\0\0\x03",
        sha256(b"content"),
    )
    verify(signer.verifying_key, "brolly/reply/v1", statement, body[10:74])
    assert read_reply(place, manifest, body, today) == b"content"


@pytest.mark.parametrize("change", CHANGES)
def test_a_reply_moved_elsewhere_is_noticed(
    place: Place, lists: Lists, manifest: Manifest, today: date, change: dict[str, bytes]
) -> None:
    body = sign_reply(lists.epoch_signer(3), place, "main", 3, b"content")
    with pytest.raises(BadSignature):
        read_reply(replace(place, **change), manifest, body, today)


def test_a_retired_epoch_speaks_only_for_its_own_days(
    place: Place, lists: Lists, manifest: Manifest
) -> None:
    body = sign_reply(lists.epoch_signer(1), place, "main", 1, b"content")
    assert read_reply(place, manifest, body, date(2026, 1, 10)) == b"content"
    with pytest.raises(BadSignature):
        read_reply(place, manifest, body, date(2026, 1, 11))


def test_nobody_outside_the_manifest_speaks_for_a_circle(
    place: Place, lists: Lists, manifest: Manifest, stranger: Signer, today: date
) -> None:
    with pytest.raises(BadSignature):
        read_reply(place, manifest, sign_reply(stranger, place, "main", 3, b"c"), today)
    body = sign_reply(lists.epoch_signer(2), place, "main", 3, b"c")
    with pytest.raises(BadSignature):
        read_reply(place, manifest, body, today)
    for circle, epoch in (("main", 4), ("north", 3)):
        body = sign_reply(lists.epoch_signer(3), place, circle, epoch, b"c")
        with pytest.raises(NotListed):
            read_reply(place, manifest, body, today)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x02",
        b"\x02\x04mai",
        b"\x02\x04main\0\0\0\x03" + bytes(63),
        b"\x02\xffmain\0\0\0\x03" + bytes(64),
        b"\x02\x01\xff\0\0\0\x03" + bytes(64),
    ],
)
def test_a_reply_cut_short_is_malformed(
    place: Place, manifest: Manifest, today: date, body: bytes
) -> None:
    with pytest.raises(Malformed) as caught:
        read_reply(place, manifest, body, today)
    assert type(caught.value) is Malformed


def test_a_reply_has_a_circle_of_255_bytes_at_most(place: Place, signer: Signer) -> None:
    assert sign_reply(signer, place, "c" * 255, 1, b"")[1] == 255
    for circle, epoch in (("c" * 256, 1), ("c", 2**32), ("c", -1)):
        with pytest.raises(Malformed):
            sign_reply(signer, place, circle, epoch, b"")


ANY = st.binary(max_size=120) | st.binary(max_size=120).map(lambda rest: b"\x02\x04main" + rest)


@given(ANY)
def test_arbitrary_bodies_are_refused(lists: Lists, body: bytes) -> None:
    place = Place(b"n" * 16, b"r" * 16, "status", b"i" * 16)
    manifest = read_manifest(*lists.manifest(), lists.pins, date(2026, 3, 5))
    with pytest.raises(CryptoError):
        read_reply(place, manifest, body, date(2026, 3, 5))
    with pytest.raises(CryptoError):
        read_part(place, lists.pins.organisation, body)
