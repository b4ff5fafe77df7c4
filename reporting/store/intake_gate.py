"""All that intake may do with a database: one class, a dozen doors.

On SQLite each door is a transaction of our own; on PostgreSQL it is one SECURITY DEFINER function
of the schema `intake`, since the role that calls it may touch no table. Doors to a mailbox take
the raw token and hash it inside, so that a copied table of hashes opens none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from reporting.store.failures import store_errors
from reporting.store.gate_postgresql import PostgresqlGate
from reporting.store.gate_sqlite import SqliteGate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Engine

    from reporting.store.records import (
        Added,
        DeletionScope,
        Mailbox,
        NewCode,
        PublicState,
        SealedPart,
        SealedReport,
    )

MINUTE = 60
"""Seconds in the unit of throttles: a finer one would say when somebody last reported."""


class Gate(Protocol):
    """What both databases offer; `minute` counts from 1970, `now` is UTC seconds."""

    def report_add(self, report: SealedReport, day: date) -> bool:
        """Store a report; False when its id is known."""

    def receipt_close(self, token: bytes) -> bool:
        """See IntakeGate."""

    def mailbox_read(self, token: bytes) -> Mailbox | None:
        """See IntakeGate."""

    def mailbox_add(self, token: bytes, parts: Sequence[SealedPart], day: date) -> bool:
        """See IntakeGate."""

    def deletion_ask(self, token: bytes, scope: DeletionScope, due: date) -> date | None:
        """See IntakeGate."""

    def deletion_stop(self, token: bytes) -> bool:
        """See IntakeGate."""

    def erase_due(self, today: date) -> int:
        """See IntakeGate."""

    def code_change(self, token: bytes, new: NewCode, day: date) -> bool:
        """See IntakeGate."""

    def bulletin_stop(self, stop_token: bytes) -> bool:
        """See IntakeGate."""

    def throttle_take(self, bucket: str, minute: int, rate: int, burst: int) -> bool:
        """See IntakeGate; `rate` per minute, `burst` at least 1."""

    def public_read(self, now: int) -> PublicState:
        """See IntakeGate."""


class IntakeGate:
    """Intake's store. Every method raises StoreError, and then nothing was changed."""

    def __init__(self, engine: Engine) -> None:
        """Take an engine of `open_engine(url, "intake")`; review's may use the gate as well."""
        self._gate: Gate = (
            SqliteGate(engine) if engine.dialect.name == "sqlite" else PostgresqlGate(engine)
        )

    @store_errors()
    def report_add(self, report: SealedReport, day: date) -> Added:
        """Store a new report durably; the same id again keeps the first and says "repeated".

        Raises Conflict when its keys or items belong to another report, TooManyFiles, and Refused
        for lengths, compartments or epochs that the tables do not take.
        """
        return "stored" if self._gate.report_add(report, day) else "repeated"

    @store_errors()
    def receipt_close(self, token: bytes) -> bool:
        """Note that the worker has kept her code; False when no mailbox has this token."""
        return self._gate.receipt_close(token)

    @store_errors()
    def mailbox_read(self, token: bytes) -> Mailbox | None:
        """Return the mailbox of this token, or None; only what is sealed to the worker's code."""
        return self._gate.mailbox_read(token)

    @store_errors()
    def mailbox_add(self, token: bytes, parts: Sequence[SealedPart], day: date) -> bool:
        """Add parts to the token's report, all or none; False when no mailbox has this token.

        A part whose item id this report has already is kept as it was first. Raises Conflict when
        an item id belongs to another report, TooManyFiles when the report would have more than
        `MAX_FILES` of them, ReportFull when it would have more of the others than `arrivals` says.
        """
        return self._gate.mailbox_add(token, parts, day)

    @store_errors()
    def deletion_ask(self, token: bytes, scope: DeletionScope, due: date) -> date | None:
        """Note that everything, or the contact part, is to be deleted on the day `due`.

        Returns the day on which it is done, an earlier one when it was asked for before; None when
        no mailbox has this token.
        """
        return self._gate.deletion_ask(token, scope, due)

    @store_errors()
    def deletion_stop(self, token: bytes) -> bool:
        """Keep the token's report after all; False when nothing was due, or no mailbox has it."""
        return self._gate.deletion_stop(token)

    @store_errors()
    def erase_due(self, today: date) -> int:
        """Erase what is due by `today`, keys first; return how many deletions were done."""
        return self._gate.erase_due(today)

    @store_errors()
    def code_change(self, token: bytes, new: NewCode, day: date) -> bool:
        """Give the report of the OLD token the keys of a new code; False when no mailbox has it.

        The change is stored as it is: whoever calls has checked it (`sealed.codes`), and review
        checks it again. Raises Conflict when something came into the mailbox since it was read, or
        somebody else changed the code, or the new code belongs to another report: read it again.
        """
        return self._gate.code_change(token, new, day)

    @store_errors()
    def bulletin_stop(self, stop_token: bytes) -> bool:
        """Hide the edition that this token stops, at once; False when there is none."""
        return self._gate.bulletin_stop(stop_token)

    @store_errors()
    def throttle_take(self, bucket: str, now: int, rate: int, burst: int) -> bool:
        """Take one token from a global bucket; False when it is empty.

        `now` is UTC seconds, `rate` tokens per minute, `burst` what a full bucket holds (and a
        new one begins with). Minutes are the finest unit that is stored. A clock that goes back
        adds nothing; one that was set back adds a minute's worth, and counts from there.
        """
        if burst < 1:
            return False
        return self._gate.throttle_take(bucket, now // MINUTE, rate, burst)

    @store_errors()
    def public_read(self, now: datetime) -> PublicState:
        """Return what anybody may read at `now` (aware), in one consistent look."""
        return self._gate.public_read(int(now.timestamp()))
