"""Changing consents with the code: a new signed statement, and warnings that go at once.

Knows no Flask. Taking back counts at once, saying yes to more waits (`widening`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reporting.domain.consent import LEAVE_OUT, Choices, narrowed
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.intake.errors import NoReport
from reporting.intake.mailbox import Opened, Reader
from reporting.intake.submission import own_mailbox, to_answer_with
from reporting.intake.widening import may_restate, widened
from reporting.sealed.consents import next_statement
from reporting.sealed.errors import StatementRefused
from reporting.sealed.seal import Sealer, seal_consent

if TYPE_CHECKING:
    from collections.abc import Callable

    from crypto.manifest import Manifest
    from crypto.receipts import WorkerKeys
    from reporting.intake.services import Services
    from reporting.intake.verified import Verified
    from reporting.sealed.statements import Statement

NOT_LISTED = N_("This is not something that can be taken back.")

TRIES = 3
"""Somebody else may have saved in the same moment; three in a row is no accident."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request with a code that opens a mailbox."""

    services: Services
    seen: Verified
    keys: WorkerKeys

    def look(self) -> Opened | None:
        """Open the mailbox; None when no report has this code. Raises StoreError.

        A warning she has taken back is stopped again: it may have come out since she said so.
        """
        mailbox = own_mailbox(self.services, self.keys)
        if mailbox is None:
            return None
        opened = self._reader().open(mailbox)
        if opened.choices is not None and not opened.choices.consent_bulletin:
            self.stop_warnings(opened)
        return opened

    def take_back(self, removed: frozenset[str]) -> Opened | None:
        """Sign and store a statement without `removed`; as `change`."""
        return self.change(removed, frozenset())

    def change(self, removed: frozenset[str], agreed: frozenset[str]) -> Opened | None:
        """Sign and store a statement without `removed` and with `agreed`; what is in both goes.

        Returns the mailbox as it is then. Raises Invalid for a name that cannot be taken back or is
        not offered, ReportsClosed when nothing can be sealed, StatementRefused when her consents
        are not known or others save all the time, and StoreError. A pause does not stop this.
        """
        opened = self.look()
        if opened is not None and "consent_bulletin" in removed:
            # First, and whatever becomes of the statement: she wants the warning gone.
            self.stop_warnings(opened)
        return self._save(opened, lambda now: self._next(removed, agreed, now))

    def restate(self) -> Opened | None:
        """Sign and store the newest choices anew: they then cover what she added since.

        They wait like anything more, and nothing that staff took back is acknowledged by it.
        Returns and raises as `change` does.
        """
        return self._save(self.look(), self._again)

    def _save(
        self, opened: Opened | None, following: Callable[[Opened], Statement | None]
    ) -> Opened | None:
        """Store what follows until nothing has to; whoever saves at the same time comes first."""
        for _ in range(TRIES):
            if opened is None:
                return None
            statement = following(opened)
            if statement is None:
                return opened
            part = seal_consent(self.keys, statement, self.manifest())
            self.services.gate.mailbox_add(self.keys.token, [part], self.seen.today)
            opened = self.look()
        if opened is None or following(opened) is None:
            return opened
        raise StatementRefused("others save at the same time")

    def _again(self, opened: Opened) -> Statement | None:
        """Make a statement of today with the same choices; None when that covers no more."""
        if opened.consent is None:
            raise StatementRefused("what there is to say again is not known")
        if not may_restate(opened, self.seen.settings, self.seen.today):
            return None
        latest = opened.statements[-1].statement
        return next_statement(latest, latest.choices, self.seen.today)

    def _next(
        self, removed: frozenset[str], agreed: frozenset[str], opened: Opened
    ) -> Statement | None:
        """Make the next statement; None when the latest one says all of it already."""
        if not opened.statements or (agreed and opened.consent is None):
            raise StatementRefused("what there is to change is not known")
        latest = opened.statements[-1].statement
        wider = widened(opened, agreed, self.seen.settings)
        choices = self._narrowed(wider.choices, removed)
        if (choices, wider.acknowledged) == (latest.choices, latest.acknowledged):
            return None
        statement = next_statement(latest, choices, self.seen.today)
        return replace(statement, acknowledged=wider.acknowledged)

    def _narrowed(self, choices: Choices, removed: frozenset[str]) -> Choices:
        """Take back uses and forces of the organisation's list; raises Invalid for anything else.

        A statement that nobody can read would end the chain, so the choices are read once first.
        """
        forces = {LEAVE_OUT + force.slug for force in self.seen.settings.police_forces}
        unknown = {name for name in removed if name.startswith(LEAVE_OUT)} - forces
        if unknown:
            raise Invalid([Problem("police_leave_out", NOT_LISTED)])
        return Choices.from_json(narrowed(choices, removed).to_json())

    def add(self, opened: Opened, compartment: str, content: bytes, nonce: bytes) -> None:
        """Sign what she says, seal it to the circle and to her own mailbox, and store it.

        The same content with the same secret `nonce` of a page is kept once. Raises ReportsClosed,
        NoReport when the report is gone meanwhile, TooLarge and StoreError.
        """
        sealer = Sealer(self.keys, self.manifest(), opened.report, nonce)
        part = sealer.to_both(compartment, content)
        if not self.services.gate.mailbox_add(self.keys.token, [part], self.seen.today):
            raise NoReport

    def stop_warnings(self, opened: Opened) -> bool:
        """Hide every warning that a token of hers stops; True when one was there to stop."""
        stopped = [self.services.gate.bulletin_stop(stop.token) for stop in opened.stop_tokens]
        return any(stopped)

    def _reader(self) -> Reader:
        return Reader(
            keys=self.keys,
            installation=self.services.config.installation,
            manifest=self.seen.manifest,
            today=self.seen.today,
            wait=self.seen.settings.widening_days,
        )

    def manifest(self) -> Manifest:
        """Return what may be sealed to; raises ReportsClosed."""
        return to_answer_with(self.seen)
