"""What options take, beside click's own kinds: places, ports, and passphrases from a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click

from reporting.cli.language import gettext
from reporting.cli.places import why
from reporting.domain.labels import N_

HIGHEST_PORT = 65535
NO_PORT = N_("%(value)s is no port. A port is a whole number from 1 to %(highest)s.")
UNREADABLE = N_("%(path)s cannot be read: %(why)s.")
NO_TEXT = N_("What %(path)s holds is not UTF-8 text.")


class Place(click.Path):
    """A directory or file, as an absolute path: an address of a database has no working folder."""

    def __init__(self) -> None:
        # Whether it can be read is found out, and said, by who reads it.
        super().__init__(path_type=Path, resolve_path=True, readable=False)


class Port(click.ParamType[int]):
    """A port to listen at."""

    name = "port"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> int:
        """Take a whole number that a port can have."""
        text = str(value)
        if not text.isascii() or not text.isdigit() or not 0 < int(text) <= HIGHEST_PORT:
            self.fail(gettext(NO_PORT, value=text, highest=HIGHEST_PORT), param, ctx)
        return int(text)


class FirstLine(click.ParamType[str]):
    """The first line of a file, or of the standard input for "-": a passphrase."""

    name = "file"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """Read it; the text itself is in no error."""
        try:
            if value == "-":
                line = sys.stdin.readline()
            else:
                with Path(cast("str", value)).open(encoding="utf-8") as file:
                    line = file.readline()
        except OSError as error:
            self.fail(gettext(UNREADABLE, path=value, why=why(error)), param, ctx)
        except UnicodeDecodeError:
            self.fail(gettext(NO_TEXT, path=value), param, ctx)
        return line.rstrip("\r\n")
