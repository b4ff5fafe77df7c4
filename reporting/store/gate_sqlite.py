"""The intake gate on SQLite: one transaction per door."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from sqlalchemy import select, union_all, update

from reporting.store import arrivals, mailboxes
from reporting.store.arrivals import TAKEN
from reporting.store.engine import reading, scrub, writing
from reporting.store.erasing import erase_due, is_due
from reporting.store.errors import Busy, Conflict
from reporting.store.failures import store_errors
from reporting.store.models.bulletins import Stop
from reporting.store.models.filed import FiledReport
from reporting.store.models.inbox import InboxReport
from reporting.store.publicity import read_public
from reporting.store.returning import (
    ask_deletion,
    change_code,
    stop_deletion,
)
from reporting.store.together import Together

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from sqlite3 import Cursor

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from reporting.store.records import (
        DeletionScope,
        Mailbox,
        NewCode,
        PublicState,
        SealedPart,
        SealedReport,
    )


class SqliteGate:
    """See IntakeGate; this half speaks SQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._together = Together(engine)

    def report_add(self, report: SealedReport, day: date) -> bool:
        """Store; False when the id is known."""
        return self._together.write(lambda cursor: arrivals.add_report(cursor, report, day))

    def receipt_close(self, token: bytes) -> bool:
        """Set the flag, wherever the report is."""
        hashed = _hash(token)
        return self._together.write(lambda cursor: arrivals.close_receipt(cursor, hashed))

    def mailbox_read(self, token: bytes) -> Mailbox | None:
        """Return what is sealed to the worker, from inbox and files."""
        with store_errors(), self._engine.begin() as connection:
            cursor = cast("Cursor", connection.connection.cursor())
            return mailboxes.read_mailbox(cursor, _hash(token))

    def mailbox_add(self, token: bytes, parts: Sequence[SealedPart], day: date) -> bool:
        """Add parts to the token's report."""
        hashed = _hash(token)
        return self._together.write(
            lambda cursor: arrivals.add_to_mailbox(cursor, hashed, parts, day)
        )

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
        """Erase in one transaction, then empty the log; nothing is written when nothing is due."""
        with reading(self._engine) as session:
            if not is_due(session, today):
                return 0
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
            arrivals.add_parts(_cursor(session), report, new.parts, day)
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
        name = f"intake/{bucket}"
        return self._together.write(lambda cursor: arrivals.take(cursor, name, minute, rate, burst))

    def public_read(self, now: int) -> PublicState:
        """Return one look at the open tables."""
        with reading(self._engine) as session:
            return read_public(session, now)


def _hash(token: bytes) -> bytes:
    return sha256(token).digest()


def _report_of(session: Session, token_hash: bytes) -> bytes | None:
    tables = (InboxReport, FiledReport)
    rows = (select(table.id).where(table.token_hash == token_hash) for table in tables)
    return session.execute(union_all(*rows)).scalar()


def _cursor(session: Session) -> Cursor:
    """Return the driver's own cursor, in the transaction of a session."""
    return cast("Cursor", session.connection().connection.cursor())
