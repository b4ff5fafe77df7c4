"""Figures: how many reports a year, of what kind and where, safe to hand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from reporting.casework.figures import read_figures
from reporting.domain.catalogue import FIELDS
from reporting.domain.figures import COUNTED, SMALLEST_COUNT
from reporting.domain.short_names import SHORT_NAMES
from reporting.review.access import needs
from reporting.review.services import desk, engine
from reporting.store.engine import reading
from reporting.web.i18n import current_language, gettext

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("figures", __name__)


@blueprint.get("/figures")
@needs("advocate")
def listing() -> ResponseReturnValue:
    """Show every year that has reports which may be counted."""
    with reading(engine()) as session:
        years = read_figures(session, desk())
    return render_template(
        "review/figures.html",
        years=years,
        questions={name: gettext(SHORT_NAMES[name]) for name in COUNTED},
        answer=_answer,
        smallest=SMALLEST_COUNT,
    )


def _answer(name: str, value: str) -> str:
    """Say an answer in the reader's language."""
    if name == "area":
        area = desk().settings.area(value)
        return area.label.of(current_language()) if area else value
    return gettext(FIELDS[name].label_of(value))
