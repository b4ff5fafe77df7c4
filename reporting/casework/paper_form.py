"""The short form on paper, for whoever has no phone: one sheet, each with a code card to tear off.

The codes are made when it is printed and kept nowhere. A code has no report until the paper is
typed in, so the card works from the next day. Police and partners are not asked about on paper: a
witnessed yes would not be enough for them.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdf

from crypto.receipts import Code
from reporting.casework.desk import Desk
from reporting.casework.errors import CannotPrint
from reporting.casework.print_labels import LANGUAGES, print_labels, said
from reporting.casework.record import Action
from reporting.casework.speaking import translate
from reporting.casework.taking import record_done
from reporting.casework.typesetting import Language, Paper, Value, Words, typeset
from reporting.domain.catalogue import FIELDS, HARMS_FIRST, INCIDENT_TYPES, Option
from reporting.domain.consent_wording import CURRENT, wording
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from reporting.domain.settings import PublicSettings

MOST_COPIES = 50
"""A week of a van; each is a sheet with somebody's code, so none should lie about."""

MOST_AREAS = 12
"""Boxes that fit; with more areas than that there is a line to write on."""

SIDES = 2

ASKED = ("consent_statistics", "consent_compare", "consent_contact")
"""Asked with their exact words beside the warning; what needs more than a witness is not."""

QUESTIONS = ("incident_types", "what_happened", "when_rough", "area", "known_by", "warn_others")


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """How many forms to print, in which language, on which paper."""

    copies: int
    language: Language = "en"
    paper: Paper = "letter"

    def check(self) -> None:
        """Raise Invalid for more copies than somebody can keep an eye on, or none."""
        if not 1 <= self.copies <= MOST_COPIES:
            message = N_("Choose 1 to %(most)s copies.")
            raise Invalid([Problem("copies", message, params={"most": MOST_COPIES})])


def print_forms(engine: Engine, desk: Desk, order: PaperOrder) -> bytes:
    """Print blank forms, each with a code of its own, and record how many.

    Raises Invalid, Expired, SettingsNotBelieved, and CannotPrint, also when the organisation's own
    words are so long that a form does not fit on one sheet.
    """
    order.check()
    desk.require_valid()
    desk.require_settings()
    codes = [Code.random() for _ in range(order.copies)]
    pdf = form_pdf(desk.settings, codes, order.paper, order.language)
    record_done(engine, desk, Action.FORMS_PRINTED, number=str(order.copies))
    return pdf


def form_pdf(
    settings: PublicSettings, codes: Sequence[Code], paper: Paper, language: Language
) -> bytes:
    """Set one form for each code, two pages each. Raises CannotPrint."""
    data = _data(settings, codes, "en" if language == "both" else language)
    made = typeset("form", data, paper=paper, language=language, day=None)
    if len(pypdf.PdfReader(io.BytesIO(made)).pages) != SIDES * len(codes):
        raise CannotPrint("a form does not fit on its sheet")
    return made


def _data(settings: PublicSettings, codes: Sequence[Code], language: str) -> dict[str, Value]:
    areas = settings.areas if len(settings.areas) <= MOST_AREAS else ()
    more = [option for option in INCIDENT_TYPES if option not in HARMS_FIRST]
    return {
        "title": settings.title.by_language,
        "address": settings.report_address,
        "first": [
            text.by_language
            for text in (settings.who_reads, settings.legal_limits, settings.under_19)
        ],
        "numbers": [
            {"name": one.label.by_language, "number": one.phone} for one in settings.help_numbers
        ],
        "questions": {name: _say(FIELDS[name].label) for name in QUESTIONS},
        "own_words": _say(FIELDS["what_happened"].help),
        "known_help": _say(FIELDS["known_by"].help),
        "area_help": _say(FIELDS["area"].help),
        "harms": _options(HARMS_FIRST),
        "more_harms": _options(more),
        "when": _options(FIELDS["when_rough"].options),
        "areas": [area.label.by_language for area in areas],
        "warn": _options(FIELDS["warn_others"].options),
        "intro": _signed("intro"),
        "none": _signed("none"),
        "warning": _asked("consent_bulletin"),
        "asked": [_asked(name) for name in ASKED],
        "version": CURRENT,
        "labels": print_labels("form", translate),
        "codes": [{"words": code.words(language), "digits": code.digits()} for code in codes],
    }


def _say(msgid: str) -> Words:
    return said(translate, msgid)


def _options(options: Sequence[Option]) -> list[Words]:
    return [_say(option.label) for option in options]


def _signed(part: str) -> Words:
    return {language: getattr(wording(language), part) for language in LANGUAGES}


def _asked(name: str) -> Mapping[str, Words]:
    """Return the exact words of one choice, and what it means."""
    return {
        "yes": {language: wording(language).yes[name] for language in LANGUAGES},
        "more": {language: wording(language).more[name] for language in LANGUAGES},
    }
