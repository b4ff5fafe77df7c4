"""What the command says and asks: sentences that fit a terminal, and errors as sentences."""

from __future__ import annotations

import shutil
import sys
import textwrap
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

import click

from reporting.cli.language import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporting.domain.worded import Worded

WIDEST = 80
"""Columns; longer lines are hard to read, however wide the window."""


def say(text: str = "", *, err: bool = False) -> None:
    """Print sentences, each line of `text` a paragraph."""
    click.echo(folded(text, sys.stderr if err else sys.stdout), err=err)


def folded(text: str, stream: IO[Any]) -> str:
    """Break lines for a terminal, never inside a word, a path or an option.

    Elsewhere a sentence stays one line: what reads a log looks for it whole.
    """
    if not stream.isatty():
        return text
    width = min(WIDEST, shutil.get_terminal_size().columns) - 1
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )


def in_columns(rows: Sequence[Sequence[str]], gap: int = 2) -> list[str]:
    """Return lines in which what stands below each other begins below each other."""
    widths = [max(len(cell) for cell in column) + gap for column in zip(*rows, strict=True)]
    return [
        "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def ask(
    question: str,
    *,
    default: str | None = None,
    hidden: bool = False,
    again: str = "",
    err: bool = False,
) -> str:
    """Ask on one line, which ends as its language ends a question; `again` asks for it twice.

    Ctrl-C and the end of the input raise click.Abort.
    """
    typed: str = click.prompt(
        question,
        default=default,
        show_default=False,
        hide_input=hidden,
        confirmation_prompt=again or False,
        prompt_suffix=" ",
        err=err,
    )
    return typed


class Trouble(click.ClickException):
    """What went wrong, in the language that is spoken: what happened, what was kept, what to do."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it to the standard error."""
        file = file or sys.stderr
        text = gettext("Error: {message}").format(message=self.format_message())
        click.echo(folded(text, file), file=file)


class BrokenOff(Trouble):
    """Somebody left with Ctrl-C: that is no error, and what became of it is said."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it below what she was typing."""
        file = file or sys.stderr
        click.echo("\n" + folded(self.format_message(), file), file=file)


@contextmanager
def leaving(words: str) -> Iterator[None]:
    """Say `words` when the block is left with Ctrl-C, or nobody is there to answer."""
    try:
        yield
    except (click.Abort, KeyboardInterrupt):
        raise BrokenOff(words) from None


def worded(error: Worded) -> str:
    """Return the sentence of a condition in the language that is spoken."""
    return gettext(error.sentence, **error.values)
