"""Add to a report: the same questions again, under the code of a receipt or of a return."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from crypto.errors import AmbiguousCode, NotACode
from crypto.receipts import Code
from reporting.domain.errors import Problem
from reporting.domain.form import NOTHING_ADDED
from reporting.intake.attachments import takes_attachments, uploads
from reporting.intake.codes import own_word_of
from reporting.intake.codestate import FIELD, OWN_WORD, CodeState, open_code, seal_code
from reporting.intake.failures import failure_of
from reporting.intake.formpage import FormPage, show
from reporting.intake.layout import path_to
from reporting.intake.routes import receipt
from reporting.intake.routes.report import clean_files, read_page, shown_again
from reporting.intake.services import services
from reporting.intake.submission import send_addition
from reporting.intake.verified import Verified
from reporting.sealed.telling import telling_of
from reporting.web.formpage import DO, EMPTY, is_unsent, nonce_of_form
from reporting.web.i18n import current_language
from reporting.web.limits import answers_troubles

pages = Blueprint("add", __name__)

CODE_FIELD = "code"
OPEN = "open"
NOTHING_TYPED = Problem("what_happened", NOTHING_ADDED)


@pages.get("/report/add")
def asked_directly() -> ResponseReturnValue:
    """Lead to where the code is asked for: an addition belongs to a report."""
    return redirect(path_to("/return"), 303)


@pages.post("/report/add")
@answers_troubles
@takes_attachments
def post() -> ResponseReturnValue:
    """Show the questions, show them again with what was typed, or send."""
    action = request.form.get(DO, "")
    seen = services().verified.latest()
    state = _state()
    page = _read(seen)
    if action == OPEN and not page.message:
        page = FormPage(nonce_of_form(), EMPTY, addition=True)
    page = replace(shown_again(page, action), ask_code=state is None)
    if state is not None:
        page = replace(page, state=seal_code(services(), state))
    if state is None and not page.message:
        page = replace(page, message="stale", draft=replace(page.draft, problems=()))
    if action == OPEN or page.message or page.draft.problems or is_unsent(action):
        return show(page, seen)
    return _send(page, state, seen)


def _read(seen: Verified) -> FormPage:
    """Read what was posted; files alone are something to add."""
    page = read_page(seen, addition=True)
    if uploads() and page.draft.problems == (NOTHING_TYPED,):
        return replace(page, draft=replace(page.draft, problems=()))
    return page


def _state() -> CodeState | None:
    """Return whose page this is: from its hidden field, else from a code that was typed in."""
    state = open_code(services(), request.form.get(FIELD, ""))
    if state is not None:
        return state
    typed = request.form.get(CODE_FIELD, "")
    try:
        return CodeState(Code.parse(typed), own_word=_own_word())
    except AmbiguousCode:
        return _state_in(typed)
    except NotACode:
        return None


def _state_in(typed: str) -> CodeState | None:
    """Read a code that fits two lists as one of the page's language."""
    try:
        return CodeState(Code.parse(typed, current_language()), own_word=_own_word())
    except NotACode:
        return None


def _own_word() -> str:
    return own_word_of(request.form.get(OWN_WORD, ""))


def _send(page: FormPage, state: CodeState | None, seen: Verified) -> ResponseReturnValue:
    if state is None:  # pragma: no cover  # such a page was shown again
        return show(page, seen)
    page, cleaning = clean_files(page)
    if page.message:
        return show(page, seen)
    telling = telling_of(page.draft, seen.settings, current_language())
    try:
        believed = services().verified.read()
        received = send_addition(services(), believed, state, page.nonce, telling, cleaning.files)
    except Exception as error:  # noqa: BLE001 - whatever it is, her words come back
        return show(replace(page, message=failure_of(error)), seen)
    if received is None:
        return show(replace(page, message="no_report", state="", ask_code=True), seen)
    state = replace(state, files=len(cleaning.files))
    return receipt.show(state, seen, added=True, kept=received.kept)
