"""What anybody may read, put together from the open tables in one transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, select, type_coerce
from sqlalchemy.types import NullType

from reporting.store import as_written
from reporting.store.as_written import maybe, readable
from reporting.store.documents import newest_document
from reporting.store.failures import store_errors
from reporting.store.models.bulletins import STATUSES, Edition, Recall, Stop
from reporting.store.records import EditionRow, PublicState, RecallRow
from reporting.store.settings import last_looked

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    # The day as it stands there: the column's own type falls over what is none.
    day = type_coerce(Recall.day, NullType())
    rows = session.execute(
        select(Recall.number, Recall.edition, day, Recall.handle, Recall.signature).order_by(
            Recall.number, Recall.edition
        )
    )
    return tuple(readable(recall_of, rows))


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


def recall_of(row: Sequence[object]) -> RecallRow:
    """Return the record of number, edition, day, handle and signature; raises NotAsWritten."""
    number, edition, day, handle, signature = row
    return RecallRow(
        as_written.number(number),
        as_written.number(edition),
        as_written.day(day),
        as_written.words(handle),
        as_written.octets(signature),
    )


def edition_of(row: Row[*tuple[Any, ...]]) -> EditionRow:
    """Return the record of a row of the table `edition`; raises NotAsWritten."""
    return EditionRow(
        number=as_written.number(row.number),
        edition=as_written.number(row.edition),
        status=as_written.name(row.status, STATUSES),
        visible_from=as_written.moment(row.visible_from),
        body=maybe(as_written.octets, row.body),
        author=as_written.words(row.author),
        author_signature=as_written.octets(row.author_signature),
        approver=maybe(as_written.words, row.approver),
        approver_signature=maybe(as_written.octets, row.approver_signature),
    )


def _visible(session: Session, now: int) -> tuple[EditionRow, ...]:
    """Return the newest visible edition of each number, highest number first."""
    rows = session.execute(
        select(*Edition.__table__.c, stopped().label("stopped"))
        .where(Edition.visible_from <= now)
        .order_by(Edition.number.desc(), Edition.edition)
    )
    newest = {edition.number: edition for edition in readable(_as_shown, rows)}
    return tuple(newest.values())


def _as_shown(row: Row[*tuple[Any, ...]]) -> EditionRow:
    edition = edition_of(row)
    return edition if row.status == "live" and not row.stopped else replace(edition, body=None)
