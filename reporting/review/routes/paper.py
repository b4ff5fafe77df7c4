"""Blank paper forms: choose how many, and print them as a file that is kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import Blueprint, render_template, request

from reporting.casework.paper_form import MOST_COPIES, PaperOrder, print_forms
from reporting.casework.typesetting import Language, Paper
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.review.access import needs
from reporting.review.downloads import pdf_response
from reporting.review.forms import count_of
from reporting.review.refusals import refuse_with_pages
from reporting.review.services import desk, engine
from reporting.web.i18n import LANGUAGE_NAMES, current_language, lazy_gettext

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("paper", __name__)
refuse_with_pages(blueprint)

PAPERS = {"letter": lazy_gettext("Letter"), "a4": lazy_gettext("A4")}
LABELS = {"copies": N_("Copies")}
NAME = "forms.pdf"
USUAL = "5"


@dataclass(frozen=True, slots=True)
class Typed:
    """The order as it was typed, to be shown again."""

    copies: str
    language: str
    paper: str


@blueprint.get("/report/paper")
@needs("advocate", "outreach")
def form() -> ResponseReturnValue:
    """Show what can be chosen, and how to look after the paper."""
    return _page(Typed(USUAL, current_language(), "letter"))


@blueprint.post("/report/paper")
@needs("advocate", "outreach")
def printed() -> ResponseReturnValue:
    """Print forms, each with a new code; or show again what was typed."""
    typed = Typed(
        copies=request.form.get("copies", "").strip(),
        language=request.form.get("forms_in", ""),
        paper=request.form.get("paper", ""),
    )
    order = PaperOrder(
        copies=count_of(typed.copies),
        language=cast("Language", typed.language if typed.language in LANGUAGE_NAMES else "en"),
        paper=cast("Paper", typed.paper if typed.paper in PAPERS else "letter"),
    )
    try:
        return pdf_response(print_forms(engine(), desk(), order), NAME)
    except Invalid as invalid:
        return _page(typed, invalid.problems)


def _page(typed: Typed, problems: tuple[Problem, ...] = ()) -> ResponseReturnValue:
    page = render_template(
        "review/paper.html",
        typed=typed,
        problems=problems,
        labels=LABELS,
        languages=LANGUAGE_NAMES,
        papers=PAPERS,
        most=MOST_COPIES,
        address=desk().settings.report_address,
    )
    return page, 400 if problems else 200
