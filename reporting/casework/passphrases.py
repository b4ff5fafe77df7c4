"""A passphrase of one's own: chosen at the first sign-in, typed again, changed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from crypto.passwords import Argon2Params
from crypto.private.keyfile import KeyFileContents, write_keyfile
from crypto.private.printedcodes import set_id
from crypto.private.sessions import row_id, seal_session
from crypto.wordlists import words
from reporting.casework.admission import open_door, open_key_file
from reporting.casework.desk import listed, open_desk, read_lists
from reporting.casework.errors import BadPassphrase
from reporting.casework.membership import settle
from reporting.casework.onetime import OnPaper, read_proof, take
from reporting.casework.presence import CONFIRMED, FROM_PAPER, PRINTED, SETTLING, Present, keep
from reporting.casework.signin import Attempt, record_arrival
from reporting.store.attempts import end_attempts
from reporting.store.engine import reading, writing
from reporting.store.filed_records import PrintedCodesRow
from reporting.store.members import put_key_file, put_profile, read_member
from reporting.store.printed_codes import put_codes
from reporting.store.sessions import put_session

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from crypto.manifest import Pins

SHORTEST_PASSPHRASE = 14
"""Characters: four short words, or three long ones; the key file of somebody may be stolen."""

SUGGESTED_WORDS = 5


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


def suggest_passphrase() -> str:
    """Return a random passphrase: five words of 2048, 55 bits, which Argon2id makes enough."""
    return " ".join(secrets.choice(words("en")) for _ in range(SUGGESTED_WORDS))
