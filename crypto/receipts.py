"""A worker's code: eight numbers, shown as words or digits, and the keys that come of it.

    root  = PBKDF2-HMAC-SHA256(canonical ‖ own word, salt = installation id, 32768 rounds, 32)
    token = HKDF(root, "brolly/mailbox token/v1"), and so on with one label per key

Eight numbers of 11 bits are 88 bits. A thief of the database with 2^14 live codes hashes about 2^90
times to find one of them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from crypto import wordlists
from crypto.errors import AmbiguousCode, Malformed, NotACode
from crypto.mailbox import MailboxKey
from crypto.signing import Signer
from crypto.suite import ID_BYTES, KEY_BYTES, hkdf, prefixed, random_bytes, sha256

if TYPE_CHECKING:
    from collections.abc import Iterable

NUMBERS = 8
BITS = 11
RANGE = 1 << BITS
GROUP = 4
"""Digits of one group: 2047 has four."""

CODE_BYTES = NUMBERS * BITS // 8
NONCE_BYTES = 16

ROUNDS = 2**15
"""Adds 15 bits to a thief's work, and costs a cheap phone a blink (5 ms on a server)."""

LONGEST_TYPED = 1000
"""A code has fewer than 100 characters; normalising far more would cost a server its time."""

NONCE_LABEL = "brolly/code/v1"
TOKEN_LABEL = "brolly/mailbox token/v1"  # noqa: S105 - a label, no secret
MAILBOX_LABEL = "brolly/mailbox key/v1"
SIGNING_LABEL = "brolly/report key/v1"
REPORT_LABEL = b"brolly/report/v1"


@dataclass(frozen=True, slots=True, repr=False)
class Code:
    """Eight numbers from 0 to 2047. It has no repr: a code must not reach a log."""

    numbers: tuple[int, ...]

    def __post_init__(self) -> None:
        """Raise NotACode unless there are eight numbers in range."""
        if len(self.numbers) != NUMBERS:
            raise NotACode
        for position, number in enumerate(self.numbers, start=1):
            if not 0 <= number < RANGE:
                raise NotACode(position)

    @classmethod
    def random(cls) -> Self:
        """Make a code that nobody else has."""
        return cls(_groups(random_bytes(CODE_BYTES)))

    @classmethod
    def from_nonce(cls, nonce: bytes) -> Self:
        """Return the code of a form's 16-byte nonce: a retry of the form shows the same one.

        The first 88 bits of HKDF(nonce, "brolly/code/v1"). Raises Malformed for another length.
        """
        if len(nonce) != NONCE_BYTES:
            raise Malformed(f"a nonce has {NONCE_BYTES} bytes")
        return cls(_groups(hkdf(nonce, NONCE_LABEL, length=CODE_BYTES)))

    @classmethod
    def parse(cls, text: str, language: str | None = None) -> Self:
        """Read what somebody typed: words of one list or digit groups, forgivingly.

        Case, accents, and what stands between the words do not matter; four letters of a word are
        enough; 32 digits may run together. The list is found for the whole code. `language` ("en",
        "fr") is the answer to the question that AmbiguousCode asks, and then the only list.
        Raises NotACode, which says where, or AmbiguousCode.
        """
        if len(text) > LONGEST_TYPED:
            raise NotACode
        tokens = wordlists.tokens(text)
        if all(token.isascii() and token.isdecimal() for token in tokens):
            return cls(_from_digits(tokens))
        if len(tokens) != NUMBERS:
            raise NotACode
        return cls(_from_words(tokens, language))

    def words(self, language: str) -> tuple[str, ...]:
        """Return the eight words of a list ("en", "fr"). Raises NotACode for no such list."""
        if language not in wordlists.LISTS:
            raise NotACode
        listed = wordlists.words(language)
        return tuple(listed[number] for number in self.numbers)

    def digits(self) -> tuple[str, ...]:
        """Return eight groups of four digits, "0000" to "2047"."""
        return tuple(f"{number:0{GROUP}d}" for number in self.numbers)

    def canonical(self) -> bytes:
        """Return 16 bytes: eight u16, big-endian."""
        return b"".join(number.to_bytes(2, "big") for number in self.numbers)


