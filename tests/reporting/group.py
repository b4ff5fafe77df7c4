"""The people of a small invented organisation, and workers who report to it, as objects of a test.

`Group` is the organisation at its database, `Desks` its advocates at work on bulletins. Fixtures
that lay them out stand in `conftest.py`.
"""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pyotp
from sqlalchemy import text

from crypto.manifest import Pins
from crypto.passwords import Argon2Params
from crypto.private.epochs import EpochSecret
from crypto.private.identity import Identity
from crypto.private.keyfile import read_keyfile
from crypto.private.organisation import Organisation
from crypto.receipts import Code, WorkerKeys, keys_of
from crypto.settings import Settings, SignedPage, verify_settings
from reporting.casework import approvals, bulletins, checking, drafts
from reporting.casework.cases import CaseFile, open_case
from reporting.casework.desk import Desk, open_desk
from reporting.casework.filing import file_waiting
from reporting.casework.forwarding import Order, new_id
from reporting.casework.founding_store import apply_change
from reporting.casework.further import further_of
from reporting.casework.lists import Change, Lists
from reporting.casework.membership import Newcomer, add_member
from reporting.casework.presence import Present, present
from reporting.casework.reported import Reported, open_reported
from reporting.casework.signin import Attempt, SignedIn, sign_in
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact
from reporting.domain.views import Exclusions
from reporting.sealed.consents import next_statement
from reporting.sealed.seal import Telling, seal_addition, seal_consent, seal_report
from reporting.store.documents import newest_document, replace_document
from reporting.store.engine import reading, writing
from reporting.store.epochs import epochs_of, organisation_of
from reporting.store.intake_gate import IntakeGate
from reporting.store.members import read_member
from reporting.store.records import SignedDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

    from reporting.store.records import Page

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
PHRASE = "four plain invented words"
QUICK = Argon2Params(memory_kib=8 * 1024, time=1, lanes=1)

ALL_YES = Choices(
    consent_statistics=True,
    consent_compare=True,
    consent_bulletin=True,
    consent_contact=True,
    consent_police_report=True,
)


@cache
def identity_of(handle: str, installation: bytes, key_file: bytes) -> Identity:
    return read_keyfile(handle, installation, PHRASE, key_file).identity


@dataclass
class Worker:
    """Somebody who reported: her code's keys and the report's id."""

    keys: WorkerKeys
    report: bytes
    telling: Telling
    day: date


