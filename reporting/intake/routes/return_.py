"""Coming back with a code: what was done with a report, and what may still be done with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, current_app, request

from crypto.errors import AmbiguousCode, CryptoError, NotACode
from crypto.receipts import Code
from reporting.domain.errors import Invalid
from reporting.intake import mailboxpage
from reporting.intake.codes import change_code, own_word_of
from reporting.intake.codestate import NEW_WORD, OWN_WORD, CodeState, open_code
from reporting.intake.deeds import DEEDS, TICKED, Asked, do, is_on_page, kept_fields
from reporting.intake.errors import Throttled
from reporting.intake.mailboxpage import Shown
from reporting.intake.returnpage import CodePage, message_of, show
from reporting.intake.routes import receipt
from reporting.intake.services import public, services
from reporting.intake.withdrawal import Visit
from reporting.sealed.errors import StatementRefused
from reporting.web.formpage import nonce_of_form
from reporting.web.i18n import SWITCH_FIELD, current_language
from reporting.web.limits import BoundedRequest, answers_troubles
from reporting.web.logs import describe_error

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


pages = Blueprint("return_", __name__)

CHANGE_CODE = "code"
OURS_TO_MEND = {"store", "broken"}


@pages.get("/return")
def form() -> ResponseReturnValue:
    """Ask for the code."""
    return show(CodePage())


@pages.post("/return")
@answers_troubles
def post() -> ResponseReturnValue:
    """Open a report with its code, or save what is taken back; any failure asks again."""
    page = CodePage(
        typed=request.form.get("code", ""),
        state=request.form.get("state", ""),
        ticked=tuple(request.form.getlist(TICKED)),
        own_word=request.form.get(OWN_WORD, ""),
        kept=tuple(field for field in kept_fields(request.form) if field[0] != TICKED),
    )
    if isinstance(request, BoundedRequest) and request.troubles:
        return show(replace(page, state="", ticked=(), kept=(), message="form"))
    known = open_code(services(), page.state) if page.state else None
    if known is None:
        page = replace(page, state="")
    if known is None and not page.typed.strip():
        return show(replace(page, message=_without_code()))
    try:
        return _visit(page, known or _typed_state(page.typed))
    except Exception as error:  # noqa: BLE001 - whatever it is, what was typed comes back
        return show(_after(error, page))


def _after(error: Exception, page: CodePage) -> CodePage:
    """Return the page that says what failed; log what somebody has to look at."""
    message = message_of(error)
    if message in OURS_TO_MEND:
        current_app.logger.error("return: %s", describe_error(error))
    if isinstance(error, AmbiguousCode):
        return replace(page, message=message, lists=tuple(error.lists))
    if isinstance(error, NotACode):
        return replace(page, message=message, misfit=error.position)
    if isinstance(error, Invalid):
        return replace(page, message=message, ticked=(), kept=())
    return replace(page, message=message)


def _visit(page: CodePage, state: CodeState) -> ResponseReturnValue:
    """Do what was asked with a code; right and wrong ones have cost the same by then."""
    seen = public()
    visit = Visit(services(), seen, services().keys_of(state.code, state.own_word))
    asked = Asked(request.form, current_language(), nonce_of_form())
    switching = SWITCH_FIELD in request.form
    if asked.deed == CHANGE_CODE and not switching:
        return _change_code(page, visit, asked)
    opened = visit.look()
    if opened is None:
        return show(replace(page, state="", message="unknown"))
    shown = Shown(seen, state, fields=kept_fields(request.form))
    if switching or asked.deed not in DEEDS:
        return mailboxpage.show(opened, shown)
    try:
        shown = replace(shown, done=do(visit, opened, asked))
    except StatementRefused:
        shown = replace(shown, done="kept_back")
    except Invalid as error:
        if not all(is_on_page(problem) for problem in error.problems):
            raise
        shown = replace(shown, problems=tuple(error.problems))
    return mailboxpage.show(visit.look() or opened, shown)


def _change_code(page: CodePage, visit: Visit, asked: Asked) -> ResponseReturnValue:
    """Show the new code like a receipt; nothing else that was typed is done with it."""
    try:
        state = change_code(visit, own_word_of(request.form.get(NEW_WORD, "")), asked.nonce)
    except CryptoError as error:
        raise StatementRefused("the code cannot be changed again") from error
    if state is None:
        return show(replace(page, state="", message="unknown"))
    return receipt.show(state, visit.seen, changed=True)


def _typed_state(typed: str) -> CodeState:
    """Read a code and the own word beside it. Raises as `_typed_code`."""
    return CodeState(_typed_code(typed), own_word=own_word_of(request.form.get(OWN_WORD, "")))


def _typed_code(typed: str) -> Code:
    """Read a code as it was typed; each try takes a token of everybody's bucket.

    Raises NotACode, AmbiguousCode and Throttled.
    """
    if not services().take("return"):
        raise Throttled
    return Code.parse(typed, request.form.get("words_in"))


def _without_code() -> str:
    """Name what to say to a form without a code: its page was open for too long, or it is empty."""
    if SWITCH_FIELD in request.form:
        return ""
    return "stale" if request.form.get("state") else "not_a_code"
