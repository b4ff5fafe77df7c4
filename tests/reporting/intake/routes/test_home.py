"""The first page, neutral, with two ways in."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from reporting.store.engine import writing
from reporting.store.settings import note_looked

TRADE = re.compile(r"sex|escort|client|bad date|travail du sexe|umbrella|brolly", re.IGNORECASE)


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.get_data(as_text=True)))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_leads_to_both_ways_and_names_who_to_call(client, valid_html, language):
    page = client.get(f"/?lang={language}")
    tree = valid_html(page.get_data(as_text=True))
    links = {link.get("href") for link in tree.iter("a")}
    assert {f"/report?lang={language}", f"/return?lang={language}"} <= links
    assert "tel:911" in links
    assert not TRADE.search(words(page))


def test_it_says_when_somebody_last_looked_and_warns_when_nobody_does(client, engine, clock):
    with writing(engine) as session:
        note_looked(session, clock.now.date())
    assert "November 20, 2026" in words(client.get("/"))
    clock.now += timedelta(days=9)
    assert "Nobody has read reports for 9 days" in words(client.get("/"))


def test_while_reports_are_closed_it_says_so_and_whom_to_call(client, owner_engine, valid_html):
    with owner_engine.begin() as connection:
        connection.execute(text("DELETE FROM signed_document"))
    page = client.get("/")
    assert page.status_code == 200
    valid_html(page.get_data(as_text=True))
    assert "604 555-0199" in words(page)
    assert "cannot be taken now" in words(page)


def test_no_page_sets_a_cookie_or_lets_itself_be_kept(client):
    paths = ("/", "/return", "/bulletins", "/support", "/about", "/exit", "/healthz", "/keys.json")
    for path in paths:
        answer = client.get(path)
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("get", "/nowhere", 404), ("post", "/about", 405), ("delete", "/return", 405)],
)
def test_other_addresses_and_methods_get_a_page(client, valid_html, method, path, status):
    page = getattr(client, method)(path)
    assert page.status_code == status
    valid_html(page.get_data(as_text=True))
