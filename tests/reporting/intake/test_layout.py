"""What stands around every page: title, colours, who to call, the way out."""

import re

import pytest

from reporting.intake.layout import HelpLine
from reporting.store.errors import Unavailable

PAGES = ["/report", "/nowhere"]


def body(response):
    return response.get_data(as_text=True)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_has_the_way_out_first_and_the_neutral_title(client, valid_html, path, language):
    page = body(client.get(f"{path}?lang={language}"))
    valid_html(page)
    assert re.search(r'<a class="leave" href="/exit"', page)
    assert page.index("/exit") < page.index("#main") < page.index('<main id="main"')
    assert {"en": "Corner House", "fr": "Maison du coin"}[language] in page
    assert not re.search(r"brolly|umbrella", page, re.IGNORECASE)


def test_the_way_out_says_nothing_of_where_she_was(client):
    assert '<a class="leave" href="/exit" rel="noreferrer">' in body(client.get("/report?lang=fr"))


def test_the_style_sheet_has_the_organisations_colours_by_day(client, put_rows):
    put_rows({"colour": '"#5b2a86"', "background": '"#fffdf5"'})
    (address,) = re.findall(r'rel="stylesheet" href="([^"]+)"', body(client.get("/report")))
    sheet = client.get(address)
    assert sheet.mimetype == "text/css"
    assert "--accent:#5b2a86;--paper:#fffdf5" in body(sheet)
    assert "immutable" in sheet.headers["Cache-Control"]


def test_an_address_from_before_a_change_of_colours_is_not_kept(client):
    sheet = client.get("/static/112233-ffffff/000000000000/style.css")
    assert sheet.status_code == 200
    assert sheet.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("colours", ["red-ffffff", "112233-x;}body", "11223344-ffffff"])
def test_only_colours_reach_the_style_sheet(client, colours):
    assert client.get(f"/static/{colours}/000000000000/style.css").status_code == 404


def test_a_number_is_dialled_as_people_write_it():
    assert HelpLine("x", "604 555-0100").link == "tel:6045550100"
    assert HelpLine("x", "+1 (604) 555-0100").link == "tel:+16045550100"


def test_when_the_store_is_down_even_the_error_page_says_whom_to_call(client, monkeypatch):
    def fail(*_):
        raise Unavailable("no")

    monkeypatch.setattr("reporting.store.intake_gate.IntakeGate.public_read", fail)
    page = client.get("/report")
    assert page.status_code == 503
    assert "604 555-0199" in body(page)
    assert 'href="tel:6045550199"' in body(page)


def test_the_language_that_was_asked_for_stays_on_every_link(client):
    page = body(client.get("/report?lang=fr"))
    links = re.findall(r'<li><a href="(/[^"]*)"', page)
    assert links
    assert all(link.endswith("?lang=fr") for link in links)
