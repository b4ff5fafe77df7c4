"""Answers kept ready: a new one, a changed one, one that is removed."""

from __future__ import annotations

import re


def test_an_answer_is_kept_changed_and_removed(browser, valid_html):
    ada = browser("ada")
    valid_html(ada.get("/canned").text)
    new = {"name": "Read", "text.en": "We read it.", "text.fr": "", "do": "keep"}
    assert ada.post("/canned", new).status_code == 303
    page = browser("bo").get("/canned").text
    valid_html(page)
    assert "We read it." in page
    known = next(found for found in re.findall(r'name="id" value="([0-9a-f]*)"', page) if found)
    changed = {**new, "id": known, "version": "1", "text.en": "We have read it."}
    assert ada.post("/canned", changed).status_code == 303
    assert "We have read it." in ada.get("/canned").text
    assert ada.post("/canned", changed).status_code == 409
    assert ada.post("/canned", {"id": known, "do": "remove"}).status_code == 303
    assert "We have read it." not in ada.get("/canned").text


def test_what_was_typed_wrongly_is_shown_again(browser, valid_html):
    ada = browser("ada")
    ada.get("/canned")
    response = ada.post("/canned", {"name": "", "text.en": "We read it.", "do": "keep"})
    assert response.status_code == 400
    valid_html(response.text)
    assert "Give it a name" in response.text
    assert "We read it." in response.text


def test_an_outreach_worker_has_no_answers(browser):
    assert browser("vik").get("/canned").status_code == 403
