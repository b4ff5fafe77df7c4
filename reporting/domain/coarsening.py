"""Exact answers to what a bulletin shows instead (docs/field.md, sections 3 and 7).

Every function gives a slug with a label in `COARSE_LABELS`, or "" when nothing is known.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from reporting.domain.labels import N_
from reporting.domain.report_day import PartialDay, parse_day

THIS_WEEK = "this_week"
EARLY_UNTIL, MID_UNTIL = 10, 20  # days: thirds of a month hide a day among ten
THIS_WEEK_DAYS = 7
NOTHING = frozenset({"none", "unknown", ""})

COARSE_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "early": N_("early %(month)s"),
        "mid": N_("mid %(month)s"),
        "late": N_("late %(month)s"),
        THIS_WEEK: N_("this week"),
        "night": N_("night"),
        "morning": N_("morning"),
        "afternoon": N_("afternoon"),
        "evening": N_("evening"),
        "outdoors": N_("outdoors"),
        "vehicle": N_("in a vehicle"),
        "indoors": N_("indoors"),
        "online": N_("online or by phone"),
        "a_weapon": N_("a weapon"),
        "physical_harm": N_("physical harm"),
        "drugs_involved": N_("drugs or alcohol"),
    }
)

_PLACES: Mapping[str, str] = MappingProxyType(
    {
        "street": "outdoors",
        "park": "outdoors",
        "car": "vehicle",
        "parlour": "indoors",
        "bar": "indoors",
        "hotel_mine": "indoors",
        "hotel_theirs": "indoors",
        "their_home": "indoors",
        "my_home": "indoors",
        "agency": "indoors",
        "online": "online",
        "phone": "online",
    }
)
_PARTS_OF_DAY = frozenset({"night", "morning", "afternoon", "evening"})
_WHEN = re.compile(r"(?:(?:early|mid|late)-)?\d{4}-(?:0[1-9]|1[0-2])|\d{4}")


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas that an organisation has drawn, each with its region, and its own region.

    `listed` maps the slug of an area to the slug of the region it lies in. `home` is shown for a
    place that is on no list; "" shows nothing.
    """

    listed: Mapping[str, str] = field(default_factory=dict)
    home: str = ""


def coarse_area(area: str, areas: Areas) -> tuple[str, str]:
    """Give (listed area, "") or ("", region): a place in somebody's own words is never shown."""
    if area in areas.listed and area not in NOTHING:
        return area, ""
    return "", areas.home


def coarse_part_of_day(value: str) -> str:
    """Give the part of the day, which is the most a bulletin says of an hour."""
    return value if value in _PARTS_OF_DAY else ""


def coarse_place(value: str) -> str:
    """Give outdoors, vehicle, indoors or online; whose home or which hotel is left out."""
    return _PLACES.get(value, "")


def coarse_weapon(values: Iterable[str]) -> str:
    """Give one phrase for any weapon: its kind would say too much of a single night."""
    return "a_weapon" if _any(values) else ""


def coarse_injuries(values: Iterable[str]) -> str:
    """Give one phrase for any injury; which one is between the worker and those who help her."""
    return "physical_harm" if _any(values) else ""


def coarse_drugs(values: Iterable[str]) -> str:
    """Give one phrase for drugs or alcohol in any part."""
    return "drugs_involved" if _any(values) else ""


def coarse_when(happened_on: str, rough: str, report_day: date, *, urgent: bool = False) -> str:
    """Give `early-2026-05`, `2026-05`, `2026`, `this_week` or "".

    `happened_on` is written as `report_day.PartialDay` is; a missing year is the latest that lies
    before the report, and a day she is unsure of counts as its month. Only an urgent alert says
    "this week"; afterwards the third of the month is enough.
    """
    written = parse_day(happened_on) or PartialDay()
    exact = _exact_day(written, report_day)
    if exact is None and written.month is None and rough in {"today", "yesterday", THIS_WEEK}:
        exact = report_day - timedelta(days=rough == "yesterday")
    if exact is None:
        return _month(written, report_day)
    if urgent and timedelta(0) <= report_day - exact < timedelta(days=THIS_WEEK_DAYS):
        return THIS_WEEK
    return f"{_third(exact.day)}-{exact:%Y-%m}"


def is_coarse_when(value: str) -> bool:
    """Tell whether `value` is one that `coarse_when` gives, other than ""."""
    return value == THIS_WEEK or _WHEN.fullmatch(value) is not None


def _any(values: Iterable[str]) -> bool:
    return any(value not in NOTHING for value in values)


def _third(day: int) -> str:
    if day <= EARLY_UNTIL:
        return "early"
    return "mid" if day <= MID_UNTIL else "late"


def _exact_day(written: PartialDay, report_day: date) -> date | None:
    """Give the day when it is known; a missing year is the latest that lies before the report."""
    if written.unsure or written.month is None or written.day is None:
        return None
    years = (report_day.year, report_day.year - 1) if written.year is None else (written.year,)
    for year in years:
        try:
            exact = date(year, written.month, written.day)
        except ValueError:  # 29 February of a year that has none
            continue
        if written.year or exact <= report_day:
            return exact
    return None


def _month(written: PartialDay, report_day: date) -> str:
    if written.month is None:
        return f"{written.year:04}" if written.year else ""
    year = written.year or report_day.year - (written.month > report_day.month)
    return f"{year:04}-{written.month:02}"
