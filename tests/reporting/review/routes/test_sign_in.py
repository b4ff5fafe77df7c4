"""The pages of signing in and out, the first sign-in, and a new passphrase."""

from __future__ import annotations

import threading

import pytest

from crypto import passwords
from reporting.casework import admission
from reporting.casework.admission import Turnstile
from reporting.casework.membership import Newcomer
from reporting.casework.people import remove

PHRASE = "four plain invented words"
OWN = "another five words of mine"


def test_nothing_says_which_of_the_three_was_wrong(browser, valid_html):
    answers = [
        browser().sign_in("ada", "wrong"),
        browser().sign_in("ada", code="000000"),
        browser().sign_in("nobody", code="123456"),
    ]
    assert {answer.status_code for answer in answers} == {403}
    messages = {valid_html(a.text).find(".//p[@id='problem']")[0].tail for a in answers}
    assert len(messages) == 1


def test_a_form_with_nothing_in_it_is_a_plain_answer(browser):
    assert browser().post("/sign-in").status_code == 400


def test_too_many_tries_wait(browser):
    person = browser()
    for _ in range(4):
        answer = person.sign_in("ada", "wrong")
    assert answer.status_code == 429
    assert "Please wait" in answer.text


def test_a_known_browser_gets_in_while_strangers_fail_at_her_name(browser, group):
    ada, stranger = browser("ada"), browser()
    while stranger.sign_in("ada", "wrong").status_code != 429:
        pass
    ada.client.delete_cookie("desk")  # her session ended: the laptop was closed
    assert ada.get("/").status_code == 302
    group.later(seconds=31)
    while stranger.sign_in("ada", "wrong").status_code != 429:
        pass
    assert "Today" in ada.sign_in("ada").text


def test_signing_out_leaves_nothing_on_the_computer(browser):
    ada = browser("ada")
    assert ada.client.get_cookie("known").http_only
    ada.get("/")
    ada.post("/sign-out")
    assert ada.client.get_cookie("known") is None
    assert ada.client.get_cookie("desk") is None


def test_a_flood_is_told_apart_from_a_wrong_passphrase(browser, group, monkeypatch, valid_html):
    ada = browser("ada")
    monkeypatch.setattr(admission, "STRANGERS", Turnstile(0, 0))
    answer = browser().sign_in("bo")
    assert answer.status_code == 503
    assert "this was not tried" in answer.text
    assert 'value="bo"' in answer.text
    valid_html(answer.text)
    monkeypatch.setattr(passwords, "TURN_SECONDS", 0)
    monkeypatch.setattr(passwords, "_slots", threading.BoundedSemaphore(1))
    form = {"current": PHRASE, "first": OWN, "second": OWN}
    with passwords._slots:
        ada.get("/passphrase")
        assert ada.post("/passphrase", form).status_code == 503
        group.later(minutes=11)
        ada.get("/passphrase")
        sent = {"reason": "a reason she wrote", "confirm_passphrase": PHRASE}
        asked = ada.post("/bulletins/1/recall", sent)
    assert asked.status_code == 503
    assert 'value="a reason she wrote"' in asked.text
    assert "this was not tried" in asked.text
    valid_html(asked.text)
    assert ada.post("/passphrase", form).status_code == 200


def test_signing_in_files_what_waits(browser, group):
    group.report()
    assert "1 report nobody has read yet" in browser("ada").get("/").text


def test_a_session_that_ended_gives_back_what_was_typed(browser, group, valid_html):
    ada = browser("ada")
    ada.get("/passphrase")
    group.later(minutes=31)
    answer = ada.post(
        "/passphrase", {"text": "a long note about somebody", "first": "a secret passphrase"}
    )
    assert answer.status_code == 401
    valid_html(answer.text)
    assert "a long note about somebody" in answer.text
    assert "a secret passphrase" not in answer.text
    assert ada.get("/").status_code == 302


def test_who_was_removed_is_out_at_the_next_click(browser, group):
    bo = browser("bo")
    remove(group.engine, group.desk("kim"), "bo")
    assert bo.get("/").headers["Location"].startswith("/sign-in")
    assert bo.sign_in("bo").status_code == 403


def test_an_older_list_is_an_alarm_on_every_page_and_not_a_crash(browser, group, valid_html):
    ada = browser("ada")
    group.sql("UPDATE signed_document SET signature = :junk", junk=bytes(64))
    for url in ("/", "/cases", "/record", "/passphrase"):
        answer = ada.get(url)
        assert answer.status_code == 503
        valid_html(answer.text)
        assert "Stop here" in answer.text
    assert browser().sign_in("bo").status_code == 503


@pytest.mark.parametrize("cookie", ["", "x", "é", "A" * 44])
def test_a_cookie_of_nothing_is_nobody(app, cookie):
    client = app.test_client()
    client.set_cookie("desk", cookie)
    assert client.get("/").status_code == 302


def test_a_first_sign_in_sets_phone_and_passphrase(browser, group, valid_html):
    group.add(Newcomer("cleo", frozenset({"advocate"}), frozenset({"main"}), PHRASE))
    cleo = browser()
    page = cleo.sign_in("cleo", code="")
    assert "Your first sign-in" in page.text
    assert "<svg" in page.text
    assert cleo.get("/cases").headers["Location"].startswith("/first-sign-in")
    form = {"first": OWN, "second": OWN + "x", "code": group.code("cleo")}
    assert "not the same" in cleo.post("/first-sign-in", form).text
    assert cleo.post("/first-sign-in", {**form, "second": OWN, "code": "0"}).status_code == 403
    assert cleo.post("/first-sign-in", {}).status_code == 400
    assert cleo.post("/first-sign-in", {**form, "second": OWN}).status_code == 303
    assert cleo.get("/cases").status_code == 200
    assert cleo.get("/first-sign-in").status_code == 302
    assert cleo.post("/first-sign-in", form).status_code == 303


def test_the_drawing_to_scan_has_no_inline_style(browser, group):
    group.add(Newcomer("cleo", frozenset({"advocate"}), frozenset({"main"}), PHRASE))
    page = browser().sign_in("cleo", code="").text
    assert "style=" not in page


def test_a_new_passphrase(browser, group):
    ada = browser("ada")
    ada.get("/passphrase")
    form = {"current": PHRASE, "first": OWN, "second": OWN}
    assert ada.post("/passphrase", {**form, "current": "wrong"}).status_code == 403
    assert ada.post("/passphrase", {**form, "second": "x"}).status_code == 400
    assert ada.post("/passphrase", {"current": PHRASE}).status_code == 400
    assert ada.post("/passphrase", {**form, "first": PHRASE, "second": PHRASE}).status_code == 400
    assert "is changed" in ada.post("/passphrase", form).text
    assert "changed their passphrase" in ada.get("/record").text
    group.later(seconds=31)
    assert browser().sign_in("ada", OWN).status_code == 200


def test_a_new_passphrase_signs_every_other_browser_out(browser, group):
    """Somebody else may sit at the laptop that was left behind."""
    left_behind = browser("ada")
    group.later(minutes=2)
    ada, bo = browser("ada"), browser("bo")
    ada.get("/passphrase")
    form = {"current": PHRASE, "first": "four other long words", "second": "four other long words"}
    assert "signed out" in ada.post("/passphrase", form).text
    assert left_behind.get("/cases").status_code == 302
    assert [one.get("/cases").status_code for one in (ada, bo)] == [200, 200]


def test_it_speaks_french(browser):
    page = browser().get("/sign-in?lang=fr").text
    assert 'lang="fr"' in page
    assert "Sign in" not in page
