"""The page of one case: what it holds, and everything an advocate does with it.

Every act reads the card inside its own transaction, writes the next version, and ends with an
entry in the record. Two who act at once: one of them gets Conflict and sees the newer state.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crypto.errors import CryptoError
from reporting.casework.cards import card_for, consent_of, open_card, seal_card, seen_by
from reporting.casework.content_keys import from_file, to_vault
from reporting.casework.desk import Desk
from reporting.casework.errors import NotVerified, TooManyNarrowings
from reporting.casework.events import tell
from reporting.casework.notes import (
    Note,
    note_row,
    read_notes,
    staff_structure,
    structure_row,
)
from reporting.casework.opening import Opened, open_contact, open_report
from reporting.casework.record import Action, write
from reporting.casework.replies import next_status, seal_reply
from reporting.domain.case import Card, NotAReference, Status, case_ref, parse_case_ref
from reporting.domain.consent import Choices, Consent, narrowed
from reporting.domain.report import Account, Contact
from reporting.sealed.errors import StatementRefused
from reporting.sealed.replies import Narrowing, narrowing_bytes
from reporting.store import cases as store
from reporting.store.engine import reading, writing
from reporting.store.errors import Conflict, NotFound
from reporting.store.filed_records import FiledItem, FiledKey
from reporting.store.settings import note_looked

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

ID_DIGITS = 32
MOST_NARROWINGS = 40
"""Recorded by staff on one report; what the card holds of them is 2.7 KiB."""


@dataclass(frozen=True, slots=True, repr=False)
class CaseFile:
    """One case, opened: her part, the advocates' part, and what she allows today.

    `card` is None when it cannot be opened: then nothing is believed, published or forwarded.
    `consent` is None when it cannot be verified, and `refusal` says why (English, for the record
    and tests): treat as no. `accounts` are hers, then each addition, then staff's structure.
    """

    opened: Opened
    card: Card | None
    consent: Consent | None
    refusal: str
    notes: tuple[Note, ...]
    staff: Account | None
    files: tuple[FiledItem, ...]

    @property
    def report(self) -> bytes:
        """The report's id."""
        return self.opened.report.id

    @property
    def ref(self) -> str:
        """The short reference, as people say it."""
        return case_ref(self.report)

    @property
    def accounts(self) -> tuple[Account, ...]:
        """All that was told, hers first, staff's structure last."""
        told = [self.opened.account, *(one.told for one in self.opened.additions)]
        hers = [one.account for one in told if one is not None]
        return (*hers, *([self.staff] if self.staff is not None else []))


def find(session: Session, ref: str) -> bytes:
    """Return the report that a reference or a whole id in hex names.

    Raises NotFound, also when a short reference fits more than one report.
    """
    known = store.card_versions(session)
    if len(ref) == ID_DIGITS:
        fitting = [report for report in known if report.hex() == ref.lower()]
    else:
        try:
            start = parse_case_ref(ref)
        except NotAReference as error:
            raise NotFound("no reference of a case") from error
        fitting = [report for report in known if report.startswith(start)]
    if len(fitting) != 1:
        raise NotFound("no case, or more than one, has this reference")
    return fitting[0]


def open_case(session: Session, desk: Desk, report: bytes) -> CaseFile:
    """Open a case, its contact and files excepted. Raises NotFound, also for who is kept from it.

    A part that could not be opened when it was filed is tried again.
    """
    rows = store.read_case(session, report)
    notes = store.read_notes(session, report)
    card = open_card(desk, store.read_card(session, report))
    if card is not None and desk.handle in card.kept_from:
        raise NotFound("kept from this case")
    row = seen_by(rows.report, card)
    opened = open_report(desk, row, [from_file(desk, part) for part in rows.parts])
    consent, refusal = None, ""
    try:
        if card is None:
            refusal = "the card cannot be opened"
        else:
            consent = consent_of(desk, opened, card)
    except StatementRefused as refused:
        refusal = str(refused)
    return CaseFile(
        opened=opened,
        card=card,
        consent=consent,
        refusal=refusal,
        notes=tuple(read_notes(desk, notes)),
        staff=staff_structure(desk, notes),
        files=rows.files,
    )


def look(engine: Engine, desk: Desk, case: CaseFile) -> CaseFile:
    """Note that somebody has read it: the card is no longer unread, and she is told once.

    Returns the case as it is now. Somebody who looks in the same moment does the same, so a
    Conflict is no trouble.
    """
    told = any(note.stage == "looked_at" for note in case.opened.statuses)
    card = case.card
    if card is None:
        return case
    fresh = _now(desk, case)
    if told and fresh == card:
        return case
    try:
        with writing(engine) as session:
            note_looked(session, desk.today)
            if fresh != card:
                store.put_card(session, seal_card(desk, fresh))
            if not told:
                _tell(session, desk, case.opened, fresh)
            _keep_opened(session, desk, case)
    except Conflict:
        return case
    return replace(case, card=fresh)


def contact(engine: Engine, desk: Desk, report: bytes) -> tuple[Contact | None, ...]:
    """Open how to reach her, and record that it was opened; None for what cannot be verified."""
    with writing(engine) as session:
        case = open_case(session, desk, report)
        found = tuple(open_contact(case.opened, part) for part in case.opened.contacts)
        write(session, desk, Action.CONTACT_OPENED, case=case.ref)
    return found


