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
from reporting.casework.signin import Attempt, present, sign_in, sign_out
from reporting.review.config import BadConfiguration, ReviewConfig
from reporting.store.engine import open_engine
from reporting.store.errors import Conflict, StoreError

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Who says she is one; what was given on the command line is not asked."""

    config: Path
    handle: str = ""
    passphrase: str = field(default="", repr=False)
    code: str = field(default="", repr=False)


def list_people(who: Coordinator) -> None:
    """Print everybody on the roster, those who left included."""
    with at_desk(who) as (_, desk):
        for member in desk.roster.members:
            gone = f"removed {member.removed}" if member.removed else ""
            roles = ", ".join(sorted(member.roles))
            click.echo(f"{member.handle:16}{roles:26}{gone}".rstrip())


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
    click.echo(f"{handle} is removed. New reports are sealed to a new key.")
    if change.organisation_known:
        click.echo(
            f"{handle} coordinated and may have kept the organisation's key. It needs to be\n"
            "replaced, and a line of intake.toml with it."
        )


def _print_first(added: people.Added) -> None:
    click.echo(f"handle:            {added.handle}")
    click.echo(f"first passphrase:  {added.passphrase}")
    click.echo(
        "It is shown once. At the first sign-in she sets one of her own, and her phone; no code\n"
        "is asked before that."
    )


@contextmanager
def at_desk(who: Coordinator) -> Iterator[tuple[Engine, Desk]]:
    """Sign a coordinator in for the length of the block; ClickException for what goes wrong."""
    config = _load(who.config)
    engine = open_engine(config.database_url, "review")
    token = b""
    try:
        token, desk = _sit_down(engine, config, who)
        yield engine, desk
    except tuple(_WORDS) as error:
        raise click.ClickException(_in_words(error)) from error
    finally:
        if token:
            sign_out(engine, token)
        engine.dispose()


def _load(path: Path) -> ReviewConfig:
    try:
        return ReviewConfig.load(path)
    except BadConfiguration as error:
        raise click.ClickException(str(error)) from error


def _sit_down(engine: Engine, config: ReviewConfig, who: Coordinator) -> tuple[bytes, Desk]:
    attempt = Attempt(
        who.handle or click.prompt("Your handle", err=True),
        who.passphrase or click.prompt("Passphrase", hide_input=True, err=True),
        who.code or click.prompt("One-time code", err=True),
    )
    now = datetime.now(UTC)
    signed_in = sign_in(engine, config.pins, attempt, now, Argon2Params())
    desk = present(engine, config.pins, signed_in.token, now).desk
    if desk is None or not desk.is_a(COORDINATOR):
        sign_out(engine, signed_in.token)
        raise CannotCoordinate
    return signed_in.token, desk


_WORDS: dict[type[Exception], str] = {
    NotSignedIn: "Handle, passphrase or code is not right. Nothing was changed.",
    TooBusy: "Too many people are signing in. Nothing was tried; wait some seconds.",
    TooSoon: "Somebody tried this handle and failed. Try again in half a minute.",
    NotOnTheList: "The signed list of people does not name you with these keys.",
    CannotCoordinate: "Only a coordinator may do this. Nothing was changed.",
    BadHandle: "A handle has 2 to 32 small letters, digits and hyphens, a letter first.",
    HandleTaken: "This handle is taken, or was somebody's: the record names people by it.",
    NotListed: "Nobody has this handle.",
    NobodyLeft: "Then nobody would coordinate, or read reports. Add somebody first.",
    Alarm: "The signed lists or your own memory of them are not as they were. Do not go on;"
    " find out who can write to the database.",
    Conflict: "Somebody else changed the list of people just now. Look, and try again.",
    StoreError: "The database cannot be used. Nothing was changed.",
    CryptoError: "Something that was sealed cannot be opened. Nothing was changed.",
}
"""What is said for each condition; the first that fits counts."""


def _in_words(error: BaseException) -> str:
    return next(words for kind, words in _WORDS.items() if isinstance(error, kind))
