"""Deleting a report, or how to reach her: asked for and stopped with the code, done on its day.

Knows no Flask. The wait gives a worker whose card somebody found the time to stop it; the freeze of
publishing and forwarding starts at once.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import date, timedelta
from threading import Lock
from typing import TYPE_CHECKING, get_args

from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.intake.errors import NoReport, ReportsClosed
from reporting.sealed.deletion import Action, Deletion, Scope, deletion_bytes
from reporting.store.errors import ReportFull, StoreError
from reporting.web.logs import describe_error

if TYPE_CHECKING:
    from reporting.intake.mailbox import Opened
    from reporting.intake.services import Services
    from reporting.intake.verified import Verified
    from reporting.intake.withdrawal import Visit
    from reporting.store.intake_gate import IntakeGate

COMPARTMENT = "message"
WHICH = N_("Choose what is to be deleted.")

_log = logging.getLogger(__name__)


def ask(visit: Visit, opened: Opened, chosen: str, nonce: bytes) -> None:
    """Have everything or the contact part deleted after the wait; an earlier wish keeps its day.

    Raises Invalid for anything else than a scope, NoReport and StoreError.
    """
    scope: Scope | None = next((one for one in get_args(Scope) if one == chosen), None)
    if scope is None:
        raise Invalid([Problem("scope", WHICH)])
    note(visit.services, visit.seen, visit.keys.token, scope)
    _tell(visit, opened, scope, "ask", nonce)


def note(services: Services, seen: Verified, token: bytes, scope: Scope) -> date:
    """Note what is to be deleted after the wait; return the day. Raises NoReport and StoreError."""
    wait = timedelta(days=seen.deletion_days)
    due = services.gate.deletion_ask(token, scope, seen.today + wait)
    if due is None:
        raise NoReport
    return due


def stop(visit: Visit, opened: Opened, nonce: bytes) -> None:
    """Keep everything after all. Raises StoreError."""
    visit.services.gate.deletion_stop(visit.keys.token)
    for deletion in opened.deletions:
        _tell(visit, opened, deletion.scope, "stop", nonce)


def _tell(visit: Visit, opened: Opened, scope: Scope, action: Action, nonce: bytes) -> None:
    """Let advocates see who asked; what makes it happen is noted already."""
    wish = Deletion(opened.report, visit.seen.today, scope, action)
    try:
        visit.add(opened, COMPARTMENT, deletion_bytes(wish), nonce)
    except (ReportsClosed, ReportFull):
        warn_untold()


def warn_untold() -> None:
    """Log that a wish counts although it cannot be sealed or kept: its row alone tells."""
    _log.warning("a deletion was noted or stopped, and cannot be told of: its row alone says so")


@dataclass(slots=True)
class DailyErasing:
    """Does what is due, once a day in each process, at the first request of the day."""

    _done: date | None = None
    _lock: Lock = field(default_factory=Lock)

    def run(self, gate: IntakeGate, today: date) -> None:
        """Erase what is due; a store in trouble is asked again by the next request."""
        if self._done == today or not self._lock.acquire(blocking=False):
            return
        try:
            gate.erase_due(today)
            self._done = today
        except StoreError as error:
            _log.error("erasing what is due failed: %s", describe_error(error))
        finally:
            self._lock.release()
