"""Deleting with the code: waits, freezes, can be stopped, and is done with nobody signed in."""

import pytest

from reporting.casework.filing import file_waiting
from reporting.intake.deletions import DailyErasing
from reporting.store.engine import reading
from reporting.store.errors import Unavailable
from reporting.store.returning import all_deletions

both_databases = pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)


def delete(site, state, scope="all", **more):
    return site.post("/return", {"state": state, "do": "delete", "scope": scope, **more})


def due(group):
    with reading(group.engine) as session:
        return all_deletions(session)


@both_databases
def test_it_waits_and_is_done_with_nobody_signed_in(site, reported, group, valid_html):
    code, worker = reported()
    file_waiting(group.engine, group.desk())
    _, state = site.open(code)
    page = delete(site, state)
    valid_html(page.get_data(as_text=True))
    assert "Everything is deleted on Thursday, March 5, 2026." in site.words(page)
    assert "Until then nothing new is published or sent from it." in site.words(page)
    assert worker.report in due(group)
    site.later(days=2)
    assert site.open(code)[0].status_code == 200
    site.later(days=1)
    gone = site.post("/return", {"code": " ".join(code.digits())})
    assert gone.status_code == 404
    assert not due(group)


@both_databases
def test_she_stops_it(site, reported, group):
    code, _ = reported()
    _, state = site.open(code)
    delete(site, state)
    site.later(days=1)
    page, state = site.open(code)
    assert "This report is going to be deleted" in site.words(page)
    kept = site.post("/return", {"state": state, "do": "keep"})
    assert "Nothing is deleted." in site.words(kept)
    assert "going to be deleted" not in site.words(kept)
    assert not due(group)
    site.later(days=5)
    assert site.open(code)[0].status_code == 200


def test_only_how_to_reach_her(site, reported, group):
    code, worker = reported()
    _, state = site.open(code)
    page = delete(site, state, "contact")
    assert "How to reach you is deleted on Thursday, March 5, 2026." in site.words(page)
    assert "How to reach you is going to be deleted" in site.words(page)
    assert "This report is going to be deleted" not in site.words(page)
    assert "nothing new is published" not in site.words(page)
    site.later(days=3)
    page, _ = site.open(code)
    assert "Version 1." in site.words(page)
    assert not due(group)
    assert worker.report


def test_asking_again_does_not_put_it_off(site, reported):
    code, _ = reported()
    _, state = site.open(code)
    delete(site, state)
    site.later(days=2)
    _, state = site.open(code)
    assert "Thursday, March 5, 2026" in site.words(delete(site, state))


@pytest.mark.parametrize("scope", ["", "everything"])
def test_nothing_chosen_is_said_beside_the_question(site, reported, valid_html, group, scope):
    code, _ = reported()
    _, state = site.open(code)
    page = delete(site, state, scope)
    assert page.status_code == 422
    valid_html(page.get_data(as_text=True))
    assert "Choose what is to be deleted." in site.words(page)
    assert not due(group)


def test_what_cannot_be_called_back_is_said_before(site, reported):
    code, _ = reported()
    site.set(backups_days=14)
    words = site.words(site.open(code)[0])
    assert "Copies for emergencies still hold it for 14 days." in words
    assert "What was sent to police or another group stays with them" in words
    assert "a court or an authority can order us to keep what we have" in words


class Gate:
    def __init__(self):
        self.days, self.fails = [], False

    def erase_due(self, today):
        self.days.append(today)
        if self.fails:
            raise Unavailable("down")


def test_once_a_day_in_a_process_and_again_after_trouble(site):
    gate, daily = Gate(), DailyErasing()
    today = site.group.today
    gate.fails = True
    daily.run(gate, today)
    gate.fails = False
    for _ in range(3):
        daily.run(gate, today)
    assert gate.days == [today, today]
