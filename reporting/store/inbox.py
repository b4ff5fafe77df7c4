"""What waits, and its way onto file: one shuffled transaction per batch.

Nothing is dropped on the way. A part whose key nobody could open keeps the wraps it came with, and
its report gets a card like any other.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import case, delete, func, insert, literal, select

from crypto.envelope import MAILBOX_CIRCLE, Wrap
from reporting.store.cases import add_card, put_card
from reporting.store.errors import Conflict, Refused
from reporting.store.failures import store_errors
from reporting.store.filed_records import InboxBatch, InboxPart, ReportRow, Waiting
from reporting.store.models.filed import FiledKey as KeyTable
from reporting.store.models.filed import FiledPart, FiledReport, MailboxWrap, UnopenedWrap
from reporting.store.models.inbox import InboxPart as PartTable
from reporting.store.models.inbox import InboxReport, InboxWrap
from reporting.store.returning import codes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from reporting.store.filed_records import CardRow, FiledKey

Value = TypeVar("Value")

FILE = "file"
"""The compartment whose ciphertext is not loaded for filing."""

BATCH_REPORTS = 50
"""Reports in a batch: at their largest some 16 MB, and a transaction of well under a second."""

BATCH_PARTS = 500
"""Parts in a batch, and as many files; whoever fills a mailbox fills no memory. The rest waits."""

FIRST = ("account", "contact", "consent")
"""What a new card is made from, and so never waits behind other parts."""

GONE = "somebody else has filed this meanwhile"


@store_errors()
def waiting(session: Session) -> Waiting:
    """Return how many reports and parts wait."""
    reports = session.execute(select(func.count()).select_from(InboxReport)).scalar_one()
    parts = session.execute(select(func.count()).select_from(PartTable)).scalar_one()
    return Waiting(reports, parts)


@store_errors()
def waits(session: Session, report: bytes) -> bool:
    """Say whether anything of a report waits, files excepted: she may have taken back her yes."""
    found = select(PartTable.item).where(PartTable.report == report, PartTable.compartment != FILE)
    return session.execute(found.limit(1)).first() is not None


@store_errors()
def take_batch(session: Session, limit: int = BATCH_REPORTS) -> InboxBatch:
    """Return up to `limit` reports that wait or have parts that do, with all these parts.

    Half of them are on file already, as long as there are both kinds: a flood of new reports
    keeps nobody's withdrawal waiting, nor the other way round. Nothing is locked, since opening
    takes a while: `file_batch` notices who was faster.
    """
    chosen = _chosen(session, limit)
    reports = session.execute(
        select(*InboxReport.__table__.c).where(InboxReport.id.in_(chosen)).order_by(InboxReport.id)
    ).mappings()
    return InboxBatch(
        reports=tuple(ReportRow(**row, codes=codes_of(session, row["id"])) for row in reports),
        parts=_parts(session, chosen),
    )


def _chosen(session: Session, limit: int) -> list[bytes]:
    """Return ids by the oldest day and then by chance: whoever sends may have chosen the id."""
    new = select(InboxReport.id).order_by(InboxReport.day, func.random())
    filed = (
        select(FiledReport.id)
        .join(PartTable, PartTable.report == FiledReport.id)
        .group_by(FiledReport.id)
        .order_by(func.min(PartTable.day), func.random())
    )
    fresh, more = (list(session.execute(ids.limit(limit)).scalars().all()) for ids in (new, filed))
    room = max(limit // 2, limit - len(fresh))
    return more[:room] + fresh[: limit - len(more[:room])]


def _parts(session: Session, reports: Sequence[bytes]) -> tuple[InboxPart, ...]:
    wraps: dict[bytes, list[Wrap]] = {}
    found = select(*InboxWrap.__table__.c).join(PartTable).where(PartTable.report.in_(reports))
    for row in session.execute(found.order_by(InboxWrap.circle, InboxWrap.epoch)):
        wraps.setdefault(row.item, []).append(Wrap(row.circle, row.epoch, row.key_id, row.sealed))
    late = case((PartTable.compartment.in_(FIRST), 0), else_=1)
    small = select(*PartTable.__table__.c).where(PartTable.compartment != FILE)
    files = select(
        PartTable.item,
        PartTable.report,
        PartTable.compartment,
        PartTable.day,
        literal(None).label("ciphertext"),
    ).where(PartTable.compartment == FILE)
    rows = [
        row
        for statement in (small.order_by(late, PartTable.item), files.order_by(PartTable.item))
        for row in session.execute(
            statement.where(PartTable.report.in_(reports)).limit(BATCH_PARTS)
        ).mappings()
    ]
    return tuple(
        InboxPart(**row, wraps=tuple(wraps.get(row["item"], ())))
        for row in sorted(rows, key=lambda row: bytes(row["item"]))
    )


@store_errors()
def file_batch(
    session: Session,
    batch: InboxBatch,
    keys: Mapping[bytes, Sequence[FiledKey]],
    cards: Sequence[CardRow],
) -> None:
    """Move a batch onto file, in an order of no meaning.

    `keys` has, by item, the content keys under the vault; an item without any keeps its wraps as
    unopened. `cards` are new ones (version 1) for new reports and the next version for others;
    every new report needs one, or this raises Refused. Raises Conflict when any of the batch was
    filed or any card changed meanwhile: undo, take again.
    """
    new = {report.id for report in batch.reports}
    if new - {card.report for card in cards if card.version == 1}:
        raise Refused("every new report needs a card, also one that cannot be opened")
    _hold(session, batch)
    for report in _shuffled(new):
        _move_report(session, report)
    for item in _shuffled(part.item for part in batch.parts):
        _move_part(session, item, keys.get(item, ()))
    for card in _shuffled(cards):
        if card.version == 1:
            add_card(session, card)
        else:
            put_card(session, card)


def _shuffled(values: Iterable[Value]) -> list[Value]:
    """Return the values in an order that nobody can foresee: rows keep it on PostgreSQL."""
    shuffled = list(values)
    secrets.SystemRandom().shuffle(shuffled)
    return shuffled


def _hold(session: Session, batch: InboxBatch) -> None:
    """Lock the batch, so that a receipt closed in this moment is not lost and nobody else files."""
    ids = [report.id for report in batch.reports]
    items = [part.item for part in batch.parts]
    reports = select(InboxReport.id).where(InboxReport.id.in_(ids)).order_by(InboxReport.id)
    parts = select(PartTable.item).where(PartTable.item.in_(items)).order_by(PartTable.item)
    held = (
        len(session.execute(statement.with_for_update()).all()) for statement in (reports, parts)
    )
    if tuple(held) != (len(ids), len(items)):
        raise Conflict(GONE)


def _move_report(session: Session, report: bytes) -> None:
    columns = InboxReport.__table__.c
    row = select(*columns).where(InboxReport.id == report)
    session.execute(insert(FiledReport).from_select(columns.keys(), row))
    session.execute(delete(InboxReport).where(InboxReport.id == report))


def _move_part(session: Session, item: bytes, keys: Sequence[FiledKey]) -> None:
    columns = PartTable.__table__.c
    row = select(*columns).where(PartTable.item == item)
    session.execute(insert(FiledPart).from_select(columns.keys(), row))
    wrap = select(InboxWrap.item, InboxWrap.key_id, InboxWrap.sealed).where(
        InboxWrap.item == item, InboxWrap.circle == MAILBOX_CIRCLE
    )
    session.execute(insert(MailboxWrap).from_select(["item", "key_id", "sealed"], wrap))
    if keys:
        session.execute(
            insert(KeyTable),
            [
                {"item": item, "circle": key.circle, "epoch": key.epoch, "sealed": key.sealed}
                for key in keys
            ],
        )
    else:
        wraps = InboxWrap.__table__.c
        left = select(*wraps).where(InboxWrap.item == item, InboxWrap.circle != MAILBOX_CIRCLE)
        session.execute(insert(UnopenedWrap).from_select(wraps.keys(), left))
    session.execute(delete(PartTable).where(PartTable.item == item))
