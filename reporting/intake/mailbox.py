"""What a code opens: the worker's own consents, and what advocates signed for her.

Nothing is shown that does not verify. What cannot be opened, is missing from a chain or is signed
by nobody we know is said to have been kept back, never passed over. Account, contact and pictures
are not sealed to a mailbox at all, so whoever found the card sees none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crypto.envelope import Place
from crypto.errors import CryptoError
from crypto.parts import read_reply
from crypto.stoptokens import StopToken
from reporting.domain.errors import Invalid
from reporting.sealed.codes import followed
from reporting.sealed.consents import Arrived, Subject, chain, consent_today, verify_statement
from reporting.sealed.errors import NotDecodable, SealedError, StatementRefused
from reporting.sealed.items import StatusItem, read_status_item
from reporting.sealed.replies import (
    Narrowing,
    StatusNote,
    latest_status,
    read_narrowing,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from crypto.manifest import Manifest
    from crypto.receipts import WorkerKeys
    from reporting.domain.consent import Choices, Consent
    from reporting.store.records import Mailbox, MailboxItem

LATER = frozenset({"message", "wording"})
"""Compartments that a later page shows; they are neither opened nor missed here."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A mailbox as far as it verifies.

    `received` is the day that the store says. `status` is the last of an unbroken chain of signed
    notes. `statements` are her own, oldest first, and `consent` is what holds today; both are empty
    when the chain is broken. `kept_back` says that something is missing or does not verify.
    """

    report: bytes
    received: date
    status: StatusNote | None
    statements: tuple[Arrived, ...]
    narrowings: tuple[Narrowing, ...]
    stop_tokens: tuple[StopToken, ...]
    consent: Consent | None
    kept_back: bool

    @property
    def choices(self) -> Choices | None:
        """What she allows today, None when that cannot be known."""
        return self.consent.choices if self.consent is not None else None


@dataclass(frozen=True, slots=True)
class Reader:
    """Who opens, and on which day: a code's keys, the installation, what signs for advocates."""

    keys: WorkerKeys
    installation: bytes
    manifest: Manifest | None
    today: date
    wait: int

    def open(self, mailbox: Mailbox) -> Opened:
        """Open all that is sealed to this code, and check each signature and each chain."""
        found = _Found()
        try:
            found.verifying = followed(mailbox, self.keys).verifying
        except CryptoError:
            found.kept_back = True
        for item in mailbox.items:
            if item.compartment in LATER:
                continue
            place = Place(self.installation, mailbox.report, item.compartment, item.item)
            try:
                self._take(found, place, item)
            except (CryptoError, SealedError, Invalid):
                found.kept_back = True
        return self._opened(mailbox, found)

    def _take(self, found: _Found, place: Place, item: MailboxItem) -> None:
        """Sort one item to what it is; raises for one that is not what it should be."""
        body = self.keys.mailbox.open(place, item.ciphertext, item.wrap)
        if item.compartment == "consent":
            found.statements.append(verify_statement(place, found.verifying, body, item.day))
            return
        if self.manifest is None:
            raise StatementRefused("nobody can be believed to speak for advocates now")
        content = read_reply(place, self.manifest, body, item.day)
        if item.compartment == "narrowing":
            found.narrowings.append(_about(place, read_narrowing(content)))
        else:
            _sort(found, read_status_item(place.report, content))

    def _opened(self, mailbox: Mailbox, found: _Found) -> Opened:
        status: StatusNote | None = None
        consent: Consent | None = None
        statements: tuple[Arrived, ...] = ()
        try:
            status = latest_status(found.notes)
        except NotDecodable:
            found.kept_back = True
        try:
            statements = chain(found.statements)
            consent = consent_today(
                _subject(mailbox, statements, status),
                statements,
                found.narrowings,
                self.today,
                self.wait,
            )
        except (SealedError, Invalid):
            found.kept_back = True
            statements = ()
        return Opened(
            report=mailbox.report,
            received=mailbox.day,
            status=status,
            statements=statements,
            narrowings=tuple(sorted(found.narrowings, key=lambda narrowing: narrowing.day)),
            stop_tokens=tuple(found.stop_tokens),
            consent=consent,
            kept_back=found.kept_back,
        )


class _Found:
    """What was opened so far."""

    def __init__(self) -> None:
        self.statements: list[Arrived] = []
        self.narrowings: list[Narrowing] = []
        self.notes: list[StatusNote] = []
        self.stop_tokens: list[StopToken] = []
        self.verifying: tuple[bytes, ...] = ()
        self.kept_back = False


def _subject(mailbox: Mailbox, statements: Iterable[Arrived], status: StatusNote | None) -> Subject:
    """Say what the statements must be about: one account, the one that the first of them names.

    The account itself is not sealed to the mailbox, so its digest cannot be compared here. What
    advocates signed to have seen must still be there.
    """
    first = next(iter(statements))
    return Subject(
        report=mailbox.report,
        account_digest=first.statement.account_digest,
        seen_version=status.consent_version if status is not None else 0,
        code=len(mailbox.codes.changes),
    )


def _sort(found: _Found, said: StatusItem) -> None:
    """Put a status item to its kind; events have a page of their own."""
    if isinstance(said, StatusNote):
        found.notes.append(said)
    elif isinstance(said, StopToken):
        found.stop_tokens.append(said)


def _about(place: Place, reply: Narrowing) -> Narrowing:
    """Return a reply about this report; raise StatementRefused for one about another."""
    if reply.report != place.report:
        raise StatementRefused("about another report")
    return reply
