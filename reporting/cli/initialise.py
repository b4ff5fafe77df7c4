"""`brolly init`: a conversation with the first person, and one commit at its end."""

from __future__ import annotations

import json
from base64 import b32encode
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import randbelow
from typing import TYPE_CHECKING, TextIO, cast

import click
import pyotp
import segno

from crypto.errors import NotEnoughShares
from crypto.passwords import Argon2Params
from crypto.private.printedcodes import codes_of, new_secret, number_of
from reporting.casework.errors import BadHandle, BadPassphrase
from reporting.casework.founding_store import found_installation
from reporting.casework.onetime import digits_of, enrolment_uri, on_paper
from reporting.casework.people import check_handle
from reporting.casework.setup import found
from reporting.casework.signin import SHORTEST_PASSPHRASE, NewPassphrase
from reporting.cli.configure import (
    INTAKE_FILE,
    Addresses,
    new_configurations,
    refuse_unless_writable,
    sqlite_url,
)
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import LINE_LENGTH, Text, read_help_number, read_label
from reporting.store.engine import beside, open_engine
from reporting.store.errors import Conflict, StoreError
from reporting.store.schema import upgrade
from reporting.web.clock import today

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reporting.casework.setup import Founding

TITLE = "Community reports"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the options of `brolly init` said; empty texts are asked for."""

    directory: Path
    title: str = ""
    help_number: str = ""
    handle: str = ""
    passphrase: str = field(default="", repr=False)
    database_url: str = field(default="", repr=False)
    intake_database_url: str = field(default="", repr=False)
    review_database_url: str = field(default="", repr=False)
    as_json: bool = False

    @classmethod
    def of(cls, options: Mapping[str, object]) -> Wishes:
        """Read click's options; the passphrase is the first line of its file."""
        known = {name: value for name, value in options.items() if value is not None}
        file = cast("TextIO | None", known.pop("passphrase_file", None))
        passphrase = file.readline().rstrip("\r\n") if file is not None else ""
        return cls(**{**known, "passphrase": passphrase})  # type: ignore[arg-type]


def initialise(wishes: Wishes) -> None:
    """Set up an installation. Raises ClickException, and then nothing was kept."""
    if (wishes.directory / INTAKE_FILE).exists():
        message = f"{wishes.directory} holds an installation already; nothing was changed"
        raise click.ClickException(message)
    refuse_unless_writable(wishes.directory)
    if wishes.handle and (problem := _handle_problem(wishes.handle)):
        raise click.ClickException(problem)
    asked = _without_questions(wishes) if wishes.as_json else _ask(wishes)
    settings = _settings(asked)
    first_day = today(datetime.now(UTC), settings.time_zone)
    founding = found(
        asked.handle, asked.passphrase, first_day, Argon2Params(), printed_secret=new_secret()
    )
    if not asked.as_json:
        _set_up_phone(asked, founding)
        _confirm_share(founding)
    keep(asked, founding, settings)
    _say_done(asked, founding)


def keep(wishes: Wishes, founding: Founding, settings: PublicSettings) -> None:
    """Store the founding and write both configurations. Raises ClickException."""
    # A path was typed as seen from here; configuration is read as seen from its own folder.
    wished = (wishes.database_url, wishes.intake_database_url, wishes.review_database_url)
    owner, intake, review = (beside(url, Path.cwd()) for url in wished)
    owner = owner or sqlite_url(wishes.directory)
    addresses = Addresses(intake or owner, review or owner)
    files = new_configurations(wishes.directory, founding.pins, addresses, wishes.help_number)
    try:
        with files:
            engine = open_engine(owner, "owner")
            upgrade(engine)
            found_installation(engine, founding, settings, ())
            engine.dispose()
    except Conflict as error:
        message = "this database holds an installation already; nothing was changed"
        raise click.ClickException(message) from error
    except StoreError as error:
        message = f"the database cannot be used ({error}); nothing was kept"
        raise click.ClickException(message) from error


def _settings(asked: Wishes) -> PublicSettings:
    """Return the neutral settings with what was asked; ClickException when it cannot be used."""
    try:
        title = read_label({"en": asked.title})
        number = read_help_number({"label": {"en": asked.title}, "phone": asked.help_number})
    except ValueError as error:
        message = f"the name has up to {LINE_LENGTH} signs, the number is as people dial it"
        raise click.ClickException(message) from error
    plain = PublicSettings()
    return replace(
        plain,
        title=title,
        organisation=Text(title.by_language),
        help_numbers=(*plain.help_numbers, number),
    )


def _without_questions(wishes: Wishes) -> Wishes:
    missing = [
        f"--{name.replace('_', '-')}"
        for name in ("handle", "help_number")
        if not getattr(wishes, name)
    ]
    if not wishes.passphrase:
        missing.append("--passphrase-file")
    if missing:
        message = f"with --json, also give {', '.join(missing)}"
        raise click.UsageError(message)
    problem = _passphrase_problem(wishes.passphrase)
    if problem:
        raise click.ClickException(problem)
    return replace(wishes, title=wishes.title or TITLE)


