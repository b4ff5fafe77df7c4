"""Sheets: choose, look at what would stand on one, print it, and see what was printed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from flask import Blueprint, Response, render_template, request

from reporting.casework import sheets
from reporting.casework.sheets import ELSEWHERE, MOST_COPIES, USUAL_PERIOD_DAYS, Order
from reporting.casework.typesetting import Language, Paper
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.review import bulletin_words
from reporting.review.access import needs
from reporting.review.downloads import pdf_response
from reporting.review.forms import count_of
from reporting.review.refusals import refuse_with_pages
from reporting.review.services import desk, engine
from reporting.store.engine import reading
from reporting.web.i18n import current_language, lazy_gettext

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("sheets", __name__)
refuse_with_pages(blueprint)

LANGUAGES = {
    "both": lazy_gettext("English and French, side by side"),
    "en": lazy_gettext("English"),
    "fr": lazy_gettext("French"),
}
PAPERS = {"letter": lazy_gettext("Letter"), "a4": lazy_gettext("A4")}
NO_AREA = "none"
"""Value of the tick box for bulletins that name no area of the list."""

LABELS = {
    "since": N_("From"),
    "until": N_("To"),
    "areas": N_("Areas"),
    "copies": N_("Copies"),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it was sent, to be shown again."""

    since: str
    until: str
    areas: tuple[str, ...]
    language: str
    paper: str
    copies: str


@blueprint.get("/sheets")
@needs("advocate", "outreach")
def listing() -> ResponseReturnValue:
    """Show the form as most will want it, what it would print, and the sheets so far."""
    return _page(_usual())


@blueprint.post("/sheets")
@needs("advocate", "outreach")
def choose() -> ResponseReturnValue:
    """Show what the sheet would hold, or print it as a file to be saved."""
    typed = Typed(
        since=request.form.get("since", "").strip(),
        until=request.form.get("until", "").strip(),
        areas=tuple(request.form.getlist("areas")),
        language=request.form.get("language", ""),
        paper=request.form.get("paper", ""),
        copies=request.form.get("copies", "").strip(),
    )
    if request.form.get("do") != "print":
        return _page(typed)
    try:
        order = _order(typed)
        return _file(sheets.print_sheet(engine(), desk(), order))
    except Invalid:
        return _page(typed)


def _file(printed: sheets.Printed) -> Response:
    return pdf_response(printed.pdf, f"{printed.number}.pdf")


def _page(typed: Typed) -> ResponseReturnValue:
    problems: tuple[Problem, ...] = ()
    content = None
    settings = desk().settings
    with reading(engine()) as session:
        try:
            content = sheets.preview(session, desk(), _order(typed))
        except Invalid as invalid:
            problems = invalid.problems
        printed = sheets.read_printed(session, desk())
    page = render_template(
        "review/sheets.html",
        typed=typed,
        problems=problems,
        labels=LABELS,
        content=content,
        title_of=bulletin_words.title_of,
        areas=[(one.slug, one.label.of(current_language())) for one in settings.areas],
        no_area=NO_AREA,
        languages=LANGUAGES,
        papers=PAPERS,
        most_copies=MOST_COPIES,
        printed=printed,
    )
    return page, 400 if problems else 200


def _usual() -> Typed:
    today = desk().today
    slugs = [area.slug for area in desk().settings.areas]
    return Typed(
        since=(today - timedelta(days=USUAL_PERIOD_DAYS)).isoformat(),
        until=today.isoformat(),
        areas=(*slugs, NO_AREA),
        language="both",
        paper="letter",
        copies="1",
    )


def _order(typed: Typed) -> Order:
    """Read what was typed. Raises Invalid."""
    listed = {area.slug for area in desk().settings.areas}
    chosen = frozenset(typed.areas) & listed
    order = Order(
        since=_day("since", typed.since),
        until=_day("until", typed.until),
        areas=chosen | ({ELSEWHERE} if NO_AREA in typed.areas else set()),
        copies=count_of(typed.copies),
    )
    language = typed.language if typed.language in LANGUAGES else order.language
    paper = typed.paper if typed.paper in PAPERS else order.paper
    order = replace(order, language=cast("Language", language), paper=cast("Paper", paper))
    order.check()
    return order


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid([Problem(name, N_("Write the day as 2026-12-31."))]) from error
