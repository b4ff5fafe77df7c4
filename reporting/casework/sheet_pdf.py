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
from reporting.casework.printable import printable
from reporting.casework.typesetting import Language, Paper, Value, Words, typeset

Severity = Literal["dangerous", "risky", "unpleasant", ""]


# A line holds at least this many signs, however wide they are.
_SIGNS_ON_A_LINE = 25
# So many lines fit in any column; longer entries are measured by the typesetter, which costs as
# much again as setting them.
_LINES_THAT_FIT = 36


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
    circumstances: Words = field(default_factory=dict)
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
    """Set the sheet in one language or in both side by side. Raises CannotPrint."""
    return typeset(
        "sheet",
        _data(sheet),
        paper=paper,
        language=language,
        day=sheet.issued,
        pictures=qr_code(sheet.address),
    )


def qr_code(address: str) -> dict[str, str]:
    """Draw the picture `qr` of an address; none when there is none or it is too long for one."""
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
        "circumstances": entry.circumstances,
        "vehicles": [{"words": one.words, "plate": one.plate} for one in entry.vehicles],
        "persons": entry.persons,
        "identifiers": [{"kind": one.kind, "value": one.value} for one in entry.identifiers],
        "summary": entry.summary,
        "note": entry.note,
        "fits": _lines(entry) <= _LINES_THAT_FIT,
    }


def _lines(entry: SheetEntry) -> int:
    """Count the lines that an entry takes at most."""
    pieces: list[Words] = [
        entry.types,
        entry.severity_label,
        entry.when,
        entry.area,
        entry.circumstances,
        *(piece for one in entry.vehicles for piece in (one.words, {"": one.plate * 2})),
        *entry.persons,
        *(piece for one in entry.identifiers for piece in (one.kind, {"": one.value})),
        entry.summary,
        entry.note,
        {"": entry.number},
    ]
    texts = (max(words.values(), key=_text_lines, default="") for words in pieces)
    return sum(map(_text_lines, texts))


def _text_lines(text: str) -> int:
    return sum(1 + len(line) // _SIGNS_ON_A_LINE for line in printable(text).split("\n"))
