"""The public settings as forms: which are on which page, how each is typed, and read again.

A form is `dict[str, list[str]]`, as browsers send it. A control has the name of its setting; one
that is written in every language has one control for each, `title.en` and `title.fr`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from crypto.passwords import page_phrase_hash
from reporting.domain import settings_lines as lines
from reporting.domain.errors import Invalid, Problem
from reporting.domain.report_text import clean_line, clean_text
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import KNOWN_LANGUAGES, Area, HelpNumber, Listed
from reporting.domain.settings_web import write_hash
from reporting.review.settings_words import BAD_PHRASE, WHY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reporting.domain.settings_lines import Lines

Kind = Literal["line", "text", "plain", "colour", "days", "flag", "lines", "languages", "phrase"]
Form = Mapping[str, list[str]]

PHRASE_FIELD = "new_phrase"
SHORTEST_PHRASE, LONGEST_PHRASE = 8, 200
"""Characters: what nobody guesses in a few tries, and what the public page takes."""


@dataclass(frozen=True, slots=True)
class Control:
    """One setting on a page, and how it is typed."""

    name: str
    kind: Kind

    @property
    def per_language(self) -> bool:
        """Tell whether it is written in every language."""
        return self.kind in {"line", "text"}


PARTS: Mapping[str, tuple[Control, ...]] = {
    "words": (
        Control("title", "line"),
        Control("organisation", "line"),
        Control("colour", "colour"),
        Control("background", "colour"),
        Control("about", "text"),
        Control("who_reads", "text"),
        Control("legal_limits", "text"),
        Control("under_19", "text"),
        Control("care_deadlines", "text"),
        Control("safe_exit_url", "plain"),
        Control("report_address", "plain"),
        Control("report_phone", "line"),
        Control("security_contact", "plain"),
    ),
    "lists": (
        Control("help_numbers", "lines"),
        Control("areas", "lines"),
        Control("races", "lines"),
        Control("spoken_languages", "lines"),
        Control("police_forces", "lines"),
        Control("police_agency", "line"),
    ),
    "switches": (
        Control("paused", "flag"),
        Control("phrase_required", "flag"),
        Control("phrase_hash", "phrase"),
        Control("silent_days", "days"),
        Control("backups_days", "days"),
        Control("widening_days", "days"),
        Control("witnessed_police", "flag"),
        Control("reviewed_languages", "languages"),
        Control("time_zone", "plain"),
    ),
}
"""The pages, in their order."""


@dataclass(frozen=True, slots=True)
class Read:
    """Rows name -> JSON as they would be saved, and what is wrong with them."""

    rows: Mapping[str, str]
    problems: tuple[Problem, ...]


def filled(part: str, settings: PublicSettings) -> dict[str, list[str]]:
    """Return a page's form as the settings fill it; the phrase is never among them."""
    form: dict[str, list[str]] = {}
    for control in PARTS[part]:
        value: Any = getattr(settings, control.name)
        if control.per_language:
            for language in KNOWN_LANGUAGES:
                typed = value.by_language.get(language, "")
                form[f"{control.name}.{language}"] = [typed]
        elif control.kind == "lines":
            form[control.name] = [lines.write_entries(value)]
        elif control.kind == "languages":
            form[control.name] = list(value)
        elif control.kind == "flag":
            form[control.name] = ["yes"] if value else []
        elif control.kind != "phrase":
            form[control.name] = [str(value)]
    return form


def read(part: str, form: Form, settings: PublicSettings) -> Read:
    """Read a page's form; `settings` are the present ones, which say what stays."""
    now = settings.to_mapping()
    rows: dict[str, str] = {}
    problems: list[Problem] = []
    for control in PARTS[part]:
        if control.kind == "lines":
            found = _lines(control.name, form, settings)
            value: object = found.entries
            problems += found.problems
        elif control.kind == "phrase":
            value, wrong = _phrase(form, json.loads(now[control.name]))
            problems += wrong
        else:
            value = _READ[control.kind](control.name, form)
        rows[control.name] = json.dumps(value, ensure_ascii=False)
    said = {problem.field for problem in problems}
    return Read(rows, tuple(problems) + _refused({**now, **rows}, set(rows) - said))


