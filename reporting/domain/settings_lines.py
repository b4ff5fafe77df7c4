"""The organisation's lists as a person types them: one entry a line, its pieces between bars.

    areas           short name | English | French | region in English | region in French
                    and "| small" behind it where fewer than 20,000 people live
    other lists     short name | English | French
    help numbers    English | French | number, or English | number

The short name is what reports keep. It may be left out of a new line: then it is made from the
label, or taken over from the entry that has had this label. A line whose first piece is a short
name in use always keeps it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reporting.domain import settings_values as values
from reporting.domain.errors import Problem
from reporting.domain.labels import N_
from reporting.domain.report_text import clean_line, clean_printed_line, clean_text
from reporting.domain.settings_values import Area, HelpNumber, Listed

BAR = "|"
LABELS = 2
"""Pieces of a label: one for each language."""
SMALL = ("small", "petit")
"""The mark behind an area where fewer than 20,000 people live; written back as the first."""
LONGEST_SLUG = 30
"""Of a slug that is made here: room is left for a number behind it."""
RESERVED = "unknown"

BAD_LINE = N_("Line %(line)s is not written as the example shows.")
BAD_PHONE = N_("Line %(line)s has no telephone number at its end.")
NO_REGION = N_("Line %(line)s names no region.")
TWICE = N_("Line %(line)s has a short name that another line has.")

Entry = Listed | Area
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Lines:
    """What was typed, as JSON values of a setting, and what is wrong with which line."""

    entries: tuple[Json, ...]
    problems: tuple[Problem, ...]


def read_listed(field: str, typed: str, known: Sequence[Entry]) -> Lines:
    """Read a list whose entries have a label; `known` are the entries so far."""
    return _read_entries(field, typed, known, 0)


def read_areas(field: str, typed: str, known: Sequence[Entry]) -> Lines:
    """Read areas: a label and a region."""
    return _read_entries(field, typed, known, LABELS)


def read_help_numbers(field: str, typed: str) -> Lines:
    """Read numbers to call."""
    entries: list[Json] = []
    problems: list[Problem] = []
    for number, pieces in _lines(typed):
        *label, phone = pieces
        entry: Json = {"label": _by_language(label), "phone": clean_line(phone)}
        if not 1 <= len(label) <= LABELS or not any(label):
            problems.append(_problem(field, number, BAD_LINE))
        elif not _is_one(values.read_help_number, entry):
            problems.append(_problem(field, number, BAD_PHONE))
        entries.append(entry)
    return Lines(tuple(entries), tuple(problems))


def write_entries(entries: Iterable[Entry | HelpNumber]) -> str:
    """Give a list as lines that read as the same list."""
    return "\n".join(f" {BAR} ".join(_pieces(entry)) for entry in entries)


def slug_of(label: str, taken: Iterable[str]) -> str:
    """Make a short name from a label: plain small letters and hyphens, and not one of `taken`."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "entry"
    used = {*taken, RESERVED}
    numbered = (f"{stem}-{number}" for number in range(2, len(used) + 3))
    return stem if stem not in used else next(name for name in numbered if name not in used)


def _read_entries(field: str, typed: str, known: Sequence[Entry], extra: int) -> Lines:
    """Read entries that have a label and `extra` more pieces (the region of an area)."""
    slugs = {entry.slug for entry in known}
    marked = [(number, *_marked(pieces, extra)) for number, pieces in _lines(typed)]
    small = {number for number, _, is_small in marked if is_small}
    rows = [(number, *_named(pieces, slugs, 1 + LABELS + extra)) for number, pieces, _ in marked]
    # Not the short name of an entry that is just taken away either: reports still name that one.
    used = {slug for _, slug, _ in rows if slug}
    by_label = _by_label(known)
    seen: set[str] = set()
    entries: list[Json] = []
    problems: list[Problem] = []
    for number, given, pieces in rows:
        slug = given or _slug_for(pieces[:LABELS], by_label, used, slugs)
        used.add(slug)
        entry: Json = {"slug": slug, "label": _by_language(pieces[:LABELS])}
        if extra:
            entry["region"] = _by_language(pieces[LABELS:])
        if number in small:
            entry["small"] = True
        if wrong := TWICE if slug in seen else _wrong_with(entry, pieces, extra):
            problems.append(_problem(field, number, wrong))
        seen.add(slug)
        entries.append(entry)
    return Lines(tuple(entries), tuple(problems))


def _marked(pieces: list[str], extra: int) -> tuple[list[str], bool]:
    """Take the mark of a small area off the end of its line."""
    if extra and pieces[-1].casefold() in SMALL:
        return pieces[:-1], True
    return pieces, False


def _named(pieces: list[str], known: set[str], full: int) -> tuple[str, list[str]]:
    """Split a line into its short name, "" when it has none, and the rest."""
    first, rest = pieces[0], pieces[1:]
    if rest and (len(pieces) == full or first in known or not first):
        return first, rest
    return "", pieces


def _slug_for(
    label: list[str], by_label: Mapping[str, str], used: set[str], known: set[str]
) -> str:
    """Take the short name over from the entry with this label, or make one."""
    words = [words for words in label if words]
    kept = next((by_label[one] for one in map(clean_line, words) if one in by_label), "")
    return kept if kept and kept not in used else slug_of(words[0] if words else "", used | known)


def _by_label(known: Sequence[Entry]) -> dict[str, str]:
    return {
        clean_line(words): entry.slug
        for entry in known
        for words in entry.label.by_language.values()
    }


def _wrong_with(entry: Json, pieces: list[str], extra: int) -> str:
    """Return what is wrong with an entry, "" when a setting may hold it."""
    if len(pieces) > LABELS + extra or not any(pieces[:LABELS]):
        return BAD_LINE
    if extra and not any(pieces[LABELS:]):
        return NO_REGION
    return "" if _is_one(values.read_area if extra else values.read_listed, entry) else BAD_LINE


def _is_one(read: Callable[[object], object], entry: Json) -> bool:
    try:
        read(entry)
    except ValueError:
        return False
    return True


def _lines(typed: str) -> Iterator[tuple[int, list[str]]]:
    """Give each line that is not blank: its number from 1, and its pieces."""
    for number, line in enumerate(_numbered(typed), start=1):
        if line:
            yield number, [clean_printed_line(piece) for piece in line.split(BAR)]


def _numbered(typed: str) -> list[str]:
    """Give the lines as somebody counts them, without blanks at the ends."""
    return [
        clean_text(line) for line in typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]


def _by_language(pieces: Sequence[str]) -> dict[str, str]:
    return dict(zip(values.KNOWN_LANGUAGES, pieces, strict=False))


def _pieces(entry: Entry | HelpNumber) -> list[str]:
    def both(by_language: Mapping[str, str]) -> list[str]:
        return [by_language.get(language, "") for language in values.KNOWN_LANGUAGES]

    label = both(entry.label.by_language)
    if isinstance(entry, HelpNumber):
        return [*label, entry.phone]
    if isinstance(entry, Area):
        mark = [SMALL[0]] if entry.small else []
        return [entry.slug, *label, *both(entry.region.by_language), *mark]
    return [entry.slug, *label]


def _problem(field: str, number: int, message: str) -> Problem:
    return Problem(field, message, params={"line": number})
