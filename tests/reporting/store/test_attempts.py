"""Delays between sign-ins: growing, capped, and never a lock-out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from reporting.store.attempts import (
    LONGEST_DELAY,
    REMEMBERED,
    STRANGERS_IN_A_WINDOW,
    WINDOW_SECONDS,
    admit_stranger,
    begin_attempt,
    door_of_browser,
    door_of_handle,
    door_of_session,
    end_attempts,
    is_known,
    remember_browser,
    undo_attempt,
)
from reporting.store.engine import reading, writing

NOW = 1_772_000_000


def begin(engine, now, handle="ada"):
    with writing(engine) as session:
        return begin_attempt(session, door_of_handle(handle), now)


def test_delays_grow_and_stop_growing(engine):
    now, waits = NOW, []
    for _ in range(10):
        assert begin(engine, now) == 0
        ready = next(second for second in range(60) if begin_would_wait(engine, now, second) == 0)
        waits.append(ready)
        now += ready
    assert waits == [0, 1, 2, 4, 8, 16, 30, 30, 30, 30]


def begin_would_wait(engine, now, seconds):
    """Ask without counting: what an attempt so many seconds later would have to wait."""
    with Session(engine.execution_options(brolly_writing=True)) as session:
        return begin_attempt(session, door_of_handle("ada"), now + seconds)


def test_asking_early_is_told_how_long_and_costs_nothing(engine):
    for _ in range(2):
        begin(engine, NOW)
    begin(engine, NOW + 1)
    assert [begin(engine, NOW + 1) for _ in range(5)] == [2] * 5
    assert begin(engine, NOW + 2) == 1
    assert begin(engine, NOW + 3) == 0
    assert begin(engine, NOW) <= LONGEST_DELAY
    assert begin(engine, NOW + 1_000_000) == 0


def test_a_clock_that_was_ahead_locks_nobody_out_once_it_is_right_again(engine):
    year = 365 * 24 * 3600
    for second in range(0, 300, 30):
        begin(engine, NOW + year + second)
    assert begin(engine, NOW) == 0
    assert begin(engine, NOW) == LONGEST_DELAY
    assert begin(engine, NOW + LONGEST_DELAY) == 0


def test_success_forgets_failures(engine):
    for second in range(0, 300, 30):
        begin(engine, NOW + second)
    with writing(engine) as session:
        end_attempts(session, door_of_handle("ada"))
    assert [begin(engine, NOW + 300) for _ in range(2)] == [0, 0]


def test_what_could_not_be_tried_is_no_failure(engine):
    for _ in range(20):
        assert begin(engine, NOW) == 0
        with writing(engine) as session:
            undo_attempt(session, door_of_handle("ada"))


def test_handles_are_delayed_apart(engine):
    for second in range(0, 300, 30):
        begin(engine, NOW + second)
    assert begin(engine, NOW + 271) > 0
    assert begin(engine, NOW + 271, "bea") == 0


def test_many_at_once_get_no_more_than_two_free_attempts(engine):
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: begin(engine, NOW), range(24)))
    assert waits.count(0) == 2


def test_doors_are_delayed_apart(engine):
    other = door_of_session("ada"), door_of_browser(bytes(32), "ada")
    for second in range(0, 300, 30):
        begin(engine, NOW + second)
    assert begin(engine, NOW + 271) > 0
    for door in other:
        with writing(engine) as session:
            assert begin_attempt(session, door, NOW + 271) == 0


def admit(engine, now):
    with writing(engine) as session:
        return admit_stranger(session, now)


def test_strangers_have_so_many_attempts_in_a_window(engine):
    start = NOW - NOW % WINDOW_SECONDS
    assert [admit(engine, start + 3) for _ in range(STRANGERS_IN_A_WINDOW)] == (
        [0] * STRANGERS_IN_A_WINDOW
    )
    assert admit(engine, start + 3) == WINDOW_SECONDS - 3
    assert admit(engine, start + WINDOW_SECONDS) == 0


def test_many_strangers_at_once_get_no_more(engine):
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: admit(engine, NOW), range(40)))
    assert waits.count(0) == STRANGERS_IN_A_WINDOW


def test_a_browser_is_known_until_it_stays_away(engine):
    door, today = door_of_browser(bytes(32), "ada"), date(2026, 3, 2)
    with writing(engine) as session:
        assert not is_known(session, door, today)
        remember_browser(session, door, today)
    with reading(engine) as session:
        assert is_known(session, door, today + REMEMBERED)
        assert not is_known(session, door, today + REMEMBERED + timedelta(days=1))
    with writing(engine) as session:
        begin_attempt(session, door_of_handle("ada"), NOW)
        remember_browser(session, door_of_browser(bytes(32), "bo"), today + timedelta(days=99))
    with reading(engine) as session:
        left = session.execute(text("SELECT bucket FROM throttle")).scalars().all()
    assert door not in left  # forgotten, and nothing but it
    assert len(left) == 2


def test_no_handle_stands_in_the_table(engine):
    begin(engine, NOW, "a-handle-that-was-guessed")
    with reading(engine) as session:
        (bucket,) = session.execute(text("SELECT bucket FROM throttle")).scalars()
    assert len(bucket) == len("sign-in/") + 4


def test_intake_cannot_reach_the_buckets_of_sign_in(engine):
    from reporting.store.intake_gate import IntakeGate

    begin(engine, NOW)
    with reading(engine) as session:
        (bucket,) = session.execute(text("SELECT bucket FROM throttle")).scalars()
    IntakeGate(engine).throttle_take(bucket, NOW, 1, 1)
    with reading(engine) as session:
        assert len(session.execute(text("SELECT bucket FROM throttle")).all()) == 2
