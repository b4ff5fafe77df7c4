"""Each consent of a report as the return page shows it: her words, yes or no, since when.

The words are those she signed, in the version and the language of her statement, whatever language
the page is in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from reporting.domain.consent import LEAVE_OUT
from reporting.domain.consent_choices import PERMISSIONS, POLICE_PARTS
from reporting.domain.consent_wording import wording
from reporting.intake.consent_waits import LEAVING_OUT, Covers, Warn, covers_of, warn_of, wider_from
from reporting.intake.widening import offered_to

if TYPE_CHECKING:
    from reporting.domain.consent import Choices
    from reporting.domain.consent_wording import Wording
    from reporting.domain.settings import PublicSettings
    from reporting.intake.mailbox import Opened
    from reporting.sealed.events import Event, Happening

State = Literal["yes", "no", "waits", "withdrawn", "taken back"]
"""`withdrawn` with the code, `taken back` on her word, which staff wrote down."""

PAST: Mapping[str, tuple[Happening, ...]] = {
    "consent_bulletin": ("sheet",),
    "consent_police_report": ("forwarded", "file_number"),
}
"""What was done by a consent that is out in the world, on paper or with somebody else."""


@dataclass(frozen=True, slots=True)
class Force:
    """A police force: its slug and its name."""

    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One consent. `take_back` is what a box to withdraw it sends, "" where there is nothing.

    `since` is the day of the statement that said so (or of staff's note for "taken back"), None
    for a no that was there from the start. `agree` is what a box to say yes sends, "" where there
    is none; `counts_from` the day from which a yes that waits counts. `past` is what was done with
    it and cannot be called back. `parts` belong under it.
    """

    name: str
    words: str
    more: str
    state: State
    since: date | None
    take_back: str
    parts: tuple[Row, ...] = ()
    agree: str = ""
    counts_from: date | None = None
    past: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Consents:
    """All of one report, for a template. `language` is that of the words."""

    language: str
    intro: str
    rows: tuple[Row, ...]
    warn: Warn | None
    left_out: tuple[Force, ...]
    to_leave_out: tuple[Force, ...]
    version: int
    day: date
    risks: tuple[str, ...] = ()
    interpreter: str = ""
    forces_from: date | None = None
    covers: Covers | None = None

    @property
    def any_yes(self) -> bool:
        """Tell whether there is anything that can be taken back."""
        return any(row.take_back for row in self.rows)

    @property
    def all_taken_back(self) -> bool:
        """Tell whether there was a yes, and is none any more."""
        gone = any(row.state in {"withdrawn", "taken back"} for row in self.rows)
        return gone and not self.any_yes

    @property
    def left_out_names(self) -> str:
        """Name the forces that it is never sent to."""
        return ", ".join(force.label for force in self.left_out)


def consents_of(
    opened: Opened, settings: PublicSettings, language: str, today: date
) -> Consents | None:
    """Put a mailbox's consents into rows; None when they are not known. `language` names forces.

    Raises Invalid when she signed a wording that this program has never had.
    """
    if opened.consent is None:
        return None
    latest = opened.statements[-1].statement
    words = wording(latest.language, latest.wording)
    made = _Rows(opened, opened.consent.choices, words, settings)
    choices = opened.consent.choices
    forces = [Force(o.value, o.label) for o in settings.listed("forces", language)]
    left_out = [force for force in forces if force.slug in choices.police_leave_out]
    return Consents(
        language=words.language,
        intro=words.intro,
        rows=tuple(made.row(name, POLICE_PARTS) for name in PERMISSIONS),
        warn=warn_of(opened, choices, settings.widening_days),
        left_out=tuple(left_out),
        to_leave_out=tuple(
            force
            for force in forces
            if choices.consent_police_report and choices.may_go_to(force.slug)
        ),
        version=latest.version,
        day=latest.day,
        risks=words.police_risks,
        interpreter="" if made.asked >= set(PERMISSIONS) else words.interpreter,
        forces_from=wider_from(opened, LEAVING_OUT, settings.widening_days)
        if choices.police_leave_out - latest.choices.police_leave_out
        else None,
        covers=covers_of(opened, settings, today),
    )


def removals(asked: list[str]) -> frozenset[str]:
    """Return what boxes ask to take back, as `domain.consent.narrowed` takes it.

    Without the police report its parts have no meaning, and must not come back with a later yes.
    """
    removed = {name for name in asked if name}
    if "consent_police_report" in removed:
        removed |= set(POLICE_PARTS)
    return frozenset(removed)


@dataclass(frozen=True, slots=True)
class _Rows:
    opened: Opened
    choices: Choices
    words: Wording
    settings: PublicSettings

    @property
    def asked(self) -> frozenset[str]:
        """What may be agreed to here."""
        return offered_to(self.opened, self.settings)

    def row(self, name: str, police_parts: tuple[str, ...] = ()) -> Row:
        """Make the row of a permission, with its parts where it holds, or of a part."""
        state = self._state(name)
        has_parts = name == "consent_police_report" and state == "yes"
        return Row(
            name=name,
            words=self.words.yes[name],
            more=self.words.more[name],
            state=state,
            since=self._since(name, state),
            take_back=name if state in {"yes", "waits"} else "",
            parts=tuple(self.row(part) for part in police_parts) if has_parts else (),
            agree=name if state not in {"yes", "waits"} and name in self.asked else "",
            counts_from=self._counts_from(name) if state == "waits" else None,
            past=tuple(e for e in self.opened.events if e.event in PAST.get(name, ())),
        )

    def _state(self, name: str) -> State:
        if self.choices.allows(name):
            return "yes"
        said = [arrived.statement.choices.allows(name) for arrived in self.opened.statements]
        if not said[-1]:
            return "withdrawn" if any(said) else "no"
        return "taken back" if self._taken_back(name) else "waits"

    def _since(self, name: str, state: State) -> date | None:
        """Return the day on which it became what it is."""
        if state == "taken back":
            return self._taken_back(name)
        if state == "no":
            return None
        said = [arrived.statement for arrived in self.opened.statements]
        latest = said[-1].choices.allows(name)
        since = said[-1].day
        for statement in reversed(said):
            if statement.choices.allows(name) is not latest:
                return since
            since = statement.day
        return since

    def _taken_back(self, name: str) -> date | None:
        """Return the day on which staff noted that she took it back, None when nobody did."""
        latest = self.opened.statements[-1].statement
        days = [
            narrowing.day
            for narrowing in self.opened.narrowings
            if name in narrowing.removed and narrowing.digest not in latest.acknowledged
        ]
        return days[0] if days else None

    def _counts_from(self, name: str) -> date:
        """Return the day from which a yes counts that has been said without a break since."""
        lifts = {n.digest for n in self.opened.narrowings if name in n.removed}
        since = self.opened.statements[-1].day
        for arrived in reversed(self.opened.statements):
            said = arrived.statement
            if not said.choices.allows(name) or not lifts <= said.acknowledged:
                break
            since = arrived.day
        return since + timedelta(days=self.settings.widening_days)


def leave_out(slug: str) -> str:
    """Return what a box that keeps a report from a force sends."""
    return f"{LEAVE_OUT}{slug}"
