"""Each consent of a report as the return page shows it: her words, yes or no, since when.

The words are those she signed, in the version and the language of her statement, whatever language
the page is in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reporting.domain.consent import LEAVE_OUT, PUBLISH_UNANSWERED, PUBLISH_UNASKED
from reporting.domain.consent_choices import PERMISSIONS, POLICE_PARTS
from reporting.domain.consent_wording import wording

if TYPE_CHECKING:
    from datetime import date

    from reporting.domain.consent import Choices
    from reporting.domain.consent_wording import Wording
    from reporting.domain.settings import PublicSettings
    from reporting.intake.mailbox import Opened

State = Literal["yes", "no", "waits", "withdrawn", "taken back"]
"""`withdrawn` with the code, `taken back` on her word, which staff wrote down."""


@dataclass(frozen=True, slots=True)
class Force:
    """A police force: its slug and its name."""

    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One consent. `take_back` is what a box to withdraw it sends, "" where there is nothing.

    `since` is the day of the statement that said so (or of staff's note for "taken back"), None
    for a no that was there from the start. `parts` belong under it.
    """

    name: str
    words: str
    more: str
    state: State
    since: date | None
    take_back: str
    parts: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Warn:
    """What was agreed on before a warning goes out, for as long as that consent holds."""

    asks: bool
    days: int
    otherwise: Literal["publish", "dont"]
    take_back: str


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

    @property
    def any_yes(self) -> bool:
        """Tell whether there is anything that can be taken back."""
        return any(row.take_back for row in self.rows)


def consents_of(opened: Opened, settings: PublicSettings, language: str) -> Consents | None:
    """Put a mailbox's consents into rows; None when they are not known. `language` names forces.

    Raises Invalid when she signed a wording that this program has never had.
    """
    if opened.consent is None:
        return None
    latest = opened.statements[-1].statement
    words = wording(latest.language, latest.wording)
    made = _Rows(opened, opened.consent.choices, words)
    choices = opened.consent.choices
    forces = [Force(o.value, o.label) for o in settings.listed("forces", language)]
    left_out = [force for force in forces if force.slug in choices.police_leave_out]
    return Consents(
        language=words.language,
        intro=words.intro,
        rows=tuple(made.row(name, POLICE_PARTS) for name in PERMISSIONS),
        warn=_warn(choices),
        left_out=tuple(left_out),
        to_leave_out=tuple(
            force
            for force in forces
            if choices.consent_police_report and choices.may_go_to(force.slug)
        ),
        version=latest.version,
        day=latest.day,
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
        days = [n.day for n in self.opened.narrowings if name in n.removed]
        return days[0] if days else None


def _warn(choices: Choices) -> Warn | None:
    if not choices.consent_bulletin:
        return None
    if not choices.ask_before_publishing:
        take_back = PUBLISH_UNASKED
    else:
        take_back = PUBLISH_UNANSWERED if choices.ask_otherwise == "publish" else ""
    asks = choices.ask_before_publishing
    return Warn(asks, choices.ask_days, choices.ask_otherwise, take_back)


def leave_out(slug: str) -> str:
    """Return what a box that keeps a report from a force sends."""
    return LEAVE_OUT + slug
