"""Warnings: for who has the phrase, and only those that two people on the roster signed."""

import re

import pytest
from sqlalchemy import text

from crypto.passwords import page_phrase_hash
from reporting.casework.approvals import recall
from reporting.domain.consent import Choices
from reporting.domain.settings_web import write_hash
from reporting.intake.app import create_app
from reporting.store.engine import writing

PHRASE = "a heron on the roof"


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.get_data(as_text=True)))


def pass_of(page):
    found = re.search(r'name="pass" value="([^"]+)"', page.get_data(as_text=True))
    assert found, "the page carries no pass"
    return found.group(1)


@pytest.fixture
def published(site, group, desks, rows):
    """One warning that everybody with the phrase may read; returns its edition."""
    rows(phrase_hash=write_hash(page_phrase_hash(PHRASE)))
    worker = group.report({"person_accent": "unknown", "part_of_day": "night"})
    desks.file()
    edition = desks.publish(worker, summary={"en": "Drives around the block first."})
    site.later(hours=2)
    return edition


def test_without_the_phrase_there_is_only_the_question(site, published, valid_html):
    for path in ("/bulletins", f"/bulletins/{published.number}", "/bulletins/999"):
        page = site.get(path)
        assert page.status_code == 200
        valid_html(page.get_data(as_text=True))
        assert "Community phrase" in words(page)
        assert "Drives around" not in words(page)


@pytest.mark.parametrize("typed", [PHRASE, "  A HERON  on the Roof "])
def test_the_phrase_opens_the_list_and_each_warning(site, published, valid_html, typed):
    listing = site.post("/bulletins", {"phrase": typed})
    assert listing.status_code == 200
    valid_html(listing.get_data(as_text=True))
    assert "Drives around the block first." in words(listing)
    assert "not proven" in words(listing)
    one = site.post(f"/bulletins/{published.number}", {"pass": pass_of(listing)})
    valid_html(one.get_data(as_text=True))
    assert "Drives around the block first." in words(one)
    back = site.post("/bulletins", {"pass": pass_of(one)})
    assert "Drives around the block first." in words(back)


def test_one_that_is_taken_back_is_gone_in_every_process_at_once(
    site, group, desks, rows, reported
):
    rows(phrase_required=False)
    code, worker = reported(Choices(consent_bulletin=True), part_of_day="night")
    desks.file()
    edition = desks.publish(worker, summary={"en": "Drives around the block first."})
    site.later(hours=2)
    config = site.app.extensions["brolly"].config
    other = create_app(config, site.clock).test_client()
    paths = ("/bulletins", f"/bulletins/{edition.number}", "/bulletins.atom", "/bulletins.json")
    assert all("Drives around" in other.get(path).get_data(as_text=True) for path in paths)
    _, state = site.open(code)
    site.take_back(state, "consent_bulletin")
    for path in paths:  # nobody's clock has moved
        assert "Drives around" not in other.get(path).get_data(as_text=True), path
    assert other.get(paths[1]).status_code == 200, "its number stays"


def test_the_structured_part_comes_in_french_and_the_words_say_their_language(site, published):
    page = site.post("/bulletins", {"phrase": PHRASE, "lang": "fr"})
    body = page.get_data(as_text=True)
    assert '<html lang="fr"' in body
    assert "Centre-ville" in body
    assert '<p class="summary" lang="en">' in body


def test_a_wrong_phrase_and_a_forged_or_old_pass_open_nothing(site, published, rows):
    wrong = site.post("/bulletins", {"phrase": "a crow on the roof"})
    assert wrong.status_code == 403
    assert "Drives" not in words(wrong)
    given = pass_of(site.post("/bulletins", {"phrase": PHRASE}))
    assert "Drives" not in words(site.post("/bulletins", {"pass": given[:-4] + "AAAA"}))
    assert "Drives" not in words(site.post("/bulletins", {"pass": "x" * 5000}))
    rows(phrase_hash=write_hash(page_phrase_hash("another phrase")))
    site.later(seconds=6)
    assert "Drives" not in words(site.post("/bulletins", {"pass": given}))


