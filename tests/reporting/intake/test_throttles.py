"""Global buckets: wide enough for a bad night, narrow enough for a flood."""

import pytest

from reporting.intake.throttles import THROTTLES


def test_every_bucket_holds_at_least_a_minute():
    assert all(rate.burst >= rate.per_minute > 0 for rate in THROTTLES.values())


def test_a_phrase_that_people_remember_cannot_be_guessed_in_a_week():
    """Four words of a list of 2048, the least that a coordinator is shown as an example."""
    week = THROTTLES["phrase"].per_minute * 60 * 24 * 7 + THROTTLES["phrase"].burst
    assert week < 2048**2 / 10


@pytest.mark.parametrize("bucket", sorted(THROTTLES))
def test_a_bucket_runs_dry_and_fills_again(client, app, config, clock, bucket):
    from datetime import timedelta

    from reporting.intake.app import create_app
    from reporting.intake.services import EXTENSION
    from reporting.intake.throttles import Rate

    small = create_app(config, clock, {bucket: Rate(per_minute=1, burst=2)}).extensions[EXTENSION]
    assert [small.take(bucket) for _ in range(3)] == [True, True, False]
    clock.now += timedelta(minutes=1)
    assert [small.take(bucket) for _ in range(2)] == [True, False]
