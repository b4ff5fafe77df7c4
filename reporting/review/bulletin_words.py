"""A bulletin as people read it, in every language, by the very words that sheets print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reporting.casework.checking import finding_key
from reporting.casework.printing import printed_identifier, sheet_entry
from reporting.casework.published import Showing
from reporting.casework.sheet_pdf import SheetEntry
from reporting.casework.speaking import speaker_of
from reporting.casework.typesetting import Words
from reporting.domain.bulletin import LANGUAGES, BulletinBody, Edition, Reason
from reporting.domain.bulletin_choice import Choice, Chosen, choices
from reporting.domain.bulletin_facts import Facts
from reporting.domain.redaction_finding import Finding
from reporting.domain.report import Identifier
from reporting.domain.settings import PublicSettings
from reporting.domain.short_names import SHORT_NAMES
from reporting.review.services import desk
from reporting.web.i18n import current_language, gettext, lazy_gettext

GROUPS = {
    "happening": lazy_gettext("What happened"),
    "vehicles": lazy_gettext("Vehicle"),
    "persons": lazy_gettext("Person"),
    "identifiers": lazy_gettext("Numbers and names"),
}
SHOWING = {
    Showing.SCHEDULED: ("waiting", lazy_gettext("scheduled")),
    Showing.LIVE: ("yes", lazy_gettext("live")),
    Showing.OVER: ("no", lazy_gettext("over: its day has passed")),
    Showing.STOPPED: ("blocked", lazy_gettext("stopped by the worker")),
    Showing.RECALLED: ("blocked", lazy_gettext("recalled")),
    Showing.PUT_BACK: ("warning", lazy_gettext("put back by somebody: not shown, not printed")),
    Showing.REFUSED: ("warning", lazy_gettext("not shown: its signatures do not hold")),
}

NAMES = frozenset(
    {
        "ad_site",
        "ad_handle",
        "person_name",
        "vehicle_plate",
        "vehicle_region",
        "vehicle_make",
        "vehicle_model",
    }
)
"""Typed fields that nobody translates."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field that may be published, as a tick box: its name, its words, what was found in it."""

    choice: Choice
    label: str
    shown: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and its rows."""

    heading: str
    rows: tuple[Row, ...]


def rows_of(offered: Facts, chosen: Chosen | None, findings: Iterable[Finding]) -> list[Group]:
    """Return every publishable field in groups, each with what the check found in it."""
    found: dict[str, list[Finding]] = {}
    for one in findings:
        path = chosen.paths.get(one.where, one.where) if chosen else one.where
        found.setdefault(path, []).append(one)
    groups: dict[str, tuple[str, list[Row]]] = {}
    for choice in choices(offered):
        row = Row(choice, _label(choice), _shown(choice), tuple(found.get(choice.path, ())))
        key = choice.path.rpartition(".")[0] if choice.name else "identifiers"
        groups.setdefault(key, (_heading(key, offered), []))[1].append(row)
    return [Group(heading, tuple(rows)) for heading, rows in groups.values()]


def of_summary(findings: Iterable[Finding], language: str) -> list[Finding]:
    """Return what was found in the summary of a language."""
    return [one for one in findings if one.where == f"summary.{language}"]


def reasons_by_key(reasons: Iterable[Reason], findings: Iterable[Finding]) -> Mapping[str, str]:
    """Return the written reasons by the findings that they answer."""
    texts = {(one.rule, one.where, one.excerpt): one.text for one in reasons}
    return {
        finding_key(one): texts[one.rule, one.where, one.excerpt]
        for one in findings
        if (one.rule, one.where, one.excerpt) in texts
    }


def entry_of(body: BulletinBody, number: int, edition: int = 1) -> SheetEntry:
    """Put a body into the words and the order of a sheet."""
    shown = Edition(max(number, 1), edition, desk().today, body)
    return sheet_entry(shown, speaker_of(desk().settings))


def share_text(entry: SheetEntry, language: str, number: int) -> str:
    """Give a bulletin as plain lines for a message, in the order of a sheet."""
    caution = speaker_of(desk().settings).say("Reports are from workers and are not proven.")

    def said(words: Words) -> str:
        return in_language(words, language)

    lines = [
        " · ".join(part for part in (said(entry.types), said(entry.severity_label)) if part),
        " · ".join(part for part in (said(entry.when), said(entry.area)) if part),
        *(" · ".join(p for p in (one.plate, said(one.words)) if p) for one in entry.vehicles),
        *(said(person) for person in entry.persons),
        *(f"{said(one.kind)} {one.value}" for one in entry.identifiers),
        said(entry.circumstances),
        said(entry.summary),
        said(entry.note),
        f"{said(caution)} ({number})",
    ]
    return "\n".join(line for line in lines if line)


def excerpt_of(finding: Finding) -> str:
    """Give what was found as people read it: the name of an area, not its short name."""
    group, _, name = finding.where.partition(".")
    if group == "happening" and name in {"area", "region", "when"}:
        return _answer(name, finding.excerpt, desk().settings)
    return finding.excerpt


def untranslated(facts: Facts) -> list[tuple[str, str]]:
    """Give the typed details that stand on a sheet as they are, in every language: label, words.

    Names and numbers are the same in every language and are not among them.
    """
    found = ((one.where.rpartition(".")[2], one.text) for one in facts.passages())
    return [(gettext(SHORT_NAMES[name]), text) for name, text in found if name not in NAMES]


def unwritten(body: BulletinBody) -> list[str]:
    """Return the languages without sentences, where there are some in another one."""
    return [one for one in LANGUAGES if body.summary and one not in body.summary]


def in_language(words: Words, language: str) -> str:
    """Give words in a language, else in whichever there is (a template's `in_language`)."""
    return words.get(language) or words.get("") or next(iter(words.values()), "")


def title_of(body: BulletinBody | None) -> str:
    """Name a bulletin by its kinds of harm in the reader's language, "" without."""
    if body is None:
        return ""
    return in_language(entry_of(body, 1).types, current_language())


def _heading(key: str, offered: Facts) -> str:
    group, _, number = key.partition(".")
    members = {"vehicles": offered.vehicles, "persons": offered.persons}.get(group, ())
    heading = str(GROUPS[group])
    return f"{heading} {number}" if len(members) > 1 else heading


def _label(choice: Choice) -> str:
    if isinstance(choice.value, Identifier):
        speaker = speaker_of(desk().settings)
        return in_language(printed_identifier(choice.value, speaker).kind, current_language())
    name = SHORT_NAMES[choice.name]
    return gettext(name)


def _shown(choice: Choice) -> str:
    if isinstance(choice.value, Identifier):
        return choice.value.value
    values = (choice.value,) if isinstance(choice.value, str) else choice.value
    return ", ".join(_answer(choice.name, value, desk().settings) for value in values)


def _answer(name: str, value: str, settings: PublicSettings) -> str:
    return in_language(speaker_of(settings).answer(name, value), current_language())