@dataclass
class Group:
    """The organisation of a test: its database as review and as intake see it, and its people."""

    engine: Engine
    intake: Engine
    owner: Engine
    pins: Pins
    lists: Lists
    url: str
    now: datetime = NOW
    today: date = TODAY
    secrets: dict[str, bytes] = field(default_factory=dict)
    argon2: Argon2Params = QUICK

    def sql(self, statement: str, **values: Any) -> None:
        """Write to the database as somebody who has taken it."""
        with writing(self.owner) as session:
            session.execute(text(statement), values)

    @property
    def gate(self) -> IntakeGate:
        return IntakeGate(self.intake)

    def identity(self, handle: str) -> Identity:
        with reading(self.engine) as session:
            row = read_member(session, handle)
        assert row is not None
        return identity_of(handle, self.pins.installation, row.key_file)

    def desk(self, handle: str = "ada", now: datetime | None = None) -> Desk:
        identity = self.identity(handle)
        with reading(self.engine) as session:
            return open_desk(session, self.pins, handle, identity, now or self.now)

    def code(self, handle: str, now: datetime | None = None) -> str:
        totp = pyotp.TOTP(b32encode(self.secrets[handle]).decode())
        return totp.at(now or self.now)

    def enter(
        self, handle: str = "ada", passphrase: str = PHRASE, code: str | None = None
    ) -> SignedIn:
        """Sign in, by default with the code of her phone."""
        typed = self.code(handle) if code is None else code
        attempt = Attempt(handle, passphrase, typed)
        return sign_in(self.engine, self.pins, attempt, self.now, self.argon2)

    def present(self, token: bytes) -> Present:
        """Come back with the cookie of a sign-in."""
        return present(self.engine, self.pins, token, self.now)

    def organisation(self) -> Organisation:
        identity = self.identity("kim")
        with reading(self.engine) as session:
            sealed = organisation_of(session, "kim")
        assert sealed is not None
        return Organisation.open(sealed, identity.opening, self.pins)

    def add(self, newcomer: Newcomer) -> Change:
        """Have kim add somebody, with the keys of every epoch she has."""
        kim = self.identity("kim")
        with reading(self.engine) as session:
            rows = epochs_of(session, "kim")
        manifest = self.lists.manifest
        epochs = [
            EpochSecret.open(
                row.sealed,
                kim.opening,
                self.pins.installation,
                manifest.epoch(row.circle, row.epoch),
            )
            for row in rows
        ]
        change = add_member(self.organisation(), self.lists, newcomer, epochs, self.today, QUICK)
        with writing(self.engine) as session:
            apply_change(session, change)
        self.lists = change.lists
        assert change.totp_secret is not None
        self.secrets[newcomer.handle] = change.totp_secret
        return change

    def report(
        self,
        answers: dict[str, Any] | None = None,
        choices: Choices = ALL_YES,
        *,
        contact: dict[str, Any] | None = None,
        keys: WorkerKeys | None = None,
        **parts: Any,
    ) -> Worker:
        """Hand in a report as intake would; `parts` are persons, vehicles, identifiers."""
        told = {
            "what_happened": "He would not stop when I said stop.",
            "incident_types": ("sexual_assault", "threats"),
            "severity": "dangerous",
            "area": "downtown",
            "known_by": "Ends in 0142, grey van",
        }
        account = Account({**told, **(answers or {})}, **parts)
        telling = Telling(account, Contact(contact or {}), choices, "en", "2026-11")
        keys = keys or keys_of(Code.random(), self.pins.installation)
        sealed = seal_report(keys, telling, self.lists.manifest, self.today)
        assert self.gate.report_add(sealed, self.today) == "stored"
        return Worker(keys, sealed.id, telling, self.today)

    def add_to(self, worker: Worker, answers: dict[str, Any], **parts: Any) -> None:
        """Hand in an addition."""
        telling = replace(worker.telling, account=Account(answers, **parts), contact=Contact())
        sealed = seal_addition(worker.keys, worker.report, telling, self.lists.manifest, self.today)
        assert self.gate.mailbox_add(worker.keys.token, sealed, self.today)

    def add_contact(self, worker: Worker, contact: dict[str, Any]) -> None:
        """Hand in how to reach her anew."""
        telling = replace(worker.telling, account=Account(), contact=Contact(contact))
        sealed = seal_addition(worker.keys, worker.report, telling, self.lists.manifest, self.today)
        assert self.gate.mailbox_add(worker.keys.token, sealed, self.today)

    def state(self, worker: Worker, statement: Any) -> None:
        """Hand in a consent statement."""
        part = seal_consent(worker.keys, statement, self.lists.manifest)
        assert self.gate.mailbox_add(worker.keys.token, [part], self.today)

    def sign(self, rows: dict[str, str], pages: Sequence[Page] | None = None) -> None:
        """Have the organisation sign these settings (name to JSON) and pages."""
        sign_words(self.engine, self.organisation(), self.pins.installation, rows, pages)

    def says(self, worker: Worker, choices: Choices) -> None:
        """Have her state other choices, by the code that she reported with; not filed yet."""
        said = [arrived.statement for arrived in self.case(worker).opened.statements]
        latest = max(said, key=lambda statement: statement.version)
        self.state(worker, next_statement(latest, choices, self.today))

    def case(self, worker: Worker, handle: str = "ada") -> CaseFile:
        """Open her case as somebody sees it."""
        desk = self.desk(handle)
        with reading(self.engine) as session:
            return open_case(session, desk, worker.report)

    def reported(self, worker: Worker) -> tuple[Desk, Reported]:
        """Open what she told as somebody who writes about it does; also whose desk it is at."""
        desk = self.desk()
        with reading(self.engine) as session:
            return desk, open_reported(session, desk, worker.report)

    def later(self, **delta: float) -> None:
        """Let time go by."""
        self.now += timedelta(**delta)
        self.today = self.now.date()


