"""What a sign-in does on the side, since nothing else runs with somebody's keys."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from crypto.errors import CryptoError
from reporting.casework.errors import NoKey
from reporting.casework.filing import Filed, file_waiting
from reporting.casework.people import renew_if_due, share_with_newcomers
from reporting.casework.presence import present
from reporting.store.errors import Conflict, Refused

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from crypto.manifest import Pins


def after_sign_in(engine: Engine, pins: Pins, token: bytes, now: datetime) -> Filed:
    """Renew the signed lists, pass keys on to newcomers, and file what waits.

    None of these may keep anybody from signing in: what does not work now works at the next one.
    Who is at her first sign-in has no desk yet and does nothing.
    """
    desk = present(engine, pins, token, now).desk
    if desk is None:
        return Filed()
    with suppress(Conflict, Refused, CryptoError):
        if renew_if_due(engine, desk):
            desk = present(engine, pins, token, now).desk or desk
    with suppress(Conflict, Refused, CryptoError):
        share_with_newcomers(engine, desk)
    with suppress(NoKey):
        return file_waiting(engine, desk)
    return Filed()
