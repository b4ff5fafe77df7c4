"""Answers of a report as people read them: grouped as on the form, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from babel.dates import get_month_names

from reporting.domain.catalogue import FIELDS, PARTS, Field, fields_of
from reporting.domain.catalogue_field import Group
from reporting.domain.report import Account, Answers, Contact, Identifier, text_of, values_of
from reporting.domain.report_day import PartialDay, parse_day
from reporting.domain.settings import PublicSettings
from reporting.web.i18n import current_language, format_day, gettext

NARRATIVE = "what_happened"
"""Her own words, which stand apart: behind a click, with a note of what is in them."""

ELSEWHERE = frozenset({NARRATIVE, "known_by", "warn_others"})
REPEATING = frozenset({"person", "vehicle", "identifier"})


@dataclass(frozen=True, slots=True)
class Line:
    """One question in short and its answers, ready to be shown."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and its lines."""

    heading: str
    lines: tuple[Line, ...]


def blocks_of(account: Account, settings: PublicSettings) -> list[Block]:
    """Return what was answered, part by part; her own words are left out (`narrative`)."""
    found = []
    for part in PARTS:
        fields = [f for f in fields_of(part.slug) if f.group not in REPEATING]
        found.append(Block(gettext(part.label), _lines(fields, account.answers, settings)))
        found.extend(_repeated(part.slug, account, settings))
    return [block for block in found if block.lines]


def contact_lines(contact: Contact, settings: PublicSettings) -> tuple[Line, ...]:
    """Return how to reach her and what she wants."""
    return _lines(
        [f for f in FIELDS.values() if f.compartment == "contact"], contact.answers, settings
    )


def narrative(account: Account) -> str:
    """Return her own words."""
    return account.text(NARRATIVE)


def name_of(field_name: str, value: str, settings: PublicSettings) -> str:
    """Return one answer in the reader's language: an option, a listed name, or the text itself."""
    return _shown(FIELDS[field_name], value, settings)


def names_of(field_name: str, values: Iterable[str], settings: PublicSettings) -> list[str]:
    """Return several answers in the reader's language."""
    return [name_of(field_name, value, settings) for value in values]


def _repeated(part: str, account: Account, settings: PublicSettings) -> list[Block]:
    if part == "identifier":
        return _identifiers(account.identifiers)
    groups: dict[str, tuple[Group, tuple[Answers, ...]]] = {
        "person": ("person", account.persons),
        "vehicle": ("vehicle", account.vehicles),
    }
    if part not in groups:
        return []
    group, answered = groups[part]
    fields = [field for field in FIELDS.values() if field.group == group]
    heading = gettext(next(p.label for p in PARTS if p.slug == part))
    return [
        Block(
            f"{heading} {number}" if len(answered) > 1 else heading,
            _lines(fields, answers, settings),
        )
        for number, answers in enumerate(answered, start=1)
    ]


def _identifiers(identifiers: Iterable[Identifier]) -> list[Block]:
    kinds = FIELDS["identifiers_kind"]
    part = gettext("a part of it")
    lines = tuple(
        Line(
            gettext("Number or name")
            if one.kind in {"", "unknown"}
            else gettext(kinds.label_of(one.kind)),
            (f"{one.value} ({part})" if one.partial else one.value,),
        )
        for one in identifiers
    )
    heading = gettext(next(p.label for p in PARTS if p.slug == "identifier"))
    return [Block(heading, lines)] if lines else []


def _lines(fields: Iterable[Field], answers: Answers, settings: PublicSettings) -> tuple[Line, ...]:
    return tuple(
        Line(gettext(field.label), tuple(_shown(field, value, settings) for value in values))
        for field in fields
        if field.name not in ELSEWHERE and (values := _values(field, answers))
    )


def _values(field: Field, answers: Answers) -> tuple[str, ...]:
    """Return the answers to a question, with what was written in the box beside it."""
    beside = [f.name for f in FIELDS.values() if f.beside == field.name]
    said = [*values_of(answers, field.name), *(text_of(answers, name) for name in beside)]
    return tuple(value for value in said if value)


def _shown(field: Field, value: str, settings: PublicSettings) -> str:
    if field.kind == "flag":
        return gettext("yes")
    if field.kind == "day":
        day = parse_day(value)
        return value if day is None else _day(day)
    if field.list_name:
        listed = settings.listed(field.list_name, current_language())
        own = next((option.label for option in listed if option.value == value), None)
        if own is not None:
            return own
    if field.has_option(value):
        return gettext(field.label_of(value))
    return value


def _day(day: PartialDay) -> str:
    whole = day.as_date()
    if whole is not None:
        text = format_day(whole)
    else:
        months = get_month_names("wide", locale=current_language())
        parts = (
            str(day.day) if day.day else "",
            months[day.month] if day.month else "",
            str(day.year) if day.year else "",
        )
        text = " ".join(part for part in parts if part)
    return gettext("%(day)s (not sure)", day=text) if day.unsure else text