def test_a_pass_ends_after_a_quarter_of_an_hour(site, published):
    given = pass_of(site.post("/bulletins", {"phrase": PHRASE}))
    site.later(minutes=16)
    page = site.post("/bulletins", {"pass": given})
    assert "type the phrase again" in words(page)
    assert "Drives" not in words(page)


def test_a_pass_for_warnings_opens_no_report(site, published):
    given = pass_of(site.post("/bulletins", {"phrase": PHRASE}))
    assert site.post("/return", {"state": given}).status_code == 403


def test_guessing_is_slowed_for_everybody_together(site, published, monkeypatch):
    services = site.app.extensions["brolly"]
    rate = type(services.throttles["phrase"])(per_minute=1, burst=2)
    monkeypatch.setitem(services.throttles, "phrase", rate)
    assert [site.post("/bulletins", {"phrase": "wrong"}).status_code for _ in range(3)] == [
        403,
        403,
        429,
    ]


def test_while_no_phrase_is_set_the_warnings_are_closed(site, group, valid_html):
    page = site.post("/bulletins", {"phrase": ""})
    valid_html(page.get_data(as_text=True))
    assert "closed at the moment" in words(page)


def test_without_a_phrase_addresses_are_enough(site, published, rows, valid_html):
    rows(phrase_required=False)
    site.later(seconds=6)
    listing = site.get("/bulletins?lang=fr")
    valid_html(listing.get_data(as_text=True))
    assert f"/bulletins/{published.number}?lang=fr" in listing.get_data(as_text=True)
    assert "Drives" in words(site.get(f"/bulletins/{published.number}"))
    assert site.get("/bulletins/999").status_code == 404
    assert site.get("/bulletins/0x1").status_code == 404


def test_a_text_that_somebody_changed_in_the_database_is_not_shown(
    site, published, rows, owner_engine
):
    rows(phrase_required=False)
    with owner_engine.begin() as connection:
        body = connection.execute(text("SELECT body FROM edition")).scalar_one()
        forged = bytes(body).replace(b"Drives around", b"Lies in Elm St")
        connection.execute(text("UPDATE edition SET body = :body"), {"body": forged})
    site.later(seconds=6)
    assert "Lies in" not in words(site.get("/bulletins"))
    assert site.get(f"/bulletins/{published.number}").status_code == 404
    assert site.get("/healthz").get_json()["editions_not_shown"] == 1


def test_a_recalled_warning_leaves_its_number(site, published, rows, group, valid_html):
    rows(phrase_required=False)
    with writing(group.engine) as session:
        recall(session, group.desk("bo"), published.number, "she asked")
    site.later(seconds=6)
    listing = site.get("/bulletins")
    valid_html(listing.get_data(as_text=True))
    assert "Taken back" in words(listing)
    one = site.get(f"/bulletins/{published.number}")
    assert one.status_code == 200
    assert "taken back and no longer counts" in words(one)
    assert "Drives" not in words(one)


def test_an_old_warning_is_over(site, published, rows):
    rows(phrase_required=False)
    site.later(days=400)
    assert "no longer shown" in words(site.get(f"/bulletins/{published.number}"))
    assert "Drives" not in words(site.get("/bulletins"))


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "", "9" * 50, "²"])
def test_any_page_number_shows_a_page(site, published, rows, page):
    rows(phrase_required=False)
    site.later(seconds=6)
    assert site.get("/bulletins", query_string={"page": page}).status_code == 200


@pytest.mark.parametrize("how", ["the recall is still there", "this machine has seen it"])
def test_a_recalled_warning_that_is_put_back_stays_away(site, published, rows, group, how):
    rows(phrase_required=False)
    with writing(group.engine) as session:
        recall(session, group.desk("bo"), published.number, "she asked")
    if how == "this machine has seen it":
        site.later(seconds=6)
        assert "Taken back" in words(site.get("/bulletins"))
        group.sql("DELETE FROM recall")
    group.sql("UPDATE edition SET status = 'live', body = :body", body=published.body)
    site.later(seconds=6)
    assert "Drives" not in words(site.get("/bulletins"))
    assert "taken back" in words(site.get(f"/bulletins/{published.number}"))
    assert site.get("/healthz").get_json()["editions_not_shown"] == 1
