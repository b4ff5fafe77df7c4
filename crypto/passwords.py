"""From words that people choose to keys: slow on purpose, as slow as an old laptop bears.

Argon2id (RFC 9106) for passphrases, which open a key file; PBKDF2-HMAC-SHA256 (RFC 8018) for the
community phrase, which many people know and which protects published bulletins from passers-by.
"""

from __future__ import annotations

import hmac
import threading
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from crypto.errors import Malformed, TooBusy
from crypto.suite import KEY_BYTES, random_bytes

SALT_BYTES = 16
"""What RFC 9106, section 3.1, recommends for password hashing."""

MEMORY_KIB = range(8 * 1024, 256 * 1024 + 1)
"""Below, a thief's guess costs too little; above, a false key file could exhaust the machine, of
which two are derived at a time."""

TIME = range(1, 11)
LANES = range(1, 5)

PHRASE_ROUNDS = 2**15

AT_ONCE = 2
"""Derivations at a time in one process: 64 MiB each, so that sign-ins cannot fill the memory."""

TURN_SECONDS = 10.0
"""How long one waits for a turn: a derivation takes some 0.2 s."""

_slots = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Argon2Params:
    """Cost of one derivation: memory in KiB, passes over it, lanes.

    RFC 9106, section 4, second recommended option (64 MiB, three passes), with one lane for slow
    laptops. They are stored beside what they protect, and so are checked before they are believed:
    Malformed when out of bounds.
    """

    memory_kib: int = 64 * 1024
    time: int = 3
    lanes: int = 1

    def __post_init__(self) -> None:
        """Check the bounds."""
        if self.memory_kib not in MEMORY_KIB or self.time not in TIME or self.lanes not in LANES:
            raise Malformed("Argon2 parameters out of bounds")


def derive(passphrase: str, salt: bytes, params: Argon2Params) -> bytes:
    """Return 32 bytes from a passphrase (Argon2id, version 0x13; RFC 9106).

    Raises Malformed unless the salt has 16 bytes. Takes `params.memory_kib` of memory meanwhile,
    and waits while two others run: call it outside any transaction. Raises TooBusy when no turn
    comes within `TURN_SECONDS`.
    """
    if len(salt) != SALT_BYTES:
        raise Malformed(f"a salt has {SALT_BYTES} bytes")
    argon2 = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=params.time,
        lanes=params.lanes,
        memory_cost=params.memory_kib,
    )
    if not _slots.acquire(timeout=TURN_SECONDS):
        raise TooBusy
    try:
        return argon2.derive(_typed(passphrase))
    finally:
        _slots.release()


def page_phrase_hash(phrase: str, salt: bytes | None = None) -> bytes:
    """Return what is kept of the community phrase: salt (16 bytes) ‖ PBKDF2 output (32)."""
    salt = salt or random_bytes(SALT_BYTES)
    stretched = PBKDF2HMAC(
        algorithm=hashes.SHA256(), length=KEY_BYTES, salt=salt, iterations=PHRASE_ROUNDS
    )
    return salt + stretched.derive(_typed(_plain(phrase)))


def page_phrase_check(phrase: str, kept: bytes) -> bool:
    """Say whether `phrase` is the one of `kept`; case and spacing do not matter."""
    if len(kept) != SALT_BYTES + KEY_BYTES:
        return False
    return hmac.compare_digest(kept, page_phrase_hash(phrase, kept[:SALT_BYTES]))


def _plain(phrase: str) -> str:
    """Forgive what differs between a poster and a phone's keyboard."""
    return " ".join(unicodedata.normalize("NFKC", phrase).casefold().split())


def _typed(text: str) -> bytes:
    """Encode as RFC 8265, section 4.2.2 (OpaqueString): every space one space, then NFC.

    Without it, "é" typed on one keyboard does not open what was sealed with another. Half a
    surrogate pair opens nothing, and must not raise.
    """
    spaced = "".join(" " if unicodedata.category(char) == "Zs" else char for char in text)
    return unicodedata.normalize("NFC", spaced).encode(errors="surrogatepass")
