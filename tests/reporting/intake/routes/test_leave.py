"""The way out works always, and says nothing."""

import re

import pytest


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_browser_is_asked_to_forget_and_goes_on(client, valid_html, method):
    page = getattr(client, method)("/exit")
    assert page.status_code == 200
    assert page.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert page.headers["Cache-Control"] == "no-store"
    body = page.get_data(as_text=True)
    valid_html(body)
    onward = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', body).group(1)
    assert onward == "https://www.wikipedia.org/"
    assert "Corner House" not in body


def test_the_organisation_chooses_where_to(client, put_rows):
    put_rows({"safe_exit_url": '"https://weather.example.org/?city=x"'})
    assert "url=https://weather.example.org/?city=x" in client.get("/exit").get_data(as_text=True)


def test_it_works_without_a_database(client, monkeypatch, app):
    def fails(*_):
        from reporting.store.errors import Unavailable

        raise Unavailable("no")

    monkeypatch.setattr(type(app.extensions["brolly"].gate), "public_read", fails)
    assert "wikipedia" in client.get("/exit").get_data(as_text=True)


def test_it_waits_for_no_database_and_for_nothing_else_of_the_day(client, monkeypatch, app):
    """A store that is locked answers after ten seconds: somebody is standing in the door."""
    assert client.get("/").status_code == 200
    shared = app.extensions["brolly"]

    def waits(*_):
        raise AssertionError

    monkeypatch.setattr(type(shared), "erase_due", waits)
    monkeypatch.setattr(type(shared.gate), "public_read", waits)
    shared.verified._read_at = None
    assert "wikipedia" in client.get("/exit").get_data(as_text=True)


def test_every_page_leads_there(client):
    for path in ("/", "/report", "/return", "/bulletins", "/support", "/about", "/nowhere"):
        assert '<a class="leave" href="/exit"' in client.get(path).get_data(as_text=True)
