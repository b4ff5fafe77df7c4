"""Who reads, how it is sealed, what this site keeps, and what stays on a phone."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from crypto.suite import fingerprint
from reporting.intake.services import services

pages = Blueprint("about", __name__)


@pages.get("/about")
def about() -> ResponseReturnValue:
    """Show the page; the fingerprint is that of the key this machine was told to believe."""
    config = services().config
    return render_template(
        "intake/about.html",
        seen=services().verified.latest(),
        fingerprint=fingerprint(config.organisation),
        https=config.https,
    )
