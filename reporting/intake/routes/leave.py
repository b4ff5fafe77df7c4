"""The way out: forget what the browser kept of this site, and go somewhere ordinary."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template

from reporting.intake.services import services

pages = Blueprint("leave", __name__)

# W3C Clear Site Data, section 3.1. Not "executionContexts": it would reload this very page.
ENDPOINT = "leave.leave"

FORGET = '"cache", "cookies", "storage"'


@pages.route("/exit", methods=["GET", "POST"])
def leave() -> Response:
    """Have the browser forget this site, and go on to the organisation's everyday page.

    A page that goes on by itself, not a redirect: browsers stop a redirect to another site that
    answers a form (CSP `form-action`), and the history keeps one entry less. Never fails for want
    of a database: somebody is standing in the door.
    """
    onward = services().verified.at_hand().settings.safe_exit_url
    response = make_response(render_template("intake/exit.html", onward=onward))
    response.headers["Clear-Site-Data"] = FORGET
    return response
