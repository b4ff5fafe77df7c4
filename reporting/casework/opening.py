"""Opens the parts of a report, from the inbox or from file, and believes nothing unverified.

An opened report is hostile input: whoever holds a code, or a changed page, chose the bytes. What
does not open, is not signed by her key or does not decode becomes an `Unopened` that pages show;
it is never dropped and never in the way of the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from crypto.errors import CryptoError
from crypto.parts import read_reply
from crypto.suite import sha256
from crypto.verifying import check_point
from reporting.casework.content_keys import Sealed
from reporting.casework.desk import Desk
from reporting.casework.errors import NoKey
from reporting.sealed.codes import Followed, follow
from reporting.sealed.consents import Arrived, verify_statement
from reporting.sealed.encode import Told, read_account, read_contact
from reporting.sealed.errors import NotDecodable, SealedError
from reporting.sealed.events import Event
from reporting.sealed.items import (
    Said,
    read_her_part,
    read_message_item,
    read_status_item,
    read_wording_item,
)
from reporting.sealed.messages import Message
from reporting.sealed.replies import Narrowing, StatusNote, read_narrowing
from reporting.sealed.wording import Wording
from reporting.store.filed_records import ReportRow
from reporting.store.records import CodeKeys

if TYPE_CHECKING:
    from reporting.domain.report import Contact


class Why(StrEnum):
    """Why a part is not shown."""

    NO_KEY = "no key"
    """None of this person's keys opens it."""
    CHANGED = "changed"
    """It was replaced or changed: it does not open, or the signature is not the right one."""
    UNREADABLE = "unreadable"
    """It opens and is signed, but its content breaks the form's own limits."""


@dataclass(frozen=True, slots=True)
class Unopened:
    """A part that could not be opened, verified or read."""

    item: bytes
    compartment: str
    day: date
    why: Why


@dataclass(frozen=True, slots=True, repr=False)
class Addition:
    """What a worker added later, and the day on which it arrived."""

    item: bytes
    day: date
    told: Told


@dataclass(frozen=True, slots=True, repr=False)
class Uttered:
    """One thing of the conversation, and the day on which it was stored."""

    item: bytes
    day: date
    said: Said


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A report as far as it can be opened and verified; its contact stays closed.

    `keys_hold` is False when the id does not lead to the keys in the database: then somebody
    changed a key, nothing is sealed to it, and no consent is believed. `codes` are the changes of
    her code that lead there, None when they do not.
    """

    report: ReportRow
    keys_hold: bool
    codes: Followed | None
    account: Told | None
    account_digest: bytes
    additions: tuple[Addition, ...]
    contacts: tuple[Sealed, ...]
    statements: tuple[Arrived, ...]
    narrowings: tuple[Narrowing, ...]
    statuses: tuple[StatusNote, ...]
    unopened: tuple[Unopened, ...]
    events: tuple[Event, ...] = ()
    said: tuple[Uttered, ...] = ()
    wordings: tuple[Wording, ...] = ()

    @property
    def verifying(self) -> tuple[bytes, ...]:
        """The verifying keys of her codes, first to newest; the row's own where none lead to it."""
        return _verifying(self.report, self.codes)


def codes_of(report: ReportRow) -> Followed | None:
    """Follow the changes of code from the report's id to its keys; None when they do not hold."""
    now = CodeKeys(report.verifying_key, report.mailbox_key, report.token_hash)
    try:
        check_point(report.verifying_key)
        return follow(report.id, now, report.codes, report.seen_code)
    except CryptoError:
        return None


def keys_hold(report: ReportRow) -> bool:
    """Say whether the report's id leads to its keys, and both are keys at all."""
    return codes_of(report) is not None


def open_report(desk: Desk, report: ReportRow, parts: Iterable[Sealed]) -> Opened:
    """Open everything of a report but its contact and files."""
    reader = _Reader(desk, report)
    for part in sorted(parts, key=lambda part: (part.day, part.item)):
        reader.take(part)
    return reader.opened()


def open_contact(opened: Opened, part: Sealed) -> Contact | None:
    """Open one contact; None when it is not what the worker signed."""
    try:
        return read_contact(read_her_part(part.place, opened.verifying, part.body()).content)
    except (CryptoError, SealedError):
        return None