def one_language(part: str, settings: PublicSettings) -> dict[str, list[tuple[str, list[str]]]]:
    """Return what lists lack: by control, each language with the entries that are not in it.

    A region counts with its area. Pages in that language show the words of another one.
    """
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for control in PARTS[part]:
        if control.kind != "lines":
            continue
        for language in KNOWN_LANGUAGES:
            entries = getattr(settings, control.name)
            lacking = [one.label.of(language) for one in entries if not _is_in(one, language)]
            if lacking:
                found.setdefault(control.name, []).append((language, lacking))
    return found


def _is_in(entry: Area | Listed | HelpNumber, language: str) -> bool:
    texts = [entry.label, entry.region] if isinstance(entry, Area) else [entry.label]
    return all(text.by_language.get(language) for text in texts)


def theirs(part: str, form: Form, settings: PublicSettings) -> dict[str, list[str]]:
    """Return what is saved now and differs from what was typed, by control."""
    saved = filled(part, settings)
    return {name: value for name, value in saved.items() if _same(form, name) != _tidy(value)}


def _same(form: Form, name: str) -> list[str]:
    return _tidy(form.get(name, []))


def _tidy(values: list[str]) -> list[str]:
    return [cleaned for value in values if (cleaned := clean_text(value))]


def _refused(rows: Mapping[str, str], of: set[str]) -> tuple[Problem, ...]:
    """Return what `PublicSettings` refuses of these fields, said in the words of each."""
    try:
        PublicSettings.from_mapping(rows)
    except Invalid as invalid:
        return tuple(
            replace(problem, message=WHY.get(problem.field, problem.message))
            for problem in invalid.problems
            if problem.field in of
        )
    return ()


def _lines(name: str, form: Form, settings: PublicSettings) -> Lines:
    typed = _one(name, form)
    if name == "help_numbers":
        return lines.read_help_numbers(name, typed)
    if name == "areas":
        return lines.read_areas(name, typed, settings.areas)
    known: Sequence[Any] = getattr(settings, name)
    return lines.read_listed(name, typed, known)


def _phrase(form: Form, kept: str) -> tuple[str, list[Problem]]:
    """Hash a new phrase; an empty box leaves the present one."""
    typed = clean_line(_one(PHRASE_FIELD, form))
    if not typed:
        return kept, []
    if not SHORTEST_PHRASE <= len(typed) <= LONGEST_PHRASE:
        limits = {"least": SHORTEST_PHRASE, "most": LONGEST_PHRASE}
        return kept, [Problem("phrase_hash", BAD_PHRASE, params=limits)]
    return write_hash(page_phrase_hash(typed)), []


def _one(name: str, form: Form) -> str:
    return next(iter(form.get(name, [])), "")


def _by_language(name: str, form: Form) -> object:
    return {language: _one(f"{name}.{language}", form) for language in KNOWN_LANGUAGES}


def _plain(name: str, form: Form) -> object:
    typed = clean_line(_one(name, form))
    # People write an address of mail, security.txt wants a URI.
    mail = name == "security_contact" and "@" in typed and ":" not in typed
    return f"mailto:{typed}" if mail else typed


def _colour(name: str, form: Form) -> object:
    return clean_line(_one(name, form)).lower()


def _days(name: str, form: Form) -> object:
    typed = clean_line(_one(name, form))
    # Anything but a short number stays text, which is then refused as what it is.
    return (
        int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= len("365") else typed
    )


def _flag(name: str, form: Form) -> object:
    return "yes" in form.get(name, [])


def _languages(name: str, form: Form) -> object:
    return [language for language in KNOWN_LANGUAGES if language in form.get(name, [])]


_READ: Mapping[str, Callable[[str, Form], object]] = {
    "line": _by_language,
    "text": _by_language,
    "plain": _plain,
    "colour": _colour,
    "days": _days,
    "flag": _flag,
    "languages": _languages,
}
