"""The primitives, each in one place: hashing, derivation, AES-GCM and sealing to a public key.

Sources: RFC 9180 (HPKE), draft-connolly-cfrg-xwing-kem (X-Wing, KEM id 0x647a), RFC 5869 (HKDF),
NIST SP 800-38D (GCM). Vectors from an independent implementation lie in `tests/crypto/vectors/`.
"""

from __future__ import annotations

import hashlib
import os
import struct
from dataclasses import dataclass, field
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.errors import CannotOpen, Malformed, TooLarge

VERSION = b"\x01"
"""First byte of every sealed format: a later format can be told apart before any key is used."""

SEALING_KEY_BYTES = 1216
"""ML-KEM-768 encapsulation key (1184) followed by the X25519 public key (32)."""

ENC_BYTES = 1120
"""X-Wing ciphertext: ML-KEM-768 ciphertext (1088) followed by the ephemeral X25519 key (32)."""

TAG_BYTES = 16
NONCE_BYTES = 12
KEY_BYTES = 32
ID_BYTES = 16
FINGERPRINT_BYTES = 16
WRAP_BYTES = 1 + ENC_BYTES + KEY_BYTES + TAG_BYTES
"""A wrapped 32-byte key: version, X-Wing ciphertext, key, tag. 1169 bytes."""

MLKEM_BYTES = 1184

HPKE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
"""The one ciphersuite; a second would be a new format version, never a negotiation."""

_CURVE_FIELD = 2**255 - 19
_SMALL_ORDER_U = frozenset(
    {
        0,
        1,
        _CURVE_FIELD - 1,
        0x00B8495F16056286FDB1329CEB8D09DA6AC49FF1FAE35616AEB8413B7C7AEBE0,
        0x57119FD0DD4E22D8868E1C58C45C44045BEF839C55B1D0B1248C50A3BC959C5F,
    }
)
"""The u of every X25519 point of small order, on the curve and its twist (RFC 7748, section 6.1,
and the list at cr.yp.to/ecdh.html): an exchange with one gives zero."""


def prefixed(*parts: bytes) -> bytes:
    """Join `parts` so that no two different lists give the same bytes.

    Each part is preceded by its length as an unsigned 32-bit big-endian number.
    """
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def u32(number: int) -> bytes:
    """Encode `number` (0 to 2**32 - 1) as four big-endian bytes; Malformed outside that range."""
    try:
        return struct.pack(">I", number)
    except struct.error as error:
        raise Malformed("a number does not fit in 32 bits") from error


def sha256(data: bytes) -> bytes:
    """Return the 32 bytes of SHA-256 (FIPS 180-4)."""
    return hashlib.sha256(data).digest()


def fingerprint(key: bytes) -> str:
    """Return what pages and paper show of a public key: 128 bits of its SHA-256 in eight groups.

    Nobody finds a second key for 128 bits, and eight groups can be read out and compared.
    """
    digits = sha256(key)[:FINGERPRINT_BYTES].hex()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def hkdf(secret: bytes, label: str, *context: bytes, length: int = KEY_BYTES) -> bytes:
    """Derive `length` bytes: HKDF-SHA256 (RFC 5869), empty salt, info = prefixed(label, context).

    `secret` must already be uniformly random (a key, a nonce, the output of a password hash).
    """
    info = prefixed(label.encode(), *context)
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=info).derive(secret)


def random_bytes(count: int) -> bytes:
    """Return `count` bytes from the operating system's generator."""
    return os.urandom(count)


def aead_seal(key: bytes, nonce: bytes, plaintext: bytes, aad: bytes) -> bytes:
    """Encrypt with AES-256-GCM; the 16-byte tag is at the end.

    Key 32 bytes, nonce 12. The caller answers for never using a nonce twice under one key.
    Raises Malformed for a key or nonce of another length, TooLarge past GCM's own limit.
    """
    _expect(key, KEY_BYTES, "key")
    _expect(nonce, NONCE_BYTES, "nonce")
    try:
        return AESGCM(key).encrypt(nonce, plaintext, aad)
    except OverflowError as error:
        raise TooLarge(len(plaintext), 2**31 - 1) from error


def aead_open(key: bytes, nonce: bytes, ciphertext: bytes, aad: bytes) -> bytes:
    """Decrypt AES-256-GCM. Raises CannotOpen, whatever the reason."""
    try:
        _expect(key, KEY_BYTES, "key")
        return AESGCM(key).decrypt(nonce, ciphertext, aad)
    except (InvalidTag, ValueError, TypeError, OverflowError, Malformed) as error:
        raise CannotOpen from error


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A public key that can be sealed to: X-Wing, 1216 bytes. It opens nothing."""

    raw: bytes
    _native: MLKEM768X25519PublicKey = field(repr=False, compare=False)

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read ML-KEM-768 key (1184 bytes) ‖ X25519 key (32 bytes).

        Raises Malformed for a wrong length, for ML-KEM coefficients out of range (FIPS 203,
        section 7.2) and for an X25519 point of small order, which would void that half.
        """
        _expect(raw, SEALING_KEY_BYTES, "sealing key")
        try:
            lattice = MLKEM768PublicKey.from_public_bytes(raw[:MLKEM_BYTES])
            curve = X25519PublicKey.from_public_bytes(raw[MLKEM_BYTES:])
        except (ValueError, TypeError) as error:
            raise Malformed("not a usable sealing key") from error
        # RFC 7748, section 5: the highest bit is not read, and u counts modulo the field.
        u = int.from_bytes(raw[MLKEM_BYTES:], "little") & (2**255 - 1)
        if u % _CURVE_FIELD in _SMALL_ORDER_U:
            raise Malformed("a sealing key of small order")
        return cls(bytes(raw), MLKEM768X25519PublicKey(lattice, curve))

    @property
    def key_id(self) -> bytes:
        """First 8 bytes of the key's SHA-256: names the key in a wrap, proves nothing."""
        return sha256(self.raw)[:8]

    def wrap(self, secret: bytes, info: bytes) -> bytes:
        """Seal `secret` to this key: 0x01 ‖ enc (1120) ‖ ciphertext and tag.

        HPKE base mode, single shot (RFC 9180, section 6.1), empty additional data: the whole
        context stands in `info`.
        """
        return VERSION + HPKE.encrypt(secret, self._native, info=info)


def _expect(value: bytes, length: int, what: str) -> None:
    if len(value) != length:
        raise Malformed(f"a {what} has {length} bytes")
