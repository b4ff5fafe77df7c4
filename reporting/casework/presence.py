"""Somebody whose sign-in is open: her session, what it remembers, and how it ends.

`store` is a transaction on the database here, `session` what her browser's token opens.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crypto.errors import CryptoError, SessionOver
from crypto.private.profile import open_profile, seal_profile
from crypto.private.sessions import (
    IDLE,
    LIFETIME,
    Session,
    open_session,
    row_id,
    seal_session,
)
from reporting.casework.desk import Desk, open_desk, remember
from reporting.casework.errors import Alarm, AlarmKind
from reporting.store.engine import reading, writing
from reporting.store.filed_records import ProfileRow
from reporting.store.members import put_profile, read_profile
from reporting.store.sessions import end_session, put_session, read_session

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from crypto.manifest import Pins

CONFIRMED = "confirmed"
"""Name of the session's memory of when the passphrase was last typed, in seconds since 1970."""

CONFIRMED_FOR = timedelta(minutes=10)
"""How long it counts: long enough to publish what one is working on, short for an open laptop."""

CHANGES = "changes"
"""Name of what changed on the list of people since the sign-in before, see `people_changes`."""

SETTLING = "settling"
"""Name of the mark of a session that must set a passphrase of its own before anything else."""

PRINTED = "printed"
"""Name of the secret of the printed codes that such a session shows, until the key file has it."""

FROM_PAPER = "from paper"
"""Name of the mark of a session that was begun with a printed code."""

SINCE = "signed in since"
"""Name of the profile's memory of when she last ended her other sessions, in seconds since 1970."""

TOUCH_EVERY = timedelta(minutes=1)
"""A session is written again at most so often: half an hour idle needs no finer clock."""


@dataclass(frozen=True, slots=True, repr=False)
class Present:
    """Somebody whose session is open at this request. `desk` is None while it is `settling`."""

    token: bytes
    session: Session
    desk: Desk | None

    @property
    def settling(self) -> bool:
        """Say whether she must set a passphrase of her own first."""
        return SETTLING in self.session.extra

    def confirmed(self, now: datetime) -> bool:
        """Say whether she typed her passphrase within `CONFIRMED_FOR`."""
        typed = int(self.session.extra.get(CONFIRMED, "0"))
        return 0 <= now.timestamp() - typed <= CONFIRMED_FOR.total_seconds()


def present(engine: Engine, pins: Pins, token: bytes, now: datetime) -> Present:
    """Open the session of a cookie and lay out the desk, checking the roster again.

    Raises SessionOver when it ended, never was, was idle too long, or is older than a passphrase
    that she changed elsewhere; NotOnTheList, Alarm.
    """
    with reading(engine) as store:
        row = read_session(store, row_id(token))
        if row is None:
            raise SessionOver
        try:
            session = open_session(token, row.ciphertext)
        except CryptoError as error:
            raise SessionOver from error
        session.check(now, IDLE, LIFETIME)
        if SETTLING in session.extra:
            return Present(token, session, None)
        desk = open_desk(store, pins, session.handle, session.identity, now)
    if int(session.started.timestamp()) < _since(desk, now):
        raise SessionOver
    return Present(token, session, desk)


def _since(desk: Desk, now: datetime) -> int:
    """Return from when on her sessions count; a clock that was ahead would end them for long."""
    since = int(desk.profile.extra.get(SINCE, "0"))
    return since if since <= now.timestamp() else 0


def stay_alone(engine: Engine, here: Present, now: datetime) -> None:
    """End every other session of hers; this one goes on as if it began now. Raises Conflict."""
    desk = here.desk
    if desk is None:
        return
    with writing(engine) as store:
        row = read_profile(store, desk.handle)
        if row is None:
            raise Alarm(AlarmKind.PROFILE)
        known = open_profile(desk.identity, desk.installation, desk.handle, row.ciphertext)
        told = replace(known, extra={**known.extra, SINCE: str(int(now.timestamp()))})
        sealed = seal_profile(desk.identity, desk.installation, desk.handle, told)
        put_profile(store, ProfileRow(desk.handle, row.version + 1, sealed))
        own = replace(here.session.touched(now), started=now)
        put_session(store, row_id(here.token), seal_session(here.token, own))


def touch(engine: Engine, here: Present, now: datetime) -> None:
    """Note that she is still here, and what she has seen of newer lists."""
    if now - here.session.seen >= TOUCH_EVERY:
        keep(engine, here, here.session.touched(now))
    if here.desk is not None and here.desk.seen_newer:
        with writing(engine) as store:
            remember(store, here.desk, here.desk.profile)


def keep(engine: Engine, here: Present, session: Session) -> bool:
    """Write what a session holds; False when it ended meanwhile."""
    with writing(engine) as store:
        return put_session(store, row_id(here.token), seal_session(here.token, session))


def forget(engine: Engine, here: Present, name: str) -> None:
    """Drop something that a session remembers."""
    extra = {kept: value for kept, value in here.session.extra.items() if kept != name}
    keep(engine, here, replace(here.session, extra=extra))


def sign_out(engine: Engine, token: bytes) -> None:
    """End a session; its row is gone, and the cookie opens nothing."""
    with writing(engine) as store:
        end_session(store, row_id(token))
