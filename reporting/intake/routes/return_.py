"""Coming back with a code: what was done with a report, and what may still be done with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, current_app, render_template, request

from crypto.errors import AmbiguousCode, NotACode
from crypto.receipts import Code
from reporting.domain.errors import Invalid
from reporting.intake.codestate import CodeState, open_code, seal_code
from reporting.intake.consent_rows import consents_of, leave_out, removals
from reporting.intake.errors import Throttled
from reporting.intake.returnpage import CodePage, message_of, show
from reporting.intake.services import public, services
from reporting.intake.withdrawal import Visit
from reporting.sealed.errors import StatementRefused
from reporting.web.i18n import SWITCH_FIELD, current_language
from reporting.web.limits import BoundedRequest, answers_troubles
from reporting.web.logs import describe_error

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from reporting.intake.mailbox import Opened
    from reporting.intake.verified import Verified

pages = Blueprint("return_", __name__)

SAVE = "consent"
TICKED = "take_back"
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
    )
    if isinstance(request, BoundedRequest) and request.troubles:
        return show(replace(page, state="", ticked=(), message="form"))
    known = open_code(services(), page.state) if page.state else None
    if known is None:
        page = replace(page, state="")
    if known is None and not page.typed.strip():
        return show(replace(page, message=_without_code()))
    try:
        return _visit(page, known or CodeState(_typed_code(page.typed)))
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
        return replace(page, message=message, ticked=())
    return replace(page, message=message)


def _visit(page: CodePage, state: CodeState) -> ResponseReturnValue:
    """Do what was asked with a code; right and wrong ones have cost the same by then."""
    seen = public()
    visit = Visit(services(), seen, services().keys_of(state.code))
    saving = request.form.get("do") == SAVE and SWITCH_FIELD not in request.form
    removed = removals([*page.ticked]) if saving else frozenset()
    try:
        opened = visit.take_back(removed) if removed else visit.look()
    except StatementRefused:
        opened = visit.look()
        page, saving, removed = replace(page, message="kept_back"), False, frozenset()
    if opened is None:
        return show(replace(page, state="", message="unknown"))
    done = ("saved" if removed else "nothing") if saving else page.message
    ticked = () if done == "saved" else page.ticked
    return _report(opened, seen, state, ticked, done)


def _report(
    opened: Opened, seen: Verified, state: CodeState, ticked: tuple[str, ...], done: str
) -> ResponseReturnValue:
    """Show one report: nothing of the account or the contact, which no code opens."""
    try:
        consents = consents_of(opened, seen.settings, current_language())
    except Invalid:
        consents = None
    return render_template(
        "intake/mailbox.html",
        opened=opened,
        consents=consents,
        kept_back=opened.kept_back or consents is None,
        state=seal_code(services(), state),
        seen=seen,
        ticked=ticked,
        done=done,
        leave_out=leave_out,
    )


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
