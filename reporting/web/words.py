"""Small helpers for templates: icons that are also words, and how a problem of a field is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar

from markupsafe import Markup

from reporting.web.i18n import gettext, lazy_gettext

if TYPE_CHECKING:
    from flask import Flask

# name: (sign, word). A sign alone is a riddle, and a screen reader says its Unicode name: the sign
# is hidden from it and the word always stands there.
ICONS = {
    "yes": ("✓", lazy_gettext("yes")),
    "no": ("–", lazy_gettext("no")),
    "waiting": ("…", lazy_gettext("waiting")),
    "new": ("●", lazy_gettext("new")),
    "warning": ("⚠", lazy_gettext("careful")),
    "blocked": ("✕", lazy_gettext("not possible")),
    "dangerous": ("▲", lazy_gettext("dangerous")),
    "risky": ("◆", lazy_gettext("risky")),
    "unpleasant": ("○", lazy_gettext("unpleasant, a waste of time")),
}


def icon(name: str, word: str | None = None) -> Markup:
    """Return a sign with its word; `word` replaces the usual one (already translated).

    Raises KeyError for a name that is not in `ICONS`.
    """
    sign, usual = ICONS[name]
    shown = str(usual) if word is None else word
    return Markup('<span class="icon" aria-hidden="true">{}</span> {}').format(sign, shown)


UNBROKEN = re.compile(
    r"\b(?:F-)?[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b|(?<!\d)\d{3}[ -]\d{3}-\d{4}(?!\d)"
)
"""References of reports and packages, and telephone numbers: a line never ends inside of them."""


def whole(text: str) -> Markup:
    """Return a sentence whose references and telephone numbers stay on one line."""
    shown, end = Markup(), 0
    for match in UNBROKEN.finditer(text):
        shown += text[end : match.start()]
        shown += Markup('<span class="whole">{}</span>').format(match[0])
        end = match.end()
    return shown + text[end:]


class ProblemLike(Protocol):
    """What a template needs to know of `reporting.domain.report.Problem`."""

    @property
    def field(self) -> str:
        """The catalogue name, or "" for the whole form."""

    @property
    def message(self) -> str:
        """An English msgid with `%(name)s` places."""

    @property
    def instance(self) -> int:
        """1 for the first person, vehicle or identifier and for all that does not repeat."""

    @property
    def params(self) -> Mapping[str, object]:
        """What fills the places of the message."""


Found = TypeVar("Found", bound=ProblemLike)


def suffix(number: int) -> str:
    """Return what a repeated field's name ends with: "" for the first, then "-2", "-3"..."""
    return f"-{number}" if number > 1 else ""


def problem_text(problem: ProblemLike) -> str:
    """Say a problem in the language of the page."""
    return gettext(problem.message, **problem.params)


def problems_of(problems: Iterable[Found], field: str, number: int = 1) -> list[Found]:
    """Pick the problems of one field; 0 and 1 both mean the first."""
    return [
        problem
        for problem in problems
        if problem.field == field and max(problem.instance, 1) == max(number, 1)
    ]


def init_words(app: Flask) -> None:
    """Give templates the helpers of this module."""
    app.jinja_env.filters["whole"] = whole
    app.jinja_env.globals.update(
        icon=icon, problem_text=problem_text, problems_of=problems_of, suffix=suffix
    )
