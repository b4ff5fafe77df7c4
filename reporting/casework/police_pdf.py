"""A third-party report for police, from a frozen value to a PDF.

The first page is for a constable at a desk: what, when, where, whose jurisdiction, who to call,
and a slip to send back (domain notes, section 5). It is set as a letter: no crest, no form number,
no ruled boxes, since no official form of ours exists and it must not be taken for one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reporting.casework.print_days import printed_day
from reporting.casework.typesetting import Language, Paper, Value, Words, typeset


@dataclass(frozen=True, slots=True)
class PoliceLine:
    """One thing that was told.

    `form`: plain text, the person's own words (`quoted`), or a plate, number or handle (`code`).
    """

    label: Words
    value: Words
    form: Literal["text", "quoted", "code"] = "text"


@dataclass(frozen=True, slots=True)
class PoliceSection:
    """A part of the account: what happened, a person, a vehicle."""

    heading: Words
    lines: tuple[PoliceLine, ...]


@dataclass(frozen=True, slots=True)
class PoliceAgency:
    """Who passes the report on, and how and when they are reached."""

    name: Words
    address: Words
    phone: str
    hours: Words


@dataclass(frozen=True, slots=True)
class PolicePackage:
    """All that leaves with one report; made from a `PoliceView`, never from the account itself.

    `kind` follows the consent it rests on: `report` or anonymous `information`. `number` is the
    agency's own file number. `happened` and `place` are exact or coarse as the consent allows.
    """

    kind: Literal["report", "information"]
    agency: PoliceAgency
    number: str
    force: Words
    jurisdiction: Words
    prepared: date
    offence: Words
    happened: Words
    place: Words
    adult: bool
    consent_day: date
    consent_witnessed: bool
    questions: bool
    sections: tuple[PoliceSection, ...]
    labels: Mapping[str, Words]


def police_pdf(package: PolicePackage, paper: Paper, language: Language) -> bytes:
    """Set the package as one plain PDF, its cover page first. Raises CannotPrint."""
    return typeset("police", _data(package), paper=paper, language=language, day=package.prepared)


def _data(package: PolicePackage) -> dict[str, Value]:
    agency = package.agency
    return {
        "kind": package.kind,
        "agency": {
            "name": agency.name,
            "address": agency.address,
            "phone": agency.phone,
            "hours": agency.hours,
        },
        "number": package.number,
        "force": package.force,
        "jurisdiction": package.jurisdiction,
        "prepared": printed_day(package.prepared),
        "offence": package.offence,
        "happened": package.happened,
        "place": package.place,
        "adult": package.adult,
        "consent_day": printed_day(package.consent_day),
        "consent_witnessed": package.consent_witnessed,
        "questions": package.questions,
        "sections": [_section(section) for section in package.sections],
        "labels": package.labels,
    }


def _section(section: PoliceSection) -> dict[str, Value]:
    return {
        "heading": section.heading,
        "lines": [
            {"label": line.label, "value": line.value, "form": line.form} for line in section.lines
        ],
    }