class _Reader:
    """Takes the parts of one report, by compartment."""

    def __init__(self, desk: Desk, report: ReportRow) -> None:
        self.desk = desk
        self.report = report
        self.accounts: list[tuple[Sealed, Told, bytes]] = []
        self.additions: list[Addition] = []
        self.contacts: list[Sealed] = []
        self.statements: list[Arrived] = []
        self.narrowings: list[Narrowing] = []
        self.statuses: list[StatusNote] = []
        self.events: list[Event] = []
        self.said: list[Uttered] = []
        self.wordings: list[Wording] = []
        self.codes = codes_of(report)
        self.verifying = _verifying(report, self.codes)
        self.unopened: list[Unopened] = []

    def take(self, part: Sealed) -> None:
        """Read one part, or note why it cannot be."""
        read = {
            "account": self._account,
            "addition": self._addition,
            "contact": self.contacts.append,
            "consent": self._consent,
            "narrowing": self._narrowing,
            "status": self._status,
            "message": self._message,
            "wording": self._wording,
        }.get(part.compartment)
        if read is None:
            return
        try:
            read(part)
        except NoKey:
            self._note(part, Why.NO_KEY)
        except CryptoError:
            self._note(part, Why.CHANGED)
        except SealedError:
            self._note(part, Why.UNREADABLE)

    def opened(self) -> Opened:
        """Return what was read."""
        (account, digest), further = self._the_account()
        return Opened(
            report=self.report,
            keys_hold=self.codes is not None,
            codes=self.codes,
            account=account,
            account_digest=digest,
            additions=(*further, *self.additions),
            contacts=tuple(self.contacts),
            statements=tuple(self.statements),
            narrowings=tuple(self.narrowings),
            statuses=tuple(sorted(self.statuses, key=lambda note: note.sequence)),
            unopened=tuple(self.unopened),
            events=tuple(sorted(self.events, key=lambda event: event.sequence)),
            said=tuple(sorted(self.said, key=_when_said)),
            wordings=tuple(sorted(self.wordings, key=lambda wording: wording.day)),
        )

    def _the_account(self) -> tuple[tuple[Told | None, bytes], list[Addition]]:
        """Tell the account that the consents name from any that was put beside it later."""
        if not self.accounts:
            return (None, b""), []
        named = {arrived.statement.account_digest for arrived in self.statements}
        first = next((one for one in self.accounts if one[2] in named), self.accounts[0])
        further = [
            Addition(part.item, part.day, told)
            for part, told, digest in self.accounts
            if part.item != first[0].item
        ]
        return (first[1], first[2]), further

    def _account(self, part: Sealed) -> None:
        content = self._hers(part)
        self.accounts.append((part, read_account("account", content), sha256(content)))

    def _addition(self, part: Sealed) -> None:
        told = read_account("addition", self._hers(part))
        self.additions.append(Addition(part.item, part.day, told))

    def _consent(self, part: Sealed) -> None:
        arrived = verify_statement(part.place, self.verifying, part.body(), part.day)
        self.statements.append(arrived)

    def _narrowing(self, part: Sealed) -> None:
        narrowing = read_narrowing(self._reply(part))
        if narrowing.report != self.report.id:
            raise NotDecodable("a narrowing of another report")
        self.narrowings.append(narrowing)

    def _status(self, part: Sealed) -> None:
        found = read_status_item(self.report.id, self._reply(part))
        if isinstance(found, StatusNote):
            self.statuses.append(found)
        elif isinstance(found, Event):
            self.events.append(found)
        # The third kind, a stop token, is for the worker alone.

    def _message(self, part: Sealed) -> None:
        manifest = self.desk.manifest
        said = read_message_item(part.place, self.verifying, manifest, part.body(), part.day)
        self.said.append(Uttered(part.item, part.day, said))

    def _wording(self, part: Sealed) -> None:
        manifest = self.desk.manifest
        self.wordings.append(read_wording_item(part.place, manifest, part.body(), part.day))

    def _hers(self, part: Sealed) -> bytes:
        return read_her_part(part.place, self.verifying, part.body()).content

    def _reply(self, part: Sealed) -> bytes:
        return read_reply(part.place, self.desk.manifest, part.body(), part.day)

    def _note(self, part: Sealed, why: Why) -> None:
        self.unopened.append(Unopened(part.item, part.compartment, part.day, why))


def _verifying(report: ReportRow, codes: Followed | None) -> tuple[bytes, ...]:
    return codes.verifying if codes else (report.verifying_key,)


def _when_said(one: Uttered) -> tuple[date, bool, int, bytes]:
    """Order a conversation: by day, hers before ours, ours as they follow each other."""
    ours = isinstance(one.said, Message)
    return (one.day, ours, one.said.sequence if isinstance(one.said, Message) else 0, one.item)
