"""The record page: readable sentences, and tampering said loudly."""

from __future__ import annotations

from reporting.casework.cases import move, narrow
from reporting.casework.filing import file_waiting
from reporting.domain.case import Status, case_ref
from reporting.web.words import whole


def test_it_reads_as_sentences(browser, group, valid_html):
    worker = group.report()
    desk = group.desk()
    file_waiting(group.engine, desk)
    move(group.engine, desk, worker.report, Status.DONE)
    narrow(group.engine, desk, worker.report, frozenset({"consent_bulletin"}), "at the van")
    page = browser("bo").get("/record").text
    valid_html(page)
    ref = case_ref(worker.report)
    assert whole(f"set {ref} to “Done”") in page
    assert "Warn the community with a redacted bulletin" in page
    assert "Every entry is signed" in page


def test_tampering_is_shown_here_and_today(browser, group, valid_html):
    ada = browser("ada")
    ada.post("/sign-out")
    group.later(seconds=31)
    ada = browser("ada")
    group.sql("UPDATE audit SET actor = 'bo' WHERE number = 1")
    page = ada.get("/record").text
    valid_html(page)
    assert "The record was tampered with." in page
    group.sql("DELETE FROM audit")
    page = ada.get("/").text
    valid_html(page)
    assert "The record was tampered with." in page


def test_older_entries_are_a_click_away(browser, group):
    desk = group.desk()
    worker = group.report()
    file_waiting(group.engine, desk)
    for to in [Status.DONE, Status.OPEN] * 26:
        move(group.engine, desk, worker.report, to)
    ada = browser("ada")
    page = ada.get("/record").text
    assert "/record?before=" in page
    assert "filed 1 new report" in ada.get("/record?before=3").text
    assert ada.get("/record?before=x").status_code == 200


def test_outreach_does_not_see_it(browser):
    assert browser("vik").get("/record").status_code == 403
