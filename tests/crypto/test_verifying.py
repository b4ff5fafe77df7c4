"""Signatures count for one key, one label, one statement, and never under a weak key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import BadSignature, CryptoError, WeakKey
from crypto.signing import Signer
from crypto.verifying import check_point, verify

FIELD = 2**255 - 19
LABEL = "brolly/test/v1"

# The eight points of small order (order 1, 2, 4, 4, 8, 8, 8, 8).
SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
]

# Other encodings of the first three: y = p, y = p + 1, and a sign where x is zero.
OTHER_ENCODINGS = [
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]

NEUTRAL = bytes.fromhex(SMALL_ORDER[0])
BASE = bytes.fromhex("58" + "66" * 31)


def on_curve_order(encoded: bytes) -> int:
    """The order of a canonical point, counted on the curve itself (RFC 8032, section 5.1)."""
    d = -121665 * pow(121666, -1, FIELD) % FIELD
    value = int.from_bytes(encoded, "little")
    y, sign = value & (2**255 - 1), value >> 255
    square = (y * y - 1) * pow(d * y * y + 1, -1, FIELD) % FIELD
    x = pow(square, (FIELD + 3) // 8, FIELD)
    if x * x % FIELD != square:
        x = x * pow(2, (FIELD - 1) // 4, FIELD) % FIELD
    assert x * x % FIELD == square
    if x % 2 != sign:
        x = -x % FIELD
    point, order = (x, y), 1
    while point != (0, 1) and order < 9:
        (a, b), t = point, d * point[0] * x * point[1] * y
        point = (
            (a * y + x * b) * pow(1 + t, -1, FIELD) % FIELD,
            (b * y + a * x) * pow(1 - t, -1, FIELD) % FIELD,
        )
        order += 1
    return order


def test_the_list_of_weak_points_is_right() -> None:
    orders = [on_curve_order(bytes.fromhex(point)) for point in SMALL_ORDER]
    assert orders == [1, 2, 4, 4, 8, 8, 8, 8]


@pytest.mark.parametrize("point", SMALL_ORDER + OTHER_ENCODINGS)
def test_a_weak_point_is_neither_a_key_nor_an_r(point: str, signer: Signer) -> None:
    weak = bytes.fromhex(point)
    with pytest.raises(WeakKey):
        check_point(weak)
    # B·1 with S = 1 is a "signature" of the neutral key over anything.
    with pytest.raises(WeakKey):
        verify(weak, LABEL, b"yes to everything", BASE + (1).to_bytes(32, "little"))
    good = signer.sign(LABEL, b"s")
    with pytest.raises(WeakKey):
        verify(signer.verifying_key, LABEL, b"s", weak + good[32:])


@pytest.mark.parametrize("above", range(19))
def test_every_y_past_the_field_is_refused(above: int) -> None:
    for sign in (0, 1 << 255):
        with pytest.raises(WeakKey):
            check_point((FIELD + above + sign).to_bytes(32, "little"))


def test_a_right_signature_is_accepted(signer: Signer) -> None:
    verify(signer.verifying_key, LABEL, b"s", signer.sign(LABEL, b"s"))
    check_point(signer.verifying_key)


def test_another_key_label_or_statement_is_refused(signer: Signer, stranger: Signer) -> None:
    signature = signer.sign(LABEL, b"s")
    for key, label, statement in (
        (stranger.verifying_key, LABEL, b"s"),
        (signer.verifying_key, "brolly/part/v1", b"s"),
        (signer.verifying_key, LABEL, b"t"),
    ):
        with pytest.raises(BadSignature, match=r"^the signature does not fit$"):
            verify(key, label, statement, signature)


def test_a_label_cannot_flow_into_the_statement(signer: Signer) -> None:
    signature = signer.sign("ab", b"c")
    with pytest.raises(BadSignature):
        verify(signer.verifying_key, "a", b"bc", signature)


def test_an_s_that_is_not_reduced_is_refused(signer: Signer) -> None:
    order = 2**252 + 27742317777372353535851937790883648493
    signature = signer.sign(LABEL, b"s")
    s = int.from_bytes(signature[32:], "little") + order
    with pytest.raises(BadSignature):
        verify(signer.verifying_key, LABEL, b"s", signature[:32] + s.to_bytes(32, "little"))


@pytest.mark.parametrize("length", [0, 63, 65])
def test_a_signature_has_64_bytes(signer: Signer, length: int) -> None:
    with pytest.raises(BadSignature):
        verify(signer.verifying_key, LABEL, b"s", bytes(length))


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_has_32_bytes(length: int) -> None:
    with pytest.raises(BadSignature):
        check_point(bytes(length))


@given(st.binary(max_size=40), st.binary(max_size=70), st.binary(max_size=10))
def test_arbitrary_keys_and_signatures_are_bad_signatures(
    key: bytes, signature: bytes, statement: bytes
) -> None:
    with pytest.raises(BadSignature):
        verify(key, LABEL, statement, signature)


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64))
def test_arbitrary_bytes_of_the_right_length_too(key: bytes, signature: bytes) -> None:
    with pytest.raises(CryptoError) as caught:
        verify(key, LABEL, b"s", signature)
    assert isinstance(caught.value, BadSignature)
