"""Published editions -> the sheet that carries them.

Only an `Edition` can be printed, and only the redaction check makes one: no text reaches paper
that was not approved for the public page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final, cast

from reporting.casework.print_labels import print_labels
from reporting.casework.print_words import BETWEEN, Speaker, joined
from reporting.casework.sheet_pdf import (
    HelpLine,
    PrintedIdentifier,
    PrintedVehicle,
    Severity,
    Sheet,
    SheetEntry,
)
from reporting.casework.typesetting import Words
from reporting.domain.bulletin import Edition
from reporting.domain.catalogue import FIELDS, UNKNOWN, Disclosure
from reporting.domain.labels import N_
from reporting.domain.report import Answers, Identifier, text_of, values_of
from reporting.domain.short_names import SHORT_NAMES

# One word each, since the badge of an entry is read from across a room.
_SEVERITIES: Mapping[Severity, str] = MappingProxyType(
    {"dangerous": N_("Dangerous"), "risky": N_("Risky"), "unpleasant": N_("Unpleasant")}
)
_MOST_SEVERE_FIRST: Final = ("dangerous", "risky", "unpleasant", "")

# Printed on a line of their own kind, not among the circumstances.
_ELSEWHERE = frozenset(
    {"incident_types", "severity", "when", "part_of_day", "area", "region", "place"}
)
# Said of nearly every entry, or saying nothing: it would only cost ink.
_UNSAID = frozenset({("report_kind", "bad_date"), ("completed", "happened")})
_OTHER = "other"
# Understood without their question: "Alberta", "Dodge".
# Alone these could be anything: "E-mail" is how the two first met, not an address that follows.
_NAMED = frozenset({"first_contact"})
_BARE = frozenset({"vehicle_make", "vehicle_model", "vehicle_region", "person_appearance_race"})


@dataclass(frozen=True, slots=True)
class SheetFrame:
    """All of a sheet that is not a bulletin; see `Sheet`."""

    title: Words
    number: int
    copies: tuple[int, ...]
    issued: date
    destroy_after: date
    recalled: tuple[str, ...] = ()
    address: str = ""
    phone: Words = field(default_factory=dict)
    help: tuple[HelpLine, ...] = ()
    fingerprint: str = ""
    audit_head: str = ""


def sheet_of(frame: SheetFrame, editions: Iterable[Edition], speaker: Speaker) -> Sheet:
    """Make the sheet of these editions, the most severe and then the newest first."""
    ordered = sorted(editions, key=lambda edition: edition.number, reverse=True)
    ordered.sort(key=_severity_rank)
    return Sheet(
        title=frame.title,
        number=frame.number,
        copies=frame.copies,
        issued=frame.issued,
        destroy_after=frame.destroy_after,
        recalled=frame.recalled,
        entries=tuple(sheet_entry(edition, speaker) for edition in ordered),
        address=frame.address,
        phone=frame.phone,
        help=frame.help,
        fingerprint=frame.fingerprint,
        audit_head=frame.audit_head,
        labels=print_labels("sheet", speaker.translate),
    )


def sheet_entry(edition: Edition, speaker: Speaker) -> SheetEntry:
    """Put one edition in the order and the words of a sheet."""
    speaker = replace(speaker, issued=edition.issued)
    facts = edition.body.facts
    happening = facts.happening
    severity = _severity(happening)
    return SheetEntry(
        number=str(edition.number),
        types=_said(happening, ["incident_types"], speaker),
        severity=severity,
        severity_label=speaker.say(_SEVERITIES[severity]) if severity else {},
        when=_said(happening, ["when", "part_of_day"], speaker, between=", "),
        area=_said(happening, ["area", "region", "place"], speaker, between=", "),
        circumstances=_said(happening, [n for n in happening if n not in _ELSEWHERE], speaker),
        vehicles=tuple(_vehicle(answers, speaker) for answers in facts.vehicles),
        persons=tuple(_said(answers, answers, speaker) for answers in facts.persons),
        identifiers=tuple(printed_identifier(one, speaker) for one in facts.identifiers),
        summary=edition.body.summary,
        note=speaker.say(N_("One unconfirmed report.")) if edition.body.unconfirmed else {},
    )


def printed_identifier(identifier: Identifier, speaker: Speaker) -> PrintedIdentifier:
    """Give a number or a handle with what it is, and that only a part of it is known."""
    known = identifier.kind and identifier.kind != UNKNOWN.value
    kind = (
        speaker.answer("identifiers_kind", identifier.kind)
        if known
        else speaker.say(N_("Number or name"))
    )
    if identifier.partial:
        kind = speaker.say(N_("%(kind)s, part of it"), kind=kind)
    return PrintedIdentifier(kind, identifier.value)


def _vehicle(answers: Answers, speaker: Speaker) -> PrintedVehicle:
    names = [name for name in answers if name != "vehicle_plate"]
    return PrintedVehicle(_said(answers, names, speaker), text_of(answers, "vehicle_plate"))


def _said(
    answers: Answers, names: Iterable[str], speaker: Speaker, between: str = BETWEEN
) -> Words:
    """Put the answers under these names on one line; typed text is led by its question."""
    parts = (
        _part(name, value, speaker)
        for name in names
        for value in values_of(answers, name)
        if _is_worth_ink(name, value)
    )
    return joined(parts, between)


def _is_worth_ink(name: str, value: str) -> bool:
    says_nothing = value == _OTHER and name != "incident_types"
    return (
        bool(value)
        and value != UNKNOWN.value
        and not says_nothing
        and ((name, value) not in _UNSAID)
    )


def _part(name: str, value: str, speaker: Speaker) -> Words:
    words = speaker.answer(name, value)
    asked = FIELDS.get(name)
    if asked is None or asked.disclosure is Disclosure.COARSEN:
        return words
    bare = asked.has_option(value) and name not in _NAMED
    if name in _BARE or asked.list_name or bare:
        return words
    label = speaker.say(SHORT_NAMES[name])
    return speaker.say(N_("%(label)s: %(value)s"), label=label, value=words)


def _severity(happening: Answers) -> Severity:
    value = text_of(happening, "severity")
    return cast("Severity", value) if value in _SEVERITIES else ""


def _severity_rank(edition: Edition) -> int:
    return _MOST_SEVERE_FIRST.index(_severity(edition.body.facts.happening))
