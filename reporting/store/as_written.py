"""Values of rows as our programs write them.

Whoever can write to the database can put anything there, in whatever column. A row that is not as
it was written says nothing: it is left out, as if it had been deleted, which she could have done as
well. So the worst that it does is what is noticed anyway, and no page falls over it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, date, datetime
from typing import TypeVar

T = TypeVar("T")
Name = TypeVar("Name", bound=str)
Row = TypeVar("Row")


class NotAsWritten(ValueError):
    """Somebody else put this value there."""


def number(value: object) -> int:
    """Give a whole number."""
    if type(value) is not int:
        raise NotAsWritten
    return value


def words(value: object) -> str:
    """Give text."""
    if not isinstance(value, str):
        raise NotAsWritten
    return value


def name(value: object, names: Collection[Name]) -> Name:
    """Give one of the names that there are."""
    found = next((one for one in names if one == value), None)
    if found is None:
        raise NotAsWritten
    return found


def octets(value: object, length: int | None = None) -> bytes:
    """Give bytes, of one length where there is only one."""
    if not isinstance(value, bytes):
        raise NotAsWritten
    if length is not None and len(value) != length:
        raise NotAsWritten
    return value


def day(value: object) -> date:
    """Give a day, from what a driver made of it or from its ISO text."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(words(value))
    except ValueError:
        raise NotAsWritten from None


def moment(value: object) -> datetime:
    """Give a moment from UTC seconds."""
    try:
        return datetime.fromtimestamp(number(value), UTC)
    except (ValueError, OverflowError, OSError):
        raise NotAsWritten from None


def maybe(read: Callable[[object], T], value: object) -> T | None:
    """Read a value that may be missing."""
    return None if value is None else read(value)


def known(read: Callable[[object], T], value: object) -> T | None:
    """Read a value, None where it is missing or somebody else put it there."""
    try:
        return maybe(read, value)
    except NotAsWritten:
        return None


def readable(make: Callable[[Row], T], rows: Iterable[Row]) -> Iterator[T]:
    """Make records of rows; those that are not as they were written are left out."""
    for row in rows:
        try:
            yield make(row)
        except NotAsWritten:
            continue
