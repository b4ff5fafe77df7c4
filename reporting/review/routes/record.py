"""The record: who did what, checked down to the first entry each time it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from reporting.casework import record
from reporting.review.access import needs
from reporting.review.sentences import fault_text, sentence
from reporting.review.services import desk, engine
from reporting.store.engine import reading

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("record", __name__)


@blueprint.get("/record")
@needs("advocate", "coordinator")
def listing() -> ResponseReturnValue:
    """Show a page of the record, newest first, and whether all of it holds."""
    before = request.args.get("before", type=int)
    with reading(engine()) as session:
        found = record.read(session, desk(), before)
    return render_template(
        "review/record.html",
        acts=[(act, sentence(act)) for act in found.acts],
        head=found.head,
        fault=fault_text(found.fault) if found.fault else "",
        older=found.acts[-1].number if found.acts and found.acts[-1].number > 1 else None,
    )
