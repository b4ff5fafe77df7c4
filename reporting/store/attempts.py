"""Delays between attempts with a passphrase: longer and longer, never over 30 s, no lock-out.

Whoever knows a handle can make its delay grow, by failing. So attempts are counted apart at three
doors: by the handle, for whoever comes; by a browser in which this person has signed in before;
and by the handle once more for who has an open session. Strangers only ever reach the first.

Handles are hashed into buckets, so that a list of guessed handles neither fills the table nor
shows in it; an unknown handle is delayed as a known one is.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, case, delete, literal, select, update

from reporting.store.failures import store_errors
from reporting.store.models.public import Throttle
from reporting.store.statements import insert_or, upsert

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

DELAYS = (0, 0, 1, 2, 4, 8, 16)
"""Seconds to wait after so many failures in a row; two mistakes are free."""

LONGEST_DELAY = 30
"""Seconds: enough against guessing a passphrase, bearable for somebody who types badly."""

BUCKET_DIGITS = 4
"""Hex digits of a handle's bucket: 65,536 of them at most."""

STRANGERS = "sign-in"
"""The bucket of everybody together who comes by a handle alone."""

WINDOW_SECONDS = 10
STRANGERS_IN_A_WINDOW = 20
"""Two a second: a third of one core, and more than any group signs in at nine in the morning."""

REMEMBERED = timedelta(days=30)
"""How long after her last sign-in a browser is known; holidays are shorter."""

_BROWSERS = "known/"


def door_of_handle(handle: str) -> str:
    """Return the bucket of attempts by somebody who knows a handle."""
    return f"sign-in/{_short(handle)}"


def door_of_session(handle: str) -> str:
    """Return the bucket of attempts by somebody in whose browser this handle is signed in."""
    return f"desk/{_short(handle)}"


def door_of_browser(token: bytes, handle: str) -> str:
    """Return the bucket of a browser, by its token (32 bytes), for one handle alone."""
    return f"{_BROWSERS}{sha256(b'known browser' + token + handle.encode()).hexdigest()[:48]}"


@store_errors()
def is_known(session: Session, door: str, today: date) -> bool:
    """Say whether somebody signed in through a browser's door not too long ago."""
    found = select(Throttle.bucket).where(
        Throttle.bucket == door, Throttle.updated >= _seconds(today - REMEMBERED)
    )
    return session.execute(found).first() is not None


@store_errors()
def remember_browser(session: Session, door: str, today: date) -> None:
    """Know a browser from now on, without failures, and forget those that came no more."""
    old = Throttle.updated < _seconds(today - REMEMBERED)
    session.execute(delete(Throttle).where(Throttle.bucket.startswith(_BROWSERS), old))
    upsert(session, Throttle, {"bucket": door}, {"level": 0, "updated": _seconds(today)})


@store_errors()
def begin_attempt(session: Session, door: str, now: int) -> int:
    """Count an attempt as failed until it succeeds; return seconds to wait before it may be made.

    0 means: go on. `now` is UTC seconds. One statement decides, so many attempts at once count as
    many; one that has to wait is not counted. A last failure that lies further ahead than anybody
    waits was seen by a clock that has been set back since, and holds nobody up.
    """
    fresh = insert_or(session, Throttle).values(bucket=door, level=1, updated=now)
    counted = fresh.on_conflict_do_update(
        index_elements=[Throttle.bucket],
        set_={"level": Throttle.level + 1, "updated": now},
        where=(Throttle.updated + _delay() <= now) | (Throttle.updated > now + LONGEST_DELAY),
    ).returning(Throttle.level)
    if session.execute(counted).first():
        return 0
    ready = select(Throttle.updated + _delay()).where(Throttle.bucket == door)
    waiting = int(session.execute(ready).scalar() or now) - now
    return min(max(waiting, 1), LONGEST_DELAY)


@store_errors()
def undo_attempt(session: Session, door: str) -> None:
    """Count one failure less: the attempt was begun and could not be made."""
    counted = update(Throttle).where(Throttle.bucket == door, Throttle.level > 0)
    session.execute(counted.values(level=Throttle.level - 1))


@store_errors()
def admit_stranger(session: Session, now: int) -> int:
    """Count a stranger among all of them; return seconds to wait, 0 to go on."""
    window = now - now % WINDOW_SECONDS
    fresh = insert_or(session, Throttle).values(bucket=STRANGERS, level=1, updated=window)
    same = Throttle.updated == window
    counted = fresh.on_conflict_do_update(
        index_elements=[Throttle.bucket],
        set_={"level": case((same, Throttle.level + 1), else_=1), "updated": window},
        where=~same | (Throttle.level < STRANGERS_IN_A_WINDOW),
    ).returning(Throttle.level)
    if session.execute(counted).first():
        return 0
    return window + WINDOW_SECONDS - now


@store_errors()
def end_attempts(session: Session, *doors: str) -> None:
    """Forget the failures at these doors: somebody came in."""
    session.execute(delete(Throttle).where(Throttle.bucket.in_(doors)))


def _short(handle: str) -> str:
    return sha256(handle.encode()).hexdigest()[:BUCKET_DIGITS]


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())


def _delay() -> ColumnElement[int]:
    steps = [(Throttle.level == failures, literal(wait)) for failures, wait in enumerate(DELAYS)]
    return case(*steps, else_=literal(LONGEST_DELAY))
