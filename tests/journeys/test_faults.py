"""What happens to reports when things break: nothing that was acknowledged is lost, and it is said.

The broken parts are real: workers are killed, SQLite's disk is full, somebody holds its lock.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

import pytest
from sqlalchemy import text

from crypto.receipts import Code, keys_of
from reporting.store.engine import reading

STORY = "Words that must not be lost, whatever breaks. " * 40
CLIENTS = 16
KILLS = 4


@pytest.fixture
def sqlite_only(database_kind):
    if database_kind != "sqlite":
        pytest.skip("breaks SQLite's own file")


@pytest.fixture
def kept(place, owner):
    """Say how many of these codes have a report in the database."""

    def count(codes):
        with reading(owner) as session:
            rows = session.execute(text("SELECT token_hash FROM inbox_report")).scalars()
            hashes = {bytes(row) for row in rows}
        found = [keys_of(Code.parse(code), place.founded.pins.installation) for code in codes]
        return sum(keys.token_hash in hashes for keys in found)

    return count


def form_of(page):
    return {
        control.get("name"): control.get("value")
        for control in page.tree.iter("input")
        if control.get("name") in {"nonce", "lang"}
    }


def send(browser, url):
    """Report once; the code, or None when no receipt came."""
    made = browser(url)
    with contextlib.suppress(OSError, HTTPException):
        fields = {**form_of(made.get("/report")), "what_happened": STORY, "do": "send"}
        page = made.post("/report", fields)
        if page.status == 200:
            return page.marked("data-receipt", "digits")
    return None


def workers(place, program):
    """The process ids of the workers of a program."""
    children = Path(f"/proc/{place.process.pid}/task/{place.process.pid}/children").read_text()
    masters = [int(child) for child in children.split()]
    master = next(
        pid for pid in masters if program in Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    )
    return [int(c) for c in Path(f"/proc/{master}/task/{master}/children").read_text().split()]


def test_what_was_acknowledged_is_there_when_workers_are_killed(place, browser, kept):
    codes = []
    stop = threading.Event()

    def client():
        while not stop.is_set():
            code = send(browser, place.intake_url)
            if code:
                codes.append(code)

    clients = [threading.Thread(target=client) for _ in range(4)]
    for one in clients:
        one.start()
    for _ in range(KILLS):
        enough = len(codes) + 3
        while len(codes) < enough:
            time.sleep(0.01)
        for pid in workers(place, "intake"):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    stop.set()
    for one in clients:
        one.join()
    assert len(codes) >= KILLS * 3
    assert kept(codes) == len(codes)


def test_sixteen_at_once_are_all_received(place, browser, kept):
    with ThreadPoolExecutor(CLIENTS) as pool:
        codes = list(pool.map(lambda _: send(browser, place.intake_url), range(CLIENTS * 3)))
    assert None not in codes
    assert len(set(codes)) == CLIENTS * 3
    assert kept(codes) == CLIENTS * 3


def test_a_retry_shows_the_same_receipt_and_makes_no_second_report(place, browser, owner):
    made = browser(place.intake_url)
    fields = {**form_of(made.get("/report")), "what_happened": STORY, "do": "send"}
    with ThreadPoolExecutor(4) as pool:
        pages = list(
            pool.map(lambda _: browser(place.intake_url).post("/report", fields), range(4))
        )
    assert {page.status for page in pages} == {200}
    assert len({page.marked("data-receipt", "digits") for page in pages}) == 1
    with reading(owner) as session:
        assert session.execute(text("SELECT count(*) FROM inbox_report")).scalar() == 1


@pytest.mark.usefixtures("sqlite_only")
def test_a_locked_database_says_so_and_keeps_her_words(place, browser, kept):
    made = browser(place.intake_url)
    fields = {**form_of(made.get("/report")), "what_happened": STORY, "do": "send"}
    lock = sqlite3.connect(place.database_url.removeprefix("sqlite:///"), isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    try:
        page = made.post("/report", fields)
    finally:
        lock.execute("ROLLBACK")
        lock.close()
    assert page.status == 503, page.text
    assert STORY.strip() in page.html
    page = made.submit("do=send")
    assert page.status == 200, page.text
    assert kept([page.marked("data-receipt", "digits")]) == 1


@pytest.mark.usefixtures("sqlite_only")
def test_a_full_disk_says_so_and_keeps_her_words(place, browser, kept):
    """The file may not grow: SQLite reports it as it does a full disk."""
    made = browser(place.intake_url)
    fields = {**form_of(made.get("/report")), "what_happened": STORY, "do": "send"}
    path = Path(place.database_url.removeprefix("sqlite:///"))
    with limited(workers(place, "intake"), path.stat().st_size):
        page = made.post("/report", fields)
    assert page.status == 503, page.text
    assert STORY.strip() in page.html
    page = made.submit("do=send")
    assert page.status == 200, page.text
    assert kept([page.marked("data-receipt", "digits")]) == 1


@contextlib.contextmanager
def limited(pids, size):
    """Let processes write no file beyond a size, for a while (RLIMIT_FSIZE: EFBIG at the edge)."""
    import resource

    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE, (size // 64, -1)) for pid in pids}
    try:
        yield
    finally:
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)
