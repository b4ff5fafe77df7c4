"""The form as staff fill it in for somebody: questions to say aloud, and how she answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flask import request

from crypto.errors import AmbiguousCode, NotACode
from crypto.receipts import Code
from reporting.casework.signin import Attempt
from reporting.domain.errors import Problem
from reporting.domain.labels import N_
from reporting.domain.report_text import clean_line
from reporting.sealed.witness import HOWS, MAX_ASKED, Hearing
from reporting.web.formpage import form_parts
from reporting.web.i18n import current_language, lazy_gettext

if TYPE_CHECKING:
    from reporting.domain.catalogue import Field
    from reporting.domain.report import Draft
    from reporting.domain.settings import PublicSettings

HOW = {
    "spoken": lazy_gettext("Spoken: I read the words aloud"),
    "paper": lazy_gettext("On paper: she ticked them herself"),
}

LABELS = {
    "how": N_("How she answered"),
    "asked": N_("How you asked"),
    "code": N_("Code of the paper form"),
    "second_handle": N_("The second person"),
}

CHOOSE = N_("Say how she answered: you sign it.")
LONG = N_("This is too long; %(most)s characters are the most.")
NO_CODE = N_("Type the code that stands on the paper form, or say that it cannot be read.")
BAD_WORD = N_("This is no code. Look at number %(position)s again.")
BAD_CODE = N_("This is no code. It has eight words, or eight groups of digits.")
NO_SECOND = {
    "same": N_("This is you. The second person is somebody else who heard it."),
    "wrong": N_(
        "Name, passphrase or code of the second person do not fit. Nothing was saved. She types "
        "them again, with a new code."
    ),
    "settling": N_("She signs in by herself first, and sets a passphrase of her own."),
    "role": N_("She takes no reports here: an advocate or an outreach worker can be the second."),
    "wait": N_("Too many tries. Nothing was saved; she tries again in %(count)s seconds."),
}
USED = N_(
    "A report with this code is here already. If you just sent this one, it has arrived. If it is "
    "another paper, check the code."
)

_PROMPTS: Mapping[str, tuple[str, str]] = {
    "incident_types": (
        N_("What happened?"),
        N_("Let her talk first. Tick what fits; you need not read the list."),
    ),
    "what_happened": (
        N_("Tell me as much or as little as you want."),
        N_("Write what she says, as she says it. Read it back to her."),
    ),
    "known_by": (
        N_("How would others know this person?"),
        N_("A number, plate, car, looks: whatever she remembers. A part of it helps, too."),
    ),
}
"""What to say aloud in place of a question that is written to be read, and how to take it down."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the taker typed about the asking itself, to be shown again as it is."""

    how: str = ""
    asked: str = ""
    code: str = ""
    unreadable: bool = False
    second: str = ""


NOTHING_TYPED = Answered()


@dataclass(frozen=True, slots=True)
class Read:
    """What came of it; `hearing` is None when there are problems. `card` is a paper form's code."""

    problems: tuple[Problem, ...]
    hearing: Hearing | None = None
    card: Code | None = None


def answered() -> Answered:
    """Return what this request's form says about the asking."""
    return Answered(
        how=request.form.get("how", ""),
        asked=request.form.get("asked", ""),
        code=request.form.get("code", ""),
        unreadable=request.form.get("code_unreadable") == "yes",
        second=request.form.get("second_handle", "").strip(),
    )


def second_attempt(typed: Answered) -> Attempt | None:
    """Return what the second person typed, None when nobody is named; it is shown to nobody."""
    if not typed.second:
        return None
    form = request.form
    return Attempt(typed.second, form.get("second_passphrase", ""), form.get("second_code", ""))


def read(typed: Answered) -> Read:
    """Read how she answered, and which card is hers."""
    problems = []
    how = next((known for known in HOWS if known == typed.how), None)
    if how is None:
        problems.append(Problem("how", CHOOSE))
    asked = clean_line(typed.asked)
    if len(asked) > MAX_ASKED:
        problems.append(Problem("asked", LONG, params={"most": MAX_ASKED}))
    card, trouble = _card(typed)
    if trouble is not None:
        problems.append(trouble)
    if problems or how is None:
        return Read(tuple(problems))
    return Read((), Hearing(how, asked), card)


def _card(typed: Answered) -> tuple[Code | None, Problem | None]:
    if typed.code.strip():
        return _parsed(typed.code, None)
    if typed.how == "paper" and not typed.unreadable:
        return None, Problem("code", NO_CODE)
    return None, None


def _parsed(text: str, language: str | None) -> tuple[Code | None, Problem | None]:
    try:
        return Code.parse(text, language), None
    except AmbiguousCode:
        # The words are in two lists: the paper was printed in the language it is typed in.
        return _parsed(text, current_language())
    except NotACode as error:
        if error.position is None:
            return None, Problem("code", BAD_CODE)
        return None, Problem("code", BAD_WORD, params={"position": error.position})


def aloud(draft: Draft, settings: PublicSettings, opened: frozenset[str]) -> dict[str, Any]:
    """Return what the templates show of the form, its first questions put as one says them."""
    parts = dict(form_parts(draft, settings, opened=opened))
    parts["first"] = {name: _said(field) for name, field in parts["first"].items()}
    parts["labels"] = {**parts["labels"], **LABELS}
    return parts


def _said(field: Field) -> Field:
    label, hint = _PROMPTS.get(field.name, (field.label, field.help))
    return replace(field, label=label, help=hint)
