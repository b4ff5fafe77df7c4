"""Signing in: handle, passphrase and one-time code to a session that only her browser can open.

Nothing here tells apart an unknown handle, a wrong passphrase and a wrong code, neither in words
nor in work: an unknown handle derives against a decoy of the same cost.
"""

from __future__ import annotations

import hmac
import json
import secrets
from base64 import b32encode
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pyotp

from crypto.errors import CryptoError, SessionOver
from crypto.passwords import Argon2Params
from crypto.private.keyfile import KeyFileContents, write_keyfile
from crypto.private.sessions import (
    IDLE,
    LIFETIME,
    Session,
    new_token,
    open_session,
    row_id,
    seal_session,
)
from crypto.suite import sha256
from crypto.wordlists import words
from reporting.casework import record
from reporting.casework.admission import door_of, open_door, open_key_file
from reporting.casework.desk import (
    Desk,
    listed,
    local_day,
    open_desk,
    read_lists,
    read_words,
    remember,
)
from reporting.casework.errors import BadPassphrase, NotSignedIn
from reporting.casework.membership import settle
from reporting.casework.recalls import BULLETINS, floors_now, written
from reporting.store.attempts import door_of_browser, end_attempts, remember_browser
from reporting.store.engine import reading, writing
from reporting.store.filed_records import SessionRow
from reporting.store.members import put_key_file, put_profile, take_step
from reporting.store.sessions import (
    add_session,
    end_session,
    end_sessions_before,
    put_session,
    read_session,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from crypto.manifest import Pins

STEP_SECONDS = 30
"""RFC 6238, section 5.2, which every authenticator app takes."""

STEPS_AROUND = 1
"""Steps before and after now that count: a phone's clock is rarely right to the second."""

SHORTEST_PASSPHRASE = 14
"""Characters: four short words, or three long ones; the key file of somebody may be stolen."""

SUGGESTED_WORDS = 5

CONFIRMED = "confirmed"
"""Name of the session's memory of when the passphrase was last typed, in seconds since 1970."""

CONFIRMED_FOR = timedelta(minutes=10)
"""How long it counts: long enough to publish what one is working on, short for an open laptop."""

CHANGES = "changes"
"""Name of what changed on the list of people since the sign-in before, see `people_changes`."""

PEOPLE = "people"
"""Name of the profile's memory of who was on the list."""

SETTLING = "settling"
"""Name of the mark of a session that must set a passphrase of its own before anything else."""

TOUCH_EVERY = timedelta(minutes=1)
"""A session is written again at most so often: half an hour idle needs no finer clock."""


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
    contents = open_key_file(engine, pins, door, *typed, now, params)
    _check_code(engine, attempt, contents, now)
    extra = {CONFIRMED: str(int(now.timestamp()))}
    desk = None
    with reading(engine) as session:
        if contents.settled:
            desk = open_desk(session, pins, attempt.handle, contents.identity, now)
            today = desk.today
        else:
            lists, _ = read_lists(session, pins)
            listed(lists.roster, attempt.handle, contents.identity)
            today = local_day(now, read_words(session, pins).settings)
            extra[SETTLING] = contents.totp_secret.hex()
    if desk is not None:
        extra[CHANGES] = pass_by(engine, desk) if passing else arrive(engine, desk)
    token = new_token()
    sealed = seal_session(token, Session(attempt.handle, contents.identity, now, now, extra))
    # Of one that is known nothing new is made: it is the same browser.
    browser = new_token() if door.stranger else attempt.browser
    with writing(engine) as session:
        end_attempts(session, door.bucket)
        remember_browser(session, door_of_browser(browser, attempt.handle), now.date())
        end_sessions_before(session, today - timedelta(days=1))
        add_session(session, SessionRow(row_id(token), today, sealed))
    return SignedIn(token, not contents.settled, browser)


def pass_by(engine: Engine, desk: Desk) -> str:
    """Record the sign-in, and take nothing for seen; return that nothing is to be shown."""
    if desk.today <= desk.valid_until:
        record.write_alone(engine, desk, record.Action.SIGNED_IN)
    return ""


def arrive(engine: Engine, desk: Desk) -> str:
    """Record the sign-in, remember what was seen, and return what changed on the list of people.

    A record that does not verify is not remembered: pages go on to say so.
    """
    with reading(engine) as session:
        head, fault, acts = record.news(session, desk)
        floors = floors_now(session, desk, acts)
    changes, extra = people_changes(desk)
    extra[BULLETINS] = written(floors)
    profile = replace(desk.profile, extra=extra)
    if fault is None:
        profile = profile.recorded(head)
    with writing(engine) as session:
        remember(session, desk, profile)
        if desk.today <= desk.valid_until:
            record.write(session, desk, record.Action.SIGNED_IN)
    return changes


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


def present(engine: Engine, pins: Pins, token: bytes, now: datetime) -> Present:
    """Open the session of a cookie and lay out the desk, checking the roster again.

    Raises SessionOver when it ended, never was, or was idle too long; NotOnTheList, Alarm.
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
    return Present(token, session, desk)


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


def sign_out(engine: Engine, token: bytes) -> None:
    """End a session; its row is gone, and the cookie opens nothing."""
    with writing(engine) as store:
        end_session(store, row_id(token))


def confirm(
    engine: Engine, pins: Pins, here: Present, passphrase: str, now: datetime, params: Argon2Params
) -> None:
    """Note that she has typed her passphrase again. Raises TooSoon, TooBusy, NotSignedIn."""
    handle = here.session.handle
    door = open_door(handle)
    open_key_file(engine, pins, door, handle, passphrase, now, params)
    with writing(engine) as store:
        end_attempts(store, door.bucket)
    extra = {**here.session.extra, CONFIRMED: str(int(now.timestamp()))}
    keep(engine, here, replace(here.session.touched(now), extra=extra))


@dataclass(frozen=True, slots=True)
class NewPassphrase:
    """A new passphrase, typed twice."""

    first: str = field(repr=False)
    second: str = field(repr=False)

    def check(self, old: str) -> None:
        """Raise BadPassphrase."""
        if self.first != self.second:
            raise BadPassphrase("differs")
        if len(self.first.strip()) < SHORTEST_PASSPHRASE:
            raise BadPassphrase("short")
        if self.first == old:
            raise BadPassphrase("same")


def change_passphrase(
    engine: Engine,
    pins: Pins,
    attempt: Attempt,
    new: NewPassphrase,
    now: datetime,
    params: Argon2Params,
) -> None:
    """Write the key file under a new passphrase, for somebody whose session is open.

    Raises BadPassphrase, TooSoon, TooBusy, NotSignedIn.
    """
    new.check(attempt.passphrase)
    door = open_door(attempt.handle)
    typed = attempt.handle, attempt.passphrase
    contents = open_key_file(engine, pins, door, *typed, now, params)
    settled = replace(contents, settled=True)
    key_file = write_keyfile(attempt.handle, pins.installation, new.first, settled, params)
    with writing(engine) as store:
        end_attempts(store, door.bucket)
        put_key_file(store, attempt.handle, key_file)


def settle_in(
    engine: Engine,
    pins: Pins,
    here: Present,
    new: NewPassphrase,
    code: str,
    now: datetime,
    params: Argon2Params,
) -> None:
    """Finish a first sign-in: a passphrase of her own, and a code from the phone just set up.

    Raises BadPassphrase, NotSignedIn for a wrong code, NotOnTheList, Alarm.
    """
    new.check("")
    handle = here.session.handle
    secret = bytes.fromhex(here.session.extra[SETTLING])
    contents = KeyFileContents(here.session.identity, secret, settled=True)
    _check_code(engine, Attempt(handle, "", code), contents, now)
    with reading(engine) as store:
        lists, roster_body = read_lists(store, pins)
    listed(lists.roster, handle, contents.identity)
    key_file, profile = settle(handle, contents, new.first, lists, roster_body, params)
    extra = {CONFIRMED: str(int(now.timestamp()))}
    with writing(engine) as store:
        put_key_file(store, handle, key_file)
        put_profile(store, profile)
        sealed = seal_session(here.token, replace(here.session.touched(now), extra=extra))
        put_session(store, row_id(here.token), sealed)


def enrolment_uri(handle: str, secret: bytes, issuer: str) -> str:
    """Return the otpauth address that a phone's app scans."""
    return pyotp.TOTP(b32encode(secret).decode()).provisioning_uri(name=handle, issuer_name=issuer)


def _check_code(engine: Engine, attempt: Attempt, contents: KeyFileContents, now: datetime) -> None:
    """Accept a one-time code once. Raises NotSignedIn."""
    typed = "".join(attempt.code.split())
    if not typed and not contents.settled:
        return
    totp = pyotp.TOTP(b32encode(contents.totp_secret).decode())
    step = int(now.timestamp()) // STEP_SECONDS
    around = range(step - STEPS_AROUND, step + STEPS_AROUND + 1)
    sent = typed.encode(errors="replace")
    fitting = [at for at in around if hmac.compare_digest(totp.generate_otp(at).encode(), sent)]
    if not fitting:
        raise NotSignedIn
    with writing(engine) as session:
        if not take_step(session, attempt.handle, fitting[0]):
            raise NotSignedIn


def spoken_secret(secret: bytes) -> str:
    """Return the secret as apps take it typed: base 32, in groups of four."""
    text = b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def issuer(engine: Engine, pins: Pins, language: str) -> str:
    """Return what a phone's app shows beside the code: the organisation's neutral title."""
    with reading(engine) as session:
        return read_words(session, pins).settings.title.of(language)


def suggest_passphrase() -> str:
    """Return a random passphrase: five words of 2048, 55 bits, which Argon2id makes enough."""
    return " ".join(secrets.choice(words("en")) for _ in range(SUGGESTED_WORDS))
