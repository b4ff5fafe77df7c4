"""The day on which an advocate last looked, and what was saved before settings were signed.

Settings and pages are a signed document (`documents`). A database from before has them as rows,
which nobody believes: a coordinator sees them once more, and signs.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from reporting.store import as_written
from reporting.store.failures import store_errors
from reporting.store.models.public import Page as PageTable
from reporting.store.models.public import Setting
from reporting.store.records import Page
from reporting.store.statements import upsert

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session


LAST_LOOKED = "last_looked"
"""The setting that advocates' reading writes, not a coordinator."""


@store_errors()
def unsigned_settings(session: Session) -> dict[str, str]:
    """Return every setting from before they were signed, by name."""
    rows = session.execute(select(Setting.name, Setting.value))
    return {row.name: row.value for row in rows if row.name != LAST_LOOKED}


@store_errors()
def put_settings(session: Session, settings: Mapping[str, str]) -> None:
    """Write these rows; others stay as they are."""
    for name, value in settings.items():
        upsert(session, Setting, {"name": name}, {"value": value})


@store_errors()
def last_looked(session: Session) -> date | None:
    """Return the day on which an advocate last looked, None when no day stands there."""
    value = session.execute(select(Setting.value).where(Setting.name == LAST_LOOKED)).scalar()
    return as_written.known(as_written.day, value)


@store_errors()
def note_looked(session: Session, today: date) -> None:
    """Note that an advocate looked today; goes back over midnight for nobody.

    A day further ahead was noted by a clock that has been set right since: it would keep the form
    from ever saying that nobody reads.
    """
    known = last_looked(session)
    if known is None or known < today or known > today + timedelta(days=1):
        put_settings(session, {LAST_LOOKED: today.isoformat()})


@store_errors()
def unsigned_pages(session: Session) -> tuple[Page, ...]:
    """Return every page from before they were signed, by slug and language."""
    columns = (PageTable.slug, PageTable.language, PageTable.body)
    rows = session.execute(select(*columns).order_by(*columns[:2]))
    return tuple(Page(row.slug, row.language, row.body) for row in rows)


@store_errors()
def forget_unsigned(session: Session) -> None:
    """Delete what was saved before settings were signed; the day of the last look stays."""
    session.execute(delete(Setting).where(Setting.name != LAST_LOOKED))
    session.execute(delete(PageTable))
