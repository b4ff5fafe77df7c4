"""Editions of bulletins as advocates handle them: publish, correct, recall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from reporting.store.as_written import readable
from reporting.store.cases import add_parts
from reporting.store.errors import Conflict, NotFound, Refused
from reporting.store.failures import store_errors
from reporting.store.models.bulletins import Edition, Recall, Stop
from reporting.store.publicity import edition_of
from reporting.store.statements import changed, upsert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from reporting.store.filed_records import FiledPart, StopHash
    from reporting.store.records import EditionRow, RecallRow


@store_errors()
def read_editions(session: Session) -> tuple[EditionRow, ...]:
    """Return every edition, scheduled and stopped ones too; highest number and edition first."""
    rows = session.execute(
        select(*Edition.__table__.c).order_by(Edition.number.desc(), Edition.edition.desc())
    )
    return tuple(readable(edition_of, rows))


@store_errors()
def read_edition(session: Session, number: int) -> EditionRow:
    """Return the newest edition of a bulletin; NotFound when there is none."""
    row = session.execute(
        select(*Edition.__table__.c)
        .where(Edition.number == number)
        .order_by(Edition.edition.desc())
        .limit(1)
    ).first()
    edition = next(readable(edition_of, () if row is None else (row,)), None)
    if edition is None:
        raise NotFound("there is no such bulletin")
    return edition


@store_errors()
def stopped_editions(session: Session) -> frozenset[tuple[int, int]]:
    """Return (number, edition) of what workers have stopped."""
    rows = session.execute(select(Stop.number, Stop.edition).where(Stop.token.is_not(None)))
    return frozenset((row.number, row.edition) for row in rows)


@store_errors()
def add_edition(
    session: Session,
    edition: EditionRow,
    stops: Sequence[StopHash],
    mailbox: Sequence[FiledPart],
) -> None:
    """Publish or schedule an edition; the one before is superseded in the same transaction.

    `stops` are the hashes of this edition's stop tokens, `mailbox` the sealed tokens for the
    workers, `visible_from` a whole hour. Raises Refused when it is not, Conflict when the edition
    does not follow the newest, or when a worker has stopped an earlier one (she may have done so in
    this very moment).
    """
    if edition.status != "live" or any(
        (stop.number, stop.edition) != (edition.number, edition.edition) for stop in stops
    ):
        raise Refused("a new edition is live, and its stops are its own")
    _follow(session, edition)
    session.execute(
        insert(Edition).values(
            number=edition.number,
            edition=edition.edition,
            status=edition.status,
            visible_from=_seconds(edition),
            body=edition.body,
            author=edition.author,
            author_signature=edition.author_signature,
            approver=edition.approver,
            approver_signature=edition.approver_signature,
        )
    )
    for stop in stops:
        session.execute(
            insert(Stop).values(
                token_hash=stop.token_hash, number=stop.number, edition=stop.edition
            )
        )
    add_parts(session, mailbox)


def _seconds(edition: EditionRow) -> int:
    moment = edition.visible_from
    if moment.tzinfo is None or moment.microsecond:
        raise Refused("an edition appears at a whole hour, in UTC")
    return int(moment.timestamp())


def _follow(session: Session, edition: EditionRow) -> None:
    """Supersede the edition before; stops of this moment wait until this has ended."""
    newest = session.execute(
        select(func.max(Edition.edition)).where(Edition.number == edition.number)
    ).scalar()
    if edition.edition != (newest or 0) + 1:
        raise Conflict("somebody else has put out an edition meanwhile")
    tokens = select(Stop.token).where(Stop.number == edition.number)
    locked = session.execute(tokens.order_by(Stop.token_hash).with_for_update()).scalars()
    if any(token is not None for token in locked.all()):
        raise Conflict("a worker has stopped this bulletin")
    session.execute(
        update(Edition)
        .where(Edition.number == edition.number, Edition.status == "live")
        .values(status="superseded")
    )


@store_errors()
def recall(session: Session, signed: RecallRow) -> None:
    """Recall a bulletin: the text of all its editions goes, the number stays as a stub.

    `signed` names the newest edition. Raises NotFound when no edition of it is there, Conflict when
    somebody has put out another one meanwhile.
    """
    newest = read_edition(session, signed.number)
    if newest.edition != signed.edition:
        raise Conflict("somebody else has put out an edition meanwhile")
    gone = (
        update(Edition).where(Edition.number == signed.number).values(status="recalled", body=None)
    )
    changed(session, gone)
    upsert(
        session,
        Recall,
        {"number": signed.number, "edition": signed.edition},
        {"day": signed.day, "handle": signed.handle, "signature": signed.signature},
    )
