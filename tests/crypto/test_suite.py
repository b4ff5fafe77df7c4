"""The primitives against published vectors, and the keys that must be refused."""

from __future__ import annotations

import contextlib
import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from crypto import suite
from crypto.errors import CannotOpen, Malformed, TooLarge
from crypto.mailbox import MailboxKey
from crypto.suite import SealingKey, aead_open, aead_seal, fingerprint, hkdf, prefixed, u32

# draft-connolly-cfrg-xwing-kem, appendix C, first vector.
XWING_SEED = bytes.fromhex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26")
XWING_KEY_BEGINS = bytes.fromhex("e2236b35a8c24b39b10aa1323a96a919a2ced88400633a7b07131713fc14b2b5")

SMALL_ORDER_U = [
    bytes(32),
    b"\x01" + bytes(31),
    bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
    bytes.fromhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
    (2**255 - 20).to_bytes(32, "little"),
    (2**255 - 19).to_bytes(32, "little"),
    (2**255 - 18).to_bytes(32, "little"),
]


def test_prefixed_puts_the_length_before_each_part() -> None:
    assert prefixed(b"ab", b"", b"c") == b"\0\0\0\x02ab\0\0\0\0\0\0\0\x01c"
    assert prefixed() == b""


@given(st.lists(st.binary(max_size=5), max_size=4), st.lists(st.binary(max_size=5), max_size=4))
def test_no_two_lists_of_parts_give_the_same_bytes(one: list[bytes], other: list[bytes]) -> None:
    assert (prefixed(*one) == prefixed(*other)) == (one == other)


def test_u32_is_big_endian_and_bounded() -> None:
    assert u32(0x01020304) == b"\x01\x02\x03\x04"
    for number in (-1, 2**32):
        with pytest.raises(Malformed):
            u32(number)


def test_hkdf_is_rfc_5869_with_an_empty_salt() -> None:
    secret, info = b"\x0b" * 32, prefixed(b"label", b"ctx")
    prk = hmac.new(bytes(32), secret, "sha256").digest()
    expected = hmac.new(prk, info + b"\x01", "sha256").digest()
    assert hkdf(secret, "label", b"ctx") == expected
    assert hkdf(secret, "label", b"ctx", length=11) == expected[:11]
    assert expected.hex() == "0a8f92cbe452f59e30399e3180b19df561a36ac1cb4dcb657620cf7903602db7"


def test_sha256_is_fips_180() -> None:
    assert suite.sha256(b"abc").hex().startswith("ba7816bf8f01cfea414140de5dae2223")


def test_aes_gcm_comes_to_the_value_of_nists_vector() -> None:
    # GCM specification (McGrew, Viega), appendix B, test case 14.
    sealed = aead_seal(bytes(32), bytes(12), bytes(16), b"")
    assert sealed.hex() == "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
    assert aead_open(bytes(32), bytes(12), sealed, b"") == bytes(16)


@pytest.mark.parametrize(
    ("key", "nonce", "aad"),
    [
        (b"\x01" * 32, bytes(12), b""),
        (bytes(32), b"\x01" * 12, b""),
        (bytes(32), bytes(12), b"other"),
        (bytes(31), bytes(12), b""),
        (bytes(32), b"", b""),
    ],
)
def test_whatever_differs_the_answer_is_the_same(key: bytes, nonce: bytes, aad: bytes) -> None:
    sealed = aead_seal(bytes(32), bytes(12), b"body", b"")
    with pytest.raises(CannotOpen, match=r"^cannot be opened$"):
        aead_open(key, nonce, sealed, aad)


@given(st.binary(max_size=64))
def test_random_bytes_never_open(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        aead_open(bytes(32), bytes(12), sealed, b"another context")


@pytest.mark.parametrize(("key", "nonce"), [(bytes(31), bytes(12)), (bytes(32), bytes(11))])
def test_sealing_wants_keys_of_the_right_size(key: bytes, nonce: bytes) -> None:
    with pytest.raises(Malformed):
        aead_seal(key, nonce, b"", b"")


def test_what_gcm_itself_refuses_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    class Overflowing:
        def __init__(self, key: bytes) -> None: ...

        def encrypt(self, nonce: bytes, plaintext: bytes, aad: bytes) -> bytes:
            raise OverflowError

    monkeypatch.setattr(suite, "AESGCM", Overflowing)
    with pytest.raises(TooLarge) as caught:
        aead_seal(bytes(32), bytes(12), b"body", b"")
    assert (caught.value.size, caught.value.limit) == (4, 2**31 - 1)


def test_a_public_key_is_ml_kem_then_x25519_as_in_the_draft() -> None:
    raw = MailboxKey(XWING_SEED).public.raw
    assert len(raw) == 1184 + 32
    assert raw.startswith(XWING_KEY_BEGINS)
    scalar = hashlib.shake_256(XWING_SEED).digest(96)[64:]
    curve = X25519PrivateKey.from_private_bytes(scalar).public_key().public_bytes_raw()
    assert raw[1184:] == curve


def test_a_sealing_key_reads_what_it_wrote(mailbox: MailboxKey) -> None:
    key = SealingKey.from_bytes(mailbox.public.raw)
    assert key == mailbox.public
    assert key.key_id == hashlib.sha256(key.raw).digest()[:8]


def test_a_wrap_is_1169_bytes_and_opens_only_in_its_context(mailbox: MailboxKey) -> None:
    sealed = mailbox.public.wrap(b"k" * 32, b"context")
    assert len(sealed) == suite.WRAP_BYTES == 1169
    assert sealed[:1] == b"\x01"
    assert mailbox.unwrap(sealed, b"context") == b"k" * 32
    with pytest.raises(CannotOpen):
        mailbox.unwrap(sealed, b"other context")


@pytest.mark.parametrize("length", [0, 1, 1215, 1217])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(Malformed):
        SealingKey.from_bytes(bytes(length))


def test_ml_kem_coefficients_out_of_range_are_refused(mailbox: MailboxKey) -> None:
    with pytest.raises(Malformed):
        SealingKey.from_bytes(b"\xff" * 1184 + mailbox.public.raw[1184:])


@pytest.mark.parametrize("point", SMALL_ORDER_U)
@pytest.mark.parametrize("high_bit", [0, 0x80])
def test_an_x25519_point_of_small_order_is_refused(
    mailbox: MailboxKey, point: bytes, high_bit: int
) -> None:
    point = point[:31] + bytes([point[31] | high_bit])
    # That the list is right is shown by the library: an exchange with such a point fails.
    with pytest.raises(ValueError, match="shared key"):
        X25519PrivateKey.from_private_bytes(b"\x07" * 32).exchange(
            X25519PublicKey.from_public_bytes(point)
        )
    with pytest.raises(Malformed):
        SealingKey.from_bytes(mailbox.public.raw[:1184] + point)


@given(st.binary(max_size=1300) | st.binary(min_size=1216, max_size=1216))
def test_arbitrary_bytes_are_a_key_or_malformed(raw: bytes) -> None:
    with contextlib.suppress(Malformed):
        assert SealingKey.from_bytes(raw).raw == raw


def test_a_fingerprint_can_be_read_out() -> None:
    # SHA-256 of 32 zero bytes begins 66687aadf862bd776c8fc18b8e9f8e20
    assert fingerprint(bytes(32)) == "6668 7aad f862 bd77 6c8f c18b 8e9f 8e20"
