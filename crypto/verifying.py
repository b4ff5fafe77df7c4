"""Checks labelled statements, and refuses keys under which anybody could sign.

RFC 8032 lets a verifier accept points of small order; under such a key one signature fits many
statements, so a "signed" consent would bind nobody. Both the key and R of the signature are
refused when they have small order or a non-canonical encoding ("Taming the many EdDSAs",
Chalkias, Garillot, Nikolaenko, SSR 2020).
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from crypto.errors import BadSignature, WeakKey
from crypto.suite import prefixed

KEY_BYTES = 32
SIGNATURE_BYTES = 64

_FIELD = 2**255 - 19
_SIGN_BIT = 1 << 255

_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7

SMALL_ORDER_Y = frozenset({0, 1, _FIELD - 1, _ORDER_8, _FIELD - _ORDER_8})
"""The y of the eight points of small order: 1 (neutral), -1 (order 2), 0 (order 4, two signs of x)
and ±_ORDER_8 (order 8, two signs each). Other encodings of them have y ≥ p and are refused as
non-canonical; with x = 0 the sign bit is not canonical either, and y is 1 or -1, so here."""


def check_point(encoded: bytes) -> None:
    """Raise WeakKey for a point of small order or with y ≥ 2**255 - 19; BadSignature by length.

    Whether the point lies on the curve is left to the verification itself.
    """
    if len(encoded) != KEY_BYTES:
        raise BadSignature(f"a verifying key has {KEY_BYTES} bytes")
    y = int.from_bytes(encoded, "little") & ~_SIGN_BIT
    if y >= _FIELD or y in SMALL_ORDER_Y:
        raise WeakKey


def verify(key: bytes, label: str, statement: bytes, signature: bytes) -> None:
    """Return when `signature` (64 bytes) is `key`'s over prefixed(label, statement).

    Raises BadSignature, or WeakKey (one of it) for a weak key or a weak R. A scalar S that is not
    reduced is refused by the library (RFC 8032, section 5.1.7).
    """
    check_point(key)
    if len(signature) != SIGNATURE_BYTES:
        raise BadSignature
    check_point(signature[:KEY_BYTES])
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(
            signature, prefixed(label.encode(), statement)
        )
    except (InvalidSignature, ValueError, TypeError) as error:
        raise BadSignature from error
