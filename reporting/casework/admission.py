"""Who may try a passphrase now: a flood of strangers must not stop who works, nor lock her out.

A derivation takes 64 MiB and 0.2 s, two run at a time (`crypto.passwords`). Whoever comes with a
handle alone shares one turn of a process and one small budget of all processes with all others; a
browser in which she has signed in before, and a session that is open, wait for neither.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crypto import errors as crypto_errors
from crypto.errors import CryptoError
from crypto.private.keyfile import KeyFileContents, decoy_keyfile, read_keyfile
from reporting.casework.errors import NotSignedIn, TooBusy, TooSoon
from reporting.store.attempts import (
    admit_stranger,
    begin_attempt,
    door_of_browser,
    door_of_handle,
    door_of_session,
    is_known,
    undo_attempt,
)
from reporting.store.engine import reading, writing
from reporting.store.members import read_member

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime

    from sqlalchemy import Engine

    from crypto.manifest import Pins
    from crypto.passwords import Argon2Params

INSIDE = 2
"""Strangers of one process who derive or wait for it; of its four threads two are then free."""

TURN_SECONDS = 5.0


class Turnstile:
    """Lets one through at a time, has few wait, and sends the rest away at once."""

    def __init__(self, inside: int, seconds: float) -> None:
        """Take how many may be inside, waiting or not, and how long one waits."""
        self._seconds = seconds
        self._inside = threading.BoundedSemaphore(inside)
        self._turn = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and take it; raise TooBusy when there is none."""
        if not self._inside.acquire(blocking=False):
            raise TooBusy
        try:
            if not self._turn.acquire(timeout=self._seconds):
                raise TooBusy
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._inside.release()


STRANGERS = Turnstile(INSIDE, TURN_SECONDS)


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A key file that a passphrase opened, and what was in it."""

    contents: KeyFileContents
    key_file: bytes


@dataclass(frozen=True, slots=True)
class Door:
    """Where somebody comes in: the bucket that counts her failures, and whether she is unknown."""

    bucket: str
    stranger: bool = False

    def turn(self) -> AbstractContextManager[None]:
        """Wait as one has to at this door."""
        return STRANGERS.turn() if self.stranger else nullcontext()


def door_of(engine: Engine, handle: str, browser: bytes, now: datetime) -> Door:
    """Return the door of a sign-in; `browser` is the token of a known one, or empty."""
    if browser:
        known = door_of_browser(browser, plain(handle))
        with reading(engine) as session:
            if is_known(session, known, now.date()):
                return Door(known)
    return Door(door_of_handle(plain(handle)), stranger=True)


def open_door(handle: str) -> Door:
    """Return the door of somebody whose session is open."""
    return Door(door_of_session(plain(handle)))


def plain(handle: str) -> str:
    """Return a handle that a roster could hold; a database would stumble over U+0000."""
    return handle if handle.isprintable() else ""


def open_key_file(
    engine: Engine,
    pins: Pins,
    door: Door,
    handle: str,
    passphrase: str,
    now: datetime,
    params: Argon2Params,
) -> Opened:
    """Open a key file, or fail at the same cost. Raises TooSoon, TooBusy, NotSignedIn."""
    with door.turn():
        _count(engine, door, int(now.timestamp()))
        with reading(engine) as session:
            row = read_member(session, plain(handle))
        key_file = decoy_keyfile(params) if row is None else row.key_file
        try:
            # Slow on purpose, and outside any transaction.
            contents = read_keyfile(handle, pins.installation, passphrase, key_file)
        except crypto_errors.TooBusy as error:
            with writing(engine) as session:
                undo_attempt(session, door.bucket)
            raise TooBusy from error
        except CryptoError as error:
            raise NotSignedIn from error
    return Opened(contents, key_file)


def _count(engine: Engine, door: Door, now: int) -> None:
    """Count an attempt as failed until it succeeds; raise TooSoon, and then nothing is counted."""
    with writing(engine) as session:
        wait = begin_attempt(session, door.bucket, now)
        if door.stranger and not wait:
            wait = admit_stranger(session, now)
        if wait:
            raise TooSoon(wait)
