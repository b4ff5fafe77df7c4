"""The page of a case: what it shows, what it hides behind a click, what each button does."""

from __future__ import annotations

import pytest

from reporting.casework.filing import file_waiting
from reporting.domain.case import case_ref
from reporting.domain.consent import Choices

NUMBER = "604 555-0142"


@pytest.fixture
def worker(group, identifier):
    made = group.report(
        contact={
            "contact_name": "Robin",
            "contact_how": "text 604 555-0117",
            "support_wanted": ("medical",),
        },
        identifiers=(identifier("phone", NUMBER),),
        persons=({"person_name": "Mike", "person_build": "heavy"},),
        vehicles=({"vehicle_plate": "CKB 0O?8"},),
    )
    file_waiting(group.engine, group.desk())
    return made


@pytest.fixture
def url(worker):
    return f"/cases/{worker.report.hex()}"


def test_the_list_shows_it_and_leads_to_it(browser, worker, valid_html):
    ada = browser("ada")
    page = ada.get("/cases")
    valid_html(page.text)
    for words in ("Sexual assault", "Downtown", "dangerous", "unread", "bulletin"):
        assert words in page.text
    assert "Robin" not in page.text
    assert "would not stop" not in page.text


def test_the_page_shows_what_was_answered_and_not_the_contact(browser, url, valid_html):
    page = browser("ada").get(url).text
    valid_html(page)
    for words in ("He would not stop", "Mike", "CKB 0O?8", NUMBER, "signed by her code"):
        assert words in page
    assert "Robin" not in page
    assert "555-0117" not in page


def test_the_contact_opens_with_a_click_that_is_recorded(browser, url, valid_html):
    ada = browser("ada")
    ada.get(url)
    page = ada.post(f"{url}/contact")
    valid_html(page.text)
    assert "Robin" in page.text
    assert "text 604 555-0117" in page.text
    assert "opened how to reach the worker" in ada.get("/record").text


def test_that_she_may_not_be_contacted_stands_beside_her_number_too(browser, group):
    silent = group.report(choices=Choices(), contact={"contact_how": "text 604 555-0118"})
    file_waiting(group.engine, group.desk())
    ada = browser("ada")
    url = f"/cases/{silent.report.hex()}"
    assert "She has not said that she may be contacted." in ada.get(url).text
    page = ada.post(f"{url}/contact").text
    assert "604 555-0118" in page
    assert "She has not said that she may be contacted." in page


def test_a_status_goes_where_it_may(browser, url):
    ada = browser("ada")
    ada.get(url)
    page = ada.post(f"{url}/status", {"status": "done"}, follow_redirects=True)
    assert "The status is changed" in page.text
    assert ada.post(f"{url}/status", {"status": "junk"}).status_code == 409
    assert ada.post(f"{url}/status", {"status": "gone"}).status_code == 400


def test_somebody_looks_after_it(browser, url):
    ada = browser("ada")
    ada.get(url)
    ada.post(f"{url}/assign", {"to": "me"})
    assert "with ada" in browser("bo").get(url).text
    assert "1 report you look after" in ada.get("/").text


def test_a_note_is_shown_with_who_wrote_it(browser, url):
    ada = browser("ada")
    ada.get(url)
    ada.post(f"{url}/notes", {"text": "Called the clinic.\nThey know."})
    page = browser("bo").get(url).text
    assert "Called the clinic." in page
    assert "ada" in page


def test_an_empty_or_endless_note_comes_back(browser, url):
    ada = browser("ada")
    ada.get(url)
    assert ada.post(f"{url}/notes", {"text": "  "}).status_code == 400
    answer = ada.post(f"{url}/notes", {"text": "a" * 4001})
    assert answer.status_code == 400
    assert "a" * 4001 in answer.text


def test_taking_back_is_at_once_and_on_somebodys_word(browser, url, valid_html):
    ada = browser("ada")
    ada.get(url)
    assert ada.post(f"{url}/narrow", {"removed": "consent_bulletin"}).status_code == 400
    page = ada.post(
        f"{url}/narrow",
        {"removed": "consent_bulletin", "how": "She said so at the van."},
        follow_redirects=True,
    )
    valid_html(page.text)
    assert "Taken back" in page.text
    assert 'value="consent_bulletin"' not in page.text
    assert "bulletin" not in ada.get("/cases").text.split('class="yes"')[1].split("</li>")[0]


def test_a_report_that_allows_nothing_is_still_read(group, browser):
    worker = group.report(choices=Choices())
    ada = browser("ada")
    assert "just listen" in ada.get("/cases").text
    assert "He would not stop" in ada.get(f"/cases/{worker.report.hex()}").text


def test_it_leads_on_only_where_she_said_yes(group, browser, url):
    quiet = group.report(choices=Choices())
    ada = browser("ada")
    page = ada.get(url).text
    assert "Write a bulletin</a>" in page
    assert "No bulletin: she has not said yes to one." not in page
    page = ada.get(f"/cases/{quiet.report.hex()}").text
    assert "No bulletin: she has not said yes to one." in page
    assert "Nothing to police: she has not said yes to it." in page


def test_an_unknown_case_is_not_there(browser, worker):
    ada = browser("ada")
    for ref in ("0" * 32, "ZZZZ-ZZZZ", "x", "é", "%00"):
        assert ada.get(f"/cases/{ref}").status_code == 404


def test_the_short_reference_works_too(browser, worker):
    assert browser("ada").get(f"/cases/{case_ref(worker.report)}").status_code == 200


def test_it_is_marked_read_and_she_is_told(browser, url, worker, group):
    ada = browser("ada")
    assert "unread" in ada.get("/cases").text
    ada.get(url)
    assert 'class="tag strong"' not in ada.get("/cases").text
    box = group.gate.mailbox_read(worker.keys.token)
    assert sum(item.compartment == "status" for item in box.items) == 2
    ada.get(url)
    box = group.gate.mailbox_read(worker.keys.token)
    assert sum(item.compartment == "status" for item in box.items) == 2


def test_markup_in_a_report_stays_text(group, browser, valid_html):
    worker = group.report({"what_happened": "<script>alert(1)</script>", "known_by": '"><b>x'})
    page = browser("ada").get(f"/cases/{worker.report.hex()}").text
    valid_html(page)
    assert "<script>" not in page
