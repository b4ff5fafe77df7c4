"""Founds the invented organisation with its five people, by the functions of real use."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crypto.manifest import DEFAULT_CIRCLE, Pins
from crypto.passwords import Argon2Params
from crypto.private.identity import Identity
from crypto.private.keyfile import read_keyfile
from crypto.private.organisation import Organisation
from crypto.suite import random_bytes
from crypto.wordlists import words
from reporting.casework.desk import Desk, local_day, open_desk
from reporting.casework.founding_store import apply_change, found_installation
from reporting.casework.lists import Change, renew
from reporting.casework.membership import Newcomer, add_member
from reporting.casework.setup import found
from reporting.demonstration.organisation import FOUNDER, PARTS, Part, pages, public_settings
from reporting.store.engine import reading, writing
from reporting.store.epochs import organisation_of
from reporting.store.members import read_member

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

PASSPHRASE_WORDS = 4
"""44 bits: enough for what is invented, and quick to type from a terminal."""


@dataclass(frozen=True, slots=True)
class Person:
    """How somebody invented signs in; the one-time secret is base32, as authenticator apps take."""

    handle: str
    role: str
    passphrase: str = field(repr=False)
    totp_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Founded:
    """The invented organisation: what configurations pin, who signs in, what is shown once."""

    pins: Pins
    people: tuple[Person, ...]
    shares: tuple[str, str, str] = field(repr=False)
    phrase: str = field(repr=False)
    identities: Mapping[str, Identity] = field(repr=False)

    def desk(self, engine: Engine, handle: str, now: datetime) -> Desk:
        """Sit somebody down at her desk, at a moment of the invented months."""
        with reading(engine) as session:
            return open_desk(session, self.pins, handle, self.identities[handle], now)


def found_organisation(engine: Engine, now: datetime) -> Founded:
    """Found the organisation at `now` and add its people; every passphrase is already their own."""
    phrase = invented_words(2)
    own = {part.handle: invented_words(PASSPHRASE_WORDS) for part in PARTS}
    settings = public_settings(phrase)
    founding = found(FOUNDER, own[FOUNDER], local_day(now, settings), Argon2Params())
    found_installation(engine, founding, settings, pages())
    kim = read_identity(engine, founding.pins, FOUNDER, own[FOUNDER])
    pins, secrets = founding.pins, {FOUNDER: _secret(founding.change)}
    identities = {FOUNDER: kim}
    for part in PARTS:
        if part.handle != FOUNDER:
            secrets[part.handle] = _add(engine, pins, kim, part, own[part.handle], now)
            identities[part.handle] = read_identity(engine, pins, part.handle, own[part.handle])
    people = tuple(
        Person(part.handle, part.role, own[part.handle], secrets[part.handle]) for part in PARTS
    )
    return Founded(pins, people, founding.shares, phrase, identities)


def renew_lists(engine: Engine, founded: Founded, now: datetime) -> None:
    """Sign both lists again, as a coordinator's sign-in does when they are a month old."""
    desk = founded.desk(engine, FOUNDER, now)
    change = renew(_organisation(engine, founded.pins, desk.identity), desk.lists, desk.today)
    with writing(engine) as session:
        apply_change(session, change)


def read_identity(engine: Engine, pins: Pins, handle: str, passphrase: str) -> Identity:
    """Open somebody's key file with her passphrase."""
    with reading(engine) as session:
        row = read_member(session, handle)
    key_file = b"" if row is None else row.key_file
    return read_keyfile(handle, pins.installation, passphrase, key_file).identity


def invented_words(count: int) -> str:
    """Return random words to remember, from the list of receipts."""
    listed = words("en")
    numbers = (int.from_bytes(random_bytes(2), "big") % len(listed) for _ in range(count))
    return " ".join(listed[number] for number in numbers)


def _add(
    engine: Engine, pins: Pins, kim: Identity, part: Part, passphrase: str, now: datetime
) -> str:
    with reading(engine) as session:
        desk = open_desk(session, pins, FOUNDER, kim, now)
    newcomer = Newcomer(part.handle, frozenset({part.role}), part.circles, passphrase, settled=True)
    epoch = desk.keys.epoch(DEFAULT_CIRCLE, desk.manifest.current().number)
    change = add_member(
        _organisation(engine, pins, kim), desk.lists, newcomer, [epoch], desk.today, Argon2Params()
    )
    with writing(engine) as session:
        apply_change(session, change)
    return _secret(change)


def _organisation(engine: Engine, pins: Pins, kim: Identity) -> Organisation:
    with reading(engine) as session:
        sealed = organisation_of(session, FOUNDER)
    return Organisation.open(sealed or b"", kim.opening, pins)


def _secret(change: Change) -> str:
    return b32encode(change.totp_secret or b"").decode()