def _ask(wishes: Wishes) -> Wishes:
    click.echo("This sets up an installation. Nothing is kept before the end; ctrl-C leaves.\n")
    title = wishes.title or click.prompt(
        "The name on workers' pages. Somebody may look over a shoulder, so keep it neutral",
        default=TITLE,
    )
    number = wishes.help_number or click.prompt(
        "A phone number to show when the site cannot take reports"
    )
    handle = wishes.handle or _ask_handle()
    passphrase = wishes.passphrase or _ask_passphrase()
    return replace(wishes, title=title, help_number=number, handle=handle, passphrase=passphrase)


def _ask_handle() -> str:
    question = (
        "A handle for the first person, who looks after people and reads reports;\nnot a legal name"
    )
    while problem := _handle_problem(typed := click.prompt(question)):
        click.echo(problem)
    return typed


def _handle_problem(handle: str) -> str:
    try:
        check_handle(handle)
    except BadHandle:
        return "a handle has 2 to 32 small letters, digits and hyphens, a letter first"
    return ""


def _ask_passphrase() -> str:
    click.echo(
        f"\nA passphrase of at least {SHORTEST_PASSPHRASE} signs: four or five words that have"
        " nothing to do\nwith each other are good. Nobody can look it up for you."
    )
    while True:
        typed: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True)
        problem = _passphrase_problem(typed)
        if not problem:
            return typed
        click.echo(problem)


def _passphrase_problem(passphrase: str) -> str:
    try:
        NewPassphrase(passphrase, passphrase).check("")
    except BadPassphrase:
        return f"a passphrase has at least {SHORTEST_PASSPHRASE} signs"
    return ""


def _set_up_phone(asked: Wishes, founding: Founding) -> None:
    """Show the one-time secret and the codes for paper, and have one code typed back."""
    secret = one_time_secret(founding)
    click.echo("\nScan this with an authenticator app on your phone, or type the secret below:\n")
    address = enrolment_uri(asked.handle, bytes(founding.change.totp_secret or b""), asked.title)
    segno.make(address, error="l").terminal(compact=True)
    click.echo(f"\n  {secret}\n")
    click.echo(
        "Ten codes for paper, for the day the phone is lost, or instead of a phone. Copy them and\n"
        "keep them away from this computer. Each works once; typing one here uses none up.\n"
    )
    printed = founding.change.printed_secret
    for code in codes_of(printed):
        click.echo(f"  {on_paper(code)}")

    def fits(typed: str) -> bool:
        digits = digits_of(typed)
        of_phone = pyotp.TOTP(secret).verify(digits, valid_window=1)
        return of_phone or number_of(printed, digits) is not None

    _repeat("\nThe six digits of the phone now, or one of the codes from your paper", fits)


def _confirm_share(founding: Founding) -> None:
    """Show the recovery shares, and have one typed back from paper."""
    click.echo(
        "\nThree sheets of recovery words. Any two bring everything back when nobody can sign in\n"
        "any more; one alone says nothing. Copy each onto paper, and keep them in three places."
    )
    for number, share in enumerate(founding.shares, 1):
        click.echo(f"\nsheet {number}")
        click.echo(_in_lines(share))
    click.prompt("\nCopied? Enter clears this screen", default="", show_default=False)
    click.clear()
    chosen = randbelow(len(founding.shares))
    other = founding.shares[(chosen + 1) % len(founding.shares)]

    def fits(typed: str) -> bool:
        try:
            return founding.confirms([typed, other])
        except NotEnoughShares:
            return False

    question = f"Type sheet {chosen + 1} from your paper in one line; four letters of each word do"
    _repeat(question, fits)


def _repeat(question: str, is_right: Callable[[str], bool]) -> None:
    while not is_right("".join(click.prompt(question)).strip()):
        click.echo("That does not fit. Please look again.")


def _in_lines(share: str, in_a_line: int = 6) -> str:
    words = [f"{number:2} {word:10}" for number, word in enumerate(share.split(), 1)]
    rows = [words[at : at + in_a_line] for at in range(0, len(words), in_a_line)]
    return "\n".join("  " + " ".join(row).rstrip() for row in rows)


def one_time_secret(founding: Founding) -> str:
    """Return the first person's one-time secret as authenticator apps take it (base32)."""
    return b32encode(bytes(founding.change.totp_secret or b"")).decode()


def _say_done(asked: Wishes, founding: Founding) -> None:
    if asked.as_json:
        shown = {
            "handle": asked.handle,
            "totp_secret": one_time_secret(founding),
            "printed_codes": list(codes_of(founding.change.printed_secret)),
            "recovery_shares": list(founding.shares),
        }
        click.echo(json.dumps(shown))
        return
    click.echo(f"\nDone. Serve it with: brolly run --dir {asked.directory}")
