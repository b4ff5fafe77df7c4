"""The list of reports: filters, pages, what is empty, and what cannot be opened."""

from __future__ import annotations

import re

import pytest

from reporting.casework import cases as casework
from reporting.casework.cases import assign, move
from reporting.casework.filing import file_waiting
from reporting.domain.case import Status, case_ref
from reporting.review.routes import cases


def refs(page):
    return [part.split("</a>")[0].split(">")[-1] for part in page.split('class="ref"')[1:]]


def test_an_empty_list_says_what_to_do(browser, valid_html):
    page = browser("ada").get("/cases").text
    valid_html(page)
    assert "No report has come in yet." in page


def test_opening_the_list_files_what_came_in_meanwhile(browser, group):
    ada = browser("ada")
    worker = group.report()
    page = ada.get("/cases").text
    assert "1 report has come in." in page
    assert refs(page) == [case_ref(worker.report)]
    assert "has come in" not in ada.get("/cases").text


def test_a_report_made_to_have_the_same_reference_takes_nobodys_page_away(
    browser, group, monkeypatch
):
    """40 bits are found in minutes by who knows a case's; nobody could open either any more."""
    ada, worker = browser("ada"), group.report()
    ada.get("/cases")
    known = casework.store.card_versions
    twin = worker.report[:5] + bytes(11)
    monkeypatch.setattr(casework.store, "card_versions", lambda s: {**known(s), twin: 1})
    to_see, seen = ["/cases"], {}
    while to_see:
        path = to_see.pop()
        answer = ada.get(path)
        seen[path] = answer.status_code
        links = re.findall(r'(?:href|action)="(/cases/[^"?#]+)', answer.text)
        gets = re.findall(r'href="(/cases/[^"?#]+)', answer.text)
        assert all(link.split("/")[2] == worker.report.hex() for link in links)
        to_see += sorted(set(gets) - set(seen) - set(to_see))
    ends = {path.removeprefix(f"/cases/{worker.report.hex()}") for path in seen}
    assert {"/cases", "", "/bulletin", "/structure"} <= ends
    assert 404 not in seen.values()


def test_each_filter_shows_its_own(browser, group):
    workers = [group.report() for _ in range(4)]
    desk = group.desk()
    file_waiting(group.engine, desk)
    move(group.engine, desk, workers[0].report, Status.DONE)
    move(group.engine, desk, workers[1].report, Status.JUNK)
    assign(group.engine, desk, workers[2].report, "ada")
    ada = browser("ada")
    counts = {slug: len(refs(ada.get(f"/cases?show={slug}").text)) for slug in cases.SHOWN}
    assert counts == {"open": 2, "unread": 3, "mine": 1, "done": 1, "junk": 1, "all": 4}
    assert ada.get("/cases?show=nothing").status_code == 404
    assert "None of the reports is here." in browser("bo").get("/cases?show=mine").text


def test_a_long_list_has_pages(browser, group, monkeypatch):
    monkeypatch.setattr(cases, "PAGE", 2)
    for _ in range(5):
        group.report()
    ada = browser("ada")
    shown = [refs(ada.get(f"/cases?page={page}").text) for page in (1, 2, 3)]
    assert [len(page) for page in shown] == [2, 2, 1]
    assert len({ref for page in shown for ref in page}) == 5
    assert ada.get("/cases?page=99").status_code == 200
    assert ada.get("/cases?page=-1").status_code == 200
    assert ada.get("/cases?page=x").status_code == 200


@pytest.mark.parametrize("status", ["open", "all"])
def test_a_card_that_cannot_be_opened_is_on_top(browser, group, status, valid_html):
    worker = group.report()
    file_waiting(group.engine, group.desk())
    group.sql("UPDATE card SET ciphertext = :junk", junk=b"\x01junk")
    ada = browser("ada")
    page = ada.get(f"/cases?show={status}").text
    valid_html(page)
    assert "cannot be opened" in page
    page = ada.get(f"/cases/{worker.report.hex()}")
    valid_html(page.text)
    assert "The card of this case cannot be opened." in page.text
    assert "treat everything as no" in page.text
    assert "He would not stop" in page.text


def test_who_has_no_keys_yet_sees_why(browser, group):
    group.sql("DELETE FROM sealed_epoch WHERE recipient = 'ada'")
    group.report()
    ada = browser("ada")
    assert ada.get("/cases").status_code == 200
    assert "Your keys are not here yet" in ada.get("/").text


def test_swapped_keys_are_shown_and_nothing_can_be_done(browser, group, valid_html):
    worker = group.report()
    file_waiting(group.engine, group.desk())
    group.sql("UPDATE filed_report SET mailbox_key = :key", key=group.desk("bo").member.seal.raw)
    ada = browser("ada")
    page = ada.get(f"/cases/{worker.report.hex()}").text
    valid_html(page)
    assert "The keys of this report were changed in the database." in page
    assert "treat everything as no" in page
    assert 'name="removed"' not in page


def test_expired_lists_say_so_and_keep_what_was_typed(browser, group, valid_html):
    worker = group.report()
    file_waiting(group.engine, group.desk())
    group.later(days=181)
    ada = browser("ada")
    ada.get(f"/cases/{worker.report.hex()}")
    answer = ada.post(f"/cases/{worker.report.hex()}/notes", {"text": "a note worth keeping"})
    assert answer.status_code == 409
    valid_html(answer.text)
    assert "expired" in answer.text
    assert "a note worth keeping" in answer.text


def test_one_bad_setting_does_not_close_the_desk(browser, group):
    group.sign({"title": "7"})
    assert group.desk("ada").words.wrong == {"title"}
    assert browser("ada").get("/cases").status_code == 200
