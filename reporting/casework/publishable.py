"""What a bulletin may show of a report: all that is offered, and what she has said yes to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.casework.desk import Desk
from reporting.domain.bulletin_facts import RACE
from reporting.domain.regions import areas_of
from reporting.domain.report import Account, Answers, text_of
from reporting.domain.views import publish_view

if TYPE_CHECKING:
    from reporting.casework.reported import Reported
    from reporting.domain.bulletin_facts import Facts


def offered(desk: Desk, reported: Reported, *, urgent: bool) -> Facts:
    """Return all fields of a report that may be published, coarsened. Raises ConsentMissing."""
    facts = _facts(desk, reported, reported.whole, urgent=urgent)
    # Where something later was added to an answer, the one that she has said yes to stands.
    known = agreed(desk, reported, urgent=urgent).happening
    return replace(facts, happening={**facts.happening, **known})


def agreed(desk: Desk, reported: Reported, *, urgent: bool) -> Facts:
    """Return the fields that may be published of what she has said yes to, as `offered`."""
    return _facts(desk, reported, reported.agreed, urgent=urgent)


def races_of(desk: Desk) -> frozenset[str]:
    """Return the slugs of the organisation's list, which alone are shown."""
    return frozenset(race.slug for race in desk.settings.races)


def _facts(desk: Desk, reported: Reported, told: Account, *, urgent: bool) -> Facts:
    areas = areas_of(desk.settings)
    view = publish_view(told, reported.consent, areas, reported.row.day, urgent=urgent)
    # The region too: it is what a bulletin names instead of an area where few live.
    region = areas.listed.get(text_of(view.facts.happening, "area"), "")
    more = {"region": region} if region else {}
    persons = tuple(_listed(person, races_of(desk)) for person in view.facts.persons)
    return replace(view.facts, happening={**view.facts.happening, **more}, persons=persons)


def _listed(person: Answers, races: frozenset[str]) -> Answers:
    """Leave out a race that is not on the list: whoever holds a code can send any words there."""
    return {name: text for name, text in person.items() if name != RACE or text in races}
