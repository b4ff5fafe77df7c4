"""One page of the organisation's own words, without any HTML of its own."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from reporting.store.records import Page


@pytest.fixture
def write(put_rows, clock):
    written = {}

    def put(language, body):
        written[language] = Page("support", language, body)
        put_rows({}, list(written.values()))
        clock.now += timedelta(seconds=6)

    return put


def test_headings_lists_and_links_are_shown_and_html_is_only_text(client, write, valid_html):
    write("en", "# Food\n- Soup, every day\n\n<script>alert(1)</script> tel:+1-604-555-0100")
    body = client.get("/support").get_data(as_text=True)
    tree = valid_html(body)
    assert [h.text for h in tree.iter("h2")] == ["Food"]
    assert "Soup, every day" in {li.text for li in tree.iter("li")}
    assert "&lt;script&gt;" in body
    assert 'href="tel:+1-604-555-0100"' in body


def test_another_language_than_the_readers_is_marked(client, write, valid_html):
    write("fr", "Soupe, tous les jours")
    body = client.get("/support?lang=en").get_data(as_text=True)
    valid_html(body)
    assert '<div lang="fr">' in body
    write("en", "Soup, every day")


def test_a_language_that_was_emptied_shows_the_other(client, write):
    write("en", "Soup, every day")
    write("fr", "")
    assert "Soup, every day" in client.get("/support?lang=fr").get_data(as_text=True)


def test_without_a_page_and_without_belief_there_are_the_numbers(client, write, owner_engine):
    assert "tel:911" in client.get("/support").get_data(as_text=True)
    write("en", "Call this number instead: tel:+1-900-555-0100")
    with owner_engine.begin() as connection:
        connection.execute(text("DELETE FROM signed_document"))
    fresh = client.application.extensions["brolly"]
    fresh.verified._read_at = None
    body = client.get("/support").get_data(as_text=True)
    assert "+1-900-555-0100" not in body
    assert "604 555-0199" in body


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_somebody_changed_in_the_database_is_not_said(
    client, write, owner_engine, clock, valid_html, language
):
    write("en", "Call us: tel:+1-604-555-0107")
    assert "555-0107" in client.get("/support").get_data(as_text=True)
    with owner_engine.begin() as connection:
        forged = "SELECT body FROM signed_document WHERE kind = 'settings'"
        body = bytes(connection.execute(text(forged)).scalar_one()).replace(b"0107", b"0166")
        change = text("UPDATE signed_document SET body = :body WHERE kind = 'settings'")
        connection.execute(change, {"body": body})
    clock.now += timedelta(seconds=6)
    page = client.get(f"/support?lang={language}").get_data(as_text=True)
    valid_html(page)
    assert 'class="notice"' in page
    assert "604 555-0199" in page
    for number in ("555-0107", "555-0166", "tel:911", ">911<"):
        assert number not in page
    # She can still report: nothing that the form needs is the database's to say.
    form = client.get("/report").get_data(as_text=True)
    assert 'name="what_happened"' in form
    assert "604 555-0199" in form
    assert "settings not believed" in client.get("/healthz").get_json()["troubles"]
