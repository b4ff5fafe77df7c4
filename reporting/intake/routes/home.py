"""The first page: what this is, and the two ways in."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from reporting.intake.services import services

pages = Blueprint("home", __name__)


@pages.get("/")
def home() -> ResponseReturnValue:
    """Show who to call and the two ways in; works while the database does not."""
    return render_template("intake/home.html", seen=services().verified.latest())
