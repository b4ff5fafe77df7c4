"""Counts that may be published: whole years, one question at a time, small numbers hidden.

docs/field.md, section 7, rule 15. Two questions are never crossed: a cell of two answers soon has
one report in it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reporting.domain.case import Card, Status
from reporting.domain.catalogue import UNKNOWN

SMALLEST_COUNT = 5  # counts under this are hidden, the others rounded to it
COUNTED = ("report_kind", "incident_types", "severity", "area")
"""Questions that are counted, by catalogue name."""


def coarse_count(count: int) -> int | None:
    """Give a count to publish: None (hidden) under five, else the nearest multiple of five.

    Nought is hidden too: "none" beside a total tells as much as "one".
    Statistics Canada's rule for small cells, by random-free rounding.
    """
    if count < SMALLEST_COUNT:
        return None
    return (2 * count + SMALLEST_COUNT) // (2 * SMALLEST_COUNT) * SMALLEST_COUNT


@dataclass(frozen=True, slots=True)
class Row:
    """One answer and how many reports gave it, rounded."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year of reports by the day they came in; `total` is None when it is too small to say.

    `rows` has for each question of `COUNTED` the answers that are not too small, most first.
    """

    year: int
    total: int | None
    rows: dict[str, tuple[Row, ...]]


def figures(cards: Iterable[Card], areas: Iterable[str]) -> tuple[Year, ...]:
    """Count the reports that may be counted, newest year first.

    Only with `consent_statistics`, and nothing that is junk. `areas` are the slugs that the
    organisation has drawn: a place in somebody's own words is never counted by itself.
    """
    listed = frozenset(areas)
    years: dict[int, list[Card]] = {}
    for card in cards:
        if "consent_statistics" in card.consents and card.status is not Status.JUNK:
            years.setdefault(card.day.year, []).append(card)
    return tuple(_year(year, years[year], listed) for year in sorted(years, reverse=True))


def _year(year: int, cards: list[Card], areas: frozenset[str]) -> Year:
    rows = {name: _rows(_answers(card, name, areas) for card in cards) for name in COUNTED}
    return Year(year, coarse_count(len(cards)), rows)


def _rows(answers: Iterable[frozenset[str]]) -> tuple[Row, ...]:
    counts = Counter(value for given in answers for value in given)
    rounded = ((value, coarse_count(count)) for value, count in counts.items())
    rows = [Row(value, count) for value, count in rounded if count is not None]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.value)))


def _answers(card: Card, name: str, areas: frozenset[str]) -> frozenset[str]:
    given = {
        "report_kind": (card.report_kind,),
        "incident_types": card.types,
        "severity": (card.severity,),
        "area": (card.area,) if card.area in areas else (),
    }[name]
    return frozenset(given) - {"", UNKNOWN.value}
