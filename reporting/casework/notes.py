"""Advocates' own writing on a case: notes, and the structure they give to a worker's words.

A row of the table `note`, sealed in the vault: JSON {"v":1,"kind":"note"|"structure","by","order",
"text"|"account"}. `order` counts within the case, since the table keeps days alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from crypto.errors import CryptoError
from crypto.strictjson import FORMAT_VERSION
from crypto.suite import ID_BYTES, random_bytes
from reporting.casework.desk import Desk
from reporting.casework.errors import NoKey
from reporting.domain.errors import Invalid
from reporting.domain.report import Account
from reporting.domain.report_json import account_from_json, account_to_json
from reporting.store.filed_records import NoteRow

COLUMN = "note"
LONGEST_NOTE = 4000
"""Characters: a page; the class takes 16 KiB, and four bytes each still fit."""


@dataclass(frozen=True, slots=True, repr=False)
class Note:
    """One row as a person reads it; `text` of a note, `account` of a structure, neither when lost.

    `account` holds persons, vehicles and identifiers alone, staff-entered.
    """

    id: bytes
    day: date
    by: str = ""
    order: int = 0
    text: str = ""
    account: Account | None = None


def note_row(desk: Desk, report: bytes, before: int, text: str) -> NoteRow:
    """Seal a note that follows `before` others. Raises TooLarge, NoKey."""
    return _row(desk, report, {"kind": "note", "order": before + 1, "text": text})


def structure_row(desk: Desk, report: bytes, before: int, account: Account) -> NoteRow:
    """Seal the structure that staff gave a report; the newest counts. Raises TooLarge, NoKey."""
    kept = Account(
        persons=account.persons, vehicles=account.vehicles, identifiers=account.identifiers
    )
    said = {"kind": "structure", "order": before + 1, "account": account_to_json(kept)}
    return _row(desk, report, said)


def read_notes(desk: Desk, rows: Iterable[NoteRow]) -> list[Note]:
    """Open the notes of a case in their order; what cannot be opened is there, empty."""
    return sorted((_read(desk, row) for row in rows), key=lambda note: (note.day, note.order))


def staff_structure(desk: Desk, rows: Sequence[NoteRow]) -> Account | None:
    """Return the newest structure that staff gave, None when nobody has."""
    found = [note.account for note in read_notes(desk, rows) if note.account is not None]
    return found[-1] if found else None


def _row(desk: Desk, report: bytes, said: dict[str, object]) -> NoteRow:
    vault = desk.current().vault
    row_id = random_bytes(ID_BYTES)
    document = {"v": FORMAT_VERSION, "report": report.hex(), "by": desk.handle, **said}
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    sealed = vault.seal(COLUMN, COLUMN, row_id, body)
    return NoteRow(row_id, report, vault.circle, vault.epoch, desk.today, sealed)


def _read(desk: Desk, row: NoteRow) -> Note:
    try:
        vault = desk.vault(row.circle, row.epoch)
        said = json.loads(vault.open(COLUMN, COLUMN, row.id, row.ciphertext))
        if said["report"] != row.report.hex():
            return Note(row.id, row.day)
        account = account_from_json(said["account"]) if said["kind"] == "structure" else None
        text = str(said.get("text", ""))
        return Note(row.id, row.day, str(said["by"]), int(said["order"]), text, account)
    except (NoKey, CryptoError, Invalid, ValueError, KeyError, TypeError, RecursionError):
        return Note(row.id, row.day)
