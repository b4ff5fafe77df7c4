"""What somebody wishes of `brolly init`, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reporting.casework.errors import BadHandle, BadPassphrase
from reporting.casework.passphrases import SHORTEST_PASSPHRASE, NewPassphrase
from reporting.casework.people import check_handle
from reporting.cli.language import current, gettext
from reporting.cli.speech import Trouble
from reporting.domain.settings_defaults import TITLE
from reporting.domain.settings_values import LINE_LENGTH, read_help_number, read_label

if TYPE_CHECKING:
    from collections.abc import Mapping


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
        """Read click's options."""
        return cls(**{name: value for name, value in options.items() if value is not None})  # type: ignore[arg-type]


def refuse_what_is_wrong(wishes: Wishes) -> None:
    """Say what is wrong with an option before anything is asked."""
    for given, problem_of in (
        (wishes.title, title_problem),
        (wishes.help_number, number_problem),
        (wishes.handle, handle_problem),
        (wishes.passphrase, passphrase_problem),
    ):
        if given and (problem := problem_of(given)):
            raise Trouble(gettext("%(problem)s Nothing was kept.", problem=problem))


def without_questions(wishes: Wishes) -> Wishes:
    """Return the wishes of a script, whole. Raises UsageError for what only a person could say."""
    missing = [
        option
        for option, given in (
            ("--handle", wishes.handle),
            ("--help-number", wishes.help_number),
            ("--passphrase-file", wishes.passphrase),
        )
        if not given
    ]
    if missing:
        raise click.UsageError(
            gettext("With --json, also give %(options)s.", options=", ".join(missing))
        )
    return replace(wishes, title=wishes.title or default_title())


def default_title() -> str:
    """Return the neutral name of pages in the language that is spoken."""
    return TITLE.of(current())


def title_problem(title: str) -> str:
    """Say what is wrong with a name of the pages, or nothing."""
    try:
        read_label({current(): title})
    except ValueError:
        return gettext("Give it a name of at most %(count)s characters.", count=LINE_LENGTH)
    return ""


def number_problem(number: str) -> str:
    """Say what is wrong with a phone number, or nothing."""
    try:
        read_help_number({"label": {current(): number}, "phone": number})
    except ValueError:
        return gettext(
            "This is no phone number. Give it as people dial it, with digits, blanks and hyphens."
        )
    return ""


def handle_problem(handle: str) -> str:
    """Say what is wrong with a handle, or nothing."""
    try:
        check_handle(handle)
    except BadHandle:
        return gettext("A handle has 2 to 32 small letters, digits and hyphens, a letter first.")
    return ""


def passphrase_problem(passphrase: str) -> str:
    """Say what is wrong with a passphrase, or nothing."""
    try:
        NewPassphrase(passphrase, passphrase).check("")
    except BadPassphrase:
        return gettext("A passphrase has at least %(count)s characters.", count=SHORTEST_PASSPHRASE)
    return ""
