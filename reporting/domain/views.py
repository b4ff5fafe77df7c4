"""What may leave a report: to the community, and to police. Each is made from nothing else.

Both need the worker's consent as a checked value; without it they cannot be made.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import InitVar, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final

from reporting.domain import coarsening
from reporting.domain.bulletin_facts import (
    PERSON_ORDER,
    RACE,
    VEHICLE_ORDER,
    Facts,
    plain_text,
    race_stands_alone,
)
from reporting.domain.catalogue import FIELDS, UNKNOWN, Disclosure
from reporting.domain.coarsening import Areas
from reporting.domain.consent import Consent
from reporting.domain.errors import ConsentMissing, DomainError
from reporting.domain.labels import N_
from reporting.domain.report import Account, Answers, Identifier, values_of
from reporting.domain.report_needs import is_about_police

_MAKER: Final = object()

PUBLISHED = frozenset(
    name
    for name, question in FIELDS.items()
    if question.disclosure is Disclosure.PUBLISH and question.compartment == "account"
)
TO_POLICE = frozenset(
    name
    for name, question in FIELDS.items()
    if question.compartment == "account"
    and question.disclosure in {Disclosure.PUBLISH, Disclosure.COARSEN, Disclosure.POLICE}
)
"""What police may have of an account once she said yes; exact place and time need their own yes."""

COARSE_FOR_POLICE = frozenset({"place_type", "area", "area_other", "when_rough", "happened_on"})
"""Police get these coarsened: where she works and the very day are hers to give."""

WORKPLACES = frozenset({"parlour", "agency"})  # their names never leave the report


class PoliceRecipientRefused(DomainError):
    """The report is about police, and the recipient is police; offer civilian oversight."""


class Exclusion(StrEnum):
    """A reason why the third-party route may not be the right one (docs/field.md, section 5)."""

    DANGER_NOW = "danger_now"
    CHILD = "child"
    PARTNER = "partner"
    POLICE_OFFENDER = "police_offender"


EXCLUSION_LABELS: Mapping[Exclusion, str] = {
    Exclusion.DANGER_NOW: N_("Somebody is in danger now: call, do not write."),
    Exclusion.CHILD: N_("A child is being harmed: other duties come first."),
    Exclusion.PARTNER: N_("It was a partner: there is another route."),
    Exclusion.POLICE_OFFENDER: N_("It was police: go to civilian oversight."),
}


@dataclass(frozen=True, slots=True)
class Exclusions:
    """The answers to the four questions that are asked first; None is not asked yet."""

    danger_now: bool | None = None
    child: bool | None = None
    partner: bool | None = None
    police_offender: bool | None = None

    @property
    def unasked(self) -> tuple[Exclusion, ...]:
        """The questions that still have no answer, in order."""
        return tuple(e for e in Exclusion if getattr(self, e.value) is None)

    @property
    def standing(self) -> tuple[Exclusion, ...]:
        """The reasons that speak against this route, in order."""
        return tuple(e for e in Exclusion if getattr(self, e.value))

    @property
    def clear(self) -> bool:
        """Tell whether all four were asked and none holds."""
        return not self.unasked and not self.standing


@dataclass(frozen=True, slots=True)
class PublishView:
    """The publishable, coarsened fields of a report; only `publish_view` makes one."""

    facts: Facts
    maker: InitVar[object]

    def __post_init__(self, maker: object) -> None:
        """Refuse to be made by anything but the function that asks for consent."""
        _only_here(maker)


@dataclass(frozen=True, slots=True)
class PoliceView:
    """What a named force may have; only `police_view` makes one.

    `happening`, `persons`, `vehicles` and `identifiers` use catalogue names and the report's
    slugs; `when`, `area` and `region` are coarsened as in a bulletin. `exact_time`,
    `exact_place`, `own_words` are "" unless she chose them; `pictures` says whether files may go.
    """

    force: str
    happening: Answers = field(repr=False)
    persons: tuple[Answers, ...] = field(repr=False)
    vehicles: tuple[Answers, ...] = field(repr=False)
    identifiers: tuple[Identifier, ...] = field(repr=False)
    exact_time: str = field(repr=False)
    exact_place: str = field(repr=False)
    own_words: str = field(repr=False)
    pictures: bool
    consent_day: date
    maker: InitVar[object]

    def __post_init__(self, maker: object) -> None:
        """Refuse to be made by anything but the function that asks for consent."""
        _only_here(maker)


def publish_view(
    account: Account, consent: Consent, areas: Areas, report_day: date, *, urgent: bool = False
) -> PublishView:
    """Give what a bulletin may show of a report; raises `ConsentMissing`.

    Free texts among the publishable fields still have to pass the redaction check.
    """
    consent.require("consent_bulletin")
    facts = Facts(
        _happening(account, areas, report_day, urgent=urgent) | _chosen(account.answers, PUBLISHED),
        _group(account.persons, PERSON_ORDER, keep=lambda person: not race_stands_alone(person)),
        _group(account.vehicles, VEHICLE_ORDER),
        _plain_identifiers(account.identifiers),
    )
    return PublishView(facts, _MAKER)


def police_view(
    account: Account,
    consent: Consent,
    force: str,
    areas: Areas,
    report_day: date,
    *,
    witnessed_enough: bool = False,
) -> PoliceView:
    """Give what the force (a slug) may have as a third-party report.

    Raises `PoliceRecipientRefused` for an account about police, and `ConsentMissing` when she did
    not say yes to it or left this force out. The account is all that it reads: nothing of the
    contact compartment, so no immigration status, no name, no companion's number can be in it.
    Where she works is left out too (docs/field.md, section 5): the kind of place always, the exact
    place when it is a parlour or an agency.
    """
    _refuse_police(account)
    consent.require("consent_police_report", witnessed_enough=witnessed_enough)
    if not consent.choices.may_go_to(force):
        raise ConsentMissing("consent_police_report", "not for this force")
    allows = consent.choices.allows
    exact_place = allows("police_place_exact") and account.text("place_type") not in WORKPLACES
    return PoliceView(
        force=force,
        happening={
            **_chosen(account.answers, TO_POLICE - COARSE_FOR_POLICE),
            **_coarse_for_police(account, areas, report_day),
        },
        persons=_group(account.persons, PERSON_ORDER),
        vehicles=_group(account.vehicles, VEHICLE_ORDER),
        identifiers=account.identifiers,
        exact_time=_exact_time(account) if allows("police_time_exact") else "",
        exact_place=account.text("place_detail") if exact_place else "",
        own_words=account.text("what_happened") if allows("police_own_words") else "",
        pictures=allows("police_pictures"),
        consent_day=consent.day,
        maker=_MAKER,
    )


def police_information(
    account: Account, consent: Consent, force: str, *, witnessed_enough: bool = False
) -> PoliceView:
    """Give the offender's details as anonymous information: kinds of harm, person, vehicle.

    Nothing else of what happened, not even a month or an area: what she signed says "nothing
    about you or what happened to you beyond the kind of harm". Raises as `police_view`, by
    `consent_police_information`.
    """
    _refuse_police(account)
    consent.require("consent_police_information", witnessed_enough=witnessed_enough)
    if force in consent.choices.police_leave_out:
        raise ConsentMissing("consent_police_information", "not for this force")
    return PoliceView(
        force=force,
        happening=_chosen(account.answers, frozenset({"incident_types"})),
        persons=_group(account.persons, PERSON_ORDER),
        vehicles=_group(account.vehicles, VEHICLE_ORDER),
        identifiers=account.identifiers,
        exact_time="",
        exact_place="",
        own_words="",
        pictures=False,
        consent_day=consent.day,
        maker=_MAKER,
    )


def _refuse_police(account: Account) -> None:
    if is_about_police(account):
        raise PoliceRecipientRefused("the report is about police")


def _coarse_for_police(account: Account, areas: Areas, report_day: date) -> Answers:
    shown = _happening(account, areas, report_day, urgent=False)
    return {name: shown[name] for name in ("when", "area", "region", "place") if name in shown}


def _only_here(maker: object) -> None:
    if maker is not _MAKER:
        raise TypeError("a view is made by publish_view or police_view, which ask for consent")


def _happening(
    account: Account, areas: Areas, report_day: date, *, urgent: bool
) -> dict[str, str | tuple[str, ...]]:
    """Give the coarsened answers that stand once, empty ones left out."""
    area, region = coarsening.coarse_area(account.text("area"), areas)
    placed = bool(account.text("area") or account.text("area_other"))
    when = coarsening.coarse_when(
        account.text("happened_on"), account.text("when_rough"), report_day, urgent=urgent
    )
    coarse = {
        "when": when,
        "area": area,
        "region": region if placed else "",
        "part_of_day": coarsening.coarse_part_of_day(account.text("part_of_day")),
        "place": coarsening.coarse_place(account.text("place_type")),
        "weapon": coarsening.coarse_weapon(account.values("weapon")),
        "injuries": coarsening.coarse_injuries(account.values("injuries")),
        "drugs": coarsening.coarse_drugs(account.values("drugs")),
    }
    return {name: value for name, value in coarse.items() if value}


def _chosen(answers: Answers, names: frozenset[str]) -> dict[str, str | tuple[str, ...]]:
    """Give the answers under `names`, without "don't know" and without empty ones."""
    chosen: dict[str, str | tuple[str, ...]] = {}
    for name in answers.keys() & names:
        values = (plain_text(value) for value in values_of(answers, name))
        known = tuple(value for value in values if value and value != UNKNOWN.value)
        if known:
            chosen[name] = known if FIELDS[name].kind == "choices" else known[0]
    return chosen


def _plain_identifiers(identifiers: Iterable[Identifier]) -> tuple[Identifier, ...]:
    plain = (replace(one, value=plain_text(one.value)) for one in identifiers)
    return tuple(one for one in plain if one.value)


def _group(
    group: Iterable[Answers],
    order: tuple[str, ...],
    keep: Callable[[Answers], bool] = bool,
) -> tuple[Answers, ...]:
    """Give persons or vehicles with publishable names only; one that loses all is left out."""
    names = PUBLISHED & frozenset(order)
    read = (_chosen(answers, names) for answers in group)
    kept = (answers if keep(answers) else _without_race(answers) for answers in read)
    return tuple(answers for answers in kept if answers)


def _without_race(answers: Answers) -> Answers:
    return {name: value for name, value in answers.items() if name != RACE}


def _exact_time(account: Account) -> str:
    parts = (account.text("happened_on"), account.text("clock_time"))
    return " ".join(part for part in parts if part and part != UNKNOWN.value)