def sign_words(
    engine: Engine,
    organisation: Organisation,
    installation: bytes,
    rows: dict[str, str],
    pages: Sequence[Page] | None = None,
) -> None:
    """Sign settings with these rows changed, also to what no page would take."""
    with writing(engine) as session:
        document = newest_document(session, "settings")
        assert document is not None
        pins = Pins(installation, organisation.verifying_key, 0)
        now = verify_settings(document.body, document.signature, pins)
        signed = tuple(SignedPage(page.slug, page.language, page.body) for page in pages or ())
        after = Settings(
            installation,
            now.sequence + 1,
            {**now.values, **rows},
            now.pages if pages is None else signed,
        )
        body, signature = organisation.sign_settings(after)
        replace_document(session, SignedDocument("settings", after.sequence, body, signature))


CLEAR = Exclusions(danger_now=False, child=False, partner=False, police_offender=False)


def police_order(worker: Worker, **changes: Any) -> Order:
    """What somebody fills in to pass a report on to the city's police, every question a no."""
    wanted = Order(
        id=new_id(),
        report=worker.report,
        kind="report",
        force="city",
        asked_again=True,
        exclusions=CLEAR,
        phone="604 555-0199",
    )
    return replace(wanted, **changes)


class Desks:
    """What people of a group do with bulletins, a transaction each, as their pages do it."""

    def __init__(self, group: Group) -> None:
        self.group = group

    def file(self) -> None:
        file_waiting(self.group.engine, self.group.desk("kim"))

    def begin(self, worker: Worker, handle: str = "ada") -> drafts.Draft:
        desk = self.group.desk(handle)
        with writing(self.group.engine) as session:
            reported = open_reported(session, desk, worker.report)
            return drafts.add(session, desk, bulletins.first_draft(desk, reported))

    def write(self, draft: drafts.Draft, handle: str = "ada", **changes: Any) -> drafts.Draft:
        """Write on a draft: `changes` are those of `Written`.

        What the case base says of it (few reports alike) gets a reason, other findings get none.
        """
        desk = self.group.desk(handle)
        kept = changes.pop("kept", draft.kept)
        written = bulletins.Written(kept, **{"expires": draft.draft.body.expires, **changes})
        with writing(self.group.engine) as session:
            reported = open_reported(session, desk, draft.reports[0])
            facts = bulletins.chosen(desk, reported, written).facts
            bare = bulletins.rewritten(desk, draft, written, facts, ())
            found = further_of(session, desk, bare, [reported])
            reasons = {checking.finding_key(one): "People there have to know." for one in found}
            answered = replace(written, reasons={**reasons, **written.reasons})
            fresh = bulletins.rewritten(desk, draft, answered, facts, found)
            return drafts.put(session, desk, fresh)

    def submit(self, draft: drafts.Draft, handle: str = "ada") -> drafts.Draft:
        desk = self.group.desk(handle)
        with writing(self.group.engine) as session:
            return bulletins.submit(
                session, desk, drafts.read(session, desk, draft.id), open_reported
            )

    def approve(self, draft: drafts.Draft, handle: str = "bo", hours: int = 0) -> Any:
        desk = self.group.desk(handle)
        with writing(self.group.engine) as session:
            return approvals.approve(
                session, desk, drafts.read(session, desk, draft.id), open_reported, lambda _: hours
            )

    def publish(self, worker: Worker, **changes: Any) -> Any:
        """From a report on file to an edition that everybody sees at once."""
        draft = self.write(self.begin(worker), **{"urgent": True, **changes})
        return self.approve(self.submit(draft))
