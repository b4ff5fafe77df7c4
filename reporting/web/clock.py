"""The time as both programs are given it: an aware clock, and the organisation's own day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Returns an aware UTC moment; read where a request begins, handed on as a value."""


def system_clock() -> datetime:
    """Return this moment; the default of an app that was given no other clock."""
    return datetime.now(UTC)


def today(now: datetime, time_zone: str) -> date:
    """Return the day that an aware moment falls on in an organisation's zone (IANA name)."""
    return now.astimezone(ZoneInfo(time_zone)).date()
