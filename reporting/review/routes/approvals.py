"""The second person: what the author signed, what the check said, and her own yes or no."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from reporting.casework import approvals, bulletins, checking, drafts
from reporting.casework.filing import file_waiting
from reporting.casework.keeping import require_seen
from reporting.casework.reported import open_reported
from reporting.domain.case import case_ref
from reporting.review import bulletin_words
from reporting.review.access import needs, needs_recent_passphrase
from reporting.review.addresses import id_of
from reporting.review.refusals import refuse_with_pages
from reporting.review.services import desk, engine
from reporting.store.engine import reading, writing

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("approvals", __name__)
refuse_with_pages(blueprint)


@blueprint.get("/bulletins/drafts/<draft>/second")
@needs("advocate")
def second(draft: str) -> ResponseReturnValue:
    """Show a submitted draft, what was found in it, and why a warning was let stand."""
    with reading(engine()) as session:
        found = drafts.read(session, desk(), id_of(draft))
        edition = approvals.signed_edition(found)
        about = [open_reported(session, desk(), report) for report in found.reports]
        look = checking.look(session, desk(), found, about)
    reasons = bulletin_words.reasons_by_key(found.draft.reasons, look.findings)
    return render_template(
        "review/bulletin_approve.html",
        draft=found,
        edition=edition,
        mine=found.author == desk().handle,
        look=look,
        reasons=reasons,
        finding_key=checking.finding_key,
        excerpt_of=bulletin_words.excerpt_of,
        entry=bulletin_words.entry_of(edition.body, edition.number, edition.edition),
        in_language=bulletin_words.in_language,
        case_ref=case_ref,
        seconds=bulletins.second_people(desk()),
    )


@blueprint.post("/bulletins/drafts/<draft>/approve")
@needs_recent_passphrase
@needs("advocate")
def approve(draft: str) -> ResponseReturnValue:
    """Publish or schedule it; a withdrawal that still waits in the inbox is filed first."""
    file_waiting(engine(), desk())
    with writing(engine()) as session:
        found = drafts.read(session, desk(), id_of(draft))
        approvals.approve(session, desk(), found, open_reported, secrets.randbelow)
    return redirect(url_for("bulletins.listing", done="approved"), 303)


@blueprint.post("/bulletins/drafts/<draft>/send-back")
@needs("advocate")
def send_back(draft: str) -> ResponseReturnValue:
    """Send it back to be changed; its author may do so too, to write on."""
    with writing(engine()) as session:
        found = drafts.read(session, desk(), id_of(draft))
        require_seen(session, desk(), found.reports)
        approvals.send_back(session, desk(), found, request.form.get("comment", ""))
    if found.author == desk().handle:
        return redirect(url_for("bulletins.draft", draft=draft), 303)
    return redirect(url_for("bulletins.listing", done="sent_back"), 303)
