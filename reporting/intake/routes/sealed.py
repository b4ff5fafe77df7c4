"""What browsers send that seal by themselves: a report that this program cannot read."""

from __future__ import annotations

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from reporting.intake.errors import Throttled
from reporting.intake.refusals import refuse_in_json
from reporting.intake.services import public, services
from reporting.sealed.verify import check_report
from reporting.sealed.wire import read_report
from reporting.web.limits import takes_body

pages = Blueprint("sealed", __name__)
refuse_in_json(pages)

REPORT_BYTES = 384 * 1024
"""The largest report: an account of 256 KiB, contact, consent and four wraps are 375 kB in JSON."""


@pages.get("/report/pieces")
def pieces() -> ResponseReturnValue:
    """Send what the page's scripts show later: receipt, failures, words for problems.

    Fetched once somebody starts to type, so that a first visit does not wait for it. Says nothing
    about anybody, and is the same for all.
    """
    seen = services().verified.latest()
    return services().kept.same("pieces", seen, lambda: render_template("intake/pieces.html"))


@pages.post("/report/sealed")
@takes_body("application/json", REPORT_BYTES)
def post() -> ResponseReturnValue:
    """Store a sealed report durably, or say what is wrong with it and store nothing.

    The same report again answers the same: whoever lost the first answer on a bad network sends it
    until one comes. Neither that nor junk uses up the bucket, so that it cannot shut others out.
    """
    seen = public()
    manifest = seen.to_seal_to()
    report = read_report(request.get_data())
    check_report(report, manifest, seen.today)
    if not services().take("report"):
        raise Throttled
    if services().gate.report_add(report, seen.today) == "repeated":
        services().give_back("report")
    return jsonify(v=1, result="stored")
