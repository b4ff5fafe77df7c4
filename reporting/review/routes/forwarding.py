"""Police: what is asked first, what she has said yes to, the package, and what came back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from flask import Blueprint, Response, redirect, render_template, request, url_for

from reporting.casework import forwarding as casework
from reporting.casework import forwardings, police_options
from reporting.casework.cases import find
from reporting.casework.filing import file_waiting
from reporting.casework.forwarding import Order
from reporting.casework.forwardings import KINDS, Kind
from reporting.casework.reported import Reported, open_reported
from reporting.casework.typesetting import Language, Paper
from reporting.domain.case import case_ref
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.views import Exclusion, Exclusions
from reporting.review import consents
from reporting.review.access import just_confirmed, needs, needs_recent_passphrase
from reporting.review.addresses import id_of
from reporting.review.downloads import pdf_response
from reporting.review.refusals import refuse_with_pages
from reporting.review.routes.sheets import LANGUAGES, PAPERS
from reporting.review.services import desk, engine
from reporting.store.engine import reading, writing
from reporting.web.i18n import current_language, lazy_gettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

blueprint = Blueprint("forwarding", __name__)
refuse_with_pages(blueprint)

FILE_NAME = "document.pdf"
QUESTIONS: Mapping[str, tuple[str, str]] = {
    Exclusion.DANGER_NOW.value: (
        N_("Is somebody in danger now?"),
        N_("Then a call comes first; paper takes days."),
    ),
    Exclusion.CHILD.value: (
        N_("Is the person harmed, or at risk, under 19?"),
        N_("Then other duties come first: see your own rules on children."),
    ),
    Exclusion.PARTNER.value: (
        N_("Was it a partner or a former partner?"),
        N_("Third-party reports are not taken for that; other help is there."),
    ),
    Exclusion.POLICE_OFFENDER.value: (
        N_("Was it police?"),
        N_("Then it never goes to police: civilian oversight takes it."),
    ),
}
"""What is asked first, and what a yes to it means."""

KIND_NAMES: Mapping[str, object] = {
    "report": lazy_gettext("Third-party report"),
    "information": lazy_gettext("Anonymous information about the offender"),
}
LABELS = {
    **{name: question for name, (question, _) in QUESTIONS.items()},
    "force": N_("To which force"),
    "kind": N_("What is passed on"),
    "asked_again": N_("Ask her again"),
    "phone": N_("A number at which you answer"),
    "hours": N_("When somebody answers"),
    "address": N_("Where a reply can be sent"),
    "jurisdiction": N_("Jurisdiction"),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form: the four answers ("yes", "no" or ""), and the rest of it."""

    answers: Mapping[str, str]
    id: str
    kind: str = ""
    force: str = ""
    asked_again: str = ""
    language: str = "en"
    paper: str = "letter"
    jurisdiction: str = ""
    phone: str = ""
    hours: str = ""
    address: str = ""


@blueprint.get("/forwarding")
@needs("advocate")
def listing() -> ResponseReturnValue:
    """Show what was passed on, with the number that police gave or a box for it."""
    with reading(engine()) as session:
        found, closed = forwardings.read_seen(session, desk())
    return render_template(
        "review/forwarding.html",
        found=found,
        closed=closed,
        kinds=KIND_NAMES,
        forces=_force_names(),
        case_ref=case_ref,
        done=request.args.get("done", ""),
    )


@blueprint.post("/forwarding/<forwarding>")
@needs("advocate")
def number(forwarding: str) -> ResponseReturnValue:
    """Note the file number that police gave."""
    with writing(engine()) as session:
        forwardings.note_number(
            session, desk(), id_of(forwarding), request.form.get("police_number", "")
        )
    return redirect(url_for("forwarding.listing", done="number"), 303)


@blueprint.get("/cases/<ref>/forward")
@needs("advocate")
def prepare(ref: str) -> ResponseReturnValue:
    """Ask the four questions; what the report itself says is answered already."""
    with reading(engine()) as session:
        reported = open_reported(session, desk(), _find(ref))
    known = police_options.known_exclusions(reported)
    answers = {name: "yes" if getattr(known, name) else "" for name in QUESTIONS}
    return _page(reported, Typed(answers, casework.new_id().hex()), step=1)


@blueprint.post("/cases/<ref>/forward")
@needs("advocate")
def ask(ref: str) -> ResponseReturnValue:
    """Explain what she has said yes to, or refuse with a page that says why."""
    return _second_step(_find(ref), _typed())


