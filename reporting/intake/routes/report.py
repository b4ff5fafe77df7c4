"""The form: shown, checked, sealed and stored."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from reporting.intake.services import services

pages = Blueprint("report", __name__)


@pages.get("/report")
def form() -> ResponseReturnValue:
    """Show the form, or who to call while no report can be taken."""
    seen = services().verified.latest()
    if seen.closed:
        return render_template("intake/closed.html", reason=seen.closed), 503
    return render_template("intake/layout.html")
