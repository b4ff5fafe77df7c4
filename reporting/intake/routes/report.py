"""The form without scripts: shown, shown again with what was typed, or sent."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from reporting.domain.form import read_form
from reporting.domain.report_needs import danger_now, urgent_care_applies
from reporting.files.errors import Busy
from reporting.intake.attachments import (
    NOTE_FIELD,
    NOTHING,
    Cleaning,
    brought,
    cleaned,
    takes_attachments,
    uploads,
)
from reporting.intake.codestate import FIELD, CodeState
from reporting.intake.failures import failure_of
from reporting.intake.formpage import FormPage, render, show
from reporting.intake.routes import receipt
from reporting.intake.services import services
from reporting.intake.submission import said_yes, send_report
from reporting.intake.verified import Verified
from reporting.sealed.telling import telling_of
from reporting.store.errors import StoreError
from reporting.web.formpage import ADD, DO, is_unsent, nonce_of_form, with_one_more
from reporting.web.i18n import current_language
from reporting.web.limits import BoundedRequest, answers_troubles

pages = Blueprint("report", __name__)


@pages.get("/report")
def form() -> ResponseReturnValue:
    """Show the form, or who to call while no report can be taken."""
    seen = services().verified.latest()
    if seen.closed:
        closed = render_template("intake/closed.html", reason=seen.closed)
        return closed, HTTPStatus.SERVICE_UNAVAILABLE
    return services().kept.form(seen, lambda nonce: render(FormPage(nonce), seen))


@pages.post("/report")
@answers_troubles
@takes_attachments
def post() -> ResponseReturnValue:
    """Send the report, or do what another button of the form or of the receipt says."""
    action = request.form.get(DO, "")
    if action in receipt.ACTIONS or FIELD in request.form:
        return receipt.act(action)
    seen = services().verified.latest()
    page = shown_again(read_page(seen), action)
    if page.message or is_unsent(action):
        return show(page, seen)
    return _send(page, seen)


def read_page(seen: Verified, *, addition: bool = False) -> FormPage:
    """Read what was posted into a page that shows it, with what was wrong with the body."""
    draft = read_form(request.form.to_dict(flat=False), addition=addition, today=seen.today)
    page = FormPage(
        nonce_of_form(),
        draft,
        addition=addition,
        files_again=brought(),
        files_note=request.form.get(NOTE_FIELD, ""),
    )
    if isinstance(request, BoundedRequest) and request.troubles:
        return replace(page, message=request.troubles[0].code, draft=replace(draft, problems=()))
    return page


def shown_again(page: FormPage, action: str) -> FormPage:
    """Return the page as a button that does not send leaves it; nobody is told off for a gap."""
    if page.message or not is_unsent(action):
        return page
    draft = replace(page.draft, problems=())
    group = ADD.get(action)
    if group is None:
        return replace(page, draft=draft, message="again" if action == "again" else "")
    return replace(page, draft=with_one_more(draft, group), opened=frozenset({group}))


def clean_files(page: FormPage) -> tuple[FormPage, Cleaning]:
    """Clean what came with a form that is to be sent; the page then says what was refused.

    Cleaning takes a second of a core, so it counts as a file however it ends.
    """
    try:
        if not all(services().take("file") for _ in uploads()):
            return replace(page, message="busy"), NOTHING
        cleaning = cleaned(uploads(), page.files_note)
    except (Busy, StoreError) as error:
        return replace(page, message=failure_of(error)), NOTHING
    if cleaning.refused:
        return replace(page, message="files", refused=cleaning.refused), NOTHING
    return page, cleaning


def _send(page: FormPage, seen: Verified) -> ResponseReturnValue:
    """Seal and store, and show the receipt; whatever fails, show the form with every word."""
    if page.draft.problems:
        return show(page, seen)
    page, cleaning = clean_files(page)
    if page.message:
        return show(page, seen)
    draft = page.draft
    telling = telling_of(draft, seen.settings, current_language())
    try:
        believed = services().verified.read()
        received = send_report(services(), believed, page.nonce, telling, cleaning.files)
    except Exception as error:  # noqa: BLE001 - whatever it is, her words come back
        return show(replace(page, message=failure_of(error)), seen)
    state = CodeState(
        received.code,
        care=urgent_care_applies(draft.account, seen.today),
        danger=danger_now(draft.account),
        yes=said_yes(telling.choices),
        files=0 if received.repeated else len(cleaning.files),
    )
    return receipt.show(state, seen, repeated=received.repeated, kept=received.kept)
