"""The second person's page, and what she can do on it."""

from dataclasses import replace

import pytest

from reporting.casework.cases import open_case
from reporting.sealed.consents import next_statement
from reporting.store.engine import reading


@pytest.fixture
def submitted(group, desks):
    worker = group.report()
    desks.file()
    draft = desks.submit(desks.write(desks.begin(worker), summary={"en": "Locks the doors."}))
    return worker, f"/bulletins/drafts/{draft.id.hex()}"


def test_she_sees_the_draft_and_may_open_the_case(submitted, browser, valid_html):
    _, url = submitted
    bo = browser("bo")
    page = bo.get(f"{url}/second")
    valid_html(page.text)
    assert "Locks the doors." in page.text
    assert "/cases/" in page.text
    assert "He would not stop" not in page.text
    assert bo.get(url).location.endswith("/second")


def test_she_sends_it_back_with_a_word_that_its_author_reads(submitted, browser):
    _, url = submitted
    bo = browser("bo")
    bo.get(f"{url}/second")
    back = bo.post(f"{url}/send-back", {"comment": "Which doors?"}, follow_redirects=True)
    assert "Sent back" in back.text
    page = browser("ada").get(url).text
    assert "Which doors?" in page
    assert bo.get(f"{url}/second").status_code == 409
    assert bo.post(f"{url}/send-back").status_code == 409


def test_its_author_takes_it_back_to_write_on(submitted, browser):
    _, url = submitted
    ada = browser("ada")
    page = ada.get(f"{url}/second").text
    assert "You signed this" in page
    taken = ada.post(f"{url}/send-back")
    assert taken.location == url
    assert "Save and check" in ada.get(url).text


def test_a_withdrawal_that_still_waits_in_the_inbox_counts(group, submitted, browser):
    worker, url = submitted
    bo = browser("bo")
    bo.get(f"{url}/second")
    with reading(group.engine) as session:
        latest = open_case(session, group.desk(), worker.report).opened.statements[-1].statement
    no = replace(latest.choices, consent_bulletin=False)
    group.state(worker, next_statement(latest, no, group.today))
    refused = bo.post(f"{url}/approve")
    assert refused.status_code == 403
    assert "She has not said yes to a bulletin" in refused.text
    assert "No bulletin is out yet." in bo.get("/bulletins").text


def test_pressing_approve_twice_publishes_once(submitted, browser):
    _, url = submitted
    bo = browser("bo")
    bo.get(f"{url}/second")
    assert bo.post(f"{url}/approve").status_code == 303
    assert bo.post(f"{url}/approve").status_code == 409
    assert bo.get(url).location == "/bulletins/1"


def test_outreach_neither_sees_nor_approves_a_draft(submitted, browser):
    _, url = submitted
    vik = browser("vik")
    assert vik.get(f"{url}/second").status_code == 403
    assert vik.post(f"{url}/approve").status_code == 403
