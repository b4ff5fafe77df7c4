"""Plain values of the review side: what waits, what is filed, and what advocates write.

Everything named `ciphertext` or `sealed` was sealed before it came here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.store.records import NEVER_CHANGED, Codes

if TYPE_CHECKING:
    from datetime import date

    from crypto.envelope import Wrap
    from reporting.store.records import SignedDocument

RECOVERY = ""
"""The recipient of seals to the recovery key; no handle is empty."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The open facts of a report, the same in the inbox and filed; the keys of the code in force.

    `codes` says how it came by them, unverified. `seen_code` is how many changes of code the case's
    card has seen, where it was read: fewer are another code's, which somebody may have found.
    """

    id: bytes
    verifying_key: bytes
    mailbox_key: bytes
    token_hash: bytes
    day: date
    receipt_kept: bool
    codes: Codes = NEVER_CHANGED
    seen_code: int = 0


@dataclass(frozen=True, slots=True)
class InboxPart:
    """A part that waits, with every wrap it came with.

    `ciphertext` is None for a file: filing moves it unread, and it may have megabytes.
    """

    item: bytes
    report: bytes
    compartment: str
    day: date
    ciphertext: bytes | None
    wraps: tuple[Wrap, ...]


@dataclass(frozen=True, slots=True)
class InboxBatch:
    """What one filing takes: reports that are new, and parts of these or of filed ones."""

    reports: tuple[ReportRow, ...]
    parts: tuple[InboxPart, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits in the inbox."""

    reports: int
    parts: int


@dataclass(frozen=True, slots=True)
class FiledKey:
    """A content key under the vault of one circle's epoch."""

    circle: str
    epoch: int
    sealed: bytes


@dataclass(frozen=True, slots=True)
class FiledPart:
    """A part on file.

    `mailbox_wrap` is what the worker's code opens, for items of her mailbox. `unopened` keeps
    the circle's wraps of a part that nobody could open, so that nothing is dropped.
    """

    item: bytes
    report: bytes
    compartment: str
    day: date
    ciphertext: bytes
    keys: tuple[FiledKey, ...]
    mailbox_wrap: Wrap | None = None
    unopened: tuple[Wrap, ...] = ()


@dataclass(frozen=True, slots=True)
class FiledItem:
    """A part on file without its ciphertext, which may have megabytes; `size` is its bytes."""

    item: bytes
    report: bytes
    compartment: str
    day: date
    size: int


@dataclass(frozen=True, slots=True)
class UnopenedPart:
    """A part that nobody could open when it was filed, and the circles' wraps it came with."""

    item: bytes
    report: bytes
    compartment: str
    wraps: tuple[Wrap, ...]


@dataclass(frozen=True, slots=True)
class CaseRows:
    """A case as stored: every part but the files, which come one by one (`read_part`)."""

    report: ReportRow
    parts: tuple[FiledPart, ...]
    files: tuple[FiledItem, ...]


@dataclass(frozen=True, slots=True)
class CardRow:
    """The encrypted card of a case; the first version is 1, each write is one more."""

    report: bytes
    circle: str
    epoch: int
    version: int
    ciphertext: bytes


@dataclass(frozen=True, slots=True)
class NoteRow:
    """An advocates' note on a case."""

    id: bytes
    report: bytes
    circle: str
    epoch: int
    day: date
    ciphertext: bytes


@dataclass(frozen=True, slots=True)
class VaultRow:
    """A row of the vault that hangs on no report: a bulletin's draft or a forwarding."""

    id: bytes
    circle: str
    epoch: int
    version: int
    ciphertext: bytes


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A printed sheet; what it held is in the ciphertext."""

    number: int
    day: date
    circle: str
    epoch: int
    ciphertext: bytes


@dataclass(frozen=True, slots=True)
class StopHash:
    """SHA-256 of the stop token that one report's mailbox holds for an edition."""

    number: int
    edition: int
    token_hash: bytes


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody who signs in: key file as written by crypto, last accepted one-time step."""

    handle: str
    key_file: bytes
    last_step: int


@dataclass(frozen=True, slots=True)
class PrintedCodesRow:
    """Somebody's set of printed codes: its id, and bit n of `used` for code n that was taken."""

    handle: str
    set_id: bytes
    used: int = 0


@dataclass(frozen=True, slots=True)
class SealedEpoch:
    """An epoch secret, sealed to a member by handle, or to `RECOVERY`."""

    circle: str
    epoch: int
    recipient: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class SealedOrganisation:
    """The organisation seed, sealed to a coordinator by handle, or to `RECOVERY`."""

    recipient: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """A member's encrypted profile; versions as on a card."""

    handle: str
    version: int
    ciphertext: bytes


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A sign-in: id is SHA-256 of the cookie's token, the rest is inside."""

    id: bytes
    day: date
    ciphertext: bytes


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An entry of the record; `ciphertext` and `wrap` are None once purged."""

    number: int
    previous: bytes
    day: date
    actor: str
    digest: bytes
    signature: bytes
    ciphertext: bytes | None
    wrap: bytes | None


@dataclass(frozen=True, slots=True)
class FoundingRows:
    """Everything that a new installation starts with, stored at once or not at all."""

    manifest: SignedDocument
    roster: SignedDocument
    members: tuple[MemberRow, ...]
    sealed_epochs: tuple[SealedEpoch, ...]
    sealed_organisation: tuple[SealedOrganisation, ...]
    settings: SignedDocument
    audit: tuple[AuditRow, ...] = ()
    printed_codes: tuple[PrintedCodesRow, ...] = ()
