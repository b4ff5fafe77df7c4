"""Click's commands and options, whose help is translated when it is shown.

The words are given as msgids (`N_("…")`) while modules load: the language is not known by then.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from reporting.cli.language import chosen, gettext, speaking
from reporting.cli.signs import showing_all_signs
from reporting.cli.speech import folded

F = TypeVar("F", bound=Callable[..., object])


class _Shown:
    """An attribute that is given a msgid, and gives the text in the language that is spoken."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._kept = f"_{name}_msgid"

    def __get__(self, instance: object, owner: type) -> str | None:
        message: str | None = getattr(instance, self._kept)
        return gettext(message) if message else message

    def __set__(self, instance: object, message: str | None) -> None:
        setattr(instance, self._kept, message)


class HelpFormatter(click.HelpFormatter):
    """Writes what a command is and takes."""

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list, which ends as its language ends it."""
        ended = gettext("%(heading)s:", heading=heading)
        self.write(" " * self.current_indent + ended + "\n")


class Context(click.Context):
    """One command line at work."""

    formatter_class = HelpFormatter


class Misused(click.UsageError):
    """A command line that says something wrong, in lines that fit the terminal."""

    def format_message(self) -> str:
        """Return what is wrong, folded as it stands behind its first word."""
        shown = gettext("Error: {message}")
        first = shown.partition("{message}")[0]
        return folded(shown.format(message=self.message), sys.stderr).removeprefix(first)


class Option(click.Option):
    """An option whose help and placeholder are msgids."""

    help = _Shown()
    metavar = _Shown()


class Argument(click.Argument):
    """An argument whose placeholder is a msgid."""

    metavar = _Shown()


class Command(click.Command):
    """A command whose help is a msgid; its first paragraph is what a list of commands says."""

    help = _Shown()
    context_class = Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command's words. Raises Misused when something is wrong with them."""
        try:
            return super().parse_args(ctx, args)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            raise Misused(error.format_message(), error.ctx or ctx) from error

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first paragraph whole: half a sentence says nothing, and lists fold it."""
        del limit
        return (self.help or "").partition("\n")[0].removesuffix(".")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return click's `--help`, explained in the language that is spoken."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = gettext("show this and end")
        return option


class Group(Command, click.Group):
    """Commands under one name; run as a program, it chooses the language first."""

    command_class = Command
    group_class = type
    subcommand_metavar = _Shown()  # type: ignore[assignment]  # never None here

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command line in its language, or the terminal's."""
        given = args[0] if args else extra.pop("args", None)
        words = sys.argv[1:] if given is None else list(given)
        with speaking(chosen(words, os.environ)), showing_all_signs():
            return super().main(words, *args[1:], **extra)


def option(*names: str, **attributes: Any) -> Callable[[F], F]:  # noqa: ANN401 - click's own
    """Give a command an option, `help` and `metavar` as msgids."""
    return click.option(*names, cls=Option, **attributes)


def argument(*names: str, **attributes: Any) -> Callable[[F], F]:  # noqa: ANN401 - click's own
    """Give a command an argument, `metavar` as a msgid."""
    return click.argument(*names, cls=Argument, **attributes)
