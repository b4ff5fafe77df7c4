"""The catalogue's questions as a page: what is asked, in which sections, and which stand open.

Shared by intake's form and by the form that staff fill in for somebody. Templates:
`shared/questions.html` and `shared/choices.html`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flask import request

from crypto.receipts import NONCE_BYTES
from crypto.suite import random_bytes
from reporting.domain.catalogue import (
    FIELDS,
    HARMS_FIRST,
    MAX_REPEATS,
    PARTS,
    Field,
    Option,
    fields_of,
)
from reporting.domain.consent import Choices
from reporting.domain.consent_choices import PERMISSIONS
from reporting.domain.consent_wording import offered, wording
from reporting.domain.report import Account, Contact, Draft
from reporting.web.i18n import SWITCH_FIELD, current_language, gettext

if TYPE_CHECKING:
    from reporting.domain.errors import Problem
    from reporting.domain.settings import PublicSettings

EMPTY = Draft(Account(), Contact(), Choices(), ())
NONCE_FIELD = "nonce"
DO = "do"
"""Name of every button of the form; its value says what it does."""

ADD = {
    "add-person": "person",
    "add-vehicle": "vehicle",
    "add-identifier": "identifier",
}

FOR_POLICE = ("your_age_19",)
"""Questions about her that only the police route needs: they stand beside its yes, nowhere else."""


@dataclass(frozen=True, slots=True)
class Section:
    """A collapsed part of the form. `repeats` is 0 where nothing repeats."""

    slug: str
    label: str
    opened: bool
    fields: tuple[Field, ...] = ()
    group: str = ""
    repeats: int = 0
    more: bool = False


def nonce_of_form() -> bytes:
    """Return the nonce that the posted form carries, or a fresh one."""
    try:
        nonce = bytes.fromhex(request.form.get(NONCE_FIELD, ""))
    except ValueError:
        nonce = b""
    return nonce if len(nonce) == NONCE_BYTES else random_bytes(NONCE_BYTES)


def is_unsent(action: str) -> bool:
    """Say whether a button does something else than sending."""
    return bool(request.form.get(SWITCH_FIELD)) or action in ADD or action == "again"


def with_one_more(draft: Draft, group: str) -> Draft:
    """Return the draft with room for one more person, vehicle or identifier."""
    there = draft.repeats.get(group, 1)
    return replace(draft, repeats={**draft.repeats, group: max(there, min(there + 1, MAX_REPEATS))})


def form_parts(
    draft: Draft,
    settings: PublicSettings,
    *,
    addition: bool = False,
    opened: frozenset[str] = frozenset(),
) -> Mapping[str, Any]:
    """Return what the templates show of the form, with everything that was typed.

    An addition asks nothing about consent. `opened` names sections to unfold besides those with
    problems or answers.
    """
    language = current_language()
    asked = offered(language, settings.reviewed_languages)
    showing = _Showing(draft, settings, asked, addition)
    problems = tuple(showing.place(problem) for problem in draft.problems)
    return {
        "problems": problems,
        "values": draft.typed,
        "labels": {name: known.label for name, known in FIELDS.items()},
        "sections": showing.sections({problem.field for problem in problems}, opened),
        "first": showing.first_screen(),
        "harms_first": HARMS_FIRST,
        "options_of": lambda known: options_of(known, settings),
        "asked": asked,
        "wording": wording(language),
        "signed": _signed(settings),
    }


def options_of(known: Field, settings: PublicSettings) -> tuple[Option, ...]:
    """Return the options of an organisation's list with "I don't know", labels translated."""
    own = settings.listed(known.list_name, current_language())
    return (*own, *(Option(o.value, gettext(o.label)) for o in known.options))


def _is_asked(known: Field, settings: PublicSettings) -> bool:
    """Say whether there is anything to choose: a list that the organisation has not filled is not.

    An area can always be written.
    """
    empty = known.list_name and not settings.listed(known.list_name, "en")
    return known.name == "area" or not empty


def _signed(settings: PublicSettings) -> Mapping[str, Field]:
    """Return the questions of consent, in the words that are signed where they have any."""
    words = wording(current_language())
    signed = {
        f.name: replace(
            f, label=words.yes.get(f.name, f.label), help=words.more.get(f.name, f.help)
        )
        for f in fields_of("choices")
        if _is_asked(f, settings)
    }
    return signed | {name: FIELDS[name] for name in FOR_POLICE}


@dataclass(frozen=True, slots=True)
class _Showing:
    """One showing of the form; `asked` are the permissions that may be asked in its language."""

    draft: Draft
    settings: PublicSettings
    asked: frozenset[str]
    addition: bool

    def first_screen(self) -> Mapping[str, Field]:
        """Return the questions of the first screen by name."""
        text = wording(current_language()).more["consent_bulletin"]
        first = {n: f for n, f in FIELDS.items() if f.first_screen and _is_asked(f, self.settings)}
        # The words she says yes to stand beside this question, too.
        first["warn_others"] = replace(first["warn_others"], help=text)
        if self.addition:
            del first["warn_others"]
        return first

    def sections(self, troubled: set[str], opened: frozenset[str]) -> list[Section]:
        """Return the collapsed sections in the order of the catalogue."""
        typed = {n.partition("-")[0] for n, values in self.draft.typed.items() if any(values)}
        sections = []
        for part in PARTS:
            if self.addition and part.slug == "choices":
                continue
            asked = [
                f
                for f in fields_of(part.slug)
                if not f.first_screen and f.name not in FOR_POLICE and _is_asked(f, self.settings)
            ]
            group = next((f.group for f in asked if f.group), "")
            repeats = max(self.draft.repeats.get(group, 1), 1) if group else 0
            names = {known.name for known in asked}
            if part.slug == "choices":
                names |= {*FOR_POLICE}
            if part.slug == "when":
                names |= {f"happened_on_{part}" for part in ("day", "month", "year", "unsure")}
            sections.append(
                Section(
                    slug=part.slug,
                    label=part.label,
                    opened=part.slug in opened or bool(names & (troubled | typed)),
                    fields=tuple(asked),
                    group=group,
                    repeats=repeats,
                    more=0 < repeats < MAX_REPEATS,
                )
            )
        return sections

    def place(self, problem: Problem) -> Problem:
        """Put a problem at a control that is on the page, else at the whole form."""
        known = FIELDS.get(problem.field)
        if known is None:
            return replace(problem, field="")
        if known.beside:
            return replace(problem, field=known.beside)
        for_police = known.name.startswith("police_") or known.name in FOR_POLICE
        unasked = self.addition and (known.compartment == "consent" or for_police)
        shown = _is_asked(known, self.settings) and not unasked
        permission = "consent_police_report" if for_police else known.name
        if permission in PERMISSIONS and permission not in self.asked:
            shown = False
        if problem.instance > max(self.draft.repeats.get(known.group, 1), 1):
            shown = False
        return problem if shown else replace(problem, field="", instance=1)
