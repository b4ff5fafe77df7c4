"""Bulletins: the list, writing one from a case, and what becomes of one that is out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from reporting.casework import approvals, drafts
from reporting.casework import bulletins as casework
from reporting.casework.bulletin_list import list_bulletins
from reporting.casework.cases import find
from reporting.casework.drafts import Draft, State
from reporting.casework.errors import NotThere
from reporting.casework.filing import file_waiting
from reporting.casework.keeping import kept_reports, require_seen
from reporting.casework.published import TAKEN_BACK, read_published
from reporting.casework.reported import open_reported
from reporting.domain.case import case_ref
from reporting.domain.errors import Blocked
from reporting.review import bulletin_form, bulletin_words, composing
from reporting.review.access import needs, needs_recent_passphrase
from reporting.review.addresses import id_of
from reporting.review.refusals import refuse_with_pages
from reporting.review.services import desk, engine
from reporting.store.engine import reading, writing
from reporting.store.errors import NotFound
from reporting.web.i18n import lazy_gettext

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("bulletins", __name__)
refuse_with_pages(blueprint)

DONE = {
    "submitted": lazy_gettext("Submitted. A second person can look at it now."),
    "approved": lazy_gettext("Approved."),
    "sent_back": lazy_gettext("Sent back with your words."),
    "discarded": lazy_gettext("The draft is gone."),
    "recalled": lazy_gettext("Recalled. Its text is off the site; its number stays."),
}


@blueprint.get("/bulletins")
@needs("advocate", "outreach")
def listing() -> ResponseReturnValue:
    """Show drafts to those who read reports, and every bulletin with what became of it."""
    with reading(engine()) as session:
        found = list_bulletins(session, desk())
    return render_template(
        "review/bulletins.html",
        found=found,
        me=desk().handle,
        title_of=bulletin_words.title_of,
        showing=bulletin_words.SHOWING,
        case_ref=case_ref,
        alone=not casework.second_people(desk()),
        done=DONE.get(request.args.get("done", ""), ""),
    )


@blueprint.get("/cases/<ref>/bulletin")
@needs("advocate")
def compose(ref: str) -> ResponseReturnValue:
    """Show the form for a bulletin from a case; nothing is kept before it is saved."""
    file_waiting(engine(), desk())
    with reading(engine()) as session:
        reported = open_reported(session, desk(), find(session, ref))
        draft = casework.first_draft(desk(), reported)
        others = [
            one
            for one in drafts.read_all(session, desk())[0]
            if reported.row.id in one.reports and one.state is not State.PUBLISHED
        ]
        page = composing.as_stored(session, draft, [reported])
    return composing.show(page, kept=False, others=others)


@blueprint.post("/cases/<ref>/bulletin")
@needs("advocate")
def begin(ref: str) -> ResponseReturnValue:
    """Keep the first version of a draft, or submit it at once."""
    with writing(engine()) as session:
        reported = open_reported(session, desk(), find(session, ref))
        page = composing.as_typed(
            session,
            casework.first_draft(desk(), reported),
            [reported],
            bulletin_form.from_form(request.form),
        )
        kept = None if page.problems else drafts.add(session, desk(), page.draft)
    if kept is None:
        return composing.show(page, kept=False), 400
    return _submit(kept.id) if request.form.get("do") == "submit" else _saved(kept.id)


@blueprint.get("/bulletins/drafts/<draft>")
@needs("advocate")
def draft(draft: str) -> ResponseReturnValue:
    """Show a draft to be written on; one that was submitted goes to its second person."""
    with reading(engine()) as session:
        found = drafts.read(session, desk(), id_of(draft))
        if found.state is State.SUBMITTED:
            return redirect(url_for("approvals.second", draft=draft))
        if found.state is State.PUBLISHED:
            return redirect(url_for("bulletins.bulletin", number=found.number))
        about = [open_reported(session, desk(), report) for report in found.reports]
        page = composing.as_stored(session, found, about)
    return composing.show(page, kept=True)


@blueprint.post("/bulletins/drafts/<draft>")
@needs("advocate")
def save(draft: str) -> ResponseReturnValue:
    """Save what was typed and check it; or submit it, or throw the draft away."""
    if request.form.get("do") == "discard":
        return _discard(draft)
    with writing(engine()) as session:
        found = drafts.read(session, desk(), id_of(draft))
        if found.state not in {State.WRITING, State.SENT_BACK}:
            raise NotThere
        about = [open_reported(session, desk(), report) for report in found.reports]
        page = composing.as_typed(session, found, about, bulletin_form.from_form(request.form))
        if not page.problems:
            drafts.put(session, desk(), page.draft)
    if page.problems:
        return composing.show(page, kept=True), 400
    return _submit(found.id) if request.form.get("do") == "submit" else _saved(found.id)


@blueprint.get("/bulletins/<int:number>")
@needs("advocate", "outreach")
def bulletin(number: int) -> ResponseReturnValue:
    """Show one bulletin as it is out, and what can be done with it."""
    with reading(engine()) as session:
        found = next((one for one in read_published(session, desk()) if one.number == number), None)
        if found is None:
            raise NotFound("there is no such bulletin")
        about: list[Draft] = []
        if desk().is_a("advocate"):
            kept = kept_reports(session, desk())
            about = [
                one
                for one in drafts.read_all(session, desk())[0]
                if one.number == number and not kept.intersection(one.reports)
            ]
    return render_template(
        "review/bulletin.html",
        found=found,
        about=about,
        taken_back=found.showing in TAKEN_BACK,
        showing=bulletin_words.SHOWING,
        entry=found.edition
        and bulletin_words.entry_of(found.edition.body, number, found.edition.edition),
        in_language=bulletin_words.in_language,
        share_text=bulletin_words.share_text,
        case_ref=case_ref,
        published=State.PUBLISHED,
    )


@blueprint.post("/bulletins/<int:number>/recall")
@needs_recent_passphrase
@needs("advocate")
def recall(number: int) -> ResponseReturnValue:
    """Take a bulletin back at once."""
    with writing(engine()) as session:
        approvals.recall(session, desk(), number, request.form.get("why", ""))
    return redirect(url_for("bulletins.listing", done="recalled"), 303)


@blueprint.post("/bulletins/<int:number>/correct")
@needs("advocate")
def correct(number: int) -> ResponseReturnValue:
    """Begin the next edition."""
    with writing(engine()) as session:
        found = approvals.correct(session, desk(), number)
    return redirect(url_for("bulletins.draft", draft=found.id.hex(), done="corrected"), 303)


def _saved(draft: bytes) -> ResponseReturnValue:
    return redirect(url_for("bulletins.draft", draft=draft.hex(), done="saved"), 303)


def _submit(draft: bytes) -> ResponseReturnValue:
    """Submit what was just saved; a withdrawal that still waits in the inbox is filed first."""
    file_waiting(engine(), desk())
    if "sure" not in request.form:
        return redirect(_page(draft, "sure"), 303)
    try:
        with writing(engine()) as session:
            found = drafts.read(session, desk(), draft)
            casework.submit(session, desk(), found, open_reported)
    except Blocked:
        return redirect(_page(draft, "blocked"), 303)
    return redirect(url_for("bulletins.listing", done="submitted"), 303)


def _page(draft: bytes, problem: str) -> str:
    return url_for("bulletins.draft", draft=draft.hex(), problem=problem)


def _discard(draft: str) -> ResponseReturnValue:
    with writing(engine()) as session:
        found = drafts.read(session, desk(), id_of(draft))
        if found.state not in {State.WRITING, State.SENT_BACK}:
            raise NotThere
        require_seen(session, desk(), found.reports)
        drafts.remove(session, found.id)
    return redirect(url_for("bulletins.listing", done="discarded"), 303)
