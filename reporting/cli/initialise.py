"""`brolly init`: a conversation with the first person, and one commit at its end."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from crypto.passwords import Argon2Params
from crypto.private.printedcodes import codes_of, new_secret
from reporting.casework.founding_store import found_installation
from reporting.casework.setup import found
from reporting.cli.asking import ask_for, confirm_share, one_time_secret, set_up_phone
from reporting.cli.configure import (
    INTAKE_FILE,
    Addresses,
    new_configurations,
    refuse_unless_writable,
    sqlite_url,
)
from reporting.cli.language import current, gettext
from reporting.cli.places import SQLITE, there, why
from reporting.cli.speech import Trouble, leaving, say, worded
from reporting.cli.wishes import Wishes, default_title, refuse_what_is_wrong, without_questions
from reporting.domain.labels import N_
from reporting.domain.report_text import clean_line
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import (
    HelpNumber,
    Text,
)
from reporting.store.engine import beside, open_engine
from reporting.store.errors import Conflict, StoreError
from reporting.store.revisions import revision_of
from reporting.store.schema import upgrade
from reporting.web.clock import today

if TYPE_CHECKING:
    from reporting.casework.setup import Founding

LEFT = N_("Broken off. Nothing was kept, and sheets that were copied are worth nothing.")
FOUNDED = N_(
    "This database holds an installation already. Nothing was changed. Choose another database."
)
UNUSABLE = N_("The database cannot be used: %(why)s. Nothing was kept.")


def initialise(wishes: Wishes) -> None:
    """Set up an installation. Raises Trouble, and then nothing was kept."""
    refuse_unless_writable(wishes.directory)
    if there(wishes.directory / INTAKE_FILE):
        raise Trouble(
            gettext(
                "%(directory)s holds an installation already. Nothing was changed. Choose another"
                " --dir.",
                directory=wishes.directory,
            )
        )
    refuse_what_is_wrong(wishes)
    _refuse_without_server(wishes.database_url)
    with leaving(gettext(LEFT)):
        asked = without_questions(wishes) if wishes.as_json else ask_for(wishes)
        settings = _settings(asked)
        first_day = today(datetime.now(UTC), settings.time_zone)
        founding = found(
            asked.handle,
            asked.passphrase,
            first_day,
            Argon2Params(),
            printed_secret=new_secret(),
        )
        if not asked.as_json:
            set_up_phone(asked, founding)
            confirm_share(founding)
        keep(asked, founding, settings)
    _say_done(asked, founding)


def keep(wishes: Wishes, founding: Founding, settings: PublicSettings) -> None:
    """Store the founding and write both configurations. Raises Trouble."""
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
        raise Trouble(gettext(FOUNDED)) from error
    except StoreError as error:
        raise Trouble(gettext(UNUSABLE, why=worded(error))) from error
    except OSError as error:
        raise Trouble(
            gettext(
                "%(directory)s cannot be written: %(why)s. Nothing was kept, and sheets that were"
                " copied are worth nothing. Begin again when that is mended.",
                directory=wishes.directory,
                why=why(error),
            )
        ) from error


def _refuse_without_server(url: str) -> None:
    """Say before anything is asked that a database server does not answer, or has been founded."""
    if not url or url.startswith(SQLITE):
        return
    try:
        engine = open_engine(url, "owner")
        try:
            revision_of(engine)
        finally:
            engine.dispose()
    except StoreError as error:
        raise Trouble(gettext(UNUSABLE, why=worded(error))) from error


def _settings(asked: Wishes) -> PublicSettings:
    """Return the neutral settings with what was asked; a name counts as of the language spoken."""
    plain = PublicSettings()
    own = asked.title != default_title()
    title = Text({current(): clean_line(asked.title)}) if own else plain.title
    number = HelpNumber(title, asked.help_number)
    return replace(
        plain,
        title=title,
        organisation=Text(title.by_language),
        help_numbers=(*plain.help_numbers, number),
    )


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
    command = f"brolly run --dir {quote(str(asked.directory))}"
    say("\n" + gettext("Done. This serves it: %(command)s", command=command))