@blueprint.post("/cases/<ref>/forward/package")
@needs_recent_passphrase
@needs("advocate")
def package(ref: str) -> ResponseReturnValue:
    """Make the package, record it, and hand it out as a file to be saved.

    Whoever was just asked for the passphrase comes back to the form as she had filled it: the file
    is saved from there, and nothing is made before.
    """
    report = _find(ref)
    typed = _typed()
    if just_confirmed():
        return _second_step(report, typed, confirmed=True)
    file_waiting(engine(), desk())
    try:
        made = casework.forward(engine(), desk(), _order(typed, report), open_reported)
    except Invalid as invalid:
        with reading(engine()) as session:
            reported = open_reported(session, desk(), report)
        return _page(reported, typed, step=2, problems=invalid.problems), 400
    return _file(made)


def _second_step(report: bytes, typed: Typed, *, confirmed: bool = False) -> ResponseReturnValue:
    """Show what she has said yes to and the rest of the form, or refuse and record that."""
    file_waiting(engine(), desk())
    with casework.refusals_recorded(engine(), desk(), report):
        with reading(engine()) as session:
            reported = open_reported(session, desk(), report)
        exclusions = _exclusions(typed)
        if exclusions.unasked:
            return _page(reported, typed, step=1, problems=_unasked(exclusions)), 400
        police_options.clear(desk(), reported, exclusions)
    shown = typed if confirmed else _filled(typed, reported)
    return _page(reported, shown, step=2, confirmed=confirmed)


def _file(made: casework.Forwarded) -> Response:
    return pdf_response(made.pdf, FILE_NAME)


def _page(
    reported: Reported,
    typed: Typed,
    *,
    step: int,
    problems: tuple[Problem, ...] = (),
    confirmed: bool = False,
) -> str:
    options = police_options.options(desk(), reported) if step > 1 else None
    return render_template(
        "review/forward.html",
        step=step,
        ref=case_ref(reported.row.id),
        report=reported.row.id.hex(),
        typed=typed,
        problems=problems,
        confirmed=confirmed,
        labels=LABELS,
        questions=QUESTIONS,
        options=options,
        kinds=KIND_NAMES,
        forces=_force_names(),
        uses=[
            use
            for use in consents.uses(
                reported.consent,
                desk().settings,
                witnessed_enough=police_options.witnessed_enough(desk(), reported.consent),
            )
            if use.name.startswith("consent_police")
        ],
        consent=reported.consent,
        proof=consents.proof_of(reported.consent),
        ask_again=police_options.must_ask_again(reported),
        left_out=reported.later,
        unheard=reported.unheard,
        wait=desk().settings.widening_days,
        languages=LANGUAGES,
        papers=PAPERS,
    )


def _typed() -> Typed:
    form = request.form
    names = ("jurisdiction", "phone", "hours", "address")
    chosen = ("kind", "force", "asked_again", "language", "paper")
    return Typed(
        answers={name: form.get(name, "") for name in QUESTIONS},
        id=form.get("id", ""),
        **{name: form.get(name, "").strip() for name in (*chosen, *names)},
    )


def _filled(typed: Typed, reported: Reported) -> Typed:
    """Fill in what was said on the last package; a help line is never taken for the group's own."""
    with reading(engine()) as session:
        before, _ = forwardings.read_all(session, desk())
    last = before[0] if before else None
    area = desk().settings.area(reported.agreed.text("area"))
    return replace(
        typed,
        kind=typed.kind or next(iter(police_options.options(desk(), reported).forces)),
        force=typed.force or reported.consent.choices.police_force,
        language=typed.language or current_language(),
        paper=typed.paper or "letter",
        jurisdiction=typed.jurisdiction or (area.region.of(current_language()) if area else ""),
        phone=typed.phone or (last.phone if last else ""),
        hours=typed.hours or (last.hours if last else ""),
        address=typed.address or (last.address if last else ""),
    )


def _order(typed: Typed, report: bytes) -> Order:
    """Read what was typed. Raises Invalid."""
    if typed.kind not in KINDS:
        raise Invalid([Problem("kind", N_("Choose one of these."))])
    return Order(
        id=id_of(typed.id),
        report=report,
        kind=cast("Kind", typed.kind),
        force=typed.force,
        exclusions=_exclusions(typed),
        asked_again=typed.asked_again == "yes",
        language=cast("Language", typed.language if typed.language in LANGUAGES else "en"),
        paper=cast("Paper", typed.paper if typed.paper in PAPERS else "letter"),
        jurisdiction=typed.jurisdiction,
        phone=typed.phone,
        hours=typed.hours,
        address=typed.address,
    )


def _exclusions(typed: Typed) -> Exclusions:
    said = {"yes": True, "no": False}
    return Exclusions(**{name: said.get(value) for name, value in typed.answers.items()})


def _unasked(exclusions: Exclusions) -> tuple[Problem, ...]:
    message = N_("Please answer this first.")
    return tuple(Problem(one.value, message) for one in exclusions.unasked)


def _force_names() -> dict[str, str]:
    language = current_language()
    return {one.slug: one.label.of(language) for one in desk().settings.police_forces}


def _find(ref: str) -> bytes:
    with reading(engine()) as session:
        return find(session, ref)
