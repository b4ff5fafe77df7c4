from datetime import UTC, date, datetime

import pytest

from reporting.web.clock import system_clock, today


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 3, 7, 59, tzinfo=UTC), date(2026, 3, 2)),  # a minute to midnight there
        (datetime(2026, 3, 3, 8, 0, tzinfo=UTC), date(2026, 3, 3)),
        (datetime(2026, 7, 1, 7, 0, tzinfo=UTC), date(2026, 7, 1)),  # an hour earlier in summer
    ],
)
def test_the_day_is_the_organisations_not_the_machines(moment, day):
    assert today(moment, "America/Vancouver") == day


def test_the_machines_clock_is_aware_and_universal():
    assert system_clock().tzinfo is UTC
