"""A worker with her code, a circle that can open, and what she told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from crypto.envelope import Place
from crypto.manifest import Manifest
from crypto.private.epochs import EpochSecret
from crypto.private.opening import open_envelope
from crypto.receipts import Code, keys_of
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact, Identifier
from reporting.sealed.codes import new_code
from reporting.sealed.codewire import PostedCode, new_code_json
from reporting.sealed.consents import verify_statement
from reporting.sealed.seal import Telling, seal_report
from reporting.store.records import CodeKeys, Mailbox, MailboxItem

if TYPE_CHECKING:
    from crypto.receipts import WorkerKeys
    from reporting.sealed.statements import Statement
    from reporting.store.records import NewCode, SealedPart, SealedReport

INSTALLATION = b"n" * 16
DAY = date(2026, 11, 20)


@dataclass(frozen=True)
class House:
    """An installation with one circle; `epoch` opens what is sealed to it."""

    epoch: EpochSecret
    manifest: Manifest

    def open(self, report: SealedReport, part: SealedPart) -> tuple[Place, bytes]:
        place = Place(INSTALLATION, report.id, part.compartment, part.item)
        wrap = next(wrap for wrap in part.wraps if wrap.circle == "main")
        return place, open_envelope(place, part.ciphertext, wrap, self.epoch.opening)


@pytest.fixture(scope="session")
def house() -> House:
    epoch = EpochSecret("main", 1, b"e" * 32)
    manifest = Manifest(INSTALLATION, 20_000_000, DAY + timedelta(days=180), (epoch.public(),))
    return House(epoch, manifest)


@pytest.fixture(scope="session")
def keys() -> WorkerKeys:
    return keys_of(Code((1, 2, 3, 4, 5, 6, 7, 8)), INSTALLATION)


@pytest.fixture(scope="session")
def other_keys() -> WorkerKeys:
    return keys_of(Code((8, 7, 6, 5, 4, 3, 2, 1)), INSTALLATION)


@pytest.fixture(scope="session")
def telling() -> Telling:
    account = Account(
        answers={"what_happened": "Il a gardé l’argent. 💸", "incident_types": ("no_payment",)},
        persons=({"person_name": "Stéphane"},),
        identifiers=(Identifier("phone", "604-555-0142"),),
    )
    contact = Contact(answers={"contact_name": "Anastazja", "contact_how": "text 604-555-0199"})
    choices = Choices(consent_bulletin=True, consent_compare=True)
    return Telling(account, contact, choices, "fr", "2026-11")


@pytest.fixture(scope="session")
def report(keys: WorkerKeys, telling: Telling, house: House) -> SealedReport:
    return seal_report(keys, telling, house.manifest, DAY)


@pytest.fixture(scope="session")
def parts(report: SealedReport) -> dict[str, SealedPart]:
    return {part.compartment: part for part in report.parts}


@pytest.fixture(scope="session")
def first(keys: WorkerKeys) -> CodeKeys:
    """What the store knows of the report's first code."""
    return CodeKeys(keys.signer.verifying_key, keys.mailbox.public.raw, keys.token_hash)


@pytest.fixture(scope="session")
def mailbox(report: SealedReport, first: CodeKeys) -> Mailbox:
    """The report's mailbox: its consent alone."""
    items = tuple(
        MailboxItem(part.item, part.compartment, DAY, part.ciphertext, wrap)
        for part in report.parts
        for wrap in part.wraps
        if wrap.circle == ""
    )
    return Mailbox(report.id, first.verifying_key, first.mailbox_key, DAY, False, items)


@pytest.fixture(scope="session")
def statement(
    house: House, report: SealedReport, parts: dict[str, SealedPart], keys: WorkerKeys
) -> Statement:
    """The report's first consent statement."""
    place, body = house.open(report, parts["consent"])
    return verify_statement(place, [keys.signer.verifying_key], body, DAY).statement


@pytest.fixture(scope="session")
def new(
    house: House, keys: WorkerKeys, other_keys: WorkerKeys, mailbox: Mailbox, statement: Statement
) -> NewCode:
    """A change from `keys` to `other_keys`."""
    return new_code(keys, other_keys, mailbox, statement, house.manifest, DAY)


@pytest.fixture
def posted_code(keys: WorkerKeys, other_keys: WorkerKeys, new: NewCode) -> bytes:
    """The same change as a browser posts it."""
    return new_code_json(PostedCode(keys.token, other_keys.token, new))