def move(engine: Engine, desk: Desk, report: bytes, to: Status) -> None:
    """Give a case another status. Raises MoveNotAllowed, NotVerified without a card."""
    with writing(engine) as session:
        card = _change_card(session, desk, report, lambda card: card.moved(to))
        write(session, desk, Action.STATUS_CHANGED, case=card.ref, what=to.value)


def assign(engine: Engine, desk: Desk, report: bytes, handle: str) -> None:
    """Give a case to somebody, "" for nobody; a new case is then being worked on."""

    def given(card: Card) -> Card:
        taken = handle and card.status is Status.NEW
        status = Status.OPEN if taken else card.status
        return replace(card, assignee=handle, status=status, version=card.version + 1)

    with writing(engine) as session:
        card = _change_card(session, desk, report, given)
        write(session, desk, Action.ASSIGNED, case=card.ref, handle=handle)


def add_note(engine: Engine, desk: Desk, report: bytes, text: str) -> None:
    """Add a note. Raises NotFound, TooLarge."""
    with writing(engine) as session:
        before = store.read_notes(session, report)
        store.add_note(session, note_row(desk, report, len(before), text))
        write(session, desk, Action.NOTE_ADDED, case=case_ref(report))


def structure(engine: Engine, desk: Desk, report: bytes, account: Account) -> None:
    """Put persons, vehicles and identifiers beside her words, marked as entered by staff."""
    with writing(engine) as session:
        before = store.read_notes(session, report)
        store.add_note(session, structure_row(desk, report, len(before), account))
        case = open_case(session, desk, report)
        if case.card is None:
            raise NotVerified
        fresh = card_for(desk, case.opened, case.card, case.staff)
        store.put_card(session, seal_card(desk, fresh))
        write(session, desk, Action.STRUCTURED, case=case.ref)


def narrow(engine: Engine, desk: Desk, report: bytes, removed: frozenset[str], how: str) -> None:
    """Take uses back on somebody's word, at once; she sees it in her mailbox.

    `removed` as in `domain.consent.NARROWABLE`. `how` says on whose word: a note of the case, since
    whoever found her card opens what is sealed to the mailbox. Raises NotVerified when the report's
    keys were changed, TooManyNarrowings, TooLarge, and Invalid for a use nobody knows.
    """
    narrowed(Choices(), removed)  # what nobody understands must not pass as if it had been done
    said = Narrowing(report, desk.today, removed, desk.handle, how="")
    with writing(engine) as session:
        case = open_case(session, desk, report)
        if case.card is None:
            raise NotVerified
        if len(case.card.narrowings) >= MOST_NARROWINGS:
            raise TooManyNarrowings
        store.add_part(
            session, seal_reply(desk, case.opened.report, "narrowing", narrowing_bytes(said))
        )
        case = open_case(session, desk, report)
        fresh = card_for(desk, case.opened, case.card, case.staff)
        store.put_card(session, seal_card(desk, fresh))
        tell(session, desk, report, "narrowed")
        before = store.read_notes(session, report)
        store.add_note(session, note_row(desk, report, len(before), how))
        names = ", ".join(sorted(removed))
        write(session, desk, Action.NARROWED, case=case.ref, what=names)


def _now(desk: Desk, case: CaseFile) -> Card:
    """Return the card as it should be today, read: a wider use may have come into force."""
    if case.card is None:
        raise NotVerified
    fresh = replace(card_for(desk, case.opened, case.card, case.staff), unread=False)
    same = replace(fresh, version=case.card.version) == case.card
    return case.card if same else fresh


def _tell(session: Session, desk: Desk, opened: Opened, card: Card) -> None:
    """Tell her that it was looked at; a report whose keys were changed tells nobody."""
    try:
        part = next_status(desk, opened, "looked_at", card.consent_version)
    except (NotVerified, CryptoError):
        return
    store.add_part(session, part)


def _keep_opened(session: Session, desk: Desk, case: CaseFile) -> None:
    """Put into the vault the keys of what could not be opened when it was filed."""
    closed = {part.item for part in store.unopened_parts(session) if part.report == case.report}
    if not closed:
        return
    found: dict[bytes, Sequence[FiledKey]] = {}
    for part in store.read_case(session, case.report).parts:
        sealed = from_file(desk, part)
        if part.item in closed and sealed.content_key is not None:
            found[part.item] = (to_vault(desk, part.item, sealed.content_key),)
    store.put_keys(session, found)


def _change_card(
    session: Session, desk: Desk, report: bytes, change: Callable[[Card], Card]
) -> Card:
    card = open_card(desk, store.read_card(session, report))
    if card is None or desk.handle in card.kept_from:
        raise NotFound("no card that can be opened")
    changed = change(card)
    store.put_card(session, seal_card(desk, changed))
    return changed


def read_one(engine: Engine, desk: Desk, ref: str) -> CaseFile:
    """Open the case of a reference. Raises NotFound."""
    with reading(engine) as session:
        return open_case(session, desk, find(session, ref))
