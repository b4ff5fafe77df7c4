"""Says whether a database has the tables of this version: quickly, since every start asks.

Alembic would say it too, and take longer to load than everything else that a program needs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from reporting.domain.labels import N_
from reporting.store.errors import Unavailable
from reporting.store.failures import store_errors

if TYPE_CHECKING:
    from sqlalchemy import Engine

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
"""The checkout is the installation, so migrations lie beside the packages."""

TABLE = "alembic_version"


class OutOfDate(Unavailable):
    """The database has the tables of another version of Brolly."""


class Outdated(OutOfDate):
    """The database has the tables of an earlier version, and can be brought to this one's."""


@store_errors()
def revision_of(engine: Engine) -> str | None:
    """Return the revision that this database has, None when it has no tables."""
    if not inspect(engine).has_table(TABLE):
        return None
    with engine.connect() as connection:
        return connection.execute(text(f"SELECT version_num FROM {TABLE}")).scalar()  # noqa: S608 - a name of ours


def newest_revision() -> str:
    """Return the revision that this version of Brolly works with."""
    return max(_revisions())


def _revisions() -> list[str]:
    """Return every revision that there was: the files of migrations are named by theirs."""
    return [path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")]


def require_current(engine: Engine) -> None:
    """Raise OutOfDate unless the database has this version's tables; Outdated for earlier ones."""
    found, wanted = revision_of(engine), newest_revision()
    if found is None:
        raise OutOfDate(N_("there are no tables of Brolly in it"))
    if found in _revisions() and found < wanted:
        raise Outdated(N_("its tables are those of an earlier version of Brolly"))
    if found != wanted:
        raise OutOfDate(
            N_("its tables are those of another version of Brolly (%(found)s, not %(wanted)s)"),
            found=found,
            wanted=wanted,
        )
