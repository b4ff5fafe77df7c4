"""Signing in: handle, passphrase and one-time code to a session that only her browser can open.

Nothing here tells apart an unknown handle, a wrong passphrase and a wrong code, neither in words
nor in work: an unknown handle derives against a decoy of the same cost.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crypto.errors import CryptoError, SessionOver
from crypto.passwords import Argon2Params
from crypto.private.keyfile import KeyFileContents, write_keyfile
from crypto.private.printedcodes import new_secret, set_id
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
from reporting.casework.errors import BadPassphrase
from reporting.casework.membership import settle
from reporting.casework.onetime import OnPaper, Proof, read_proof, take
from reporting.casework.recalls import BULLETINS, floors_now, written
from reporting.store.attempts import door_of_browser, end_attempts, remember_browser
from reporting.store.engine import reading, writing
from reporting.store.filed_records import PrintedCodesRow, SessionRow
from reporting.store.members import put_key_file, put_profile, read_member
from reporting.store.printed_codes import put_codes
from reporting.store.sessions import (
    add_session,
    end_session,
    end_sessions_before,
    put_session,
    read_session,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session as Store

    from crypto.manifest import Pins
    from crypto.private.profile import Profile
    from reporting.domain.settings import PublicSettings

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

PRINTED = "printed"
"""Name of the secret of the printed codes that such a session shows, until the key file has it."""

FROM_PAPER = "from paper"
"""Name of the mark of a session that was begun with a printed code."""

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
    contents = open_key_file(engine, pins, door, *typed, now, params).contents
    proof = _proof(contents, attempt.code, now)
    extra = {CONFIRMED: str(int(now.timestamp()))}
    desk, profile = None, None
    with reading(engine) as session:
        if contents.settled:
            desk = open_desk(session, pins, attempt.handle, contents.identity, now)
            today = desk.today
        else:
            lists, _ = read_lists(session, pins)
            listed(lists.roster, attempt.handle, contents.identity)
            today = local_day(now, read_words(session, pins).settings)
            extra[SETTLING], extra[PRINTED] = contents.totp_secret.hex(), new_secret().hex()
    if isinstance(proof, OnPaper):
        extra[FROM_PAPER] = "yes"
    if desk is not None and not passing:
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


def forget(engine: Engine, here: Present, name: str) -> None:
    """Drop something that a session remembers."""
    extra = {kept: value for kept, value in here.session.extra.items() if kept != name}
    keep(engine, here, replace(here.session, extra=extra))


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

    Raises BadPassphrase, TooSoon, TooBusy, NotSignedIn; Conflict when codes were printed meanwhile.
    """
    new.check(attempt.passphrase)
    door = open_door(attempt.handle)
    typed = attempt.handle, attempt.passphrase
    opened = open_key_file(engine, pins, door, *typed, now, params)
    settled = replace(opened.contents, settled=True)
    key_file = write_keyfile(attempt.handle, pins.installation, new.first, settled, params)
    with writing(engine) as store:
        end_attempts(store, door.bucket)
        put_key_file(store, attempt.handle, key_file, before=opened.key_file)


def settle_in(
    engine: Engine,
    pins: Pins,
    here: Present,
    new: NewPassphrase,
    code: str,
    now: datetime,
    params: Argon2Params,
) -> None:
    """Finish a first sign-in: a passphrase of her own, and a code of her phone or her paper.

    Raises BadPassphrase, NotSignedIn for a wrong code, NotOnTheList, Alarm, Conflict.
    """
    new.check("")
    handle, kept = here.session.handle, here.session.extra
    totp_secret, printed = bytes.fromhex(kept[SETTLING]), bytes.fromhex(kept[PRINTED])
    contents = KeyFileContents(here.session.identity, totp_secret, settled=True)
    contents = replace(contents, printed_secret=printed)
    proof = read_proof(contents, code, now)
    with reading(engine) as store:
        lists, roster_body = read_lists(store, pins)
        row = read_member(store, handle)
    listed(lists.roster, handle, contents.identity)
    before = b"" if row is None else row.key_file
    key_file, profile = settle(handle, contents, new.first, lists, roster_body, params)
    extra = {CONFIRMED: str(int(now.timestamp()))}
    if isinstance(proof, OnPaper):
        extra[FROM_PAPER] = "yes"
    with writing(engine) as store:
        put_key_file(store, handle, key_file, before=before)
        put_codes(store, PrintedCodesRow(handle, set_id(printed)))
        left = take(store, handle, proof)
        put_profile(store, profile)
        sealed = seal_session(here.token, replace(here.session.touched(now), extra=extra))
        put_session(store, row_id(here.token), sealed)
        record_arrival(store, open_desk(store, pins, handle, contents.identity, now), left)


def _proof(contents: KeyFileContents, code: str, now: datetime) -> Proof | None:
    """Read a one-time code, which only a key file that is not settled may do without."""
    if not code.strip() and not contents.settled:
        return None
    return read_proof(contents, code, now)


def settings_now(engine: Engine, pins: Pins) -> PublicSettings:
    """Return the organisation's settings for somebody who has no desk yet."""
    with reading(engine) as session:
        return read_words(session, pins).settings


def suggest_passphrase() -> str:
    """Return a random passphrase: five words of 2048, 55 bits, which Argon2id makes enough."""
    return " ".join(secrets.choice(words("en")) for _ in range(SUGGESTED_WORDS))
