"""Keeping somebody from a case, and letting her in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from reporting.casework import keeping
from reporting.review.access import needs
from reporting.review.casepage import read_case_of, show
from reporting.review.refusals import refuse_with_pages
from reporting.review.services import desk, engine
from reporting.web.i18n import gettext

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("keeping", __name__)
refuse_with_pages(blueprint)

LONGEST_WHY = 300
ME = "me"


@blueprint.post("/cases/<ref>/keep-from")
@needs("advocate")
def keep_from(ref: str) -> ResponseReturnValue:
    """Keep oneself or a colleague from a case; for a colleague somebody has to have said so."""
    found = read_case_of(ref)
    who = request.form.get("who", "")
    why = " ".join(request.form.get("why", "").split())[:LONGEST_WHY]
    if who == ME:
        keeping.keep_from(engine(), desk(), found.report, desk().handle)
        return redirect(url_for("cases.listing", done="kept_from"), 303)
    if not who or not why:
        problem = gettext("Please choose a person, and write why (one line).")
        return show(found, problem=problem, keeping_refused=who), 400
    keeping.keep_from(engine(), desk(), found.report, who, why)
    return _done(ref)


@blueprint.post("/cases/<ref>/let-in")
@needs("advocate")
def let_in(ref: str) -> ResponseReturnValue:
    """Let a colleague see a case again."""
    keeping.let_in(engine(), desk(), read_case_of(ref).report, request.form.get("who", ""))
    return _done(ref)


def _done(ref: str) -> ResponseReturnValue:
    return redirect(url_for("cases.case", ref=ref, done="seen_by", _anchor="keeping"), 303)
