"""The intake gate on PostgreSQL: each door is one call of a function in the schema `intake`.

The functions are in `migrations/sql/`, one file each; the highest number counts.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from crypto.envelope import MAILBOX_CIRCLE, Wrap
from reporting.store import as_written
from reporting.store.as_written import readable
from reporting.store.mailboxes import deletion_of
from reporting.store.publicity import recall_of
from reporting.store.records import (
    CodeKeys,
    Codes,
    EditionRow,
    Mailbox,
    MailboxItem,
    PublicState,
    RecallRow,
    SignedChange,
    SignedDocument,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Engine, Row, TextClause

    from reporting.store.records import (
        DeletionScope,
        DocumentKind,
        NewCode,
        SealedPart,
        SealedReport,
    )

_PARTS = (
    "CAST(:items AS bytea[]), CAST(:compartments AS text[]), CAST(:ciphertexts AS bytea[]),"
    " CAST(:wrap_items AS bytea[]), CAST(:circles AS text[]), CAST(:epochs AS integer[]),"
    " CAST(:key_ids AS bytea[]), CAST(:sealed AS bytea[])"
)
REPORT_ADD = text(
    f"SELECT intake.report_add(:id, :verifying_key, :mailbox_key, :token_hash, :day, {_PARTS})"
)
RECEIPT_CLOSE = text("SELECT intake.receipt_close(:token)")
MAILBOX_READ = text("SELECT * FROM intake.mailbox_read(:token)")
MAILBOX_ADD = text(f"SELECT intake.mailbox_add(:token, :day, {_PARTS})")
BULLETIN_STOP = text("SELECT intake.bulletin_stop(:token)")
MAILBOX_STATE = text("SELECT intake.mailbox_state(:token)")
DELETION_ASK = text("SELECT intake.deletion_ask(:token, :scope, :due)")
DELETION_STOP = text("SELECT intake.deletion_stop(:token)")
ERASE_DUE = text("SELECT intake.erase_due(:today)")
CODE_CHANGE = text(
    "SELECT intake.code_change(:token, :statement, :signature, :verifying_key, :mailbox_key,"
    " :token_hash, CAST(:seen AS bytea[]), CAST(:again AS bytea[]), CAST(:again_ids AS bytea[]),"
    f" CAST(:again_sealed AS bytea[]), :day, {_PARTS})"
)
THROTTLE_TAKE = text("SELECT intake.throttle_take(:bucket, :minute, :rate, :burst)")
PUBLIC_READ = text("SELECT intake.public_read(:now)")


class PostgresqlGate:
    """See IntakeGate; this half calls functions."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def report_add(self, report: SealedReport, day: date) -> bool:
        """Store; False when the id is known."""
        values = {
            "id": report.id,
            "verifying_key": report.verifying_key,
            "mailbox_key": report.mailbox_key,
            "token_hash": report.token_hash,
            "day": day,
        }
        return bool(self._call(REPORT_ADD, values | _arrays(report.parts)))

    def receipt_close(self, token: bytes) -> bool:
        """Set the flag, wherever the report is."""
        return bool(self._call(RECEIPT_CLOSE, {"token": token}))

    def mailbox_read(self, token: bytes) -> Mailbox | None:
        """Return what is sealed to the worker, from inbox and files."""
        with self._engine.begin() as connection:
            rows = connection.execute(MAILBOX_READ, {"token": token}).all()
            state = connection.execute(MAILBOX_STATE, {"token": token}).scalar()
        if not rows or state is None:
            return None
        head = rows[0]
        return Mailbox(
            report=head.report,
            verifying_key=head.verifying_key,
            mailbox_key=head.mailbox_key,
            day=head.report_day,
            receipt_kept=head.receipt_kept,
            items=tuple(_item(row) for row in rows if row.item is not None),
            codes=_codes(state),
            deletions=tuple(readable(deletion_of, state["deletions"])),
            files=frozenset(bytes.fromhex(item) for item in state["files"]),
        )

    def mailbox_add(self, token: bytes, parts: Sequence[SealedPart], day: date) -> bool:
        """Add parts to the token's report."""
        return bool(self._call(MAILBOX_ADD, {"token": token, "day": day} | _arrays(parts)))

    def deletion_ask(self, token: bytes, scope: DeletionScope, due: date) -> date | None:
        """Note a deletion."""
        found = self._call(DELETION_ASK, {"token": token, "scope": scope, "due": due})
        return found if isinstance(found, date) else None

    def deletion_stop(self, token: bytes) -> bool:
        """Forget a deletion."""
        return bool(self._call(DELETION_STOP, {"token": token}))

    def erase_due(self, today: date) -> int:
        """Erase in one transaction; the key table is rewritten nightly."""
        return int(self._call(ERASE_DUE, {"today": today}))

    def code_change(self, token: bytes, new: NewCode, day: date) -> bool:
        """Change keys, wraps and token."""
        again = list(new.wraps.items())
        values = {
            "token": token,
            "day": day,
            "statement": new.change.statement,
            "signature": new.change.signature,
            "verifying_key": new.keys.verifying_key,
            "mailbox_key": new.keys.mailbox_key,
            "token_hash": new.keys.token_hash,
            "seen": sorted(new.seen),
            "again": [item for item, _ in again],
            "again_ids": [wrap.key_id for _, wrap in again],
            "again_sealed": [wrap.sealed for _, wrap in again],
        }
        return bool(self._call(CODE_CHANGE, values | _arrays(new.parts)))

    def bulletin_stop(self, stop_token: bytes) -> bool:
        """Reveal the token."""
        return bool(self._call(BULLETIN_STOP, {"token": stop_token}))

    def throttle_take(self, bucket: str, minute: int, rate: int, burst: int) -> bool:
        """Take in one statement."""
        values = {"bucket": bucket, "minute": minute, "rate": rate, "burst": burst}
        return bool(self._call(THROTTLE_TAKE, values))

    def public_read(self, now: int) -> PublicState:
        """Return one look at the open tables."""
        found = self._call(PUBLIC_READ, {"now": now})
        return PublicState(
            settings=_document(found["documents"], "settings"),
            manifest=_document(found["documents"], "manifest"),
            roster=_document(found["documents"], "roster"),
            editions=tuple(readable(_edition, found["editions"])),
            recalls=tuple(readable(_recall, found["recalls"])),
            last_looked=as_written.known(as_written.day, found["last_looked"]),
        )

    def _call(self, door: TextClause, values: Mapping[str, object]) -> Any:  # noqa: ANN401 - JSON or a flag
        with self._engine.begin() as connection:
            return connection.execute(door, values).scalar()


