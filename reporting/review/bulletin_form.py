"""The form on which a bulletin is written: what was typed, as the page shows it again and as read.

Every text comes back, whatever it is; only `written` refuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from reporting.casework.bulletins import Written
from reporting.domain.bulletin import LANGUAGES, MOST_REASONS, Quote
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.report_text import clean_line, clean_text

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from reporting.casework.drafts import Draft

KEEP = "keep"
TEXT = "text."
SUMMARY = "summary."
REASON = "reason."


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form; `expires` as the browser writes a day, `quotes` with their reasons.

    `reasons` are by `finding_key`.
    """

    kept: Mapping[str, str] = field(repr=False)
    summary: Mapping[str, str] = field(repr=False)
    expires: str
    urgent: bool
    unconfirmed: bool
    quotes: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    reasons: Mapping[str, str] = field(default_factory=dict, repr=False)

    def written(self) -> Written:
        """Return what was typed as values. Raises Invalid."""
        try:
            expires = date.fromisoformat(self.expires)
        except ValueError as error:
            message = N_("Write the day as 2026-12-31.")
            raise Invalid([Problem("expires", message)]) from error
        return Written(
            kept=self.kept,
            expires=expires,
            summary={language: text for language, text in self.summary.items() if text},
            urgent=self.urgent,
            unconfirmed=self.unconfirmed,
            quotes=tuple(Quote(text, reason) for text, reason in self.quotes),
            reasons=self.reasons,
        )


def from_form(form: MultiDict[str, str]) -> Typed:
    """Read a form that was sent."""
    quotes = zip(form.getlist("quote"), form.getlist("quote_reason"), strict=False)
    cleaned = [(clean_line(text), clean_line(reason)) for text, reason in quotes]
    return Typed(
        kept={path: clean_line(form.get(TEXT + path, "")) for path in form.getlist(KEEP)},
        summary={one: clean_text(form.get(SUMMARY + one, "")) for one in LANGUAGES},
        expires=form.get("expires", "").strip(),
        urgent="urgent" in form,
        unconfirmed="unconfirmed" in form,
        quotes=tuple(pair for pair in cleaned if pair[0])[:MOST_REASONS],
        reasons={
            name.removeprefix(REASON): clean_line(text)
            for name, text in form.items()
            if name.startswith(REASON)
        },
    )


def from_draft(draft: Draft, reasons: Mapping[str, str]) -> Typed:
    """Show a draft again, with the reasons that still answer something."""
    body = draft.draft.body
    return Typed(
        kept=draft.kept,
        summary={one: body.summary.get(one, "") for one in LANGUAGES},
        expires=body.expires.isoformat(),
        urgent=body.urgent,
        unconfirmed=body.unconfirmed,
        quotes=tuple((quote.text, quote.reason) for quote in draft.draft.quotes),
        reasons=reasons,
    )
