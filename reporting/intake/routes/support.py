"""Where to get help, in the organisation's own words; readable before and after reporting."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from reporting.domain.simple_text import read_blocks
from reporting.intake.services import services
from reporting.intake.verified import Verified
from reporting.store.records import Page
from reporting.web.i18n import current_language

pages = Blueprint("support", __name__)

SLUG = "support"


@pages.get("/support")
def support() -> ResponseReturnValue:
    """Show the page in the reader's language, else in the one that there is.

    The numbers to call are on it whatever happens to the database.
    """
    seen = services().verified.latest()
    page = _page(seen)
    return render_template(
        "intake/support.html",
        blocks=read_blocks(page.body) if page else (),
        language=page.language if page else current_language(),
        believed=seen.believes_words,
    )


def _page(seen: Verified) -> Page | None:
    """Return the page as the organisation signed it; none while the database is not believed."""
    if not seen.believes_words:
        return None
    written = {page.language: page for page in seen.pages if page.slug == SLUG and page.body}
    return written.get(current_language()) or next(iter(written.values()), None)
