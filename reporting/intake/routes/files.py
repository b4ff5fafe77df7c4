"""Files that browsers seal by themselves: one request each, and words for sending them."""

from __future__ import annotations

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from reporting.domain.attachment import MAX_FILE_BYTES, MAX_FILES, MAX_NOTE
from reporting.files.errors import Reason
from reporting.intake import bytoken
from reporting.intake.errors import NoReport, Throttled
from reporting.intake.refusals import refuse_in_json
from reporting.intake.services import public, services
from reporting.sealed.filewire import MAX_BODY, read_file_body
from reporting.sealed.verify import check_file
from reporting.web.limits import takes_body

pages = Blueprint("files", __name__)
refuse_in_json(pages)


@pages.get("/report/files")
def words() -> ResponseReturnValue:
    """Send what the box for files says; asked for when somebody touches it, the same for all."""
    seen = services().verified.latest()
    return services().kept.same("files", seen, _words)


def _words() -> str:
    limits = {"files": MAX_FILES, "bytes": MAX_FILE_BYTES, "note": MAX_NOTE}
    return render_template("intake/file_pieces.html", reasons=tuple(Reason), limits=limits)


@pages.post("/return/file")
@takes_body("application/octet-stream", MAX_BODY)
def post() -> ResponseReturnValue:
    """Store a sealed file with the report of a token, durably, or say why not.

    The same file again answers the same, is kept once and takes nothing of the bucket: whoever
    lost the first answer sends it until one comes. The report itself is stored before, and loses
    nothing when this fails.

    A wrong token takes of the bucket of tries, as at every door, and nothing of the one of files.
    """
    seen = public()
    posted = read_file_body(request.get_data())
    check_file(posted.part, seen.to_seal_to(), seen.today)
    mailbox = bytoken.caller(services(), seen, posted.token).mailbox
    if posted.part.item in mailbox.files:
        return _stored()
    if not services().take("file"):
        raise Throttled
    if not services().gate.mailbox_add(posted.token, (posted.part,), seen.today):
        raise NoReport
    return _stored()


def _stored() -> ResponseReturnValue:
    return jsonify(v=1, result="stored")
