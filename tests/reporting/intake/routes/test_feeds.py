"""Feeds carry the same warnings, behind the same phrase."""

from base64 import b64encode
from xml.etree import ElementTree as ET

import pytest

from crypto.passwords import page_phrase_hash
from reporting.domain.settings_web import write_hash

PHRASE = "a heron on the roof"
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("/bulletins.atom", "/bulletins.json")


@pytest.fixture
def published(site, group, desks, rows):
    rows(phrase_hash=write_hash(page_phrase_hash(PHRASE)))
    worker = group.report()
    desks.file()
    edition = desks.publish(worker, summary={"en": "Says <b>hello</b> & waits."})
    site.later(hours=2)
    return edition


def with_phrase(phrase):
    secret = b64encode(f"anybody:{phrase}".encode()).decode()
    return {"Authorization": f"Basic {secret}"}


@pytest.mark.parametrize("path", FEEDS)
def test_without_the_phrase_a_feed_says_what_it_needs(site, published, path):
    for answer in (
        site.get(path),
        site.get(path, headers=with_phrase("wrong")),
        site.get(path, headers={"Authorization": "Basic ÿ"}),
        site.get(path, query_string={"phrase": PHRASE}),
    ):
        assert answer.status_code == 403
        assert answer.mimetype == "text/plain"
        # a browser would keep what is typed into its own box until it is closed
        assert "WWW-Authenticate" not in answer.headers


def test_atom_reads_as_atom(site, published):
    answer = site.get("/bulletins.atom", headers=with_phrase(PHRASE))
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.get_data())  # noqa: S314 - our own feed
    (entry,) = feed.findall(f"{ATOM}entry")
    assert "Says <b>hello</b> & waits." in entry.findtext(f"{ATOM}content")
    assert entry.findtext(f"{ATOM}updated").endswith("T00:00:00+00:00")
    assert entry.findtext(f"{ATOM}id").startswith("urn:uuid:")
    assert "feedgen" not in answer.get_data(as_text=True)


def test_json_reads_as_json_feed_in_the_language_asked_for(site, published):
    answer = site.get("/bulletins.json?lang=fr", headers=with_phrase(PHRASE))
    feed = answer.get_json(force=True)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["language"] == "fr"
    (item,) = feed["items"]
    assert "Centre-ville" in item["content_text"]
    assert item["_bulletin"]["number"] == published.number
    assert item["date_published"].endswith("T00:00:00+00:00")


def test_an_organisation_without_a_phrase_has_open_feeds(site, published, rows):
    rows(phrase_required=False)
    site.later(seconds=6)
    for path in FEEDS:
        assert site.get(path).status_code == 200


def test_addresses_are_those_that_the_organisation_wrote(site, published, rows):
    rows(phrase_required=False, report_address="https://house.example.org/")
    site.later(seconds=6)
    (item,) = site.get("/bulletins.json").get_json(force=True)["items"]
    assert item["url"] == f"https://house.example.org/bulletins/{published.number}"


def test_an_empty_feed_is_one(site, rows):
    rows(phrase_required=False)
    site.later(seconds=6)
    assert site.get("/bulletins.atom").status_code == 200
    assert site.get("/bulletins.json").get_json(force=True)["items"] == []
