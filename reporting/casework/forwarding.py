"""Passing a report on to police, as a third party: asked first, by her signed yes, and recorded.

Only a `PoliceView` reaches the paper, and only a verified `Consent` makes one. What was refused is
recorded like what was done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crypto.suite import ID_BYTES, random_bytes
from reporting.casework.desk import Desk
from reporting.casework.errors import DeletionPending, Excluded, NotThere
from reporting.casework.events import tell
from reporting.casework.forwardings import KINDS, Forwarding, Kind, add, one_line, read
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
from reporting.domain.report_needs import danger_now, is_about_police, may_be_about_police
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
    from reporting.domain.consent import Consent

WITNESSES = 2
"""Staff who must have heard a witnessed yes, where an organisation lets it count for police."""


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
class Options:
    """What may be passed on, and to whom: forces by kind. Empty means nothing may.

    `refusals` say why a kind may not: "not given", "only witnessed" or "no force".
    """

    forces: Mapping[Kind, tuple[str, ...]]
    refusals: Mapping[Kind, str]

    @property
    def any(self) -> bool:
        """Say whether anything may be passed on at all."""
        return bool(self.forces)


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A package that was made, and its record."""

    record: Forwarding
    pdf: bytes = field(repr=False)


def new_id() -> bytes:
    """Return the id of a forwarding that may come of a page."""
    return random_bytes(ID_BYTES)


def known_exclusions(reported: Reported) -> Exclusions:
    """Return what the report itself says of the four questions; None where nobody has said."""
    accounts = (reported.whole, *reported.accounts)
    return Exclusions(
        danger_now=True if any(map(danger_now, accounts)) else None,
        child=True if "no" in _ages_19(reported) else None,
        police_offender=True if any(map(may_be_about_police, accounts)) else None,
    )


def _ages_19(reported: Reported) -> set[str]:
    """Return all that she ever said to whether she is 19, "" for nothing."""
    return {contact.text("your_age_19") for contact in reported.contacts or [reported.contact]}


def options(desk: Desk, reported: Reported) -> Options:
    """Return what her consent allows to which of the organisation's forces.

    Raises PoliceRecipientRefused for a report about police: there is no force for it.
    """
    if is_about_police(reported.whole):
        raise PoliceRecipientRefused
    listed = tuple(force.slug for force in desk.settings.police_forces)
    consent = reported.consent
    enough = witnessed_enough(desk, consent)
    forces: dict[Kind, tuple[str, ...]] = {}
    refusals: dict[Kind, str] = {}
    for kind, name in KINDS.items():
        try:
            consent.require(name, witnessed_enough=enough)
        except ConsentMissing as missing:
            refusals[kind] = missing.reason
            continue
        open_to = tuple(force for force in listed if _may_go(consent, kind, force))
        if open_to:
            forces[kind] = open_to
        else:
            refusals[kind] = "no force"
    return Options(forces, refusals)


def clear(desk: Desk, reported: Reported, exclusions: Exclusions) -> Options:
    """Return what may be passed on once the four questions were asked.

    Raises DeletionPending, Excluded, PoliceRecipientRefused, and ConsentMissing when nothing may.
    """
    reported.require_not_frozen()
    if exclusions.standing:
        raise Excluded(tuple(reason.value for reason in exclusions.standing))
    found = options(desk, reported)
    if not found.any:
        raise ConsentMissing(KINDS["report"], found.refusals["report"])
    return found


def witnessed_enough(desk: Desk, consent: Consent) -> bool:
    """Say whether a witnessed yes counts for police: switched on, heard by two, a day ago."""
    witness = consent.witness
    return (
        desk.settings.witnessed_police
        and witness is not None
        and len(set(witness.staff)) >= WITNESSES
        and witness.day < desk.today
    )


def must_ask_again(reported: Reported) -> bool:
    """Say whether she has to be asked once more: her yes came together with the report.

    It may have been given in crisis or by night, and her receipt then said that she is asked
    again. Nobody keeps the hour, so this holds for every yes of the report's own day. What two
    witnesses heard has rules of its own (`witnessed_enough`).
    """
    consent = reported.consent
    later = consent.covers is not None and consent.covers > reported.row.day
    return consent.witness is None and not later


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
    long, and, recorded,
    Excluded, PoliceRecipientRefused, ConsentMissing and StatementRefused; CannotPrint, Expired,
    SettingsNotBelieved, NotFiledYet.
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
        record = _recorded(session, desk, order, reported)
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


def _recorded(session: Session, desk: Desk, order: Order, reported: Reported) -> Forwarding:
    """Keep the record of a package; the one that is there when the button was pressed twice.

    Twice on one day and for one consent: what goes out later holds other things, and is a package
    of its own, recorded and told. Raises NotThere.
    """
    try:
        known = read(session, desk, order.id)
    except NotFound:
        pass
    else:
        same = order.report, order.kind, order.force, desk.today, reported.consent.version
        if (known.report, known.kind, known.force, known.day, known.consent_version) != same:
            raise NotThere
        return known
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
        adult=_ages_19(reported) - {""} == {"yes"},
        consent_witnessed=record.witnessed,
        questions=reported.consent.choices.allows("consent_police_questions"),
    )


def _may_go(consent: Consent, kind: Kind, force: str) -> bool:
    if kind == "report":
        return consent.choices.may_go_to(force)
    return force not in consent.choices.police_leave_out


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
