"""Looking up a number, plate or name in the warnings, without telling anybody what was looked for.

The page holds the whole published list, and what is typed is compared with it on the device. There
is no address that takes a question: nothing to log, nothing to guess from.
"""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from reporting.intake.editions import read_editions
from reporting.intake.lookup import known_of
from reporting.intake.phrasepage import behind_the_phrase
from reporting.intake.verified import Verified

pages = Blueprint("check", __name__)


@pages.route("/check", methods=["GET", "POST"])
def check() -> ResponseReturnValue:
    """Show every number, plate and name of the warnings that hold now, newest warning first."""
    return behind_the_phrase(_page)


def _page(seen: Verified, given: str) -> ResponseReturnValue:
    known = [one for edition in read_editions(seen).shown for one in known_of(edition)]
    believed = seen.roster is not None
    return render_template("intake/check.html", known=known, given=given, believed=believed)
