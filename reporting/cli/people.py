"""`brolly people`: a coordinator looks after people from a terminal, by the same sign-in.

Nothing is easier here than in the browser: she types handle, passphrase and one-time code, and
what she does is signed and recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crypto.errors import CryptoError, NotListed
from crypto.passwords import Argon2Params
from reporting.casework import people
from reporting.casework.desk import Desk
from reporting.casework.errors import (
    Alarm,
    BadHandle,
    CannotCoordinate,
    HandleTaken,
    NobodyLeft,
    NotOnTheList,
    NotSignedIn,
    TooBusy,
    TooSoon,
)
from reporting.casework.lists import COORDINATOR
from reporting.casework.presence import present, sign_out
from reporting.casework.signin import Attempt, sign_in
from reporting.cli.language import gettext
from reporting.cli.places import known_to_review, refuse_unready
from reporting.cli.roles import ROLES
from reporting.cli.speech import Trouble, ask, in_columns, leaving, say
from reporting.domain.labels import N_
from reporting.review.config import ReviewConfig
from reporting.store.engine import open_engine
from reporting.store.errors import Conflict, StoreError

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Who says she is one; what was given on the command line is not asked."""

    config: Path | None
    handle: str = ""
    passphrase: str = field(default="", repr=False)
    code: str = field(default="", repr=False)


def list_people(who: Coordinator) -> None:
    """Print everybody on the roster, those who left included."""
    with at_desk(who) as (_, desk):
        rows = [
            (
                member.handle,
                ", ".join(gettext(ROLES[role]) for role in sorted(member.roles)),
                gettext("not here since %(day)s", day=member.removed) if member.removed else "",
            )
            for member in desk.roster.members
        ]
    for line in in_columns(rows):
        click.echo(line)


def add_person(who: Coordinator, handle: str, roles: tuple[str, ...]) -> None:
    """Add somebody and print her first passphrase, once."""
    with at_desk(who) as (engine, desk):
        _print_first(people.add(engine, desk, handle, roles, Argon2Params()))


def reset_person(who: Coordinator, handle: str) -> None:
    """Give somebody new keys and print her first passphrase, once."""
    with at_desk(who) as (engine, desk):
        _print_first(people.reset(engine, desk, handle, Argon2Params()))


def remove_person(who: Coordinator, handle: str) -> None:
    """Remove somebody; what comes in from now on is sealed to keys she never had."""
    with at_desk(who) as (engine, desk):
        change = people.remove(engine, desk, handle)
    say(gettext("%(handle)s is removed. New reports are sealed to a new key.", handle=handle))
    if change.organisation_known:
        say(
            gettext(
                "%(handle)s coordinated and may have kept the organisation's key. It needs to be"
                " replaced, and a line of intake.toml with it.",
                handle=handle,
            )
        )


def _print_first(added: people.Added) -> None:
    rows = [
        (gettext("handle:"), added.handle),
        (gettext("first passphrase:"), added.passphrase),
    ]
    for line in in_columns(rows):
        click.echo(line)
    say(
        gettext(
            "It is shown this once: write it down, and hand it over in person. At the first"
            " sign-in she chooses her own, sets up her phone and gets codes to print; no code is"
            " asked before that."
        )
    )


@contextmanager
def at_desk(who: Coordinator) -> Iterator[tuple[Engine, Desk]]:
    """Sign a coordinator in for the length of the block; Trouble for what goes wrong."""
    config = _load(who.config)
    try:
        with _database(config.database_url) as engine, leaving(gettext(LEFT)):
            token, desk = _sit_down(engine, config, who)
            try:
                yield engine, desk
            finally:
                sign_out(engine, token)
    except tuple(_WORDS) as error:
        raise Trouble(gettext(_in_words(error))) from error


@contextmanager
def _database(url: str) -> Iterator[Engine]:
    engine = open_engine(url, "review")
    try:
        yield engine
    finally:
        engine.dispose()


def _load(path: Path | None) -> ReviewConfig:
    if path is None:
        raise click.UsageError(gettext("Say where the installation lies: people --dir …"))
    known = known_to_review(path)
    refuse_unready(known.database_url, path.parent)
    return known


def _sit_down(engine: Engine, config: ReviewConfig, who: Coordinator) -> tuple[bytes, Desk]:
    attempt = Attempt(
        who.handle or ask(gettext("Your handle:"), err=True),
        who.passphrase or ask(gettext("Your passphrase:"), hidden=True, err=True),
        who.code or ask(gettext("Your one-time code:"), err=True),
    )
    now = datetime.now(UTC)
    signed_in = sign_in(engine, config.pins, attempt, now, Argon2Params())
    desk = present(engine, config.pins, signed_in.token, now).desk
    if desk is None or not desk.is_a(COORDINATOR):
        sign_out(engine, signed_in.token)
        raise CannotCoordinate
    return signed_in.token, desk


LEFT = N_("Broken off. What was not confirmed above was not done.")

_WORDS: dict[type[Exception], str] = {
    NotSignedIn: N_("Handle, passphrase or code is not right. Nothing was changed. Try again."),
    TooBusy: N_("Too many people are signing in. Nothing was tried; wait some seconds."),
    TooSoon: N_(
        "Somebody tried this handle and failed. Nothing was tried now. Try again in half a minute."
    ),
    NotOnTheList: N_(
        "The signed list of people does not name you with these keys. Nothing was changed. Ask"
        " another coordinator to look at the list."
    ),
    CannotCoordinate: N_("Only a coordinator may do this. Nothing was changed."),
    BadHandle: N_(
        "A handle has 2 to 32 small letters, digits and hyphens, a letter first. Nothing was"
        " changed."
    ),
    HandleTaken: N_(
        "This handle is taken, or was somebody's: the record names people by it. Nothing was"
        " changed. Choose another."
    ),
    NotListed: N_("Nobody has this handle. Nothing was changed. `people list` shows them all."),
    NobodyLeft: N_(
        "Then nobody would coordinate, or read reports. Nothing was changed. Add somebody first."
    ),
    Alarm: N_(
        "The signed lists, or your own memory of them, are not as they were. Do not go on; find"
        " out who can write to the database."
    ),
    Conflict: N_("Somebody else changed the list of people just now. Look, and try again."),
    StoreError: N_("The database cannot be used. Nothing was changed. Try again later."),
    CryptoError: N_("Something that was sealed cannot be opened. Nothing was changed."),
}
"""What is said for each condition; the first that fits counts."""


def _in_words(error: BaseException) -> str:
    return next(words for kind, words in _WORDS.items() if isinstance(error, kind))
