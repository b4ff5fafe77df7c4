"""Today: at most five things to do, the most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from reporting.review.access import needs, open_to_all
from reporting.review.services import desk, engine
from reporting.store.engine import reading
from reporting.store.settings import last_looked

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@needs()
def today() -> ResponseReturnValue:
    """Show what there is to do."""
    return render_template("review/today.html", desk=desk(), things=[])


@blueprint.get("/healthz")
@open_to_all
def health() -> ResponseReturnValue:
    """Say whether the database answers; nothing else."""
    with reading(engine()) as session:
        last_looked(session)
    return {"status": "ok"}
