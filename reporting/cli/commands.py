"""The commands of `brolly` and their options; what each does is in the module it loads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from reporting.cli.people import Coordinator

INTAKE_PORT = 8001
REVIEW_PORT = 8002


class Place(click.Path):
    """A directory or file, as an absolute path: an address of a database has no working folder."""

    def __init__(self, *, exists: bool = False) -> None:
        super().__init__(exists=exists, path_type=Path, resolve_path=True)


directory = click.option(
    "--dir", "directory", type=Place(), required=True, help="where the installation lies"
)
port = click.IntRange(1, 65535)
intake_port = click.option("--intake-port", type=port, default=INTAKE_PORT, show_default=True)
review_port = click.option("--review-port", type=port, default=REVIEW_PORT, show_default=True)
parent = click.option("--parent", type=int, hidden=True, help="end when this process is gone")
as_json = click.option("--json", "as_json", is_flag=True, help="for programs: one JSON object")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Take reports without a name, read them, warn others.

    `brolly init` sets an installation up, `brolly run` serves it; `brolly demo` shows all of it
    with invented reports.
    """


@main.command()
@directory
@click.option("--title", help="the neutral name that workers' pages carry")
@click.option("--help-number", help="a phone number for when the site cannot take reports")
@click.option("--handle", help="the first person's handle; never a legal name")
@click.option(
    "--passphrase-file", type=click.File(), help="her passphrase; '-' reads standard input"
)
@click.option("--database-url", help="PostgreSQL, as its owner; an SQLite file in --dir otherwise")
@click.option("--intake-database-url", help="what intake.toml holds instead")
@click.option("--review-database-url", help="what review.toml holds instead")
@as_json
def init(**options: object) -> None:
    """Set up an installation with its first person, who coordinates and reads.

    Asks for what no option gives, shows three recovery shares and has one typed back. Nothing is
    kept before the end. With --json it asks nothing: shares and one-time secret are in what it
    prints, for a script to keep.
    """
    from reporting.cli.initialise import Wishes, initialise

    initialise(Wishes.of(options))


@main.command()
@directory
@intake_port
@review_port
def run(directory: Path, intake_port: int, review_port: int) -> None:
    """Serve both programs of an installation on this machine until stopped."""
    from reporting.cli.running import run_both

    run_both(directory, intake_port, review_port)


@main.command()
@click.option("--config", type=Place(), help="instead of intake.toml in --dir")
@click.option("--dir", "directory", type=Place(), help="where the installation lies")
@click.option("--bind", default=f"127.0.0.1:{INTAKE_PORT}", show_default=True)
@parent
def intake(config: Path | None, directory: Path | None, bind: str, parent: int | None) -> None:
    """Serve the public program alone."""
    from reporting.cli.serving import config_path, serve_intake

    serve_intake(config_path("intake", config, directory), bind, parent)


@main.command()
@click.option("--config", type=Place(), help="instead of review.toml in --dir")
@click.option("--dir", "directory", type=Place(), help="where the installation lies")
@click.option("--bind", default=f"127.0.0.1:{REVIEW_PORT}", show_default=True)
@parent
def review(config: Path | None, directory: Path | None, bind: str, parent: int | None) -> None:
    """Serve the advocates' program alone."""
    from reporting.cli.serving import config_path, serve_review

    serve_review(config_path("review", config, directory), bind, parent)


@main.command()
@directory
@intake_port
@review_port
@click.option("--empty", is_flag=True, help="people and settings, but no reports")
@as_json
def demo(
    directory: Path,
    intake_port: int,
    review_port: int,
    *,
    empty: bool,
    as_json: bool,
) -> None:
    """Show both programs with invented people and reports, on this machine alone."""
    from reporting.cli.demo import run_demo

    run_demo(directory, (intake_port, review_port), empty=empty, as_json=as_json)


@main.group()
@directory
@click.option("--as", "handle", default="", help="your handle")
@click.option("--passphrase-file", type=click.File(), help="yours; '-' reads standard input")
@click.option("--code", default="", help="your one-time code")
@click.pass_context
def people(
    context: click.Context,
    directory: Path,
    handle: str,
    passphrase_file: TextIO | None,
    code: str,
) -> None:
    """Look after people, as a coordinator: asks for your passphrase and one-time code."""
    from reporting.cli.people import Coordinator

    passphrase = passphrase_file.readline().rstrip("\r\n") if passphrase_file else ""
    context.obj = Coordinator(directory / "review.toml", handle, passphrase, code)


@people.command("list")
@click.pass_obj
def people_list(who: Coordinator) -> None:
    """Show everybody, also those who left."""
    from reporting.cli.people import list_people

    list_people(who)


@people.command("add")
@click.argument("handle")
@click.option(
    "--role",
    "roles",
    type=click.Choice(["advocate", "outreach", "coordinator"]),
    multiple=True,
    required=True,
    help="may be given more than once",
)
@click.pass_obj
def people_add(who: Coordinator, handle: str, roles: tuple[str, ...]) -> None:
    """Add somebody; her first passphrase is printed once."""
    from reporting.cli.people import add_person

    add_person(who, handle, roles)


@people.command("remove")
@click.argument("handle")
@click.pass_obj
def people_remove(who: Coordinator, handle: str) -> None:
    """Remove somebody; new reports are sealed to a new key at once."""
    from reporting.cli.people import remove_person

    remove_person(who, handle)


@people.command("reset")
@click.argument("handle")
@click.pass_obj
def people_reset(who: Coordinator, handle: str) -> None:
    """Give somebody new keys who forgot her passphrase or lost her phone."""
    from reporting.cli.people import reset_person

    reset_person(who, handle)
