"""The commands of `brolly` and their options; what each does is in the module it loads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reporting.cli.kinds import FirstLine, Place, Port
from reporting.cli.language import LANGUAGES, OPTION, gettext
from reporting.cli.roles import ROLES
from reporting.cli.spoken import Group, argument, option
from reporting.domain.labels import N_

if TYPE_CHECKING:
    from reporting.cli.people import Coordinator

INTAKE_PORT = 8001
REVIEW_PORT = 8002

# The words in capitals that stand for what is typed after an option.
ADDRESS, DIRECTORY, FILE = N_("ADDRESS"), N_("DIRECTORY"), N_("FILE")
HANDLE, NAME, NUMBER, PORT = N_("HANDLE"), N_("NAME"), N_("NUMBER"), N_("PORT")
DATABASE = N_("DATABASE")

directory = option(
    "--dir",
    "directory",
    type=Place(),
    required=True,
    metavar=DIRECTORY,
    help=N_("where the installation lies"),
)
optional_directory = option(
    "--dir",
    "directory",
    type=Place(),
    metavar=DIRECTORY,
    help=N_("where the installation lies"),
)
intake_port = option(
    "--intake-port",
    type=Port(),
    default=INTAKE_PORT,
    show_default=True,
    metavar=PORT,
    help=N_("where workers report"),
)
review_port = option(
    "--review-port",
    type=Port(),
    default=REVIEW_PORT,
    show_default=True,
    metavar=PORT,
    help=N_("where advocates sign in"),
)
parent = click.option("--parent", type=int, hidden=True)
as_json = option(
    "--json", "as_json", is_flag=True, help=N_("ask nothing, and print one JSON object")
)


@click.group(
    "brolly",
    cls=Group,
    subcommand_metavar=N_("COMMAND [ARGS]…"),
    context_settings={"help_option_names": ["-h", "--help"]},
    help=N_(
        "Take reports without a name, read them, warn others.\n\n"
        "`brolly init` sets an installation up, `brolly run` serves it; `brolly demo` shows all of"
        " it with invented reports."
    ),
)
@option(
    OPTION,
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help=N_("the language of this command; otherwise that of the terminal"),
)
def main() -> None:
    """Run the `brolly` command."""


@main.command(
    "init",
    help=N_(
        "Set up an installation with its first person.\n\n"
        "She coordinates and reads reports. It asks for what no option gives, shows three sheets"
        " of recovery words and has one typed back. Nothing is kept before the end.\n\n"
        "For a script, --json asks nothing: recovery words, codes for paper and the secret of her"
        " phone are in what it prints, and are kept nowhere else."
    ),
)
@directory
@option("--title", metavar=NAME, help=N_("the neutral name that workers' pages carry"))
@option(
    "--help-number",
    metavar=NUMBER,
    help=N_("a phone number for when the site cannot take reports"),
)
@option("--handle", metavar=HANDLE, help=N_("what the first person signs in as; not a legal name"))
@option(
    "--passphrase-file",
    "passphrase",
    type=FirstLine(),
    metavar=FILE,
    help=N_("her passphrase, in its first line; - reads the standard input"),
)
@option(
    "--database-url",
    metavar=DATABASE,
    help=N_("PostgreSQL, as the owner of the database; without it, an SQLite file in --dir"),
)
@option(
    "--intake-database-url",
    metavar=DATABASE,
    help=N_("the same database as intake signs in to it, for intake.toml"),
)
@option(
    "--review-database-url",
    metavar=DATABASE,
    help=N_("the same database as review signs in to it, for review.toml"),
)
@as_json
def _init(**options: object) -> None:
    from reporting.cli.initialise import initialise
    from reporting.cli.wishes import Wishes

    initialise(Wishes.of(options))


@main.command(
    "run", help=N_("Serve both programs of an installation on this machine until stopped.")
)
@directory
@intake_port
@review_port
def _run(directory: Path, intake_port: int, review_port: int) -> None:
    from reporting.cli.running import run_both

    run_both(directory, intake_port, review_port)


@main.command(
    "upgrade",
    help=N_(
        "Bring the database of an installation to this version, after both programs were stopped."
        "\n\nAll of it is changed or nothing."
    ),
)
@directory
@option(
    "--database-url",
    metavar=DATABASE,
    help=N_("PostgreSQL, as the owner of the database; without it, what review.toml names"),
)
def _upgrade(directory: Path, database_url: str | None) -> None:
    from reporting.cli.speech import say
    from reporting.cli.upgrading import upgrade_installation

    if not upgrade_installation(directory, database_url):
        say(gettext("The database is up to date. Nothing was changed."), err=True)


@main.command("intake", help=N_("Serve the public program alone."))
@option("--config", type=Place(), metavar=FILE, help=N_("instead of intake.toml in --dir"))
@optional_directory
@option(
    "--bind",
    default=f"127.0.0.1:{INTAKE_PORT}",
    show_default=True,
    metavar=ADDRESS,
    help=N_("where it listens"),
)
@parent
def _intake(config: Path | None, directory: Path | None, bind: str, parent: int | None) -> None:
    from reporting.cli.serving import config_path, serve_intake

    serve_intake(config_path("intake", config, directory), bind, parent)


@main.command("review", help=N_("Serve the advocates' program alone."))
@option("--config", type=Place(), metavar=FILE, help=N_("instead of review.toml in --dir"))
@optional_directory
@option(
    "--bind",
    default=f"127.0.0.1:{REVIEW_PORT}",
    show_default=True,
    metavar=ADDRESS,
    help=N_("where it listens"),
)
@parent
def _review(config: Path | None, directory: Path | None, bind: str, parent: int | None) -> None:
    from reporting.cli.serving import config_path, serve_review

    serve_review(config_path("review", config, directory), bind, parent)


@main.command(
    "demo", help=N_("Show both programs with invented people and reports, on this machine alone.")
)
@directory
@intake_port
@review_port
@option("--empty", is_flag=True, help=N_("people and settings, but no reports"))
@as_json
def _demo(
    directory: Path,
    intake_port: int,
    review_port: int,
    *,
    empty: bool,
    as_json: bool,
) -> None:
    from reporting.cli.demo import run_demo

    run_demo(directory, (intake_port, review_port), empty=empty, as_json=as_json)


@main.group(
    "people",
    subcommand_metavar=N_("COMMAND [ARGS]…"),
    help=N_(
        "Look after people, as a coordinator.\n\n"
        "It asks for your handle, your passphrase and a one-time code, unless options give them."
    ),
)
@optional_directory
@option("--as", "handle", default="", metavar=HANDLE, help=N_("what you sign in as"))
@option(
    "--passphrase-file",
    "passphrase",
    type=FirstLine(),
    metavar=FILE,
    help=N_("your passphrase, in its first line; - reads the standard input"),
)
@option("--code", default="", metavar=NUMBER, help=N_("your one-time code"))
@click.pass_context
def _people(
    context: click.Context, directory: Path | None, handle: str, passphrase: str | None, code: str
) -> None:
    from reporting.cli.people import Coordinator

    # Asked for when something is done, so that `people add --help` needs none.
    config = directory / "review.toml" if directory else None
    context.obj = Coordinator(config, handle, passphrase or "", code)


@_people.command("list", help=N_("Show everybody, also those who left."))
@click.pass_obj
def _people_list(who: Coordinator) -> None:
    from reporting.cli.people import list_people

    list_people(who)


@_people.command("add", help=N_("Add somebody; her first passphrase is printed once."))
@argument("handle", metavar=HANDLE)
@option(
    "--role",
    "roles",
    type=click.Choice(tuple(ROLES)),
    multiple=True,
    required=True,
    help=N_(
        "advocate reads reports, outreach takes reports and prints sheets, coordinator looks after"
        " people and settings; may be given more than once"
    ),
)
@click.pass_obj
def _people_add(who: Coordinator, handle: str, roles: tuple[str, ...]) -> None:
    from reporting.cli.people import add_person

    add_person(who, handle, roles)


@_people.command("remove", help=N_("Remove somebody; new reports are sealed to a new key at once."))
@argument("handle", metavar=HANDLE)
@click.pass_obj
def _people_remove(who: Coordinator, handle: str) -> None:
    from reporting.cli.people import remove_person

    remove_person(who, handle)


@_people.command(
    "reset", help=N_("Give new keys to somebody who forgot her passphrase or lost her phone.")
)
@argument("handle", metavar=HANDLE)
@click.pass_obj
def _people_reset(who: Coordinator, handle: str) -> None:
    from reporting.cli.people import reset_person

    reset_person(who, handle)
