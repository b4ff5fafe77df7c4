"""What anybody may read, put together from the open tables in one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, select

from reporting.store.documents import newest_document
from reporting.store.failures import store_errors
from reporting.store.models.bulletins import Edition as Table
from reporting.store.models.bulletins import Recall as RecallTable
from reporting.store.models.bulletins import Stop
from reporting.store.records import Edition, PublicState, Recall
from reporting.store.settings import last_looked

if TYPE_CHECKING:
    from sqlalchemy import Row
    from sqlalchemy.orm import Session


@store_errors()
def read_public(session: Session, now: int) -> PublicState:
    """Return everything that anybody may read at `now` (UTC seconds)."""
    return PublicState(
        settings=newest_document(session, "settings"),
        manifest=newest_document(session, "manifest"),
        roster=newest_document(session, "roster"),
        editions=_visible(session, now),
        recalls=read_recalls(session),
        last_looked=last_looked(session),
    )


@store_errors()
def read_recalls(session: Session) -> tuple[Recall, ...]:
    """Return every signed recall, by number and edition."""
    rows = session.execute(
        select(*RecallTable.__table__.c).order_by(RecallTable.number, RecallTable.edition)
    )
    return tuple(
        Recall(row.number, row.edition, row.day, row.handle, row.signature) for row in rows
    )


def stopped() -> ColumnElement[bool]:
    """Return the condition that a worker has stopped an edition, or one that it follows.

    A token of an earlier edition counts too: her page may have been older than the correction.
    """
    return (
        select(Stop.token_hash)
        .where(
            Stop.number == Table.number,
            Stop.edition <= Table.edition,
            Stop.token.is_not(None),
        )
        .exists()
    )


def edition_of(row: Row[*tuple[Any, ...]]) -> Edition:
    """Return the record of a row of the table `edition`."""
    return Edition(
        number=row.number,
        edition=row.edition,
        status=row.status,
        visible_from=datetime.fromtimestamp(row.visible_from, UTC),
        body=row.body,
        author=row.author,
        author_signature=row.author_signature,
        approver=row.approver,
        approver_signature=row.approver_signature,
    )


def _visible(session: Session, now: int) -> tuple[Edition, ...]:
    """Return the newest visible edition of each number, highest number first."""
    rows = session.execute(
        select(*Table.__table__.c, stopped().label("stopped"))
        .where(Table.visible_from <= now)
        .order_by(Table.number.desc(), Table.edition)
    )
    newest = {}
    for row in rows:
        readable = row.status == "live" and not row.stopped
        newest[row.number] = edition_of(row) if readable else replace(edition_of(row), body=None)
    return tuple(newest.values())
