"""What may go to police of a report, and to which force: asked before any package is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.casework.desk import Desk
from reporting.casework.errors import Excluded
from reporting.casework.forwardings import KINDS, Kind
from reporting.domain.errors import ConsentMissing
from reporting.domain.report_needs import danger_now, is_about_police, may_be_about_police
from reporting.domain.views import Exclusions, PoliceRecipientRefused

if TYPE_CHECKING:
    from reporting.casework.reported import Reported
    from reporting.domain.consent import Consent

WITNESSES = 2
"""Staff who must have heard a witnessed yes, where an organisation lets it count for police."""


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


def known_exclusions(reported: Reported) -> Exclusions:
    """Return what the report itself says of the four questions; None where nobody has said."""
    accounts = (reported.whole, *reported.accounts)
    return Exclusions(
        danger_now=True if any(map(danger_now, accounts)) else None,
        child=True if "no" in ages_19(reported) else None,
        police_offender=True if any(map(may_be_about_police, accounts)) else None,
    )


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


def ages_19(reported: Reported) -> set[str]:
    """Return all that she ever said to whether she is 19, "" for nothing."""
    return {contact.text("your_age_19") for contact in reported.contacts or [reported.contact]}


def _may_go(consent: Consent, kind: Kind, force: str) -> bool:
    if kind == "report":
        return consent.choices.may_go_to(force)
    return force not in consent.choices.police_leave_out
