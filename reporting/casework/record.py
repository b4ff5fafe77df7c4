"""The record of what was done: written with each act, verified and read for its page.

Details are JSON {"v":1,"kind":"act","action":…,"about":{name: text}} sealed to the default circle:
anybody signed in can write an entry, members read what was done, and the chain verifies without.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from crypto.errors import BrokenRecord, CryptoError, Malformed, RecordFault
from crypto.private.audit import (
    GENESIS,
    Entry,
    Head,
    open_details,
    read_wrap,
    seal_details,
    sign_entry,
    verify_chain,
)
from crypto.strictjson import FORMAT_VERSION, read_document
from reporting.casework.desk import Desk
from reporting.casework.errors import NoKey
from reporting.store.audit import append_audit, hold_audit, read_audit
from reporting.store.engine import writing
from reporting.store.filed_records import AuditRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

KIND = "act"
KEYS = frozenset({"action", "about"})

PAGE = 50
"""Acts on a page."""


class Action(StrEnum):
    """What somebody did. A name, once written, is never given another meaning."""

    SIGNED_IN = "signed_in"
    FILED = "filed"
    REPORT_TAKEN = "report_taken"
    FORMS_PRINTED = "forms_printed"
    CONTACT_OPENED = "contact_opened"
    STATUS_CHANGED = "status_changed"
    ASSIGNED = "assigned"
    NOTE_ADDED = "note_added"
    STRUCTURED = "structured"
    NARROWED = "narrowed"
    KEPT_FROM = "kept_from"
    LET_IN = "let_in"
    DRAFT_SUBMITTED = "draft_submitted"
    BULLETIN_APPROVED = "bulletin_approved"
    BULLETIN_PUBLISHED = "bulletin_published"
    BULLETIN_RECALLED = "bulletin_recalled"
    SHEET_PRINTED = "sheet_printed"
    POLICE_PACKAGE_MADE = "police_package_made"
    POLICE_PACKAGE_REFUSED = "police_package_refused"
    POLICE_NUMBER_NOTED = "police_number_noted"
    MESSAGE_WRITTEN = "message_written"
    QUESTION_PASSED_ON = "question_passed_on"
    WORDING_ASKED = "wording_asked"
    DELETION_STOPPED = "deletion_stopped"
    REPORT_ERASED = "report_erased"
    DRAFTS_CLEARED = "drafts_cleared"
    PERSON_ADDED = "person_added"
    PERSON_REMOVED = "person_removed"
    PERSON_RESET = "person_reset"
    LISTS_RENEWED = "lists_renewed"
    CODES_PRINTED = "codes_printed"
    CODE_USED = "code_used"
    PASSPHRASE_CHANGED = "passphrase_changed"  # noqa: S105 - the name of an act
    SETTINGS_CHANGED = "settings_changed"


@dataclass(frozen=True, slots=True)
class Act:
    """One entry as a person reads it. `action` is None when what was said is gone or closed.

    `about` holds short texts by name: `case`, `handle`, `number`, `what`, ….
    """

    number: int
    day: date
    actor: str
    action: Action | None
    about: Mapping[str, str] = field(default_factory=dict)
    purged: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """The record, newest act first, as far as it was checked.

    `fault` is None when every signature and link holds up to `head` and nothing that this person
    saw earlier is missing.
    """

    acts: tuple[Act, ...]
    head: Head
    fault: BrokenRecord | None


def write(session: Session, desk: Desk, action: Action, **about: str) -> None:
    """Append an entry in the caller's transaction; do it last, since other writers wait.

    Raises Expired when the lists are past their day, Conflict when somebody wrote first.
    """
    newest = hold_audit(session)
    head = GENESIS if newest is None else entry_of(newest).head(desk.installation)
    ciphertext, wrap = seal_details(
        desk.installation, head, _details(action, about), desk.recipient()
    )
    day = desk.today if newest is None else max(desk.today, newest.day)
    entry = sign_entry(desk.installation, desk.author, head, day, ciphertext)
    append_audit(
        session,
        AuditRow(
            number=entry.number,
            previous=entry.previous,
            day=entry.day,
            actor=entry.actor,
            digest=entry.digest,
            signature=entry.signature,
            ciphertext=ciphertext,
            wrap=wrap,
        ),
    )


def write_alone(engine: Engine, desk: Desk, action: Action, **about: str) -> None:
    """Append an entry in a transaction of its own."""
    with writing(engine) as session:
        write(session, desk, action, **about)


def read(session: Session, desk: Desk, before: int | None = None, limit: int = PAGE) -> Record:
    """Verify the whole record, and open a page of it: `limit` entries before a number.

    Opening needs the circle's keys; for somebody without, acts are there without what was done.
    """
    rows: list[AuditRow] = []
    head, fault = GENESIS, None
    while chunk := read_audit(session, after=rows[-1].number if rows else 0):
        rows.extend(chunk)
    entries = [entry_of(row) for row in rows]
    try:
        head = verify_chain(desk.installation, entries, desk.roster, known=desk.profile.record)
    except BrokenRecord as broken:
        fault = broken
    shown = [row for row in reversed(rows) if before is None or row.number < before][:limit]
    return Record(tuple(_act(desk, row) for row in shown), head, fault)


def check(session: Session, desk: Desk) -> tuple[Head, BrokenRecord | None]:
    """Verify what was written since the head that this person saw last, and return the new head."""
    head, fault, _ = _since(session, desk)
    return head, fault


def news(session: Session, desk: Desk) -> tuple[Head, BrokenRecord | None, tuple[Act, ...]]:
    """Do what `check` does, and open what was written since; nothing of a record at fault."""
    head, fault, rows = _since(session, desk)
    return head, fault, tuple(_act(desk, row) for row in rows) if fault is None else ()


def _since(session: Session, desk: Desk) -> tuple[Head, BrokenRecord | None, list[AuditRow]]:
    """Verify what is new.

    The entry she saw last is read again: a record that was cut before it must not look unchanged.
    """
    known = desk.profile.record
    after = max(known.number - 1, 0)
    rows: list[AuditRow] = []
    while chunk := read_audit(session, after=rows[-1].number if rows else after):
        rows.extend(chunk)
    entries = [entry_of(row) for row in rows]
    if known.number:
        if not entries or entries[0].head(desk.installation) != known:
            return known, BrokenRecord(RecordFault.GONE_BACK, known.number), []
        entries, rows = entries[1:], rows[1:]
    try:
        return verify_chain(desk.installation, entries, desk.roster, start=known), None, rows
    except BrokenRecord as broken:
        return known, broken, []


def entry_of(row: AuditRow) -> Entry:
    """Return the signed part of a row."""
    return Entry(row.number, row.previous, row.day, row.actor, row.digest, row.signature)


def _details(action: Action, about: Mapping[str, str]) -> bytes:
    said = {"v": FORMAT_VERSION, "kind": KIND, "action": action.value, "about": dict(about)}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _act(desk: Desk, row: AuditRow) -> Act:
    if row.ciphertext is None or row.wrap is None:
        return Act(row.number, row.day, row.actor, None, purged=True)
    try:
        wrap = read_wrap(row.wrap)
        key = desk.keys.epoch(wrap.circle, wrap.epoch).opening
        said = open_details(desk.installation, entry_of(row), row.ciphertext, wrap, key)
        document = read_document(KIND, KEYS, said)
        action = Action(document.text("action"))
        about = document.value("about")
        if not isinstance(about, dict):
            raise Malformed("an act about nothing")
    except (CryptoError, NoKey, ValueError):
        return Act(row.number, row.day, row.actor, None)
    texts = {str(name): str(value) for name, value in about.items()}
    return Act(row.number, row.day, row.actor, action, texts)
