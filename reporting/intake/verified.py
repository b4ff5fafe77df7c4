"""What intake believes of the database: lists and settings that the organisation signed.

The database is not trusted. Whoever can write to it could name another reader or another number to
call, so manifest, roster and settings count only with the pinned organisation's signature, never
older than what this machine has seen, and the lists for sealing never past their day.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Literal, TypeVar

from crypto.errors import CryptoError, NotListed
from crypto.manifest import Manifest, Pins, Roster, verify_manifest, verify_roster
from reporting.domain.settings import PublicSettings
from reporting.intake.errors import ReportsClosed
from reporting.sealed.editions import floors_of
from reporting.sealed.public_settings import Trouble, believe
from reporting.store.errors import StoreError, Unavailable
from reporting.web.clock import Clock, today

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reporting.intake.config import IntakeConfig
    from reporting.intake.highwater import HighWater, Kind
    from reporting.store.intake_gate import IntakeGate
    from reporting.store.records import EditionRow, Page, PublicState, SignedDocument

Closed = Literal["", "paused", "unverified", "expired"]
"""Why no report can be taken now; "" when one can."""

Listed = TypeVar("Listed", Manifest, Roster)

AT_HAND = timedelta(minutes=10)
"""How old it may be for whoever cannot wait: on the way out only an address is needed of it."""

KEEP = timedelta(seconds=5)
"""How old what a process believes may be: a pause shows within this. Bulletins are asked for anew
each time they are shown (`fresh`), since a worker is told that hers is hidden."""


@dataclass(frozen=True, slots=True)
class Verified:
    """One look at the database, checked.

    `manifest` and `roster` are None unless their signatures, installation and sequence are right;
    they may be past their day, which closes the form (`closed`) but not what was signed earlier.
    While settings are not believed (`trouble`), `settings` are what stands in, and there are no
    `pages`; `wrong_settings` names those that do not validate, whose defaults are used. `editions`
    are not checked here: whoever shows one holds its signatures against `roster` and its number
    against `floors`, the lowest edition of each bulletin that was not taken back. `signed_manifest`
    has the exact bytes of `manifest`, for browsers that check it themselves.
    """

    settings: PublicSettings
    today: date
    closed: Closed
    trouble: Trouble = Trouble.NONE
    manifest: Manifest | None = None
    roster: Roster | None = None
    pages: tuple[Page, ...] = ()
    editions: tuple[EditionRow, ...] = ()
    floors: Mapping[int, int] = field(default_factory=dict)
    last_looked: date | None = None
    wrong_settings: frozenset[str] = frozenset()
    signed_manifest: SignedDocument | None = None

    def to_seal_to(self) -> Manifest:
        """Return the manifest that may be sealed to now; raise ReportsClosed when there is none."""
        if self.closed or self.manifest is None:
            raise ReportsClosed
        return self.manifest

    @property
    def believes_words(self) -> bool:
        """Say whether the organisation's own numbers and pages can be shown."""
        return self.closed != "unverified" and self.trouble is Trouble.NONE

    @property
    def deletion_days(self) -> int:
        """How long a deletion waits; without settings the usual time, and not the longest.

        Whoever can write to the database can delete without asking: only she would wait longer.
        """
        usual = PublicSettings().widening_days
        return self.settings.widening_days if self.trouble is Trouble.NONE else usual

    @property
    def days_unread(self) -> int:
        """How many days ago an advocate last looked; 0 while that is not worth saying."""
        if self.last_looked is None:
            return 0
        days = (self.today - self.last_looked).days
        return days if days > self.settings.silent_days else 0


