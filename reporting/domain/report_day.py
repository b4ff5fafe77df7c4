"""A day of which parts may be missing, since nobody should have to guess one.

Written like an uncertain date of ISO 8601-2 (EDTF level 1): `2026-05-XX`, `XXXX-05-12`, with a
`?` behind it for "not sure".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

FIRST_YEAR, LAST_YEAR = 1900, 2199  # a plausible life, and past any day this runs
_LEAP_YEAR = 2000  # lets 29 February pass when the year is not known
_CENTURY = 2000  # "26" is 2026
_LONGEST_PART = 4
_WRITTEN = re.compile(r"(\d{4}|XXXX)-(\d\d|XX)-(\d\d|XX)(\??)", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDay:
    """Day, month and year, each known or None, and whether she is unsure.

    Only days that exist are made by `read_day_parts` and `parse_day`.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    unsure: bool = False

    def __str__(self) -> str:
        """Give the written form."""
        year = "XXXX" if self.year is None else f"{self.year:04}"
        month = "XX" if self.month is None else f"{self.month:02}"
        day = "XX" if self.day is None else f"{self.day:02}"
        return f"{year}-{month}-{day}{'?' if self.unsure else ''}"

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is known."""
        return self.year is None and self.month is None and self.day is None

    def as_date(self) -> date | None:
        """Give the date when all three parts are known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def is_after(self, today: date) -> bool:
        """Tell whether every day that this can mean lies after `today`."""
        if self.year is None:
            return False
        if self.year != today.year or self.month is None:
            return self.year > today.year
        if self.month != today.month or self.day is None:
            return self.month > today.month
        return self.day > today.day


def parse_day(text: str) -> PartialDay | None:
    """Read the written form; None for anything else, a day that does not exist included."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    year, month, day = (None if "X" in part else int(part) for part in match.groups()[:3])
    result = PartialDay(year, month, day, match[4] == "?")
    return result if _exists(result) else None


def read_day_parts(parts: Mapping[str, str], *, unsure: bool) -> PartialDay | None:
    """Read `year`, `month` and `day` as typed; None when there is no such day.

    A part may be missing, empty or "unknown". A year of two digits is of this century.
    """
    numbers: dict[str, int | None] = {}
    for name in ("year", "month", "day"):
        text = parts.get(name, "").strip()
        if text in ("", "unknown"):
            numbers[name] = None
        elif text.isdecimal() and len(text) <= _LONGEST_PART:
            numbers[name] = int(text)
        else:
            return None
    year = numbers["year"]
    if year is not None and len(parts["year"].strip()) <= len("26"):
        year += _CENTURY
    result = PartialDay(year, numbers["month"], numbers["day"], unsure)
    return result if _exists(result) else None


def _exists(value: PartialDay) -> bool:
    """Tell whether some real day fits the known parts."""
    if value.year is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
        return False
    try:
        # Without a month, January has all 31 days that any month can have.
        date(value.year or _LEAP_YEAR, value.month or 1, 1 if value.day is None else value.day)
    except ValueError:
        return False
    return value.month != 0
