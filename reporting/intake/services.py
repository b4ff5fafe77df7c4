"""What intake's routes work with, one typed object per process; made in `create_app` alone."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, cast

from flask import current_app

from crypto.receipts import Code, WorkerKeys, keys_of
from reporting.intake.deletions import DailyErasing
from reporting.intake.errors import TooBusy
from reporting.intake.kept import KeptAnswers
from reporting.intake.throttles import THROTTLES, Bucket, Rate
from reporting.store.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crypto.pagestate import PageState
    from reporting.intake.config import IntakeConfig
    from reporting.intake.highwater import HighWater
    from reporting.intake.verified import Verified, VerifiedReader
    from reporting.store.intake_gate import IntakeGate
    from reporting.web.clock import Clock

EXTENSION = "brolly"

FETCHES = 30
"""How often a minute a full stream of one kind writes to the throttles at most. What a process has
fetched and not used is lost with it: a thirtieth of a minute's tokens."""

DERIVATIONS = 2
"""Codes stretched at a time per process: more would only take turns on the processor."""

DERIVATION_WAIT = 5.0
"""Seconds to wait for a turn; a thousand derivations fit, so nobody honest meets the end of it."""


@dataclass(frozen=True, slots=True)
class Services:
    """Configuration, clock, store and what is believed of it.

    Routes take the public state once per request: `services().verified.read()`.
    """

    config: IntakeConfig
    clock: Clock
    gate: IntakeGate
    verified: VerifiedReader
    high_water: HighWater
    page_state: PageState
    throttles: Mapping[Bucket, Rate] = field(default_factory=lambda: THROTTLES)
    kept: KeptAnswers = field(default_factory=KeptAnswers)
    erasing: DailyErasing = field(default_factory=DailyErasing)
    _fetched: dict[Bucket, int] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _turns: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(DERIVATIONS))

    def take(self, bucket: Bucket) -> bool:
        """Take a token from a bucket; False when it is empty. Raises StoreError.

        Of a large bucket a process fetches several at once: each fetching is a write that waits
        for the disk, as long as storing the report itself.
        """
        with self._lock:
            if self._fetched.get(bucket, 0) > 0:
                self._fetched[bucket] -= 1
                return True
        rate = self.throttles[bucket]
        at_once = max(1, min(rate.burst, rate.per_minute) // FETCHES)
        now = int(self.clock().timestamp())
        per_minute, burst = rate.per_minute // at_once, rate.burst // at_once
        if not self.gate.throttle_take(bucket, now, per_minute, burst):
            return False
        with self._lock:
            self._fetched[bucket] = self._fetched.get(bucket, 0) + at_once - 1
        return True

    def give_back(self, bucket: Bucket) -> None:
        """Return a token that was taken for nothing; the next who takes one has it."""
        with self._lock:
            self._fetched[bucket] = self._fetched.get(bucket, 0) + 1

    def keys_of(self, code: Code, own_word: str = "") -> WorkerKeys:
        """Derive the keys of a code, a few at a time; raise TooBusy when no turn comes."""
        with self._turn():
            return keys_of(code, self.config.installation, own_word)

    def erase_due(self) -> None:
        """Do the deletions that are due, once a day; a store in trouble is left for later."""
        with suppress(Unavailable):
            self.erasing.run(self.gate, self.verified.read().today)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=DERIVATION_WAIT):
            raise TooBusy
        try:
            yield
        finally:
            self._turns.release()


def services() -> Services:
    """Return the services of the app that answers this request."""
    return cast("Services", current_app.extensions[EXTENSION])


def public() -> Verified:
    """Return what is believed of the database now; raise Unavailable when it does not answer."""
    return services().verified.read()


def public_now() -> Verified:
    """Return what is believed of the database at this moment; raise Unavailable as `public`."""
    return services().verified.fresh()
