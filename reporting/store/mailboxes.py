"""A mailbox read from SQLite, wherever its report is: plain SQL, as in `arrivals`.

Opening a mailbox is what workers do most often after reporting, and SQLAlchemy takes longer to
build these six statements than SQLite does to answer them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crypto.envelope import MAILBOX_CIRCLE, Wrap
from reporting.store.records import (
    CodeKeys,
    Codes,
    DeletionDue,
    Mailbox,
    MailboxItem,
    SignedChange,
)

if TYPE_CHECKING:
    from sqlite3 import Cursor

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
    report, verifying_key, mailbox_key, day, kept = head
    its = {"report": report, "circle": MAILBOX_CIRCLE}
    items = tuple(
        MailboxItem(item, part, date.fromisoformat(arrived), body, Wrap(MAILBOX_CIRCLE, 0, *wrap))
        for item, part, arrived, body, *wrap in cursor.execute(_ITEMS, its)
    )
    first = cursor.execute(_FIRST, its).fetchone()
    changes = tuple(SignedChange(*row) for row in cursor.execute(_CHANGES, its))
    deletions = tuple(
        DeletionDue(scope, date.fromisoformat(due))
        for scope, due in cursor.execute(_DELETIONS, its)
    )
    return Mailbox(
        report=report,
        verifying_key=verifying_key,
        mailbox_key=mailbox_key,
        day=date.fromisoformat(day),
        receipt_kept=bool(kept),
        items=items,
        codes=Codes(None if first is None else CodeKeys(*first), changes),
        deletions=deletions,
        files=frozenset(row[0] for row in cursor.execute(_FILES, its)),
    )
