"""Laying the words of a draft before the worker, from the page on which it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, url_for

from reporting.casework import drafts, wordings
from reporting.casework.checking import look
from reporting.casework.filing import file_waiting
from reporting.casework.reported import open_reported
from reporting.domain.errors import Blocked
from reporting.review.access import needs
from reporting.review.addresses import id_of
from reporting.review.refusals import refuse_with_pages
from reporting.review.services import desk, engine
from reporting.store.engine import writing

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("wordings", __name__)
refuse_with_pages(blueprint)


@blueprint.post("/bulletins/drafts/<draft>/ask")
@needs("advocate")
def ask(draft: str) -> ResponseReturnValue:
    """Show her exactly the words that are saved."""
    file_waiting(engine(), desk())
    try:
        with writing(engine()) as session:
            found = drafts.read(session, desk(), id_of(draft))
            about = [open_reported(session, desk(), report) for report in found.reports]
            checked = look(session, desk(), found, about)
            wordings.ask(session, desk(), found, open_reported, checked.in_the_way)
    except Blocked:
        return redirect(url_for("bulletins.draft", draft=draft, problem="blocked"), 303)
    return redirect(url_for("bulletins.draft", draft=draft, done="asked"), 303)
