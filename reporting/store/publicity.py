"""What anybody may read, put together from the open tables in one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, select

from reporting.store.documents import newest_document
from reporting.store.failures import store_errors
from reporting.store.models.bulletins import Edition, Recall, Stop
from reporting.store.records import EditionRow, PublicState, RecallRow
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
def read_recalls(session: Session) -> tuple[RecallRow, ...]:
    """Return every signed recall, by number and edition."""
    rows = session.execute(select(*Recall.__table__.c).order_by(Recall.number, Recall.edition))
    return tuple(
        RecallRow(row.number, row.edition, row.day, row.handle, row.signature) for row in rows
    )


def stopped() -> ColumnElement[bool]:
    """Return the condition that a worker has stopped an edition, or one that it follows.

    A token of an earlier edition counts too: her page may have been older than the correction.
    """
    return (
        select(Stop.token_hash)
        .where(
            Stop.number == Edition.number,
            Stop.edition <= Edition.edition,
            Stop.token.is_not(None),
        )
        .exists()
    )


def edition_of(row: Row[*tuple[Any, ...]]) -> EditionRow:
    """Return the record of a row of the table `edition`."""
    return EditionRow(
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


def _visible(session: Session, now: int) -> tuple[EditionRow, ...]:
    """Return the newest visible edition of each number, highest number first."""
    rows = session.execute(
        select(*Edition.__table__.c, stopped().label("stopped"))
        .where(Edition.visible_from <= now)
        .order_by(Edition.number.desc(), Edition.edition)
    )
    newest = {}
    for row in rows:
        readable = row.status == "live" and not row.stopped
        newest[row.number] = edition_of(row) if readable else replace(edition_of(row), body=None)
    return tuple(newest.values())