@dataclass(frozen=True, slots=True, repr=False)
class WorkerKeys:
    """What a code yields: mailbox token (32 bytes), mailbox key and signer. No repr, as `Code`."""

    token: bytes
    mailbox: MailboxKey
    signer: Signer
    token_hash: bytes = field(init=False)

    def __post_init__(self) -> None:
        """Hash the token: SHA-256, which is all that the database keeps of it."""
        object.__setattr__(self, "token_hash", sha256(self.token))


def keys_of(code: Code, installation: bytes, own_word: str = "") -> WorkerKeys:
    """Derive the keys of a code at one installation (16 bytes), with an own word if she set one.

    RFC 8018 (PBKDF2), RFC 5869 (HKDF). Raises Malformed for an installation id of another length.
    """
    if len(installation) != ID_BYTES:
        raise Malformed(f"an installation id has {ID_BYTES} bytes")
    stretch = PBKDF2HMAC(hashes.SHA256(), length=KEY_BYTES, salt=installation, iterations=ROUNDS)
    root = stretch.derive(code.canonical() + _own_word(own_word))
    return WorkerKeys(
        token=hkdf(root, TOKEN_LABEL),
        mailbox=MailboxKey(hkdf(root, MAILBOX_LABEL)),
        signer=Signer(hkdf(root, SIGNING_LABEL)),
    )


def report_id(verifying_key: bytes, mailbox_key: bytes, token_hash: bytes) -> bytes:
    """Return the 16-byte id of a report, which commits to its first keys.

    SHA-256("brolly/report/v1" ‖ verifying key (32) ‖ mailbox key (1216) ‖ token hash (32)), cut; no
    length prefixes, since all lengths are fixed: the caller has checked them.
    """
    return sha256(REPORT_LABEL + verifying_key + mailbox_key + token_hash)[:ID_BYTES]


def _own_word(typed: str) -> bytes:
    """Bring an own word to one spelling: no spaces around it, composed, small letters.

    str.lower, not casefold: a browser knows only the first, and both must derive the same keys.
    """
    spelled = unicodedata.normalize("NFC", typed.strip(" ")).lower()
    spelled = unicodedata.normalize("NFC", spelled)
    # Half a surrogate pair becomes U+FFFD, as a browser's TextEncoder writes it.
    whole = spelled.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return prefixed(whole.encode()) if whole else b""


def _groups(raw: bytes) -> tuple[int, ...]:
    """Cut 88 bits into eight numbers, the first from the highest bits."""
    value = int.from_bytes(raw, "big")
    return tuple(value >> BITS * place & (RANGE - 1) for place in reversed(range(NUMBERS)))


def _from_digits(tokens: list[str]) -> tuple[int, ...]:
    if len(tokens) == NUMBERS:
        groups = tokens
    else:
        run = "".join(tokens)
        groups = [run[at : at + GROUP] for at in range(0, len(run), GROUP)]
        if len(run) != NUMBERS * GROUP:
            raise NotACode
    for position, group in enumerate(groups, start=1):
        if len(group) > GROUP:
            raise NotACode(position)
    return tuple(int(group) for group in groups)


def _from_words(tokens: list[str], language: str | None) -> tuple[int, ...]:
    asked = [tag for tag in wordlists.LISTS if language in {None, tag}]
    read = {tag: [wordlists.number_of(token, tag) for token in tokens] for tag in asked}
    whole = {tag: numbers for tag, numbers in read.items() if None not in numbers}
    if len(whole) > 1:
        raise AmbiguousCode(list(whole))
    for numbers in whole.values():
        return tuple(number for number in numbers if number is not None)
    raise NotACode(_first_misfit(read.values()))


def _first_misfit(readings: Iterable[list[int | None]]) -> int | None:
    """Return where the list that fits best first fails, or None when no list fits at all."""
    best = max(readings, key=lambda numbers: NUMBERS - numbers.count(None), default=[None])
    return best.index(None) + 1 if any(number is not None for number in best) else None
