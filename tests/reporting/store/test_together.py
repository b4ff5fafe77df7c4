"""Writes that wait at the same moment share a commit, and nothing else."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import event

from reporting.store.engine import open_engine
from reporting.store.errors import Busy, Conflict, Full, Refused, Unavailable
from reporting.store.together import Together

ADD = "INSERT INTO throttle (bucket, level, updated) VALUES (?, 1, 1)"


@pytest.fixture
def path(sqlite_database_url):
    return Path(sqlite_database_url.removeprefix("sqlite:///"))


@pytest.fixture
def statements():
    """What SQLite was told, in order."""
    return []


@pytest.fixture
def settings():
    """What a test sets on each connection."""
    return []


@pytest.fixture
def together(sqlite_database_url, statements, settings):
    engine = open_engine(sqlite_database_url, "intake", patience=5)

    @event.listens_for(engine, "connect")
    def watch(connection, record):
        for setting in settings:
            connection.execute(setting)
        connection.set_trace_callback(statements.append)

    yield Together(engine)
    engine.dispose()


@pytest.fixture
def at_once(together, path):
    """Have several write at once: one is held up at the lock, all others wait for the next turn."""

    def run(works, *, let_go=True):
        lock = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        lock.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(len(works) + 1) as pool:
            first = pool.submit(together.write, lambda cursor: add(cursor, "first"))
            wait(lambda: first.running() and together._turn.locked() and not together._waiting)
            others = []
            for work in works:
                others.append(pool.submit(together.write, work))
                wait(lambda: len(together._waiting) == len(others))
            if let_go:
                lock.execute("ROLLBACK")
        lock.close()
        return [first, *others]

    return run


def wait(until):
    deadline = monotonic() + 10
    while not until():
        assert monotonic() < deadline
        sleep(0.001)


def add(cursor, name):
    cursor.execute(ADD, (name,))
    return name


def adding(name):
    return lambda cursor: add(cursor, name)


def stored(path):
    with sqlite3.connect(path) as connection:
        return {row[0] for row in connection.execute("SELECT bucket FROM throttle")}


def test_those_who_wait_share_one_commit_and_each_gets_her_own_answer(at_once, path, statements):
    done = at_once([adding(f"n{number}") for number in range(6)])
    assert [one.result() for one in done] == ["first", *(f"n{number}" for number in range(6))]
    assert stored(path) == {"first", *(f"n{number}" for number in range(6))}
    assert statements.count("COMMIT") == 2


def test_nobody_is_answered_before_the_commit(together, path):
    seen = []

    def work(cursor):
        add(cursor, "mine")
        seen.append(stored(path))
        return True

    assert together.write(work)
    assert seen == [set()]
    assert stored(path) == {"mine"}


def test_one_that_fails_undoes_its_own_part_alone(at_once, path, statements):
    def conflict(cursor):
        add(cursor, "undone")
        raise Conflict("of another report")

    def twice(cursor):
        add(cursor, "undone too")
        add(cursor, "undone too")

    def broken(cursor):
        add(cursor, "undone as well")
        cursor.execute("INSERT INTO throttle (bucket, level, updated) VALUES ('x', 'y', 'z')")

    def foreign(cursor):
        add(cursor, "and this")
        raise KeyError("not the store's")

    works = [adding("before"), conflict, twice, broken, foreign, adding("after")]
    _, before, *failed, after = at_once(works)
    assert (before.result(), after.result()) == ("before", "after")
    assert [type(one.exception()) for one in failed] == [Conflict, Conflict, Refused, KeyError]
    assert stored(path) == {"first", "before", "after"}
    assert statements.count("COMMIT") == 2


def test_a_lock_that_does_not_come_is_told_to_everybody_in_it(together, path, at_once, settings):
    settings.append("PRAGMA busy_timeout = 500")
    done = at_once([adding("one"), adding("two")], let_go=False)
    errors = [one.exception() for one in done]
    assert [type(error) for error in errors] == [Busy] * 3
    assert len(set(map(id, errors))) == 3
    assert stored(path) == set()
    assert together.write(adding("later")) == "later"


def test_a_full_disk_ends_all_of_it_and_nobody_is_told_that_it_is_kept(
    together, path, at_once, settings
):
    with sqlite3.connect(path) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    settings.append(f"PRAGMA max_page_count = {pages}")

    def large(cursor):
        add(cursor, "large")
        cursor.execute("INSERT INTO setting (name, value) VALUES ('x', ?)", ("x" * 199_000,))

    first, *others = at_once([adding("small"), large])
    assert first.result() == "first"
    assert [type(one.exception()) for one in others] == [Full, Full]
    assert stored(path) == {"first"}
    assert together.write(adding("later")) == "later"


def test_a_writer_that_ends_leaves_nobody_believing_that_it_was_written(at_once, path, together):
    def dies(cursor):
        raise SystemExit

    _, one, died, other = at_once([adding("one"), dies, adding("other")])
    kinds = {type(ended.exception()) for ended in (one, died, other)}
    assert kinds == {SystemExit, Unavailable}
    assert stored(path) == {"first"}
    assert together.write(adding("later")) == "later"
