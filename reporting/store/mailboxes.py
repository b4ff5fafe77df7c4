"""A mailbox read from SQLite, wherever its report is: plain SQL, as in `arrivals`.

Opening a mailbox is what workers do most often after reporting, and SQLAlchemy takes longer to
build these six statements than SQLite does to answer them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from crypto.envelope import MAILBOX_CIRCLE, Wrap
from reporting.domain.labels import N_
from reporting.store import as_written
from reporting.store.as_written import NotAsWritten, known, name, octets, readable
from reporting.store.errors import Unavailable
from reporting.store.models.base import COMPARTMENTS, ID_BYTES
from reporting.store.models.returning import SCOPES
from reporting.store.records import (
    CodeKeys,
    Codes,
    DeletionDue,
    Mailbox,
    MailboxItem,
    SignedChange,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Cursor

UNREADABLE = N_("the row of this report is not as it was written")

_COLUMNS = "id, verifying_key, mailbox_key, day, receipt_kept"
_HEAD = (
    f"SELECT {_COLUMNS} FROM inbox_report WHERE token_hash = :token_hash"  # noqa: S608 - our own names
    f" UNION ALL SELECT {_COLUMNS} FROM filed_report WHERE token_hash = :token_hash"
)
_ITEMS = (
    "SELECT p.item, p.compartment, p.day, p.ciphertext, w.key_id, w.sealed"
    " FROM inbox_part p JOIN inbox_wrap w ON w.item = p.item"
    " WHERE p.report = :report AND w.circle = :circle"
    " UNION ALL"
    " SELECT p.item, p.compartment, p.day, p.ciphertext, w.key_id, w.sealed"
    " FROM filed_part p JOIN mailbox_wrap w ON w.item = p.item"
    " WHERE p.report = :report"
    " ORDER BY 3, 1"
)
_FIRST = "SELECT verifying_key, mailbox_key, token_hash FROM first_code WHERE report = :report"
_CHANGES = "SELECT statement, signature FROM code_change WHERE report = :report ORDER BY version"
_FILES = (
    "SELECT item FROM inbox_part WHERE report = :report AND compartment = 'file'"
    " UNION ALL SELECT item FROM filed_part WHERE report = :report AND compartment = 'file'"
)
_DELETIONS = "SELECT scope, due FROM deletion_due WHERE report = :report ORDER BY scope"


def read_mailbox(cursor: Cursor, token_hash: bytes) -> Mailbox | None:
    """Return what is sealed to a worker, oldest first; None when nobody has this token."""
    head = cursor.execute(_HEAD, {"token_hash": token_hash}).fetchone()
    if head is None:
        return None
    report, *keys, day, kept = head
    its = {"report": report, "circle": MAILBOX_CIRCLE}
    changes = tuple(
        readable(lambda row: SignedChange(*map(octets, row)), cursor.execute(_CHANGES, its))
    )
    try:
        verifying_key, mailbox_key = map(octets, keys)
        return Mailbox(
            report=octets(report),
            verifying_key=verifying_key,
            mailbox_key=mailbox_key,
            day=as_written.day(day),
            receipt_kept=bool(kept),
            items=tuple(readable(item_of, cursor.execute(_ITEMS, its))),
            codes=Codes(known(_first_code, cursor.execute(_FIRST, its).fetchone()), changes),
            deletions=tuple(readable(deletion_of, cursor.execute(_DELETIONS, its))),
            files=frozenset(readable(lambda row: octets(row[0]), cursor.execute(_FILES, its))),
        )
    except NotAsWritten:
        raise Unavailable(UNREADABLE) from None


def item_of(row: Sequence[object]) -> MailboxItem:
    """Return the record of a part that is sealed to the worker; raises NotAsWritten."""
    item, compartment, day, ciphertext, key_id, sealed = row
    return MailboxItem(
        octets(item, ID_BYTES),
        name(compartment, COMPARTMENTS),
        as_written.day(day),
        octets(ciphertext),
        Wrap(MAILBOX_CIRCLE, 0, octets(key_id), octets(sealed)),
    )


def deletion_of(row: Sequence[object]) -> DeletionDue:
    """Return the record of a deletion that is due; raises NotAsWritten."""
    scope, due = row
    return DeletionDue(name(scope, SCOPES), as_written.day(due))


def _first_code(row: object) -> CodeKeys:
    return CodeKeys(*map(octets, cast("Sequence[object]", row)))