def _arrays(parts: Sequence[SealedPart]) -> dict[str, object]:
    wraps = [(part.item, wrap) for part in parts for wrap in part.wraps]
    return {
        "items": [part.item for part in parts],
        "compartments": [part.compartment for part in parts],
        "ciphertexts": [part.ciphertext for part in parts],
        "wrap_items": [item for item, _ in wraps],
        "circles": [wrap.circle for _, wrap in wraps],
        "epochs": [wrap.epoch for _, wrap in wraps],
        "key_ids": [wrap.key_id for _, wrap in wraps],
        "sealed": [wrap.sealed for _, wrap in wraps],
    }


def _item(row: Row[*tuple[Any, ...]]) -> MailboxItem:
    wrap = Wrap(MAILBOX_CIRCLE, 0, row.key_id, row.sealed)
    return MailboxItem(row.item, row.compartment, row.day, row.ciphertext, wrap)


def _codes(state: Mapping[str, Any]) -> Codes:
    first = state["first"]
    return Codes(
        None if first is None else CodeKeys(*(bytes.fromhex(key) for key in first)),
        tuple(
            SignedChange(bytes.fromhex(statement), bytes.fromhex(signature))
            for statement, signature in state["changes"]
        ),
    )


def _document(found: Mapping[str, Any], kind: DocumentKind) -> SignedDocument | None:
    if kind not in found:
        return None
    sequence, body, signature = found[kind]
    return SignedDocument(kind, sequence, bytes.fromhex(body), bytes.fromhex(signature))


def _recall(found: Sequence[Any]) -> RecallRow:
    *named, signature = found
    return recall_of([*named, bytes.fromhex(signature)])


def _edition(found: Mapping[str, Any]) -> EditionRow:
    def raw(name: str) -> bytes | None:
        return None if found[name] is None else bytes.fromhex(found[name])

    return EditionRow(
        number=found["number"],
        edition=found["edition"],
        status=found["status"],
        visible_from=as_written.moment(found["visible_from"]),
        body=raw("body"),
        author=found["author"],
        author_signature=bytes.fromhex(found["author_signature"]),
        approver=found["approver"],
        approver_signature=raw("approver_signature"),
    )