class VerifiedReader:
    """Reads and checks the public state, every five seconds in a process or when it is asked to."""

    def __init__(
        self, config: IntakeConfig, gate: IntakeGate, high_water: HighWater, clock: Clock
    ) -> None:
        self._pins = config.pins
        self._gate = gate
        self._high_water = high_water
        self._clock = clock
        self._lock = Lock()
        self._read_at: datetime | None = None
        self._known: Verified | None = None
        self._known_at: datetime | None = None
        self._failed = False

    def read(self) -> Verified:
        """Return what is believed now; raise Unavailable when the store does not answer."""
        return self._look(again=False)

    def fresh(self) -> Verified:
        """Return what the store says at this moment; raises, and leaves it alone, as `read` does.

        Three to six milliseconds, by how many bulletins there are.
        """
        return self._look(again=True)

    def _look(self, *, again: bool) -> Verified:
        now = self._clock()
        with self._lock:
            old = self._read_at is None or abs(now - self._read_at) > KEEP
            if old or (again and not self._failed):
                self._refresh(now)
            if self._failed or self._known is None:
                raise Unavailable("the public state could not be read")
            return self._known

    def latest(self) -> Verified:
        """Return what is believed now, or what was last, or an installation's defaults, closed."""
        try:
            return self.read()
        except Unavailable:
            settings = PublicSettings.unbelieved()
            day = today(self._clock(), settings.time_zone)
            unknown = Verified(settings, day, "unverified", Trouble.UNSIGNED)
            return self._known or unknown

    def at_hand(self) -> Verified:
        """Return what was believed within `AT_HAND` without asking the store, else as `latest`."""
        known = self._known
        fresh = self._known_at is not None and abs(self._clock() - self._known_at) <= AT_HAND
        return known if known is not None and fresh else self.latest()

    def _refresh(self, now: datetime) -> None:
        """Look again. A failure counts as long as a success: a store in trouble is left alone."""
        self._read_at = now
        try:
            state = self._gate.public_read(now)
        except (StoreError, ValueError, TypeError, KeyError, OverflowError):
            # The latter are rows that somebody changed: no page may fall over them, least /exit.
            self._failed = True
            return
        self._failed = False
        self._known, self._known_at = self._verify(state, now), now

    def _verify(self, state: PublicState, now: datetime) -> Verified:
        words = believe(state.settings, self._at_least("settings", lowest=0))
        self._high_water.raise_to("settings", words.sequence)
        day = today(now, words.settings.time_zone)
        manifest = self._believe("manifest", state.manifest, verify_manifest)
        roster = self._believe("roster", state.roster, verify_roster)
        seen = Verified(
            settings=words.settings,
            today=day,
            closed="",
            trouble=words.trouble,
            manifest=manifest,
            roster=roster,
            pages=words.pages,
            editions=state.editions,
            floors=self._floors(state, roster),
            last_looked=state.last_looked,
            wrong_settings=words.wrong,
            signed_manifest=state.manifest if manifest is not None else None,
        )
        return replace(seen, closed=_closed(seen))

    def _believe(
        self,
        kind: Kind,
        document: SignedDocument | None,
        verify: Callable[[bytes, bytes, Pins], Listed],
    ) -> Listed | None:
        """Check one list against the pins and the highest sequence seen, and remember its own."""
        if document is None:
            return None
        pins = self._at_least(kind, self._pins.minimum_sequence)
        try:
            listed = verify(document.body, document.signature, pins)
        except CryptoError:
            return None
        self._high_water.raise_to(kind, listed.sequence)
        return listed

    def _at_least(self, kind: Kind, lowest: int) -> Pins:
        """Pin the highest sequence seen; the configured one is about the lists alone."""
        lowest = max(lowest, self._high_water.read(kind))
        return replace(self._pins, minimum_sequence=lowest)

    def _floors(self, state: PublicState, roster: Roster | None) -> Mapping[int, int]:
        """Return the lowest editions that may be shown, and remember what is newly signed."""
        if roster is not None:
            self._high_water.raise_floors(floors_of(state.editions, state.recalls, roster))
        return self._high_water.floors()


def _closed(seen: Verified) -> Closed:
    """Tell why nothing can be taken now, the gravest first."""
    if seen.manifest is None or seen.roster is None:
        return "unverified"
    try:
        seen.manifest.current()
    except NotListed:
        return "unverified"
    if seen.today > min(seen.manifest.valid_until, seen.roster.valid_until):
        return "expired"
    return "paused" if seen.settings.paused else ""
