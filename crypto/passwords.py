"""What people type to get in: a passphrase (Argon2id) and the community phrase (PBKDF2).

A passphrase's output is never stored; it is right when it opens the key file. The community phrase
keeps bulletins from passers-by, is known to hundreds, and is stored as a hash.
"""

from __future__ import annotations

import hmac
import threading
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from crypto import wordlists
from crypto.errors import Malformed, TooLarge, UnknownVersion
from crypto.strictjson import b64u, unb64u
from crypto.suite import KEY_BYTES, VERSION, random_bytes

SALT_BYTES = 16

MEMORY_KIB = range(8 * 1024, 1024 * 1024 + 1)
PASSES = range(1, 11)
LANES = range(1, 5)
"""Bounds on what a stored file may ask for: below, a guess is cheap; above, a sign-in is an attack
on the memory of the machine."""

AT_ONCE = 2
"""Derivations at a time in one process: 64 MiB each, so that sign-ins cannot fill the memory."""

PHRASE_ROUNDS = 2**15
LONGEST_PHRASE = 200
"""Characters of a community phrase: it is said aloud."""

_slots = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Argon2Params:
    """Cost of a passphrase (RFC 9106): memory in KiB, passes, lanes. Raises Malformed by bounds."""

    memory_kib: int = 64 * 1024
    time: int = 3
    lanes: int = 1

    def __post_init__(self) -> None:
        """Refuse what is out of bounds before any memory is taken."""
        sane = self.memory_kib in MEMORY_KIB and self.time in PASSES and self.lanes in LANES
        if not sane:
            raise Malformed("Argon2 parameters out of bounds")


def derive(passphrase: str, salt: bytes, params: Argon2Params) -> bytes:
    """Return 32 bytes of Argon2id (RFC 9106) over the passphrase, composed (NFC), as UTF-8.

    Waits while two others run. Call it outside any transaction. Raises Malformed unless the salt
    has 16 bytes.
    """
    if len(salt) != SALT_BYTES:
        raise Malformed(f"a salt has {SALT_BYTES} bytes")
    # surrogatepass: half a character is a wrong passphrase, not an error of its own.
    typed = unicodedata.normalize("NFC", passphrase).encode(errors="surrogatepass")
    with _slots:
        return Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=params.time,
            lanes=params.lanes,
            memory_cost=params.memory_kib,
        ).derive(typed)


def page_phrase_hash(phrase: str) -> str:
    """Return what is stored of a community phrase: base64url of 0x01 ‖ salt (16) ‖ PBKDF2 (32).

    Case, accents and punctuation do not count: it is passed on by mouth. Raises Malformed when
    nothing is left of it, TooLarge past 200 characters.
    """
    if len(phrase) > LONGEST_PHRASE:
        raise TooLarge(len(phrase), LONGEST_PHRASE)
    spelled = _spelled(phrase)
    if not spelled:
        raise Malformed("a phrase without a letter or digit")
    salt = random_bytes(SALT_BYTES)
    return b64u(VERSION + salt + _stretched(spelled, salt))


def page_phrase_check(phrase: str, kept: str) -> bool:
    """Say whether `phrase` is the one whose hash was `kept`.

    Raises Malformed or UnknownVersion when `kept` is not what `page_phrase_hash` returns.
    """
    raw = unb64u(kept)
    if raw[:1] and raw[:1] != VERSION:
        raise UnknownVersion(raw[0])
    if len(raw) != 1 + SALT_BYTES + KEY_BYTES:
        raise Malformed("not the hash of a phrase")
    salt, expected = raw[1 : 1 + SALT_BYTES], raw[1 + SALT_BYTES :]
    spelled = _spelled(phrase) if len(phrase) <= LONGEST_PHRASE else b""
    return hmac.compare_digest(_stretched(spelled, salt), expected)


def _spelled(phrase: str) -> bytes:
    return " ".join(wordlists.tokens(phrase)).encode(errors="surrogatepass")


def _stretched(spelled: bytes, salt: bytes) -> bytes:
    stretch = PBKDF2HMAC(hashes.SHA256(), length=KEY_BYTES, salt=salt, iterations=PHRASE_ROUNDS)
    return stretch.derive(spelled)
