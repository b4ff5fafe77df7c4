"""Looking up a number or a plate: the whole list for who has the phrase, and no question asked."""

import json
import re

import pytest

from crypto.passwords import page_phrase_hash
from reporting.casework.approvals import recall
from reporting.domain.settings_web import write_hash
from reporting.store.engine import writing

PHRASE = "a heron on the roof"


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.get_data(as_text=True)))


@pytest.fixture
def rows(group):
    def put(**values):
        group.sign({name: json.dumps(value) for name, value in values.items()})

    return put


@pytest.fixture
def published(site, group, desks, identifier):
    worker = group.report(
        {"ad_handle": "horse_of_x"},
        vehicles=({"vehicle_plate": "CKB 0?8"},),
        identifiers=(identifier(),),
    )
    desks.file()
    edition = desks.publish(worker)
    site.later(hours=2)
    return edition


def test_without_the_phrase_there_is_only_the_question(site, published, rows, valid_html):
    rows(phrase_hash=write_hash(page_phrase_hash(PHRASE)))
    page = site.get("/check")
    valid_html(page.get_data(as_text=True))
    assert 'action="/check"' in page.get_data(as_text=True)
    assert "Community phrase" in words(page)
    assert "CKB" not in words(page)
    assert site.post("/check", {"phrase": "a crow"}).status_code == 403


def test_the_page_holds_every_plate_number_and_name_and_leads_to_its_warning(
    site, published, rows, valid_html
):
    rows(phrase_hash=write_hash(page_phrase_hash(PHRASE)))
    page = site.post("/check", {"phrase": PHRASE})
    text = page.get_data(as_text=True)
    valid_html(text)
    assert re.findall(r'data-known="([^"]+)"', text) == ["CKB 0?8", "604 555-0142", "horse_of_x"]
    assert text.count(f'formaction="/bulletins/{published.number}"') == 3
    assert "Phone number" in words(page)
    assert "nothing is sent" in words(page)
    french = words(site.post("/check", {"phrase": PHRASE, "lang": "fr"}))
    assert "Numéro de téléphone" in french


def test_nothing_on_the_page_sends_what_is_looked_for(site, published, rows):
    rows(phrase_required=False)
    text = site.get("/check").get_data(as_text=True)
    (box,) = re.findall(r'<input[^>]*id="f-look"[^>]*>', text)
    assert "name=" not in box
    assert "<form" not in text
    asked = site.get("/check?q=horse").get_data(as_text=True)
    assert re.findall("<li.*", asked) == re.findall("<li.*", text), "a question in it is not read"


def test_the_list_of_warnings_leads_here_and_an_empty_one_says_so(site, rows, valid_html):
    rows(phrase_required=False)
    assert 'href="/check' in site.get("/bulletins").get_data(as_text=True)
    page = site.get("/check")
    valid_html(page.get_data(as_text=True))
    assert "No warning names a number" in words(page)


def test_what_was_taken_back_cannot_be_looked_up(site, group, published, rows):
    rows(phrase_required=False)
    assert "CKB" in words(site.get("/check"))
    with writing(group.engine) as session:
        recall(session, group.desk("bo"), published.number, "she asked")
    assert "CKB" not in words(site.get("/check"))
