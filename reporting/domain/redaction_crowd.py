"""Rules 10 and 11: a place where few live, and a report that few others are like.

What a bulletin shows of place, month, kind and role is counted among the reports that may be
compared. Fewer than five that fit, and somebody who knows the place could guess whose it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from reporting.domain.bulletin_facts import Facts
from reporting.domain.catalogue import UNKNOWN
from reporting.domain.coarsening import THIS_WEEK, Areas
from reporting.domain.redaction_finding import SMALL_PLACE, UNIQUE, Finding
from reporting.domain.report import Account, text_of, values_of

ENOUGH = 5
"""k of domain rule 11: as many reports have to fit."""

ANY = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """What a report is counted by: the slug of its area, month (`2026-05`), kinds and roles."""

    area: str
    month: str
    types: frozenset[str]
    roles: frozenset[str]


def month_of(when: str, today: date) -> str:
    """Give the month that a coarse `when` tells, "" when it tells none."""
    if when == THIS_WEEK:
        return f"{today:%Y-%m}"
    head, _, rest = when.partition("-")
    month = when if head.isdigit() else rest
    return month if "-" in month else ""


def roles_of(accounts: Iterable[Account]) -> tuple[str, ...]:
    """Give who did it, as the accounts say: client, police and the like, each once."""
    said = (text_of(person, "person_role") for one in accounts for person in one.persons)
    return tuple(dict.fromkeys(role for role in said if role and role != UNKNOWN.value))


def check_small_place(facts: Facts, few: Iterable[str]) -> Iterator[Finding]:
    """Give the area that is shown when fewer than 20,000 people live there (`few`, slugs)."""
    area = text_of(facts.happening, "area")
    if area in few:
        yield Finding(SMALL_PLACE, "happening.area", area, 0, len(area))


def check_alike(
    facts: Facts, own: Alike, others: Iterable[Alike], areas: Areas, today: date
) -> Iterator[Finding]:
    """Give one finding when a kind and role that are shown fit fewer than five reports there.

    `own` is the report that it is about, which counts whether or not it may be compared; `others`
    are those that may. A bulletin that tells neither place nor month says it of everybody.
    """
    happening = facts.happening
    area, region = text_of(happening, "area"), text_of(happening, "region")
    month = month_of(text_of(happening, "when"), today)
    if not area and not region and not month:
        return
    there = [
        one
        for one in (own, *others)
        if (not area or one.area == area)
        and (area or not region or areas.listed.get(one.area, areas.home) == region)
        and (not month or one.month == month)
    ]
    types = values_of(happening, "incident_types") or (ANY,)
    roles = {text_of(person, "person_role") for person in facts.persons} - {ANY} or {ANY}
    fewest = min(
        sum(_is(kind, one.types) and _is(role, one.roles) for one in there)
        for kind, role in product(types, sorted(roles))
    )
    if fewest < ENOUGH:
        where = "area" if area else "region" if region else "when"
        shown = text_of(happening, where)
        yield Finding(UNIQUE, f"happening.{where}", shown, 0, len(shown))


def _is(value: str, values: frozenset[str]) -> bool:
    return value == ANY or value in values
