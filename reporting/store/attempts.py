"""Delays between attempts to sign in, per handle: longer and longer, never over 30 s, no lock-out.

Handles are hashed into buckets, so that a list of guessed handles neither fills the table nor
shows in it; an unknown handle is delayed as a known one is.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, case, delete, literal, select

from reporting.store.failures import store_errors
from reporting.store.models.public import Throttle
from reporting.store.statements import insert_or

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

DELAYS = (0, 0, 1, 2, 4, 8, 16)
"""Seconds to wait after so many failures in a row; two mistakes are free."""

LONGEST_DELAY = 30
"""Seconds: enough against guessing a passphrase, bearable for somebody who types badly."""

BUCKET_DIGITS = 4
"""Hex digits of a bucket: 65,536 of them at most."""


@store_errors()
def begin_attempt(session: Session, handle: str, now: int) -> int:
    """Count an attempt as failed until it succeeds; return seconds to wait before it may be made.

    0 means: go on. `now` is UTC seconds. One statement decides, so many attempts at once count as
    many; one that has to wait is not counted.
    """
    bucket = _bucket(handle)
    fresh = insert_or(session, Throttle).values(bucket=bucket, level=1, updated=now)
    counted = fresh.on_conflict_do_update(
        index_elements=[Throttle.bucket],
        set_={"level": Throttle.level + 1, "updated": now},
        where=Throttle.updated + _delay() <= now,
    ).returning(Throttle.level)
    if session.execute(counted).first():
        return 0
    ready = select(Throttle.updated + _delay()).where(Throttle.bucket == bucket)
    waiting = int(session.execute(ready).scalar() or now) - now
    return min(max(waiting, 1), LONGEST_DELAY)


@store_errors()
def end_attempts(session: Session, handle: str) -> None:
    """Forget the failures of a handle: somebody signed in with it."""
    session.execute(delete(Throttle).where(Throttle.bucket == _bucket(handle)))


def _bucket(handle: str) -> str:
    return f"sign-in/{sha256(handle.encode()).hexdigest()[:BUCKET_DIGITS]}"


def _delay() -> ColumnElement[int]:
    steps = [(Throttle.level == failures, literal(wait)) for failures, wait in enumerate(DELAYS)]
    return case(*steps, else_=literal(LONGEST_DELAY))
