"""Ten codes on paper that stand in for a phone at the sign-in; each is taken once.

All of them come from one random secret (32 bytes) inside the key file (`crypto.private.keyfile`)::

    code n   HKDF(secret, "brolly/printed code/v1", u8 n) as a number, its last ten decimal digits;
             n from 0 to 9, leading zeros kept
    set id   HKDF(secret, "brolly/printed codes id/v1"), the first 16 bytes

So no row of the database says what a code is: whoever checks one has opened the key file with the
passphrase. The set id stands in the open beside what was used up, and tells one set from the next;
from a secret of 256 bits it gives nothing away.
"""

from __future__ import annotations

import hmac

from crypto.errors import Malformed
from crypto.suite import ID_BYTES, hkdf, random_bytes

CODE_LABEL = "brolly/printed code/v1"
ID_LABEL = "brolly/printed codes id/v1"
SECRET_BYTES = 32

CODES = 10
"""What fits on a slip in a purse, and lasts some weeks without a phone."""

DIGITS = 10
"""33 bits: ten codes that are right at once are one guess in 10^9, behind a passphrase and a delay
that grows to 30 s. Six digits of a phone are three in 10^6."""


def new_secret() -> bytes:
    """Make the secret of a new set of codes, 32 bytes."""
    return random_bytes(SECRET_BYTES)


def codes_of(secret: bytes) -> tuple[str, ...]:
    """Return the codes of a set, ten digits each, in the order of the paper.

    Raises Malformed for a secret of another length.
    """
    _check(secret)
    # 2^256 is so much larger than 10^10 that no digit comes up measurably more often.
    numbers = (
        int.from_bytes(hkdf(secret, CODE_LABEL, bytes([number])), "big") for number in range(CODES)
    )
    return tuple(f"{number % 10**DIGITS:0{DIGITS}}" for number in numbers)


def set_id(secret: bytes) -> bytes:
    """Return what a set is known by, 16 bytes. Raises Malformed for a secret of another length."""
    _check(secret)
    return hkdf(secret, ID_LABEL)[:ID_BYTES]


def number_of(secret: bytes, typed: str) -> int | None:
    """Return which code of a set was typed, 0 to 9, None for none of them.

    Every code is compared, and each in a time that does not tell how much of it fits. Raises
    Malformed for a secret of another length.
    """
    sent = typed.encode(errors="replace")
    fitting = [
        number
        for number, code in enumerate(codes_of(secret))
        if hmac.compare_digest(code.encode(), sent)
    ]
    return fitting[0] if fitting else None


def _check(secret: bytes) -> None:
    if len(secret) != SECRET_BYTES:
        raise Malformed(f"a secret of printed codes has {SECRET_BYTES} bytes")
