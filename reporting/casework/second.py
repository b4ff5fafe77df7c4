"""A second person at the desk who heard a consent too: she signs with a key of her own.

She signs in with handle, passphrase and one-time code for this one signature, and out again before
it is used: throttled, recorded and held against the roster like any sign-in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.casework.errors import CaseworkError, NotOnTheList, NotSignedIn, TooBusy, TooSoon
from reporting.casework.presence import present, sign_out
from reporting.casework.signin import sign_in
from reporting.sealed.witness import ROLES

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from crypto.manifest import Pins
    from crypto.passwords import Argon2Params
    from crypto.signing import Signer
    from reporting.casework.desk import Desk
    from reporting.casework.signin import Attempt


BUSY_SECONDS = 5
"""How long a turn at the sign-in is waited for: after that somebody else has had it."""


class NoSecond(CaseworkError):
    """She is no second witness; nothing was signed.

    `reason` is "same", "wrong", "settling" or "role"; "wait" with the `seconds` to wait.
    """

    def __init__(self, reason: str, seconds: int = 0) -> None:
        """Keep why."""
        super().__init__(reason)
        self.reason = reason
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Second:
    """Somebody who proved who she is, and what she signs with."""

    handle: str
    signer: Signer


def second_of(
    engine: Engine, pins: Pins, taker: Desk, attempt: Attempt, now: datetime, params: Argon2Params
) -> Second:
    """Return the second witness beside `taker`. Raises NoSecond, StoreError; Alarm."""
    if attempt.handle == taker.handle:
        raise NoSecond("same")
    try:
        signed_in = sign_in(engine, pins, attempt, now, params, passing=True)
    except TooSoon as wait:
        raise NoSecond("wait", wait.seconds) from wait
    except TooBusy as busy:
        raise NoSecond("wait", BUSY_SECONDS) from busy
    except (NotSignedIn, NotOnTheList) as wrong:
        raise NoSecond("wrong") from wrong
    try:
        desk = present(engine, pins, signed_in.token, now).desk
    finally:
        sign_out(engine, signed_in.token)
    if desk is None:
        raise NoSecond("settling")
    if not desk.is_a(*ROLES):
        raise NoSecond("role")
    return Second(desk.handle, desk.identity.signer)
