"""Answers that the team keeps ready, in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from reporting.casework import canned
from reporting.casework.canned import LONGEST_NAME, LONGEST_TEXT, Canned
from reporting.domain.bulletin import LANGUAGES
from reporting.domain.errors import Invalid
from reporting.review.access import needs
from reporting.review.addresses import id_of
from reporting.review.services import desk, engine
from reporting.review.talk import LANGUAGE_NAMES
from reporting.store.engine import reading, writing
from reporting.web.i18n import gettext, lazy_gettext

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("canned", __name__)

DONE = {
    "kept": lazy_gettext("Kept. Everybody who writes to workers can use it."),
    "removed": lazy_gettext("Removed."),
}


@blueprint.get("/canned")
@needs("advocate")
def listing() -> ResponseReturnValue:
    """Show all answers, each to be changed, and an empty one."""
    return _page()


@blueprint.post("/canned")
@needs("advocate")
def keep() -> ResponseReturnValue:
    """Keep a new answer, or a changed one; or remove one."""
    known = request.form.get("id", "")
    if request.form.get("do") == "remove":
        with writing(engine()) as session:
            canned.remove(session, id_of(known))
        return redirect(url_for("canned.listing", done="removed"), 303)
    texts = {tag: request.form.get(f"text.{tag}", "").strip() for tag in LANGUAGES}
    name = " ".join(request.form.get("name", "").split())
    try:
        answer = Canned(name, texts)
        if known:
            version = request.form.get("version", 0, int)
            answer = Canned(name, texts, id_of(known), version)
        with writing(engine()) as session:
            canned.put(session, desk(), answer)
    except Invalid as invalid:
        problem = gettext(invalid.problems[0].message, **invalid.problems[0].params)
        return _page(problem, known, name, texts), 400
    return redirect(url_for("canned.listing", done="kept"), 303)


def _page(
    problem: str = "", known: str = "", name: str = "", texts: dict[str, str] | None = None
) -> str:
    with reading(engine()) as session:
        ready = canned.read_all(session, desk())
    return render_template(
        "review/canned.html",
        answers=ready,
        problem=problem,
        known=known,
        name=name,
        texts=texts or {},
        languages={tag: LANGUAGE_NAMES[tag] for tag in LANGUAGES},
        longest_name=LONGEST_NAME,
        longest_text=LONGEST_TEXT,
        done=DONE.get(request.args.get("done", ""), ""),
    )
