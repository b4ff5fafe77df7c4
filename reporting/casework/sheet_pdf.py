"""The printed sheet, from a frozen value to a PDF.

Order and notices: domain notes, section 6 (seen on sheets of the field): type, severity, part of
the month and area first, then the vehicle with its plate in large monospaced type, then the
person, then numbers and handles, then two or three sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import segno

from reporting.casework.print_days import printed_day
from reporting.casework.typesetting import Language, Paper, Value, Words, typeset

Severity = Literal["dangerous", "risky", "unpleasant", ""]


@dataclass(frozen=True, slots=True)
class PrintedVehicle:
    """Make, model, colour and type as one line; the plate apart, `?` for an unknown sign."""

    words: Words
    plate: str = ""


@dataclass(frozen=True, slots=True)
class PrintedIdentifier:
    """A number or a handle, and what it is."""

    kind: Words
    value: str


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One bulletin as a sheet shows it; every text is already coarsened and in words."""

    number: str
    types: Words
    severity: Severity
    severity_label: Words
    when: Words
    area: Words
    vehicles: tuple[PrintedVehicle, ...] = ()
    persons: tuple[Words, ...] = ()
    identifiers: tuple[PrintedIdentifier, ...] = ()
    summary: Words = field(default_factory=dict)
    note: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Somebody to call: who, the number, and when somebody answers."""

    name: Words
    number: str
    hours: Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its entries in the order of printing, and everything around them.

    `copies` are the numbers of the copies in this file, so that a leak can be traced; `audit_head`
    and `fingerprint` are short texts that pin the audit chain and the organisation's key on paper.
    """

    title: Words
    number: int
    copies: tuple[int, ...]
    issued: date
    destroy_after: date
    recalled: tuple[str, ...]
    entries: tuple[SheetEntry, ...]
    address: str
    phone: Words
    help: tuple[HelpLine, ...]
    fingerprint: str
    audit_head: str
    labels: Mapping[str, Words]


def sheet_pdf(sheet: Sheet, paper: Paper, language: Language) -> bytes:
    """The sheet in one language or in both side by side. Raises CannotPrint."""
    return typeset(
        "sheet",
        _data(sheet),
        paper=paper,
        language=language,
        day=sheet.issued,
        pictures=qr_code(sheet.address),
    )


def qr_code(address: str) -> dict[str, str]:
    """The picture `qr` of an address; none when there is no address or it is too long for one."""
    if not address:
        return {}
    try:
        made = segno.make_qr(address, error="m")
    except segno.DataOverflowError:
        return {}
    return {"qr": made.svg_inline(border=2)}


def _data(sheet: Sheet) -> dict[str, Value]:
    return {
        # The file's own title says no more than the paper's header; it shows in a viewer's tab.
        "file_title": sheet.title,
        "title": sheet.title,
        "number": sheet.number,
        "copies": sheet.copies,
        "issued": printed_day(sheet.issued),
        "destroy_after": printed_day(sheet.destroy_after),
        "recalled": sheet.recalled,
        "entries": [_entry(entry) for entry in sheet.entries],
        "address": sheet.address,
        "phone": sheet.phone,
        "help": [
            {"name": one.name, "number": one.number, "hours": one.hours} for one in sheet.help
        ],
        "fingerprint": sheet.fingerprint,
        "audit_head": sheet.audit_head,
        "labels": sheet.labels,
    }


def _entry(entry: SheetEntry) -> dict[str, Value]:
    return {
        "number": entry.number,
        "types": entry.types,
        "severity": entry.severity,
        "severity_label": entry.severity_label,
        "when": entry.when,
        "area": entry.area,
        "vehicles": [{"words": one.words, "plate": one.plate} for one in entry.vehicles],
        "persons": entry.persons,
        "identifiers": [{"kind": one.kind, "value": one.value} for one in entry.identifiers],
        "summary": entry.summary,
        "note": entry.note,
    }
