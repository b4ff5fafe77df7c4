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
from reporting.sealed.events import Event
from reporting.sealed.items import (
    Said,
    StatusItem,
    read_message_item,
    read_status_item,
    read_wording_item,
    unbroken,
)
from reporting.sealed.messages import Message
from reporting.sealed.replies import Narrowing, StatusNote, read_narrowing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from crypto.manifest import Manifest
    from crypto.receipts import WorkerKeys
    from reporting.domain.consent import Choices, Consent
    from reporting.sealed.wording import Wording
    from reporting.store.records import DeletionDue, Mailbox, MailboxItem


@dataclass(frozen=True, slots=True, repr=False)
class SaidOn:
    """One thing of the conversation, and the day on which the store received it."""

    day: date
    said: Said


@dataclass(frozen=True, slots=True)
class Opened:
    """A mailbox as far as it verifies.

    `received` is the day that the store says. `status` is the last of an unbroken chain of signed
    notes. `statements` are her own, oldest first, and `consent` is what holds today; both are empty
    when the chain is broken. `said` is the conversation, what advocates wrote in the order of its
    chain; `events` what was done, oldest first. `witnessed` says that staff took the report down
    and held its first code. `kept_back` says that something is missing or does not verify.
    """

    report: bytes
    received: date
    status: StatusNote | None
    statements: tuple[Arrived, ...]
    narrowings: tuple[Narrowing, ...]
    stop_tokens: tuple[StopToken, ...]
    consent: Consent | None
    kept_back: bool
    events: tuple[Event, ...] = ()
    said: tuple[SaidOn, ...] = ()
    wordings: tuple[Wording, ...] = ()
    deletions: tuple[DeletionDue, ...] = ()
    codes_changed: int = 0

    @property
    def witnessed(self) -> bool:
        """Tell whether staff who took the report down still know its code."""
        first = next(iter(self.statements), None)
        return first is not None and first.attested is not None and not self.codes_changed

    @property
    def choices(self) -> Choices | None:
        """What she allows today, None when that cannot be known."""
        return self.consent.choices if self.consent is not None else None

    @property
    def stopped(self) -> frozenset[str]:
        """The numbers of the warnings that are off the site by her no; `Visit.look` stops them."""
        if self.choices is None or self.choices.consent_bulletin:
            return frozenset()
        return frozenset(str(stop.number) for stop in self.stop_tokens)


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
            found.verifying = followed(mailbox, self.keys.token_hash).verifying
        except CryptoError:
            found.kept_back = True
        for item in mailbox.items:
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
        if item.compartment == "message":
            said = read_message_item(place, found.verifying, self.manifest, body, item.day)
            found.said.append(SaidOn(item.day, said))
            return
        if item.compartment == "wording":
            found.wordings.append(read_wording_item(place, self.manifest, body, item.day))
            return
        content = read_reply(place, self.manifest, body, item.day)
        if item.compartment == "narrowing":
            found.narrowings.append(_about(place, read_narrowing(content)))
        else:
            _sort(found, read_status_item(place.report, content))

    def _opened(self, mailbox: Mailbox, found: _Found) -> Opened:
        found.check_chains()
        status = found.status()
        statements, consent = self._consents(mailbox, found, status)
        return Opened(
            report=mailbox.report,
            received=mailbox.day,
            status=status,
            statements=statements,
            narrowings=tuple(sorted(found.narrowings, key=lambda narrowing: narrowing.day)),
            stop_tokens=tuple(found.stop_tokens),
            consent=consent,
            kept_back=found.kept_back,
            events=tuple(found.events),
            said=tuple(found.said),
            wordings=tuple(sorted(found.wordings, key=lambda wording: wording.day)),
            deletions=mailbox.deletions,
            codes_changed=len(mailbox.codes.changes),
        )

    def _consents(
        self, mailbox: Mailbox, found: _Found, status: StatusNote | None
    ) -> tuple[tuple[Arrived, ...], Consent | None]:
        """Return her statements and what holds today; nothing where they cannot be believed."""
        try:
            statements = chain(found.statements)
            subject = _subject(mailbox, statements, status)
            consent = consent_today(subject, statements, found.narrowings, self.today, self.wait)
        except (SealedError, Invalid):
            found.kept_back = True
            return (), None
        return statements, consent


class _Found:
    """What was opened so far."""

    def __init__(self) -> None:
        self.statements: list[Arrived] = []
        self.narrowings: list[Narrowing] = []
        self.notes: list[StatusNote] = []
        self.stop_tokens: list[StopToken] = []
        self.events: list[Event] = []
        self.said: list[SaidOn] = []
        self.wordings: list[Wording] = []
        self.verifying: tuple[bytes, ...] = ()
        self.kept_back = False

    def check_chains(self) -> None:
        """Put events and conversation in order, and say when one of ours is missing.

        What is left of a broken chain is still shown: each verifies by itself.
        """
        self.events.sort(key=lambda event: event.sequence)
        self.said.sort(key=_place_in_conversation)
        messages = [one.said for one in self.said if isinstance(one.said, Message)]
        for links in (self.events, messages):
            try:
                unbroken(links)
            except NotDecodable:
                self.kept_back = True

    def status(self) -> StatusNote | None:
        """Return the last note, None without one and where one before it is missing."""
        try:
            notes = unbroken(self.notes)
        except NotDecodable:
            self.kept_back = True
            return None
        return notes[-1] if notes else None


def _place_in_conversation(one: SaidOn) -> tuple[date, bool, int]:
    """Sort by day; within a day ours come first, in their order: that of hers is not kept."""
    if isinstance(one.said, Message):
        return (one.said.day, False, one.said.sequence)
    return (one.day, True, 0)


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
    """Put a status item to its kind."""
    if isinstance(said, StatusNote):
        found.notes.append(said)
    elif isinstance(said, Event):
        found.events.append(said)
    else:
        found.stop_tokens.append(said)


def _about(place: Place, reply: Narrowing) -> Narrowing:
    """Return a reply about this report; raise StatementRefused for one about another."""
    if reply.report != place.report:
        raise StatementRefused("about another report")
    return reply
