"""Plain values that intake stores and reads; what advocates file is in `filed_records`.

Ids of installation, report and item are 16 bytes, keys and signatures raw bytes, days dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from crypto.envelope import Wrap

Added = Literal["stored", "repeated"]
"""What became of a report that was handed in: kept now, or kept already since an earlier try."""

DocumentKind = Literal["manifest", "roster", "settings"]
DeletionScope = Literal["all", "contact"]
EditionStatus = Literal["live", "superseded", "recalled"]


@dataclass(frozen=True, slots=True)
class SealedPart:
    """One sealed thing with its own content key.

    `item` has 16 bytes; `ciphertext` is 0x01 ‖ AES-256-GCM over a padded body; the wrap to the
    worker's mailbox, where there is one, has circle "" and epoch 0.
    """

    item: bytes
    compartment: str
    ciphertext: bytes
    wraps: tuple[Wrap, ...]


@dataclass(frozen=True, slots=True)
class SealedReport:
    """A report as it is handed in; the id (16 bytes) commits to the three keys after it.

    `verifying_key` has 32 bytes, `mailbox_key` 1216, `token_hash` 32.
    """

    id: bytes
    verifying_key: bytes
    mailbox_key: bytes
    token_hash: bytes
    parts: tuple[SealedPart, ...]


@dataclass(frozen=True, slots=True)
class MailboxItem:
    """One thing in a worker's mailbox, with the wrap that her code opens."""

    item: bytes
    compartment: str
    day: date
    ciphertext: bytes
    wrap: Wrap


@dataclass(frozen=True, slots=True)
class CodeKeys:
    """What the store knows of a code: verifying key (32), mailbox key (1216), token hash (32)."""

    verifying_key: bytes
    mailbox_key: bytes
    token_hash: bytes


@dataclass(frozen=True, slots=True)
class SignedChange:
    """One change of a report's code: the exact bytes, and the signature of the code before."""

    statement: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Codes:
    """How a report came by the keys it has: the first ones, None while they are these, and changes.

    In their order; unverified.
    """

    first: CodeKeys | None = None
    changes: tuple[SignedChange, ...] = ()


NEVER_CHANGED = Codes()


@dataclass(frozen=True, slots=True)
class NewCode:
    """A change of code to store: it, the keys after it, and the mailbox sealed to them.

    `seen` are all items of the mailbox as it was read, `wraps` those that could be sealed to the
    new key; `parts` are what the new code adds in the same breath, such as its first statement.
    """

    change: SignedChange
    keys: CodeKeys
    seen: frozenset[bytes]
    wraps: Mapping[bytes, Wrap]
    parts: tuple[SealedPart, ...] = ()


@dataclass(frozen=True, slots=True)
class DeletionDue:
    """A deletion that was asked for: of "all" or of the "contact" part, done on the day `due`."""

    scope: DeletionScope
    due: date


@dataclass(frozen=True, slots=True)
class Mailbox:
    """What a mailbox token shows; items by day, then id: their order in a day is inside them.

    The keys are those of the code in force. `files` are the items of the report's files, which the
    token does not show: they tell whether one that is sent is here already.
    """

    report: bytes
    verifying_key: bytes
    mailbox_key: bytes
    day: date
    receipt_kept: bool
    items: tuple[MailboxItem, ...]
    codes: Codes = NEVER_CHANGED
    deletions: tuple[DeletionDue, ...] = ()
    files: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """A manifest, roster or settings: the exact signed bytes and the signature, unverified."""

    kind: DocumentKind
    sequence: int
    body: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """One public page of the organisation's, such as `support`, in one language."""

    slug: str
    language: str
    body: str


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition of a bulletin; unverified.

    `visible_from` is UTC at a whole hour. `body` is None once recalled, and for readers also
    once stopped or superseded: the number stays as a stub. The table takes a row without an
    `approver`; nobody believes one.
    """

    number: int
    edition: int
    status: EditionStatus
    visible_from: datetime
    body: bytes | None
    author: str
    author_signature: bytes
    approver: str | None
    approver_signature: bytes | None


@dataclass(frozen=True, slots=True)
class RecallRow:
    """A bulletin taken back up to an edition, signed by `handle`; unverified."""

    number: int
    edition: int
    day: date
    handle: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class PublicState:
    """Everything that anybody may read, in one consistent look.

    `editions` has the newest visible edition of each number, highest number first; a recalled
    or stopped one is there without its body. `last_looked` is the day on which an advocate last
    looked, the one thing here that nobody signs.
    """

    settings: SignedDocument | None
    manifest: SignedDocument | None
    roster: SignedDocument | None
    editions: tuple[EditionRow, ...]
    recalls: tuple[RecallRow, ...]
    last_looked: date | None
