"""The intake gate on SQLite: one transaction per door."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.sqlite import insert as insert_or

from crypto.envelope import MAILBOX_CIRCLE, Wrap
from reporting.store.engine import reading, scrub, writing
from reporting.store.erasing import erase_due
from reporting.store.errors import Busy, Conflict
from reporting.store.models.bulletins import Stop
from reporting.store.models.filed import FiledPart, FiledReport, MailboxWrap
from reporting.store.models.inbox import InboxPart, InboxReport, InboxWrap
from reporting.store.models.public import Throttle
from reporting.store.publicity import read_public
from reporting.store.records import Mailbox, MailboxItem
from reporting.store.returning import (
    ask_deletion,
    change_code,
    codes_of,
    deletions_of,
    stop_deletion,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Engine, Executable, Row, Table
    from sqlalchemy.orm import Session

    from reporting.store.records import (
        DeletionScope,
        NewCode,
        PublicState,
        SealedPart,
        SealedReport,
    )

# What a report and a throttle run, made once: making a statement takes longer than running it. As
# plain tables, many rows go in one call, without the bookkeeping for objects.
_ADD_REPORT = cast("Table", InboxReport.__table__).insert()
_ADD_PARTS = cast("Table", InboxPart.__table__).insert()
_ADD_WRAPS = cast("Table", InboxWrap.__table__).insert()
_KNOWN = union_all(
    *(
        select(table.id).where(
            or_(table.id == bindparam("report"), table.token_hash == bindparam("token_hash"))
        )
        for table in (InboxReport, FiledReport)
    )
)
_OWNERS = union_all(
    *(
        select(table.item, table.report).where(table.item.in_(bindparam("items", expanding=True)))
        for table in (InboxPart, FiledPart)
    )
)

TAKEN = "an id or a key belongs to another report"


class SqliteGate:
    """See IntakeGate; this half speaks SQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def report_add(self, report: SealedReport, day: date) -> bool:
        """Store; False when the id is known."""
        with writing(self._engine) as session:
            asked = {"report": report.id, "token_hash": report.token_hash}
            found = set(session.execute(_KNOWN, asked).scalars())
            if report.id in found:
                return False
            if found:
                raise Conflict(TAKEN)
            row = {
                "id": report.id,
                "verifying_key": report.verifying_key,
                "mailbox_key": report.mailbox_key,
                "token_hash": report.token_hash,
                "day": day,
            }
            session.execute(_ADD_REPORT, [row])
            _insert_parts(session, report.id, report.parts, day)
        return True

    def receipt_close(self, token: bytes) -> bool:
        """Set the flag, wherever the report is."""
        with writing(self._engine) as session:
            hashed = _hash(token)
            return any(
                session.execute(
                    update(table)
                    .where(table.token_hash == hashed)
                    .values(receipt_kept=True)
                    .returning(table.id)
                ).first()
                for table in (InboxReport, FiledReport)
            )

    def mailbox_read(self, token: bytes) -> Mailbox | None:
        """Return what is sealed to the worker, from inbox and files."""
        with reading(self._engine) as session:
            head = _head(session, _hash(token))
            if head is None:
                return None
            rows = session.execute(_items(head.id)).all()
            codes = codes_of(session, head.id)
            deletions = deletions_of(session, head.id)
        items = tuple(
            MailboxItem(
                item=row.item,
                compartment=row.compartment,
                day=row.day,
                ciphertext=row.ciphertext,
                wrap=Wrap(MAILBOX_CIRCLE, 0, row.key_id, row.sealed),
            )
            for row in rows
        )
        return Mailbox(
            report=head.id,
            verifying_key=head.verifying_key,
            mailbox_key=head.mailbox_key,
            day=head.day,
            receipt_kept=head.receipt_kept,
            items=items,
            codes=codes,
            deletions=deletions,
        )

    def mailbox_add(self, token: bytes, parts: Sequence[SealedPart], day: date) -> bool:
        """Add parts to the token's report."""
        with writing(self._engine) as session:
            report = _report_of(session, _hash(token))
            if report is None:
                return False
            _insert_parts(session, report, parts, day)
        return True

    def deletion_ask(self, token: bytes, scope: DeletionScope, due: date) -> date | None:
        """Note a deletion."""
        with writing(self._engine) as session:
            report = _report_of(session, _hash(token))
            return None if report is None else ask_deletion(session, report, scope, due)

    def deletion_stop(self, token: bytes) -> bool:
        """Forget a deletion."""
        with writing(self._engine) as session:
            report = _report_of(session, _hash(token))
            return report is not None and stop_deletion(session, report)

    def erase_due(self, today: date) -> int:
        """Erase in one transaction, then empty the log."""
        with writing(self._engine) as session:
            erased = erase_due(session, today)
        if erased:
            # Somebody reads just now: the next filing or erasing empties the log.
            with suppress(Busy):
                scrub(self._engine)
        return erased

    def code_change(self, token: bytes, new: NewCode, day: date) -> bool:
        """Change keys, wraps and token."""
        with writing(self._engine) as session:
            report = _report_of(session, _hash(token))
            if report is None:
                return False
            taken = _report_of(session, new.keys.token_hash)
            if taken is not None:
                raise Conflict(TAKEN)
            change_code(session, report, new)
            _insert_parts(session, report, new.parts, day)
        return True

    def bulletin_stop(self, stop_token: bytes) -> bool:
        """Reveal the token."""
        with writing(self._engine) as session:
            reveal = (
                update(Stop)
                .where(Stop.token_hash == _hash(stop_token))
                .values(token=stop_token)
                .returning(Stop.number)
            )
            return session.execute(reveal).first() is not None

    def throttle_take(self, bucket: str, minute: int, rate: int, burst: int) -> bool:
        """Take in one statement."""
        with writing(self._engine) as session:
            taken = {"name": f"intake/{bucket}", "now": minute, "rate": rate, "burst": burst}
            return session.execute(_TAKE, taken).first() is not None

    def public_read(self, now: int) -> PublicState:
        """Return one look at the open tables."""
        with reading(self._engine) as session:
            return read_public(session, now)


