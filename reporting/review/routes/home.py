"""Today: at most five things to do, the most urgent first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, url_for

from reporting.casework import record
from reporting.casework.onetime import codes_left
from reporting.casework.presence import CHANGES, FROM_PAPER
from reporting.review.access import needs, open_to_all
from reporting.review.bulletin_tasks import bulletins
from reporting.review.sentences import fault_text
from reporting.review.services import desk, engine, here
from reporting.review.today import SOURCES, Thing
from reporting.review.worker_tasks import deletions, wordings
from reporting.store.engine import reading
from reporting.store.settings import last_looked

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("home", __name__)

MOST_THINGS = 5
"""More is a list that nobody reads."""


@blueprint.get("/")
@needs()
def today() -> ResponseReturnValue:
    """Show what there is to do, and what is wrong, if anything is."""
    with reading(engine()) as session:
        _, fault = record.check(session, desk())
        left = codes_left(session, desk().handle) or 0
        found: list[Thing] = []
        for source in (*SOURCES, wordings, bulletins, deletions):
            found.extend(source(session, desk()))
    # sorted keeps the order of the sources among things that are equally urgent
    things = sorted(found, key=lambda thing: not thing.urgent)
    changes = here().session.extra.get(CHANGES, "")
    return render_template(
        "review/today.html",
        things=[(thing, url_for(thing.endpoint, **thing.values)) for thing in things[:MOST_THINGS]],
        more=max(len(things) - MOST_THINGS, 0),
        codes_left=left if FROM_PAPER in here().session.extra else None,
        fault=fault_text(fault) if fault else "",
        changes=json.loads(changes) if changes else {},
        reads=desk().is_a("advocate"),
    )


@blueprint.get("/healthz")
@open_to_all
def health() -> ResponseReturnValue:
    """Say whether the database answers; nothing else."""
    with reading(engine()) as session:
        last_looked(session)
    return {"status": "ok"}
