"""The people page: added, given new keys, removed, each with the passphrase at hand."""

from __future__ import annotations

import re

from reporting.casework import people

PHRASE = "four plain invented words"
SHOWN = re.compile(r'<code class="secret">([a-z ]+)</code>')


def test_the_list_shows_who_is_here(browser, valid_html):
    page = browser("kim").get("/people").text
    valid_html(page)
    for words in ("ada", "bo", "vik", "that is you"):
        assert words in page
    assert browser("ada").get("/people").status_code == 403


def test_somebody_added_gets_a_passphrase_that_is_shown_once(browser, group, valid_html):
    kim = browser("kim")
    kim.get("/people")
    page = kim.post("/people", {"handle": "Dee", "roles": ["advocate", "outreach"]})
    valid_html(page.text)
    handle, passphrase = SHOWN.findall(page.text)
    assert handle == "dee"
    assert "dee" in kim.get("/people").text
    assert passphrase not in kim.get("/people").text
    dee = browser()
    assert "Your first sign-in" in dee.sign_in("dee", passphrase, "").text
    assert group.desk("kim").roster.member("dee").roles == {"advocate", "outreach"}


def test_what_cannot_be_added_says_why(browser):
    kim = browser("kim")
    kim.get("/people")
    assert kim.post("/people", {"handle": "dee"}).status_code == 400
    assert kim.post("/people", {"handle": "x y", "roles": "advocate"}).status_code == 400
    assert kim.post("/people", {"handle": "ada", "roles": "advocate"}).status_code == 409
    assert kim.post("/people", {"handle": "dee", "roles": "queen"}).status_code == 400


def test_after_ten_minutes_the_passphrase_is_asked_and_the_form_is_kept(browser, group, valid_html):
    kim = browser("kim")
    group.later(minutes=11)
    kim.get("/people")
    asked = kim.post("/people", {"handle": "dee", "roles": "outreach"})
    valid_html(asked.text)
    assert 'name="handle" value="dee"' in asked.text
    kept = {"handle": "dee", "roles": "outreach"}
    assert kim.post("/people", {**kept, "confirm_passphrase": "wrong"}).status_code == 403
    assert "dee" not in kim.get("/people").text
    answer = kim.post("/people", {**kept, "confirm_passphrase": PHRASE})
    assert "A first passphrase for dee" in answer.text
    assert "dee" in kim.get("/people").text


def test_guessing_at_that_page_is_delayed(browser, group):
    kim = browser("kim")
    group.later(minutes=11)
    kim.get("/people")
    form = {"handle": "dee", "roles": "outreach", "confirm_passphrase": "wrong"}
    codes = [kim.post("/people", form).status_code for _ in range(4)]
    assert codes[-1] == 429


def test_new_keys(browser, group, valid_html):
    kim = browser("kim")
    listing = kim.get("/people").text
    assert 'href="/people/bo/reset"' in listing
    assert 'action="/people/bo/reset"' not in listing
    asked = kim.get("/people/bo/reset").text
    valid_html(asked)
    assert "worth nothing from this moment" in asked
    assert "Reports open again" in asked
    assert browser("bo").get("/").status_code == 200
    page = kim.post("/people/bo/reset").text
    valid_html(page)
    assert browser().sign_in("bo").status_code == 403
    group.later(seconds=31)
    assert "first sign-in" in browser().sign_in("bo", SHOWN.findall(page)[1], "").text
    assert kim.get("/people/nobody/reset").status_code == 404
    assert kim.get("/people/kim/reset").headers["Location"].startswith("/passphrase")
    assert kim.post("/people/nobody/reset").status_code == 404
    assert kim.post("/people/kim/reset").headers["Location"].startswith("/passphrase")


def test_new_keys_for_the_only_reader_are_warned_of(browser, valid_html, monkeypatch):
    monkeypatch.setattr(people, "reads_alone", lambda _roster, member: member.handle == "ada")
    kim = browser("kim")
    asked = kim.get("/people/ada/reset").text
    valid_html(asked)
    assert "Nobody else here can open the reports." in asked
    assert "recovery sheets" in asked
    assert "Reports open again" not in asked


def test_removing_says_what_it_means_first(browser, group, valid_html):
    kim = browser("kim")
    page = kim.get("/people/bo/remove").text
    valid_html(page)
    assert "The keys change at once" in page
    answer = kim.post("/people/bo/remove")
    valid_html(answer.text)
    assert "bo is removed" in answer.text
    assert "not here since" in kim.get("/people").text
    assert "removed bo" in kim.get("/record").text
    assert kim.get("/people/bo/remove").status_code == 404
    assert kim.post("/people/bo/remove").status_code == 404


def test_nobody_removes_herself(browser):
    kim = browser("kim")
    kim.get("/people")
    assert kim.post("/people/kim/remove").status_code == 409


def test_without_the_organisations_key_nothing_is_done(browser, group):
    group.sql("DELETE FROM sealed_organisation WHERE recipient = 'kim'")
    kim = browser("kim")
    kim.get("/people")
    for url in ("/people", "/people/bo/reset", "/people/bo/remove"):
        assert kim.post(url, {"handle": "dee", "roles": "outreach"}).status_code == 403
