"""Passing a report on to police, as a third party: asked first, by her signed yes, and recorded.

Only a `PoliceView` reaches the paper, and only a verified `Consent` makes one. What was refused is
recorded like what was done.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crypto.suite import ID_BYTES, random_bytes
from reporting.casework.desk import Desk
from reporting.casework.errors import DeletionPending, Excluded, NotThere
from reporting.casework.events import tell
from reporting.casework.forwardings import Forwarding, Kind, add, one_line, read
from reporting.casework.police_options import ages_19, clear, must_ask_again, witnessed_enough
from reporting.casework.police_pdf import PoliceAgency, police_pdf
from reporting.casework.police_printing import PoliceCover, police_package
from reporting.casework.record import Action, write, write_alone
from reporting.casework.reported import require_filed
from reporting.casework.speaking import speaker_of
from reporting.casework.typesetting import Language, Paper
from reporting.domain.case import case_ref
from reporting.domain.errors import ConsentMissing, Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.regions import areas_of
from reporting.domain.report_text import clean_line
from reporting.domain.views import (
    Exclusion,
    Exclusions,
    PoliceRecipientRefused,
    PoliceView,
    police_information,
    police_view,
)
from reporting.sealed.errors import StatementRefused
from reporting.store.engine import writing
from reporting.store.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from reporting.casework.reported import Opener, Reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody wants to pass on. `id` makes a second press of the button no second package.

    `asked_again` says that she was asked once more where `must_ask_again` wants it.
    """

    id: bytes
    report: bytes
    kind: Kind
    force: str
    exclusions: Exclusions
    asked_again: bool = False
    language: Language = "en"
    paper: Paper = "letter"
    jurisdiction: str = ""
    phone: str = ""
    hours: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A package that was made, and its record."""

    record: Forwarding
    pdf: bytes = field(repr=False)


def new_id() -> bytes:
    """Return the id of a forwarding that may come of a page."""
    return random_bytes(ID_BYTES)


REFUSALS = (Excluded, PoliceRecipientRefused, ConsentMissing, DeletionPending, StatementRefused)
"""Why a package is not made, each for a page of its own to explain."""


@contextmanager
def refusals_recorded(engine: Engine, desk: Desk, report: bytes) -> Iterator[None]:
    """Record that a package was asked for and refused inside; the refusal goes on to its page."""
    try:
        yield
    except REFUSALS as refused:
        about = {"case": case_ref(report), "what": _why(refused)}
        write_alone(engine, desk, Action.POLICE_PACKAGE_REFUSED, **about)
        raise


def _why(refused: Exception) -> str:
    """Return what the record says of a refusal."""
    match refused:
        case Excluded():
            return f"excluded: {refused}"
        case PoliceRecipientRefused():
            return Exclusion.POLICE_OFFENDER.value
        case DeletionPending():
            return "to be deleted"
        case StatementRefused():
            return "the consent does not verify"
    return str(refused)


def forward(engine: Engine, desk: Desk, order: Order, open_: Opener) -> Forwarded:
    """Make a package for one force, and record it under a file number of the agency's own.

    Raises Invalid for a question that was not asked, her own among them, or a line that is too
    long; what stands in `REFUSALS`, and records it; CannotPrint, Expired, SettingsNotBelieved,
    NotFiledYet.
    """
    desk.require_valid()
    desk.require_settings()
    _check(order)
    with refusals_recorded(engine, desk, order.report), writing(engine) as session:
        require_filed(session, [order.report])
        reported = open_(session, desk, order.report)
        clear(desk, reported, order.exclusions)
        if must_ask_again(reported) and not order.asked_again:
            raise Invalid([Problem("asked_again", N_("Please ask her again first."))])
        view = _view(desk, reported, order)
        made = _made_before(session, desk, order, reported)
        record = made or _recorded(session, desk, order, reported)
    speaker = speaker_of(desk.settings)
    package = police_package(view, _cover(desk, order, record, reported), speaker)
    return Forwarded(record, police_pdf(package, order.paper, order.language))


def _view(desk: Desk, reported: Reported, order: Order) -> PoliceView:
    """Return what the force may have: of what she has said yes to, nothing that came later.

    Raises PoliceRecipientRefused, also for what came later, ConsentMissing, Invalid.
    """
    if order.force not in {force.slug for force in desk.settings.police_forces}:
        raise Invalid([Problem("force", N_("Choose a force of the list."))])
    account, consent = reported.for_police, reported.consent
    enough = witnessed_enough(desk, consent)
    if order.kind == "information":
        return police_information(account, consent, order.force, witnessed_enough=enough)
    areas, day = areas_of(desk.settings), reported.row.day
    return police_view(account, consent, order.force, areas, day, witnessed_enough=enough)


def _made_before(
    session: Session, desk: Desk, order: Order, reported: Reported
) -> Forwarding | None:
    """Return the record of the package that the same button made; None at its first press.

    On one day and for one consent: what goes out later holds other things, and is a package of its
    own, recorded and told. Raises NotThere for an old button.
    """
    try:
        known = read(session, desk, order.id)
    except NotFound:
        return None
    same = order.report, order.kind, order.force, desk.today, reported.consent.version
    if (known.report, known.kind, known.force, known.day, known.consent_version) != same:
        raise NotThere
    return known


def _recorded(session: Session, desk: Desk, order: Order, reported: Reported) -> Forwarding:
    """Keep the record of a package, tell her, and write it down."""
    record = Forwarding(
        id=order.id,
        report=order.report,
        number="F-" + case_ref(random_bytes(ID_BYTES)),
        kind=order.kind,
        force=order.force,
        day=desk.today,
        by=desk.handle,
        consent_version=reported.consent.version,
        witnessed=reported.consent.witness is not None,
        phone=clean_line(order.phone),
        hours=clean_line(order.hours),
        address=clean_line(order.address),
    )
    add(session, desk, record)
    tell(session, desk, record.report, "forwarded", record.force)
    write(
        session,
        desk,
        Action.POLICE_PACKAGE_MADE,
        case=case_ref(record.report),
        number=record.number,
        what=record.kind,
        force=record.force,
        **({"asked": "again"} if order.asked_again else {}),
    )
    return record


def _cover(desk: Desk, order: Order, record: Forwarding, reported: Reported) -> PoliceCover:
    settings = desk.settings
    name = settings.police_agency or settings.organisation
    return PoliceCover(
        kind=record.kind,
        agency=PoliceAgency(
            name=name.by_language,
            address={"": record.address},
            phone=record.phone,
            hours={"": record.hours},
        ),
        number=record.number,
        jurisdiction={"": clean_line(order.jurisdiction)},
        prepared=record.day,
        adult=ages_19(reported) - {""} == {"yes"},
        consent_witnessed=record.witnessed,
        questions=reported.consent.choices.allows("consent_police_questions"),
    )


def _check(order: Order) -> None:
    unasked = [
        Problem(question.value, N_("Please answer this first."))
        for question in order.exclusions.unasked
    ]
    if unasked:
        raise Invalid(unasked)
    for name in ("jurisdiction", "phone", "hours", "address"):
        one_line(name, getattr(order, name))
    if not clean_line(order.phone):
        raise Invalid([Problem("phone", N_("Police need a number at which you answer."))])
