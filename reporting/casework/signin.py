"""Signing in: handle, passphrase and one-time code to a session that only her browser can open.

Nothing here tells apart an unknown handle, a wrong passphrase and a wrong code, neither in words
nor in work: an unknown handle derives against a decoy of the same cost.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from crypto.passwords import Argon2Params
from crypto.private.keyfile import KeyFileContents
from crypto.private.printedcodes import new_secret
from crypto.private.sessions import (
    Session,
    new_token,
    row_id,
    seal_session,
)
from crypto.suite import sha256
from reporting.casework import record
from reporting.casework.admission import door_of, open_key_file
from reporting.casework.desk import (
    Desk,
    listed,
    local_day,
    open_desk,
    read_lists,
    read_words,
    remember,
)
from reporting.casework.onetime import OnPaper, Proof, read_proof, take
from reporting.casework.presence import CHANGES, CONFIRMED, FROM_PAPER, PRINTED, SETTLING
from reporting.casework.recalls import BULLETINS, floors_now, written
from reporting.store.attempts import door_of_browser, end_attempts, remember_browser
from reporting.store.engine import reading, writing
from reporting.store.filed_records import SessionRow
from reporting.store.sessions import (
    add_session,
    end_sessions_before,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session as Store

    from crypto.manifest import Pins
    from crypto.private.profile import Profile
    from reporting.domain.settings import PublicSettings

PEOPLE = "people"
"""Name of the profile's memory of who was on the list."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody typed. `code` may be empty only at a first sign-in (see `sign_in`).

    `browser` is what her browser was given at an earlier sign-in, see `SignedIn`.
    """

    handle: str
    passphrase: str = field(repr=False)
    code: str = field(repr=False)
    browser: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: the cookie's token (32 bytes), and whether a passphrase must be set first.

    `browser` (32 bytes) goes into a cookie too: strangers cannot delay attempts that come with it.
    """

    token: bytes = field(repr=False)
    settling: bool
    browser: bytes = field(default=b"", repr=False)


def sign_in(
    engine: Engine,
    pins: Pins,
    attempt: Attempt,
    now: datetime,
    params: Argon2Params,
    *,
    passing: bool = False,
) -> SignedIn:
    """Check what was typed and begin a session.

    In `passing` nobody looks at a page: it is recorded, and what changed since is left to be shown
    at her next sign-in. While the key file is not settled the code may be left out: the phone is
    set up with the first passphrase of one's own. Raises TooSoon, NotSignedIn, and then, to
    somebody who has proved who she is, NotOnTheList or Alarm; TooBusy when nothing was tried.
    """
    door = door_of(engine, attempt.handle, attempt.browser, now)
    typed = attempt.handle, attempt.passphrase
    contents = open_key_file(engine, pins, door, *typed, now, params).contents
    proof = _proof(contents, attempt.code, now)
    desk, today = _seated(engine, pins, attempt.handle, contents, now)
    profile = None
    extra = {CONFIRMED: str(int(now.timestamp()))}
    if isinstance(proof, OnPaper):
        extra[FROM_PAPER] = "yes"
    if desk is None:
        extra[SETTLING], extra[PRINTED] = contents.totp_secret.hex(), new_secret().hex()
    elif not passing:
        extra[CHANGES], profile = arrive(engine, desk)
    token = new_token()
    sealed = seal_session(token, Session(attempt.handle, contents.identity, now, now, extra))
    # Of one that is known nothing new is made: it is the same browser.
    browser = new_token() if door.stranger else attempt.browser
    with writing(engine) as session:
        left = None if proof is None else take(session, attempt.handle, proof)
        end_attempts(session, door.bucket)
        remember_browser(session, door_of_browser(browser, attempt.handle), now.date())
        end_sessions_before(session, today - timedelta(days=1))
        add_session(session, SessionRow(row_id(token), today, sealed))
        if desk is not None:
            if profile is not None:
                remember(session, desk, profile)
            record_arrival(session, desk, left)
    return SignedIn(token, not contents.settled, browser)


def _seated(
    engine: Engine, pins: Pins, handle: str, contents: KeyFileContents, now: datetime
) -> tuple[Desk | None, date]:
    """Lay out her desk, None before she has a passphrase of her own; and what day it is there."""
    with reading(engine) as session:
        if contents.settled:
            desk = open_desk(session, pins, handle, contents.identity, now)
            return desk, desk.today
        lists, _ = read_lists(session, pins)
        listed(lists.roster, handle, contents.identity)
        return None, local_day(now, read_words(session, pins).settings)


def arrive(engine: Engine, desk: Desk) -> tuple[str, Profile]:
    """Return what changed on the list of people, and the profile that remembers what was seen.

    A record that does not verify is not remembered: pages go on to say so.
    """
    with reading(engine) as session:
        head, fault, acts = record.news(session, desk)
        floors = floors_now(session, desk, acts)
    changes, extra = people_changes(desk)
    extra[BULLETINS] = written(floors)
    profile = replace(desk.profile, extra=extra)
    return changes, profile if fault is not None else profile.recorded(head)


def record_arrival(session: Store, desk: Desk, codes_left: int | None) -> None:
    """Record a sign-in; `codes_left` is how many printed codes are, when it was by one of them."""
    if desk.today > desk.valid_until:
        return
    if codes_left is None:
        record.write(session, desk, record.Action.SIGNED_IN)
    else:
        record.write(session, desk, record.Action.CODE_USED, number=str(codes_left))


def people_changes(desk: Desk) -> tuple[str, dict[str, str]]:
    """Compare the roster with what her profile remembers.

    Returns JSON {"added": [handles], "removed": […], "changed": […]}, "" when nothing did or at
    the very first sign-in, and the profile's next memory.
    """
    now = {
        member.handle: f"{sha256(member.sign).hex()[:16]} {' '.join(sorted(member.roles))}"
        for member in desk.roster.members
        if member.removed is None
    }
    extra = {**desk.profile.extra, PEOPLE: json.dumps(now, sort_keys=True)}
    if PEOPLE not in desk.profile.extra:
        return "", extra
    before: dict[str, str] = json.loads(desk.profile.extra[PEOPLE])
    changes = {
        "added": sorted(now.keys() - before.keys()),
        "removed": sorted(before.keys() - now.keys()),
        "changed": sorted(h for h in now.keys() & before.keys() if now[h] != before[h]),
    }
    return (json.dumps(changes) if any(changes.values()) else ""), extra


def _proof(contents: KeyFileContents, code: str, now: datetime) -> Proof | None:
    """Read a one-time code, which only a key file that is not settled may do without."""
    if not code.strip() and not contents.settled:
        return None
    return read_proof(contents, code, now)


def settings_now(engine: Engine, pins: Pins) -> PublicSettings:
    """Return the organisation's settings for somebody who has no desk yet."""
    with reading(engine) as session:
        return read_words(session, pins).settings
