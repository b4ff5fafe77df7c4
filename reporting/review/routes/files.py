"""One file of a report, from memory: never a page of its own, whatever is in it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from crypto.errors import CryptoError
from crypto.suite import ID_BYTES
from reporting.casework.files import open_file
from reporting.domain.attachment import MediaType
from reporting.files.errors import Busy, Refused
from reporting.review.access import needs
from reporting.review.casepage import read_case_of
from reporting.review.services import desk, engine
from reporting.sealed.errors import SealedError
from reporting.store.engine import reading
from reporting.web.headers import SANDBOX

blueprint = Blueprint("files", __name__)

SHOWN = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.TEXT})
"""What a browser shows by itself; a PDF is handed to the reader that somebody chose."""


@blueprint.get("/cases/<ref>/files/<item>")
@needs("advocate")
def file(ref: str, item: str) -> ResponseReturnValue:
    """Show one file in a sandbox, under a name and a content type of our choosing."""
    found = read_case_of(ref)
    if len(item) != 2 * ID_BYTES or not any(one.item.hex() == item for one in found.files):
        abort(404)
    try:
        with reading(engine()) as session:
            opened = open_file(session, desk(), found, bytes.fromhex(item))
    except Busy:
        return render_template("review/file.html", case=found, busy=True), 503
    except (Refused, CryptoError, SealedError):
        return render_template("review/file.html", case=found, busy=False), 422
    response = Response(opened.data, content_type=_content_type(opened.media_type))
    how = "inline" if opened.media_type in SHOWN else "attachment"
    response.headers["Content-Disposition"] = f'{how}; filename="{opened.name}"'
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def _content_type(media_type: MediaType) -> str:
    return f"{media_type}; charset=utf-8" if media_type is MediaType.TEXT else str(media_type)
