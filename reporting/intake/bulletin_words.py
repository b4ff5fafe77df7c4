"""An edition in the words of the reader's language, in the order of a printed sheet.

The structured part comes in every language from the catalogue's labels; what somebody typed stays
as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_skeleton

from reporting.domain.bulletin_facts import COARSENED
from reporting.domain.catalogue import FIELDS, UNKNOWN
from reporting.domain.catalogue_field import ListName
from reporting.domain.coarsening import COARSE_LABELS, THIS_WEEK
from reporting.domain.regions import region_names
from reporting.domain.report import values_of
from reporting.domain.short_names import SHORT_NAMES
from reporting.web.i18n import LANGUAGE_NAMES, current_language, format_day, gettext

if TYPE_CHECKING:
    from reporting.domain.bulletin import Edition
    from reporting.domain.report import Answers, Identifier
    from reporting.domain.settings import PublicSettings

_MONTH = re.compile(r"(?:(?P<third>early|mid|late)-)?(?P<year>\d{4})-(?P<month>\d\d)")
# Said in the head of an entry, so not again in its list.
_IN_HEAD = frozenset({"incident_types", "severity", "when", "part_of_day", "area", "region"})
# True of nearly every entry.
_UNSAID = frozenset({("report_kind", "bad_date"), ("completed", "happened")})
_OTHER = "other"
LISTS: tuple[ListName, ...] = ("races", "languages", "forces")


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: a short name, and the words of the answer."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class VehicleWords:
    """A vehicle; the plate stands apart, large."""

    plate: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A bulletin as a page shows it, all labels in the reader's language.

    `severity` is a slug or "". `summary_language` is that of `summary`, which may be another than
    the reader's when nobody has written it in hers; its name is in itself.
    """

    number: int
    edition: int
    issued: date
    types: str
    severity: str
    when: str
    where: str
    happening: tuple[Line, ...]
    vehicles: tuple[VehicleWords, ...]
    persons: tuple[tuple[Line, ...], ...]
    identifiers: tuple[Line, ...]
    summary: str
    summary_language: str
    summary_language_name: str
    urgent: bool
    unconfirmed: bool


def entry_of(edition: Edition, settings: PublicSettings) -> Entry:
    """Put one edition into the words of the page's language."""
    body = edition.body
    said = _Said(settings, current_language(), edition.issued)
    facts = body.facts
    happening = facts.happening
    language = next((tag for tag in (current_language(), *body.summary) if tag in body.summary), "")
    return Entry(
        number=edition.number,
        edition=edition.edition,
        issued=edition.issued,
        types=", ".join(said.answers(happening, "incident_types")),
        severity="".join(values_of(happening, "severity")[:1]),
        when=", ".join([*said.answers(happening, "when"), *said.answers(happening, "part_of_day")]),
        where=", ".join([*said.answers(happening, "area"), *said.answers(happening, "region")]),
        happening=said.lines(happening, (name for name in happening if name not in _IN_HEAD)),
        vehicles=tuple(_vehicle(answers, said) for answers in facts.vehicles),
        persons=tuple(said.lines(answers, answers) for answers in facts.persons),
        identifiers=tuple(identifier_line(one) for one in facts.identifiers),
        summary=body.summary.get(language, ""),
        summary_language=language,
        summary_language_name=LANGUAGE_NAMES.get(language, ""),
        urgent=body.urgent,
        unconfirmed=body.unconfirmed,
    )


def plain_text(entry: Entry) -> str:
    """Give an entry as plain lines, for a feed, in the order of a sheet."""
    head = (entry.types, _severity(entry), entry.when, entry.where)
    lines = [part for part in head if part]
    lines += [
        gettext("%(label)s: %(value)s", label=line.label, value=line.text)
        for line in _all_lines(entry)
    ]
    if entry.summary:
        lines.append(entry.summary)
    if entry.unconfirmed:
        lines.append(gettext("One unconfirmed report."))
    return "\n".join(lines)


def _severity(entry: Entry) -> str:
    """Say how serious it is, "" when nobody said."""
    asked = FIELDS["severity"]
    return gettext(asked.label_of(entry.severity)) if entry.severity else ""


def identifier_line(identifier: Identifier) -> Line:
    """Give a number or a handle with what it is, and that only a part of it is known."""
    asked = FIELDS["identifiers_kind"]
    known = identifier.kind and identifier.kind != UNKNOWN.value
    kind = gettext(asked.label_of(identifier.kind)) if known else gettext("Number or name")
    if identifier.partial:
        kind = gettext("%(kind)s, part of it", kind=kind)
    return Line(kind, identifier.value)


def _all_lines(entry: Entry) -> Iterator[Line]:
    for vehicle in entry.vehicles:
        if vehicle.plate:
            plate = SHORT_NAMES["vehicle_plate"]
            yield Line(gettext(plate), vehicle.plate)
        yield from vehicle.lines
    for person in entry.persons:
        yield from person
    yield from entry.identifiers
    yield from entry.happening


def _vehicle(answers: Answers, said: _Said) -> VehicleWords:
    plate = "".join(values_of(answers, "vehicle_plate")[:1])
    return VehicleWords(plate, said.lines(answers, (n for n in answers if n != "vehicle_plate")))


@dataclass(frozen=True, slots=True)
class _Said:
    """Says answers in one language, with the names of the organisation's own lists."""

    settings: PublicSettings
    language: str
    issued: date

    def lines(self, answers: Answers, names: Iterable[str]) -> tuple[Line, ...]:
        """Give the answers under these names, each with its short name."""
        found = ((name, self.answers(answers, name)) for name in names)
        return tuple(
            Line(gettext(SHORT_NAMES[name]), ", ".join(words)) for name, words in found if words
        )

    def answers(self, answers: Answers, name: str) -> list[str]:
        """Give the words of one question's answers; what says nothing is left out."""
        return [
            self.word(name, value)
            for value in values_of(answers, name)
            if value
            and value != UNKNOWN.value
            and (value != _OTHER or name == "incident_types")
            and (name, value) not in _UNSAID
        ]

    def word(self, name: str, value: str) -> str:
        """Give one answer: an option by its label, a coarsened one by its phrase, text as typed."""
        if name == "when":
            return self._when(value)
        if name in COARSENED and value in COARSE_LABELS:
            return gettext(COARSE_LABELS[value])
        if name == "area":
            area = self.settings.area(value)
            return area.label.of(self.language) if area is not None else value
        if name == "region":
            region = region_names(self.settings).get(value)
            return region.of(self.language) if region is not None else value
        asked = FIELDS[name]
        if asked.has_option(value):
            return gettext(asked.label_of(value))
        return self._listed().get((asked.list_name, value), value)

    def _listed(self) -> Mapping[tuple[str, str], str]:
        return {
            (name, option.value): option.label
            for name in LISTS
            for option in self.settings.listed(name, self.language)
        }

    def _when(self, value: str) -> str:
        """Give `early-2026-05`, `2026-05`, `2026` or `this_week` in words."""
        if value == THIS_WEEK:
            # Read weeks later, "this week" would be a lie.
            return gettext("the week of %(day)s", day=format_day(self.issued))
        coarse = _MONTH.fullmatch(value)
        if coarse is None:
            return value
        first = date(int(coarse["year"]), int(coarse["month"]), 1)
        month = format_skeleton("yMMMM", first, locale=self.language)
        third = coarse["third"]
        return gettext(COARSE_LABELS[third], month=month) if third else month
