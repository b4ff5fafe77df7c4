"""What lets in beside a passphrase: six digits of a phone, or one of ten codes on paper; each once.

Both secrets lie in the key file, so that no row says what is right. What was used up does stand in
the database, and is written in the transaction that begins the session: of two who type the same
code at once one gets in.
"""

from __future__ import annotations

import hmac
from base64 import b32encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyotp

from crypto.private.printedcodes import CODES, DIGITS, number_of, set_id
from reporting.casework.errors import NotSignedIn
from reporting.store.members import take_step
from reporting.store.printed_codes import read_codes, take_code

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from crypto.private.keyfile import KeyFileContents
    from reporting.store.filed_records import PrintedCodesRow

STEP_SECONDS = 30
"""RFC 6238, section 5.2, which every authenticator app takes."""

STEPS_AROUND = 1
"""Steps before and after now that count: a phone's clock is rarely right to the second."""

FEW = 3
"""Printed codes left from which somebody is told to print new ones: a week's worth."""

BETWEEN_DIGITS = str.maketrans("", "", "-\u2010\u2011\u2013")
"""What people write between two groups of digits, beside spaces."""


@dataclass(frozen=True, slots=True)
class Step:
    """A code of her phone: the half minute it is of."""

    number: int


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A code of her paper: which of which set."""

    number: int
    set_id: bytes


Proof = Step | OnPaper


def read_proof(contents: KeyFileContents, typed: str, now: datetime) -> Proof:
    """Return what a typed code is, used up or not. Raises NotSignedIn when it is neither."""
    digits = digits_of(typed)
    step = _step_of(contents.totp_secret, digits, now)
    if step is not None:
        return Step(step)
    if contents.printed_secret:
        number = number_of(contents.printed_secret, digits)
        if number is not None:
            return OnPaper(number, set_id(contents.printed_secret))
    raise NotSignedIn


def digits_of(typed: str) -> str:
    """Return a typed code without what stands between its digits."""
    return "".join(typed.split()).translate(BETWEEN_DIGITS)


def take(session: Session, handle: str, proof: Proof) -> int | None:
    """Use a code up in the caller's transaction; raise NotSignedIn when it was.

    Returns how many printed codes are left when it was one of them.
    """
    if isinstance(proof, Step):
        if not take_step(session, handle, proof.number):
            raise NotSignedIn
        return None
    used = take_code(session, handle, proof.set_id, proof.number)
    if used is None:
        raise NotSignedIn
    return CODES - used.bit_count()


def codes_left(session: Session, handle: str) -> int | None:
    """Return how many printed codes somebody has left, None when she never had any."""
    row = read_codes(session, handle)
    return None if row is None else left_of(row)


def left_of(row: PrintedCodesRow) -> int:
    """Return how many codes of a set are not used up."""
    return CODES - row.used.bit_count()


def on_paper(code: str) -> str:
    """Return a printed code as it is read and typed: in two groups of digits."""
    return f"{code[: DIGITS // 2]} {code[DIGITS // 2 :]}"


def enrolment_uri(handle: str, secret: bytes, issuer: str) -> str:
    """Return the otpauth address that a phone's app scans."""
    return _totp(secret).provisioning_uri(name=handle, issuer_name=issuer)


def spoken_secret(secret: bytes) -> str:
    """Return the secret as apps take it typed: base 32, in groups of four."""
    text = b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _step_of(secret: bytes, digits: str, now: datetime) -> int | None:
    step = int(now.timestamp()) // STEP_SECONDS
    around = range(step - STEPS_AROUND, step + STEPS_AROUND + 1)
    sent, totp = digits.encode(errors="replace"), _totp(secret)
    fitting = [at for at in around if hmac.compare_digest(totp.generate_otp(at).encode(), sent)]
    return fitting[0] if fitting else None


def _totp(secret: bytes) -> pyotp.TOTP:
    return pyotp.TOTP(b32encode(secret).decode())
