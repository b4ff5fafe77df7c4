"""The list of reports, and the page of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from reporting.casework import cases
from reporting.casework.cards import Listed, list_cards
from reporting.casework.errors import NoKey, TooManyNarrowings
from reporting.casework.filing import Filed, file_waiting
from reporting.casework.notes import LONGEST_NOTE
from reporting.casework.told_sheets import tell_printed
from reporting.domain.case import Status
from reporting.domain.errors import MoveNotAllowed
from reporting.review import answers, consents
from reporting.review.access import needs
from reporting.review.casepage import Words, read_case_of, show
from reporting.review.services import desk, engine
from reporting.store.engine import reading, writing
from reporting.store.settings import note_looked
from reporting.web.i18n import gettext, lazy_gettext

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("cases", __name__)

PAGE = 25
"""Cases on a page: what somebody scrolls through before she loses the thread."""

LONGEST_HOW = 300
"""Characters of "on whose word": one line of a note."""

OPEN = frozenset({Status.NEW, Status.OPEN, Status.WAITING})
SHOWN = {
    "open": lazy_gettext("To do"),
    "unread": lazy_gettext("Unread"),
    "mine": lazy_gettext("Mine"),
    "done": lazy_gettext("Done"),
    "junk": lazy_gettext("Junk"),
    "all": lazy_gettext("All"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to look at the list: slug, words, how many, and whether it is the one shown."""

    slug: str
    name: str
    count: int
    current: bool


@blueprint.get("/cases")
@needs("advocate")
def listing() -> ResponseReturnValue:
    """File what waits, and show a page of the list."""
    try:
        filed = file_waiting(engine(), desk())
        tell_printed(engine(), desk())
    except NoKey:
        filed = Filed()
    with writing(engine()) as session:
        note_looked(session, desk().today)
    with reading(engine()) as session:
        lines = list_cards(session, desk())
    shown = request.args.get("show", "open")
    if shown not in SHOWN:
        abort(404)
    page = max(request.args.get("page", 1, int), 1)
    chosen = [line for line in lines if _is_in(line, shown)]
    return render_template(
        "review/cases.html",
        filed=filed,
        kept_out=request.args.get("done") == "kept_from",
        filters=[
            Filter(slug, str(name), sum(_is_in(line, slug) for line in lines), slug == shown)
            for slug, name in SHOWN.items()
        ],
        lines=chosen[(page - 1) * PAGE : page * PAGE],
        show=shown,
        page=page,
        pages=-(-len(chosen) // PAGE),
        total=len(lines),
        words=Words(),
    )


@blueprint.get("/cases/<ref>")
@needs("advocate")
def case(ref: str) -> ResponseReturnValue:
    """Show one case, and note that it was looked at."""
    return show(cases.look(engine(), desk(), read_case_of(ref)))


@blueprint.post("/cases/<ref>/contact")
@needs("advocate")
def contact(ref: str) -> ResponseReturnValue:
    """Show how to reach her; that it was opened stands in the record."""
    found = cases.contact(engine(), desk(), read_case_of(ref).report)
    lines = [None if one is None else answers.contact_lines(one, desk().settings) for one in found]
    return show(read_case_of(ref), contacts=lines)


@blueprint.post("/cases/<ref>/status")
@needs("advocate")
def status(ref: str) -> ResponseReturnValue:
    """Give the case another status."""
    wanted = request.form.get("status", "")
    if wanted not in set(Status):
        abort(400)
    try:
        cases.move(engine(), desk(), read_case_of(ref).report, Status(wanted))
    except MoveNotAllowed:
        problem = gettext("Somebody has moved it meanwhile. Please look at it as it is now.")
        return show(read_case_of(ref), problem=problem), 409
    return _done(ref, "status")


@blueprint.post("/cases/<ref>/assign")
@needs("advocate")
def assign(ref: str) -> ResponseReturnValue:
    """Take the case, or give it back."""
    handle = desk().handle if request.form.get("to") == "me" else ""
    cases.assign(engine(), desk(), read_case_of(ref).report, handle)
    return _done(ref, "assigned")


@blueprint.post("/cases/<ref>/notes")
@needs("advocate")
def note(ref: str) -> ResponseReturnValue:
    """Add a note."""
    text = request.form.get("text", "").strip()
    if not text or len(text) > LONGEST_NOTE:
        problem = (
            gettext("Please shorten the note to %(most)s characters.", most=LONGEST_NOTE)
            if text
            else gettext("There is nothing in the note yet.")
        )
        return show(read_case_of(ref), problem=problem, text=text), 400
    cases.add_note(engine(), desk(), read_case_of(ref).report, text)
    return _done(ref, "note", "notes")


@blueprint.post("/cases/<ref>/narrow")
@needs("advocate")
def narrow(ref: str) -> ResponseReturnValue:
    """Take uses back on somebody's word."""
    found = read_case_of(ref)
    offered = {use.name for use in consents.may_be_taken_back(found.consent)}
    removed = frozenset(request.form.getlist("removed")) & offered
    how = " ".join(request.form.get("how", "").split())
    if not removed or not how or len(how) > LONGEST_HOW:
        problem = gettext("Please choose what is taken back, and write on whose word (one line).")
        return show(found, problem=problem, how=how, removed=removed, narrowing=True), 400
    try:
        cases.narrow(engine(), desk(), found.report, removed, how)
    except TooManyNarrowings:
        problem = gettext("This report has as many changes as fit. Please ask for help.")
        return show(found, problem=problem), 400
    return _done(ref, "narrowed", "consents")


def _done(ref: str, what: str, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("cases.case", ref=ref, done=what, _anchor=anchor), 303)


def _is_in(line: Listed, shown: str) -> bool:
    card = line.card
    if card is None:
        return shown in {"open", "all"}  # what cannot be opened is never out of sight
    return {
        "open": card.status in OPEN,
        "unread": card.unread and card.status is not Status.JUNK,
        "mine": card.assignee == desk().handle and card.status in OPEN,
        "done": card.status is Status.DONE,
        "junk": card.status is Status.JUNK,
        "all": True,
    }[shown]
