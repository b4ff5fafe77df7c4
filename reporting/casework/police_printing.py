"""A `PoliceView` and who passes it on -> the package that is printed.

The view is all that is read: whatever it leaves out cannot reach the paper.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reporting.casework.police_pdf import (
    PoliceAgency,
    PoliceLine,
    PolicePackage,
    PoliceSection,
)
from reporting.casework.print_labels import print_labels
from reporting.casework.print_words import Speaker, joined
from reporting.casework.printing import printed_identifier
from reporting.casework.typesetting import Words
from reporting.domain.catalogue import FIELDS
from reporting.domain.labels import N_
from reporting.domain.report import Answers, values_of
from reporting.domain.report_day import parse_day
from reporting.domain.short_names import SHORT_NAMES
from reporting.domain.views import PoliceView

# Already on the cover, where they are exact if she chose so.
_ON_THE_COVER = frozenset({"when", "part_of_day", "area", "region", "place"})
_CODES = frozenset({"vehicle_plate"})


@dataclass(frozen=True, slots=True)
class PoliceCover:
    """What the first page says beside the view; see `PolicePackage`."""

    kind: Literal["report", "information"]
    agency: PoliceAgency
    number: str
    jurisdiction: Words
    prepared: date
    adult: bool
    consent_witnessed: bool
    questions: bool


def police_package(view: PoliceView, cover: PoliceCover, speaker: Speaker) -> PolicePackage:
    """Put together the package of one report for one force."""
    happening = view.happening
    return PolicePackage(
        kind=cover.kind,
        agency=cover.agency,
        number=cover.number,
        force=speaker.name("forces", view.force),
        jurisdiction=cover.jurisdiction,
        prepared=cover.prepared,
        offence=_said(happening, ["incident_types"], speaker),
        happened=(
            _exact_time(view.exact_time, speaker)
            if view.exact_time
            else _said(happening, ["when", "part_of_day"], speaker)
        ),
        place=joined(
            [{"": view.exact_place}, _said(happening, ["place", "area", "region"], speaker)],
            ", ",
        ),
        adult=cover.adult,
        consent_day=view.consent_day,
        consent_witnessed=cover.consent_witnessed,
        questions=cover.questions,
        sections=tuple(_sections(view, speaker)),
        labels=print_labels("police", speaker.translate),
    )


def _sections(view: PoliceView, speaker: Speaker) -> Iterator[PoliceSection]:
    what = _lines(view.happening, speaker)
    if view.own_words:
        label = speaker.say(N_("In the person's own words"))
        what.append(PoliceLine(label, {"": view.own_words}, "quoted"))
    yield from _section(speaker.say(N_("What happened")), what)
    for heading, group in ((N_("Vehicle"), view.vehicles), (N_("Person"), view.persons)):
        for number, answers in enumerate(group, 1):
            title = speaker.say(heading)
            if len(group) > 1:
                title = joined([title, {"": str(number)}], " ")
            yield from _section(title, _lines(answers, speaker))
    numbers = (printed_identifier(one, speaker) for one in view.identifiers)
    yield from _section(
        speaker.say(N_("Numbers and names")),
        [PoliceLine(one.kind, {"": one.value}, "code") for one in numbers],
    )


def _section(heading: Words, lines: list[PoliceLine]) -> Iterator[PoliceSection]:
    if lines:
        yield PoliceSection(heading, tuple(lines))


def _lines(answers: Answers, speaker: Speaker) -> list[PoliceLine]:
    """One line for each answer, in the order of the form."""
    order = list(FIELDS)
    names = [name for name in answers if name in SHORT_NAMES and name not in _ON_THE_COVER]
    return [
        PoliceLine(
            speaker.say(SHORT_NAMES[name]),
            _said(answers, [name], speaker),
            "code" if name in _CODES else "text",
        )
        for name in sorted(names, key=order.index)
    ]


def _said(answers: Answers, names: Iterable[str], speaker: Speaker) -> Words:
    return joined(
        (speaker.answer(name, value) for name in names for value in values_of(answers, name)),
        ", ",
    )


def _exact_time(written: str, speaker: Speaker) -> Words:
    """Give the day in words, and the time as it was typed."""
    first, _, rest = written.partition(" ")
    day = parse_day(first)
    if day is None:
        return {"": written}
    return joined([speaker.partial_day(day), {"": rest}], ", ")
