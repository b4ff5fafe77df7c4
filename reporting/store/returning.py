"""A worker's way back, in the words of either database: deletions that are due, changes of code.

Intake reaches this on SQLite through its gate, and on PostgreSQL by functions that say the same;
review reads and stops deletions through it on both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from crypto.envelope import MAILBOX_CIRCLE
from reporting.store.errors import Conflict
from reporting.store.failures import store_errors
from reporting.store.models.filed import FiledPart, FiledReport, MailboxWrap
from reporting.store.models.inbox import InboxPart, InboxReport, InboxWrap
from reporting.store.models.returning import CodeChange, FirstCode
from reporting.store.models.returning import DeletionDue as DueTable
from reporting.store.records import CodeKeys, Codes, DeletionDue, SignedChange
from reporting.store.statements import changed, insert_or

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from crypto.envelope import Wrap
    from reporting.store.records import DeletionScope, NewCode

MEANWHILE = "the mailbox changed meanwhile; read it again"


@store_errors()
def ask_deletion(session: Session, report: bytes, scope: DeletionScope, due: date) -> date:
    """Note a deletion and return its day; one that was asked for before keeps its day."""
    row = insert_or(session, DueTable).values(report=report, scope=scope, due=due)
    session.execute(row.on_conflict_do_nothing())
    asked = select(DueTable.due).where(DueTable.report == report, DueTable.scope == scope)
    return session.execute(asked).scalar_one()


@store_errors()
def stop_deletion(session: Session, report: bytes) -> bool:
    """Keep a report after all; False when no deletion was due."""
    return changed(session, delete(DueTable).where(DueTable.report == report)) > 0


@store_errors()
def deletions_of(session: Session, report: bytes) -> tuple[DeletionDue, ...]:
    """Return the deletions that are due of a report, everything before the contact alone."""
    rows = session.execute(
        select(DueTable.scope, DueTable.due).where(DueTable.report == report).order_by("scope")
    )
    return tuple(DeletionDue(row.scope, row.due) for row in rows)


@store_errors()
def all_deletions(session: Session) -> dict[bytes, tuple[DeletionDue, ...]]:
    """Return every deletion that is due, by report."""
    found: dict[bytes, tuple[DeletionDue, ...]] = {}
    rows = session.execute(select(*DueTable.__table__.c).order_by(DueTable.report, "scope"))
    for row in rows:
        found[row.report] = (*found.get(row.report, ()), DeletionDue(row.scope, row.due))
    return found


@store_errors()
def codes_of(session: Session, report: bytes) -> Codes:
    """Return how a report came by its keys; nothing of it is verified here."""
    columns = (FirstCode.verifying_key, FirstCode.mailbox_key, FirstCode.token_hash)
    first = session.execute(select(*columns).where(FirstCode.report == report)).first()
    changes = session.execute(
        select(CodeChange.statement, CodeChange.signature)
        .where(CodeChange.report == report)
        .order_by(CodeChange.version)
    )
    return Codes(
        None if first is None else CodeKeys(*first),
        tuple(SignedChange(*row) for row in changes),
    )


@store_errors()
def change_code(session: Session, report: bytes, new: NewCode) -> None:
    """Give a report the keys of a new code, and its mailbox the wraps to them.

    Raises Conflict when something came into the mailbox meanwhile, which the new code could not
    open, or when the code was changed by somebody who was faster.
    """
    table = _table_of(session, report)
    keys = table.__table__.c
    now = session.execute(
        select(keys.verifying_key, keys.mailbox_key, keys.token_hash).where(keys.id == report)
    ).one()
    before = codes_of(session, report)
    if before.first is None:
        session.execute(insert(FirstCode).values(report=report, **now._asdict()))
    session.execute(
        insert(CodeChange).values(
            report=report,
            version=len(before.changes) + 1,
            statement=new.change.statement,
            signature=new.change.signature,
        )
    )
    session.execute(
        update(table)
        .where(table.id == report)
        .values(
            verifying_key=new.keys.verifying_key,
            mailbox_key=new.keys.mailbox_key,
            token_hash=new.keys.token_hash,
        )
    )
    _rewrap(session, report, new.seen, new.wraps)


def _table_of(session: Session, report: bytes) -> type[InboxReport | FiledReport]:
    waits = session.execute(select(InboxReport.id).where(InboxReport.id == report)).first()
    return FiledReport if waits is None else InboxReport


def _rewrap(
    session: Session, report: bytes, seen: frozenset[bytes], wraps: Mapping[bytes, Wrap]
) -> None:
    waiting = select(InboxWrap.item).join(InboxPart).where(InboxPart.report == report)
    filed = select(MailboxWrap.item).join(FiledPart).where(FiledPart.report == report)
    both = waiting.where(InboxWrap.circle == MAILBOX_CIRCLE).union_all(filed)
    if set(session.execute(both).scalars()) != seen or not wraps.keys() <= seen:
        raise Conflict(MEANWHILE)
    for item, wrap in wraps.items():
        values = {"key_id": wrap.key_id, "sealed": wrap.sealed}
        session.execute(update(MailboxWrap).where(MailboxWrap.item == item).values(**values))
        own = (InboxWrap.item == item) & (InboxWrap.circle == MAILBOX_CIRCLE)
        session.execute(update(InboxWrap).where(own).values(**values))
