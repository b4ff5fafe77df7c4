"""`brolly upgrade`: brings a database that an earlier version made to the tables of this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.cli.language import gettext
from reporting.cli.places import SQLITE, known_to_review, refuse_without_file
from reporting.cli.speech import Trouble, say, worded
from reporting.domain.labels import N_
from reporting.store.engine import open_engine
from reporting.store.errors import StoreError
from reporting.store.revisions import Outdated, require_current

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

NOT_UPGRADED = N_(
    "The database cannot be brought up to date: %(why)s. Nothing in it was changed. If a program"
    " uses it, stop that first."
)
AS_OWNER = N_(
    "The database is PostgreSQL, whose tables only its owner may change. Nothing was changed. Say"
    " how the owner signs in to it: --database-url"
)


def upgrade_installation(directory: Path, owner_url: str | None = None) -> bool:
    """Bring the database to this version, all of it or nothing; say so when that was needed.

    Returns whether it was. Raises Trouble for a database that is gone, in use, not Brolly's, or of
    a later version.
    """
    url = owner_url or known_to_review(directory / "review.toml").database_url
    refuse_without_file(url)
    if not owner_url and not url.startswith(SQLITE):
        raise Trouble(gettext(AS_OWNER))
    engine = open_engine(url, "owner")
    try:
        outdated = _bring_up_to_date(engine)
    except StoreError as error:
        raise Trouble(gettext(NOT_UPGRADED, why=worded(error))) from error
    finally:
        engine.dispose()
    if outdated:
        say(gettext("The database was brought up to date."), err=True)
    return outdated


def _bring_up_to_date(engine: Engine) -> bool:
    try:
        require_current(engine)
    except Outdated:
        from reporting.store.schema import upgrade  # slow to load, and seldom needed

        upgrade(engine)
        return True
    return False