def _hash(token: bytes) -> bytes:
    return sha256(token).digest()


def _report_of(session: Session, token_hash: bytes) -> bytes | None:
    head = _head(session, token_hash)
    return None if head is None else bytes(head.id)


def _head(session: Session, token_hash: bytes) -> Row[*tuple[Any, ...]] | None:
    tables = (InboxReport, FiledReport)
    rows = (select(*table.__table__.c).where(table.token_hash == token_hash) for table in tables)
    return session.execute(union_all(*rows)).first()


def _insert_parts(session: Session, report: bytes, parts: Sequence[SealedPart], day: date) -> None:
    """Insert what is new; an item that this report has already is left as it was."""
    items = [part.item for part in parts]
    owners = session.execute(_OWNERS, {"items": items})
    known = {row.item: row.report for row in owners}
    if any(owner != report for owner in known.values()):
        raise Conflict(TAKEN)
    new = [part for part in parts if part.item not in known]
    rows = [
        {
            "item": part.item,
            "report": report,
            "compartment": part.compartment,
            "day": day,
            "ciphertext": part.ciphertext,
        }
        for part in new
    ]
    wraps = [
        {
            "item": part.item,
            "circle": wrap.circle,
            "epoch": wrap.epoch,
            "key_id": wrap.key_id,
            "sealed": wrap.sealed,
        }
        for part in new
        for wrap in part.wraps
    ]
    for statement, values in ((_ADD_PARTS, rows), (_ADD_WRAPS, wraps)):
        if values:
            session.execute(statement, values)


def _items(report: bytes) -> Select[Any]:
    waiting = (
        select(
            InboxPart.item,
            InboxPart.compartment,
            InboxPart.day,
            InboxPart.ciphertext,
            InboxWrap.key_id,
            InboxWrap.sealed,
        )
        .join(InboxWrap, InboxWrap.item == InboxPart.item)
        .where(InboxPart.report == report, InboxWrap.circle == MAILBOX_CIRCLE)
    )
    filed = (
        select(
            FiledPart.item,
            FiledPart.compartment,
            FiledPart.day,
            FiledPart.ciphertext,
            MailboxWrap.key_id,
            MailboxWrap.sealed,
        )
        .join(MailboxWrap, MailboxWrap.item == FiledPart.item)
        .where(FiledPart.report == report)
    )
    both = union_all(waiting, filed).subquery()
    return select(both).order_by(both.c.day, both.c.item)


def _take() -> Executable:
    """Return one statement that refills, takes and says so by returning a row, or none."""
    now, rate, burst = (bindparam(name, type_=Integer) for name in ("now", "rate", "burst"))
    passed = func.max(literal(0), now - Throttle.updated)
    filled: ColumnElement[int] = func.min(burst, Throttle.level + passed * rate)
    fresh = insert_or(Throttle).values(bucket=bindparam("name"), level=burst - 1, updated=now)
    return fresh.on_conflict_do_update(
        index_elements=[Throttle.bucket],
        set_={"level": filled - 1, "updated": func.max(Throttle.updated, now)},
        where=filled >= 1,
    ).returning(Throttle.level)


_TAKE = _take()
