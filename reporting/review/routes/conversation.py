"""Writing to a worker from the page of her case, and keeping a report that is to be deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from crypto.errors import TooLarge
from reporting.casework import canned, conversation, deletions
from reporting.casework.errors import NotThere, RepliesStopped
from reporting.casework.filing import file_waiting
from reporting.domain.bulletin import LANGUAGES
from reporting.domain.errors import Invalid
from reporting.review.access import needs
from reporting.review.casepage import read_case_of, show
from reporting.review.refusals import refuse_with_pages
from reporting.review.services import desk, engine
from reporting.store.engine import reading
from reporting.web.i18n import gettext

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from reporting.sealed.messages import Kind

blueprint = Blueprint("conversation", __name__)
refuse_with_pages(blueprint)


@blueprint.post("/cases/<ref>/messages")
@needs("advocate")
def send(ref: str) -> ResponseReturnValue:
    """Write to her, pass on a question of police, or put an answer kept ready into the box."""
    found = read_case_of(ref)
    text = request.form.get("message", "")
    asked = request.form.get("language", "")
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    typed = {"message_language": language}
    if request.form.get("do") == "insert":
        return show(found, **typed, message=_with_canned(text, language))
    # What she wrote a minute ago counts: she may have asked that replies stop.
    file_waiting(engine(), desk())
    kind: Kind = "question" if request.form.get("do") == "question" else "message"
    try:
        conversation.say(engine(), desk(), found.report, text, language, kind)
    except Invalid as invalid:
        problem = gettext(invalid.problems[0].message, **invalid.problems[0].params)
        return show(read_case_of(ref), **typed, message=text, message_problem=problem), 400
    except TooLarge:
        problem = gettext("This is too long for one message. Please send it in two.")
        return show(read_case_of(ref), **typed, message=text, message_problem=problem), 413
    except RepliesStopped:
        problem = gettext("She asked us to write no more. Nothing was sent.")
        return show(read_case_of(ref), **typed, message=text, message_problem=problem), 409
    return redirect(url_for("cases.case", ref=ref, done="written", _anchor="talk"), 303)


@blueprint.post("/cases/<ref>/deletion/stop")
@needs("advocate")
def stop_deletion(ref: str) -> ResponseReturnValue:
    """Keep the report after all, on her word."""
    found = read_case_of(ref)
    why = " ".join(request.form.get("why", "").split())
    if not why:
        problem = gettext("Please write on whose word the deletion is stopped.")
        return show(found, problem=problem), 400
    try:
        deletions.stop(engine(), desk(), found.report, why)
    except NotThere:
        problem = gettext("The deletion was stopped already, or it is done.")
        return show(read_case_of(ref), problem=problem), 409
    return redirect(url_for("cases.case", ref=ref, done="kept"), 303)


def _with_canned(text: str, language: str) -> str:
    """Return what was typed with the chosen answer behind it, in the language of the message."""
    chosen = request.form.get("canned", "")
    with reading(engine()) as session:
        ready = canned.read_all(session, desk())
    words = next((one.texts for one in ready if one.id.hex() == chosen), {})
    answer = words.get(language) or next((said for said in words.values() if said), "")
    return "\n\n".join(part for part in (text.strip(), answer) if part)
