"""A mailbox as the doors send it, read by this package: for the vectors and for whoever makes them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from crypto.envelope import MAILBOX_CIRCLE, Wrap
from crypto.strictjson import unb64u
from reporting.domain.consent_choices import PERMISSIONS
from reporting.intake.conversation import conversation_of
from reporting.sealed.codes import followed
from reporting.sealed.deletion import Deletion
from reporting.sealed.messages import Answer, Message
from reporting.store.records import (
    CodeKeys,
    Codes,
    DeletionDue,
    Mailbox,
    MailboxItem,
    SignedChange,
)

if TYPE_CHECKING:
    from crypto.receipts import WorkerKeys
    from reporting.intake.mailbox import Opened, Reader
    from reporting.sealed.items import Said

Fields = dict[str, Any]


def edited(mailbox: Fields, case: Fields) -> Fields:
    """Return a mailbox as a case has it: items dropped, members set, other changes of code."""
    items = [dict(item) for item in mailbox["items"] if item["item"] not in case.get("drop", ())]
    for name, member, value in case.get("set", ()):
        next(item for item in items if item["item"] == name)[member] = value
    return {**mailbox, "items": items, "codes": case.get("codes", mailbox["codes"])}


def mailbox_of(keys: WorkerKeys, value: Fields) -> Mailbox:
    """Return the mailbox that the doors sent to a code."""
    return Mailbox(
        report=bytes.fromhex(value["report"]),
        verifying_key=keys.signer.verifying_key,
        mailbox_key=keys.mailbox.public.raw,
        day=date.fromisoformat(value["received"]),
        receipt_kept=value["kept"],
        items=tuple(_item(item) for item in value["items"]),
        codes=_codes(value["codes"]),
        deletions=tuple(
            DeletionDue(one["scope"], date.fromisoformat(one["due"])) for one in value["deletions"]
        ),
    )


def summary_of(reader: Reader, mailbox: Fields) -> Fields:
    """Say what a mailbox opens to, in words that both sides know.

    Raises CryptoError where the changes of code do not lead to these keys.
    """
    read = mailbox_of(reader.keys, mailbox)
    followed(read, reader.keys.token_hash)
    opened = reader.open(read)
    return {
        "codes": opened.codes_changed,
        "witnessed": opened.witnessed,
        "kept_back": opened.kept_back,
        "statements": _statements(opened),
        "today": _allowed(opened),
        "status": opened.status and [opened.status.stage, opened.status.consent_version],
        "narrowings": [sorted(one.removed) for one in opened.narrowings],
        "stops": [[stop.number, stop.edition] for stop in opened.stop_tokens],
        "events": [[one.sequence, one.event, one.detail] for one in opened.events],
        "said": [_line(one.said) for one in opened.said],
        "stopped": conversation_of(opened).stopped,
        "wordings": [[one.draft.hex(), one.digest.hex()] for one in opened.wordings],
        "deletions": [[one.scope, one.due.isoformat()] for one in opened.deletions],
    }


def _statements(opened: Opened) -> list[object] | None:
    return [
        [one.statement.version, one.code, one.attested is not None] for one in opened.statements
    ] or None


def _allowed(opened: Opened) -> list[str] | None:
    if opened.choices is None:
        return None
    return [name for name in PERMISSIONS if opened.choices.allows(name)]


def _line(said: Said) -> list[object]:
    if isinstance(said, Message):
        return [said.kind, said.text]
    if isinstance(said, Answer):
        return ["answer", said.text]
    if isinstance(said, Deletion):
        return ["deletion", f"{said.action} {said.scope}"]
    return ["wording answer", said.answer]


def _item(value: Fields) -> MailboxItem:
    key_id, sealed = bytes.fromhex(value["key_id"]), unb64u(value["sealed"])
    return MailboxItem(
        bytes.fromhex(value["item"]),
        value["compartment"],
        date.fromisoformat(value["day"]),
        unb64u(value["ciphertext"]),
        Wrap(MAILBOX_CIRCLE, 0, key_id, sealed),
    )


def _codes(value: Fields) -> Codes:
    first = value["first"]
    changes = tuple(
        SignedChange(unb64u(one["statement"]), unb64u(one["signature"])) for one in value["changes"]
    )
    if first is None:
        return Codes(None, changes)
    keys = unb64u(first["verifying_key"]), unb64u(first["mailbox_key"])
    return Codes(CodeKeys(*keys, bytes.fromhex(first["token_hash"])), changes)
