"""The record of what was done: each entry names the hash of the one before.

The store keeps order and places; crypto signs, hashes and checks.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from reporting.store.errors import Conflict
from reporting.store.failures import store_errors
from reporting.store.filed_records import AuditRow
from reporting.store.models.people import Audit

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ONE_WRITER = int.from_bytes(b"br.audit")
"""Key of PostgreSQL's advisory lock; on SQLite a transaction that writes is alone anyway."""

PAGE_OF_ENTRIES = 500


@store_errors()
def hold_audit(session: Session) -> AuditRow | None:
    """Make this transaction the record's one writer, and return the newest entry, None if none.

    Others who want to write wait until this transaction ends; so hold it last and briefly.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(ONE_WRITER)))
    return audit_head(session)


@store_errors()
def audit_head(session: Session) -> AuditRow | None:
    """Return the newest entry without waiting for writers, None in a new record."""
    row = (
        session.execute(select(*Audit.__table__.c).order_by(Audit.number.desc()).limit(1))
        .mappings()
        .first()
    )
    return None if row is None else AuditRow(**row)


@store_errors()
def append_audit(session: Session, entry: AuditRow) -> None:
    """Append an entry after `hold_audit`; Conflict unless its number follows the newest."""
    newest = session.execute(select(func.max(Audit.number))).scalar() or 0
    if entry.number != newest + 1:
        raise Conflict("somebody else wrote to the record first")
    session.execute(insert(Audit).values(**asdict(entry)))


@store_errors()
def read_audit(
    session: Session, after: int = 0, limit: int = PAGE_OF_ENTRIES
) -> tuple[AuditRow, ...]:
    """Return entries in order, from the one after number `after`."""
    rows = session.execute(
        select(*Audit.__table__.c).where(Audit.number > after).order_by(Audit.number).limit(limit)
    ).mappings()
    return tuple(AuditRow(**row) for row in rows)
