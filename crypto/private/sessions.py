"""A signed-in person: her keys, sealed under a token that only her browser has.

The database keeps `row_id(token)` = SHA-256("sid" ‖ token) and the payload as a cell
(`crypto.private.cells`) under HKDF(token, "brolly/session/v1", row id), with extra =
prefixed("brolly/session/v1", row id). A copy of the table opens nothing and names nobody.

The payload is JSON: v, handle, opening and signing (the person's two seeds in hex), started and
seen (whole seconds since 1970), extra (what the desk wants to remember until sign-out).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from crypto.errors import CannotOpen, Malformed, SessionOver
from crypto.padding import KIB
from crypto.private.cells import open_cell, seal_cell
from crypto.private.identity import Identity
from crypto.suite import hkdf, prefixed, random_bytes, sha256

if TYPE_CHECKING:
    from collections.abc import Mapping

LABEL = "brolly/session/v1"
VERSION = 1
TOKEN_BYTES = 32
SIZES = (2 * KIB, 8 * KIB)

IDLE = timedelta(minutes=30)
"""A laptop left open at a drop-in; long enough to read one long account."""

LIFETIME = timedelta(hours=10)
"""A working day: nobody stays signed in over night."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, since when, last seen when (both aware, UTC), and small remembered things.

    `extra` is text by name: a flash message, the time of the last re-authentication.
    """

    handle: str
    identity: Identity = field(repr=False)
    started: datetime
    seen: datetime
    extra: Mapping[str, str] = field(default_factory=dict, repr=False)

    def check(self, now: datetime, idle: timedelta, lifetime: timedelta) -> None:
        """Raise SessionOver after `idle` without a request, or `lifetime` in all.

        A clock that went back ends the session too, rather than lengthen it.
        """
        fresh = timedelta() <= now - self.seen <= idle
        if not fresh or now - self.started > lifetime:
            raise SessionOver

    def touched(self, now: datetime) -> Session:
        """Return the same session, seen `now`."""
        return replace(self, seen=now)


def new_token() -> bytes:
    """Make a session token of 32 bytes; it goes into the cookie and nowhere else."""
    return random_bytes(TOKEN_BYTES)


def row_id(token: bytes) -> bytes:
    """Return the id (32 bytes) under which the database keeps the session."""
    return sha256(b"sid" + token)


def seal_session(token: bytes, session: Session) -> bytes:
    """Seal a session under its token. Raises Malformed for another token length, TooLarge."""
    payload = {
        "v": VERSION,
        "handle": session.handle,
        "opening": session.identity.opening_seed.hex(),
        "signing": session.identity.signing_seed.hex(),
        "started": int(session.started.timestamp()),
        "seen": int(session.seen.timestamp()),
        "extra": dict(session.extra),
    }
    key, extra = _key(token)
    return seal_cell(key, SIZES, json.dumps(payload).encode(), extra)


def open_session(token: bytes, sealed: bytes) -> Session:
    """Open a session; whether it is over is for `Session.check` to say.

    Raises CannotOpen for another token's session, a changed one, and anything not in the format;
    Malformed for a token of another length.
    """
    key, extra = _key(token)
    body = open_cell(key, SIZES, sealed, extra)
    try:
        return _read(json.loads(body))
    except (ValueError, TypeError, KeyError, RecursionError, Malformed) as error:
        raise CannotOpen from error


def _read(payload: dict[str, object]) -> Session:
    if payload["v"] != VERSION:
        raise CannotOpen
    extra = payload["extra"]
    if not isinstance(extra, dict):
        raise CannotOpen
    return Session(
        handle=str(payload["handle"]),
        identity=Identity.from_seeds(
            bytes.fromhex(str(payload["opening"])), bytes.fromhex(str(payload["signing"]))
        ),
        started=_moment(payload["started"]),
        seen=_moment(payload["seen"]),
        extra={str(name): str(value) for name, value in extra.items()},
    )


def _moment(seconds: object) -> datetime:
    if not isinstance(seconds, int):
        raise CannotOpen
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:  # depends on how far out of range
        raise CannotOpen from error


def _key(token: bytes) -> tuple[bytes, bytes]:
    if len(token) != TOKEN_BYTES:
        raise Malformed(f"a session token has {TOKEN_BYTES} bytes")
    row = row_id(token)
    return hkdf(token, LABEL, row), prefixed(LABEL.encode(), row)
