"""The conversation of `brolly init`: asks for what no option gave, and for what was copied."""

from __future__ import annotations

import sys
from base64 import b32encode
from dataclasses import replace
from secrets import randbelow
from typing import TYPE_CHECKING

import click
import pyotp
import segno

from crypto.errors import NotEnoughShares
from crypto.private.printedcodes import codes_of, number_of
from reporting.casework.onetime import digits_of, enrolment_uri, on_paper, spoken_secret
from reporting.casework.passphrases import SHORTEST_PASSPHRASE
from reporting.cli.language import gettext
from reporting.cli.speech import ask, say
from reporting.cli.wishes import (
    Wishes,
    default_title,
    handle_problem,
    number_problem,
    passphrase_problem,
    title_problem,
)

FORGET_LINES = "\x1b[3J"
"""ED 3 of xterm, which other terminals took over; those that do not know it ignore it."""

if TYPE_CHECKING:
    from collections.abc import Callable

    from reporting.casework.setup import Founding


def ask_for(wishes: Wishes) -> Wishes:
    """Ask for what is not wished yet, again until it can be used."""
    say(
        gettext(
            "This sets up an installation in %(directory)s. Nothing is kept before the end; Ctrl-C"
            " leaves.",
            directory=wishes.directory,
        )
    )
    return replace(
        wishes,
        title=wishes.title or _ask_title(),
        help_number=wishes.help_number or _ask_number(),
        handle=wishes.handle or _ask_handle(),
        passphrase=wishes.passphrase or _ask_passphrase(),
    )


def _ask_title() -> str:
    say(
        "\n"
        + gettext(
            "The name on workers' pages. Somebody may look over a shoulder, so keep it neutral."
            " Enter takes “%(title)s”.",
            title=default_title(),
        )
    )
    return _until_right(gettext("Name:"), title_problem, default=default_title())


def _ask_number() -> str:
    say("\n" + gettext("A phone number to show when the site cannot take reports."))
    return _until_right(gettext("Number, as people dial it:"), number_problem)


def _ask_handle() -> str:
    say(
        "\n"
        + gettext(
            "A handle for the first person, who looks after people and reads reports; not a legal"
            " name."
        )
    )
    return _until_right(gettext("Handle:"), handle_problem)


def _ask_passphrase() -> str:
    say(
        "\n"
        + gettext(
            "A passphrase of at least %(count)s characters: four or five words that have nothing to"
            " do with each other are good. Nobody can look it up for you, and nothing shows while"
            " you type.",
            count=SHORTEST_PASSPHRASE,
        )
    )
    again = gettext("The same once more:")
    return _until_right(gettext("Passphrase:"), passphrase_problem, hidden=True, again=again)


def _until_right(
    question: str,
    problem_of: Callable[[str], str],
    *,
    default: str | None = None,
    hidden: bool = False,
    again: str = "",
) -> str:
    """Ask until there is no problem with what was typed."""
    while True:
        typed = ask(question, default=default, hidden=hidden, again=again)
        problem = problem_of(typed)
        if not problem:
            return typed
        say(problem)


def set_up_phone(asked: Wishes, founding: Founding) -> None:
    """Show the one-time secret and have one code typed back."""
    say(
        "\n"
        + gettext(
            "Scan this with an authenticator app on your phone, or type the letters below it into"
            " the app:"
        )
        + "\n"
    )
    raw = bytes(founding.change.totp_secret or b"")
    address = enrolment_uri(asked.handle, raw, asked.title)
    segno.make(address, error="l").terminal(compact=True)
    click.echo(f"\n  {spoken_secret(raw)}")
    printed = founding.change.printed_secret
    say(
        "\n"
        + gettext(
            "For a day without the phone, or for somebody who has none: ten codes for paper, each"
            " good for one sign-in. Copy them, and keep them away from the passphrase."
        )
        + "\n"
    )
    on_lines = [on_paper(code) for code in codes_of(printed)]
    click.echo("\n".join(f"  {'   '.join(on_lines[at : at + 5])}" for at in (0, 5)) + "\n")
    codes = pyotp.TOTP(one_time_secret(founding))

    def fits(typed: str) -> bool:
        digits = digits_of(typed)
        return codes.verify(digits, valid_window=1) or number_of(printed, digits) is not None

    wrong = gettext(
        "This code does not fit. Type the six digits of the phone, or one of the ten codes."
    )
    _repeat(gettext("The six digits it shows now, or a code from paper:"), fits, wrong)


def confirm_share(founding: Founding) -> None:
    """Show the recovery shares, and have one typed back from paper."""
    say(
        "\n"
        + gettext(
            "Three sheets of recovery words. Any two bring everything back when nobody can sign in"
            " any more; one alone says nothing. Copy each onto paper, and keep them in three"
            " places."
        )
    )
    for number, share in enumerate(founding.shares, 1):
        click.echo("\n" + gettext("Sheet %(number)s", number=number))
        click.echo(_in_lines(share))
    click.echo()
    ask(gettext("All copied? Enter clears this screen."), default="")
    _clear()
    chosen = randbelow(len(founding.shares))
    other = founding.shares[(chosen + 1) % len(founding.shares)]

    def fits(typed: str) -> bool:
        try:
            return founding.confirms([typed, other])
        except NotEnoughShares:
            return False

    say(
        gettext(
            "Now sheet %(number)s from your paper, all words in one line; the first four letters"
            " of each do.",
            number=chosen + 1,
        )
    )
    wrong = gettext(
        "This does not fit. Compare it with your paper, word by word, and type all of it again. If"
        " the paper is wrong, leave with Ctrl-C and begin again: nothing is kept yet."
    )
    _repeat(gettext("Sheet %(number)s:", number=chosen + 1), fits, wrong)


def _repeat(question: str, is_right: Callable[[str], bool], wrong: str) -> None:
    while not is_right(ask(question).strip()):
        say(wrong)


def _clear() -> None:
    """Take away what stands on the screen, and what can be scrolled back to."""
    if sys.stdout.isatty():
        click.echo(FORGET_LINES, nl=False)
    click.clear()


def _in_lines(share: str, in_a_line: int = 5) -> str:
    words = [f"{number:2} {word:10}" for number, word in enumerate(share.split(), 1)]
    rows = [words[at : at + in_a_line] for at in range(0, len(words), in_a_line)]
    return "\n".join("  " + " ".join(row).rstrip() for row in rows)


def one_time_secret(founding: Founding) -> str:
    """Return the first person's one-time secret as authenticator apps take it (base32)."""
    return b32encode(bytes(founding.change.totp_secret or b"")).decode()
