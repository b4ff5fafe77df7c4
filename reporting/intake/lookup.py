"""By what somebody in a warning can be found again: plates, numbers, names on the net."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.domain.bulletin import Edition
from reporting.domain.report import text_of
from reporting.domain.short_names import SHORT_NAMES
from reporting.intake.bulletin_words import identifier_line
from reporting.web.i18n import gettext


@dataclass(frozen=True, slots=True)
class KnownBy:
    """One of them: what it is in the reader's language, itself, and the warning it stands in."""

    label: str
    value: str
    number: int
    severity: str


def known_of(edition: Edition) -> Iterator[KnownBy]:
    """Give all that one warning says of this kind, in the order of the warning."""
    facts = edition.body.facts
    severity = text_of(facts.happening, "severity")
    for label, value in _values(edition):
        yield KnownBy(label, value, edition.number, severity)


def _values(edition: Edition) -> Iterator[tuple[str, str]]:
    facts = edition.body.facts
    for vehicle in facts.vehicles:
        if plate := text_of(vehicle, "vehicle_plate"):
            yield _short("vehicle_plate"), plate
    for identifier in facts.identifiers:
        line = identifier_line(identifier)
        yield line.label, line.text
    if handle := text_of(facts.happening, "ad_handle"):
        yield _short("ad_handle"), handle


def _short(field: str) -> str:
    name = SHORT_NAMES[field]
    return gettext(name)
