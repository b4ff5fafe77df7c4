"""Drafts of bulletins as advocates keep them: sealed in the vault, each under its own id.

A draft stays after its bulletin went out: it alone knows which reports a bulletin is about, and
why a warning was let stand. It goes with its reports, or a year after (`Draft.is_over`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from crypto.errors import CryptoError, Malformed
from crypto.strictjson import b64u, unb64u
from crypto.suite import ID_BYTES, random_bytes
from reporting.casework.desk import Desk
from reporting.casework.errors import Damaged, NoKey
from reporting.casework.vault_documents import VaultDocument
from reporting.domain.bulletin import BulletinDraft
from reporting.domain.errors import Invalid
from reporting.store import drafts as store
from reporting.store.filed_records import VaultRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

DOCUMENT = VaultDocument(
    name="draft",
    table="draft",
    column="bulletin_draft",
    keys=frozenset(
        {
            "reports",
            "author",
            "day",
            "draft",
            "kept",
            "state",
            "number",
            "edition",
            "body",
            "signature",
            "approver",
            "comment",
        }
    ),
)

KEPT = timedelta(days=365)
"""A year: what was used to decide about a person is kept that long, then destroyed (BC's PIPA)."""


class State(StrEnum):
    """Where a draft stands."""

    WRITING = "writing"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A bulletin on its way, or what is kept of one that went out.

    `reports` are the reports it is about, the first being the one it was written from. `kept`
    names the publishable fields that were ticked, each with its text where somebody changed it,
    else "". `number` is 0 until one is reserved. `body` is what the author signed, byte for byte,
    and `signature` hers; both are empty while it is being written. `author` wrote or signed last.
    """

    id: bytes
    reports: tuple[bytes, ...]
    author: str
    day: date
    draft: BulletinDraft
    kept: Mapping[str, str] = field(default_factory=dict, repr=False)
    state: State = State.WRITING
    number: int = 0
    edition: int = 1
    body: bytes = field(default=b"", repr=False)
    signature: bytes = field(default=b"", repr=False)
    approver: str = ""
    comment: str = field(default="", repr=False)
    version: int = 1

    def unsigned(self) -> Draft:
        """Return the draft as one to be written on: what was signed is dropped."""
        return replace(self, state=State.WRITING, body=b"", signature=b"", approver="")

    def is_over(self, today: date) -> bool:
        """Say whether nobody needs it any more: a year after its bulletin's last day, or its own.

        Until then it is what a recall, a correction or a question about the bulletin rests on.
        """
        return max(self.day, self.draft.body.expires) + KEPT < today


def new_id() -> bytes:
    """Return the id of a new draft."""
    return random_bytes(ID_BYTES)


def add(session: Session, desk: Desk, draft: Draft) -> Draft:
    """Keep a new draft. Raises TooLarge, Expired."""
    first = replace(draft, version=1)
    store.add_draft(session, _sealed(desk, first))
    return first


def put(session: Session, desk: Desk, draft: Draft) -> Draft:
    """Keep the next version of a draft; Conflict when somebody else wrote meanwhile."""
    following = replace(draft, version=draft.version + 1)
    store.put_draft(session, _sealed(desk, following))
    return following


def read(session: Session, desk: Desk, draft: bytes) -> Draft:
    """Return a draft. Raises NotFound, NoKey and Damaged."""
    return _opened(desk, store.read_draft(session, draft))


def remove(session: Session, draft: bytes) -> None:
    """Erase a draft."""
    store.remove_draft(session, draft)


def read_all(session: Session, desk: Desk) -> tuple[tuple[Draft, ...], int]:
    """Return every draft that opens, oldest day first, and how many do not."""
    opened: list[Draft] = []
    rows = store.read_drafts(session)
    for row in rows:
        try:
            opened.append(_opened(desk, row))
        except (Damaged, NoKey):
            continue
    return tuple(sorted(opened, key=lambda one: (one.day, one.id))), len(rows) - len(opened)


def _sealed(desk: Desk, draft: Draft) -> VaultRow:
    desk.require_valid()
    said = {
        "reports": [report.hex() for report in draft.reports],
        "author": draft.author,
        "day": draft.day.isoformat(),
        "draft": draft.draft.to_json(),
        "kept": dict(draft.kept),
        "state": draft.state.value,
        "number": draft.number,
        "edition": draft.edition,
        "body": b64u(draft.body),
        "signature": b64u(draft.signature),
        "approver": draft.approver,
        "comment": draft.comment,
    }
    return DOCUMENT.seal(desk, draft.id, draft.version, said)


def _opened(desk: Desk, row: VaultRow) -> Draft:
    """Read what members of the circle alone can have written; strictly all the same."""
    said = DOCUMENT.open(desk, row)
    try:
        return Draft(
            id=row.id,
            version=row.version,
            reports=tuple(bytes.fromhex(one) for one in texts(said.value("reports"))),
            author=said.name("author"),
            day=said.day("day"),
            draft=BulletinDraft.from_json(said.value("draft")),
            kept=_by_name(said.value("kept")),
            state=State(said.name("state")),
            number=said.number("number"),
            edition=said.number("edition", least=1),
            body=unb64u(said.text("body", longest=len(row.ciphertext))),
            signature=unb64u(said.text("signature")),
            approver=said.text("approver"),
            comment=said.text("comment"),
        )
    except (CryptoError, Invalid, ValueError) as error:
        raise Damaged("a draft cannot be read") from error


def texts(value: object) -> list[str]:
    """Return a list of texts as it was parsed. Raises Malformed."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Malformed("not a list of texts")
    return value


def _by_name(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise Malformed("not texts by name")
    return value
