"""What arrives at intake, written into SQLite's inbox: plain SQL, since it is most of the cost.

Each function is a part of somebody's transaction (`together`). SQLAlchemy takes longer to run one
of these statements than SQLite does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.domain.attachment import MAX_FILES
from reporting.store.errors import Conflict, ReportFull, TooManyFiles
from reporting.store.failures import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from sqlite3 import Cursor

    from reporting.store.records import SealedPart, SealedReport

TAKEN = "an id or a key belongs to another report"

SAID = frozenset({"addition", "contact", "message"})
MOST_SAID = 300
"""Parts that a report has at most of what is said in it: years of messages, and no more than fits
into the memory of whoever opens it."""

MOST_CONSENTS = 200
CONSENTS_OF_A_CODE = 10
"""A new code has room of its own, so that somebody who used all of it up takes no yes or no from
whoever holds the new one."""

_KNOWN = (
    "SELECT id FROM inbox_report WHERE id = :id OR token_hash = :token_hash"
    " UNION ALL SELECT id FROM filed_report WHERE id = :id OR token_hash = :token_hash"
)
_OF_MAILBOX = (
    "SELECT id FROM inbox_report WHERE token_hash = :token_hash"
    " UNION ALL SELECT id FROM filed_report WHERE token_hash = :token_hash"
)
_OWNER = (
    "SELECT report FROM inbox_part WHERE item = :item"
    " UNION ALL SELECT report FROM filed_part WHERE item = :item"
)
_FILES = (
    "SELECT count(*) FROM ("
    "SELECT item FROM inbox_part WHERE report = :report AND compartment = 'file'"
    " UNION ALL SELECT item FROM filed_part WHERE report = :report AND compartment = 'file')"
)
# One statement, so that a part on its way from the inbox is counted once.
_HELD = (
    "SELECT compartment, count(*) FROM ("
    "SELECT compartment FROM inbox_part WHERE report = :report"
    " UNION ALL SELECT compartment FROM filed_part WHERE report = :report) GROUP BY compartment"
)
_CHANGES = "SELECT count(*) FROM code_change WHERE report = :report"
_ADD_REPORT = (
    "INSERT INTO inbox_report (id, verifying_key, mailbox_key, token_hash, day)"
    " VALUES (?, ?, ?, ?, ?)"
)
_ADD_PART = (
    "INSERT INTO inbox_part (item, report, compartment, day, ciphertext) VALUES (?, ?, ?, ?, ?)"
)
_ADD_WRAP = "INSERT INTO inbox_wrap (item, circle, epoch, key_id, sealed) VALUES (?, ?, ?, ?, ?)"

_CLOSE_RECEIPT = (
    "UPDATE inbox_report SET receipt_kept = 1 WHERE token_hash = :token_hash RETURNING id",
    "UPDATE filed_report SET receipt_kept = 1 WHERE token_hash = :token_hash RETURNING id",
)

# Refills, takes, and says so by returning a row, or none: a counter is never read first.
CLOCK_BACK = 10
"""Minutes by which a clock goes back a little: the bucket waits for it. By more, it was set."""

# A clock that was ahead must not leave a bucket waiting for that day: a minute's worth, and on.
_ELAPSED = f"CASE WHEN updated > :minute + {CLOCK_BACK} THEN 1 ELSE max(0, :minute - updated) END"
_TAKE = (
    "INSERT INTO throttle (bucket, level, updated)"  # noqa: S608 - of two constants above
    " VALUES (:bucket, :burst - 1, :minute) ON CONFLICT (bucket) DO UPDATE SET"
    f" level = min(:burst, level + ({_ELAPSED}) * :rate) - 1,"
    f" updated = CASE WHEN updated > :minute + {CLOCK_BACK} THEN :minute"
    " ELSE max(updated, :minute) END"
    f" WHERE min(:burst, level + ({_ELAPSED}) * :rate) >= 1"
    " RETURNING level"
)


def add_report(cursor: Cursor, report: SealedReport, day: date) -> bool:
    """Store a report; False when its id is known. Raises Conflict."""
    asked = {"id": report.id, "token_hash": report.token_hash}
    known = {row[0] for row in cursor.execute(_KNOWN, asked)}
    if report.id in known:
        return False
    if known:
        raise Conflict(TAKEN)
    keys = (report.verifying_key, report.mailbox_key, report.token_hash)
    cursor.execute(_ADD_REPORT, (report.id, *keys, day.isoformat()))
    add_parts(cursor, report.id, report.parts, day)
    return True


def add_parts(
    cursor: Cursor, report: bytes, parts: Sequence[SealedPart], day: date
) -> frozenset[str]:
    """Insert what is new; an item that this report has already is left as it was.

    Returns the compartments of what was new. Raises Conflict when an item is another report's,
    TooManyFiles.
    """
    new: set[str] = set()
    for part in parts:
        owner = cursor.execute(_OWNER, {"item": part.item}).fetchone()
        if owner is None:
            _add_part(cursor, report, part, day)
            new.add(part.compartment)
        elif owner[0] != report:
            raise Conflict(TAKEN)
    if "file" in new and cursor.execute(_FILES, {"report": report}).fetchone()[0] > MAX_FILES:
        raise TooManyFiles(SENTENCES[TooManyFiles])
    return frozenset(new)


def _add_part(cursor: Cursor, report: bytes, part: SealedPart, day: date) -> None:
    row = (part.item, report, part.compartment, day.isoformat(), part.ciphertext)
    cursor.execute(_ADD_PART, row)
    for wrap in part.wraps:
        cursor.execute(_ADD_WRAP, (part.item, wrap.circle, wrap.epoch, wrap.key_id, wrap.sealed))


def add_to_mailbox(
    cursor: Cursor, token_hash: bytes, parts: Sequence[SealedPart], day: date
) -> bool:
    """Add parts to the report, in the inbox or on file, whose mailbox this token opens.

    False when there is none. Raises like `add_parts`, and ReportFull.
    """
    found = cursor.execute(_OF_MAILBOX, {"token_hash": token_hash}).fetchone()
    if found is None:
        return False
    new = add_parts(cursor, found[0], parts, day)
    if new - {"file"}:
        _refuse_full(cursor, found[0], new)
    return True


def _refuse_full(cursor: Cursor, report: bytes, new: frozenset[str]) -> None:
    """Raise ReportFull when a report has more of what is new than it may have."""
    its = {"report": report}
    held: dict[str, int] = dict(cursor.execute(_HELD, its).fetchall())
    said = sum(held.get(compartment, 0) for compartment in SAID)
    consents = MOST_CONSENTS + CONSENTS_OF_A_CODE * cursor.execute(_CHANGES, its).fetchone()[0]
    if (new & SAID and said > MOST_SAID) or ("consent" in new and held["consent"] > consents):
        raise ReportFull(SENTENCES[ReportFull])


def close_receipt(cursor: Cursor, token_hash: bytes) -> bool:
    """Set the flag that a code is kept, wherever its report is; False when no mailbox has it."""
    asked = {"token_hash": token_hash}
    return any(cursor.execute(close, asked).fetchone() for close in _CLOSE_RECEIPT)


def take(cursor: Cursor, bucket: str, minute: int, rate: int, burst: int) -> bool:
    """Take a token from a throttle; False when it is empty."""
    asked = {"bucket": bucket, "minute": minute, "rate": rate, "burst": burst}
    return cursor.execute(_TAKE, asked).fetchone() is not None
