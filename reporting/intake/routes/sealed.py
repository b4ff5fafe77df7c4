"""What browsers send that seal by themselves: a report that this program cannot read."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from reporting.intake.errors import ReportsClosed
from reporting.intake.services import services
from reporting.sealed.errors import NotSealed
from reporting.sealed.verify import check_report
from reporting.sealed.wire import read_report
from reporting.store.errors import Conflict, Refused
from reporting.web.i18n import gettext
from reporting.web.limits import takes_body

pages = Blueprint("sealed", __name__)

REPORT_BYTES = 384 * 1024
"""The largest report: an account of 256 KiB, contact, consent and four wraps are 375 kB in JSON."""


@pages.get("/report/pieces")
def pieces() -> ResponseReturnValue:
    """Send what the page's scripts show later: receipt, failures, words for problems.

    Fetched once somebody starts to type, so that a first visit does not wait for it. Says nothing
    about anybody, and is the same for all.
    """
    return render_template("intake/pieces.html")


@pages.post("/report/sealed")
@takes_body("application/json", REPORT_BYTES)
def post() -> ResponseReturnValue:
    """Store a sealed report durably, or say what is wrong with it and store nothing.

    The same report again answers the same: whoever lost the first answer on a bad network sends it
    until one comes. Junk takes no token of the bucket, so that it cannot shut others out.
    """
    try:
        seen = services().verified.read()
        manifest = seen.to_seal_to()
        report = read_report(request.get_data())
        check_report(report, manifest, seen.today)
        if not services().take("report"):
            return refuse(HTTPStatus.TOO_MANY_REQUESTS, "busy")
        services().gate.report_add(report, seen.today)
    except ReportsClosed:
        return refuse(HTTPStatus.SERVICE_UNAVAILABLE, "closed")
    except (NotSealed, Refused):
        return refuse(HTTPStatus.UNPROCESSABLE_ENTITY, "not sealed")
    except Conflict:
        return refuse(HTTPStatus.CONFLICT, "conflict")
    return jsonify(v=1, result="stored")


def refuse(status: HTTPStatus, error: str) -> ResponseReturnValue:
    """Say that nothing was stored: `error` for programs, `message` for people."""
    messages = {
        "busy": gettext("Too many people are here right now. It was not saved."),
        "closed": gettext("Reports cannot be taken now. It was not saved."),
        "not sealed": gettext("This is not a sealed report of this site. It was not saved."),
        "conflict": gettext("A part of this belongs to another report. It was not saved."),
    }
    return jsonify(v=1, error=error, message=messages[error]), status
