"""Pages that answer instead of another: what happened, what was kept, what to do."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from crypto.errors import Expired
from reporting.casework.errors import Alarm, AlarmKind, NoKey, NotVerified
from reporting.review.pages import HIDDEN, SECRET
from reporting.store.errors import Conflict, NotFound

TEMPLATES = Path(__file__).parents[3] / "templates/review"


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (Conflict("x"), 409, "Somebody else changed this"),
        (Expired(date(2026, 3, 2)), 409, "expired"),
        (NoKey("x"), 403, "Your keys do not open this"),
        (NotVerified(), 409, "cannot be verified"),
        (NotFound("x"), 404, "no such page"),
        (Alarm(AlarmKind.LISTS), 503, "not signed by your organisation"),
        (Alarm(AlarmKind.ROLLED_BACK), 503, "older than one you have seen"),
        (Alarm(AlarmKind.PROFILE), 503, "keeps for you"),
    ],
)
def test_each_trouble_has_a_page(app, browser, error, status, words, valid_html, monkeypatch):
    def fails(*_, **__):
        raise error

    ada = browser("ada")
    ada.get("/passphrase")
    monkeypatch.setattr("reporting.review.routes.sign_in.passphrases.change_passphrase", fails)
    form = dict.fromkeys(("current", "first", "second"), "a hidden passphrase")
    answer = ada.post("/passphrase", {**form, "note": "what somebody wrote"})
    assert answer.status_code == status
    valid_html(answer.text)
    assert words in answer.text
    assert "a hidden passphrase" not in answer.text
    if status in {409, 403}:
        assert "what somebody wrote" in answer.text


def test_what_a_second_person_typed_stands_on_no_page_that_gives_writing_back(browser):
    vik = browser("vik")
    typed = {"second_passphrase": "four plain invented words", "second_code": "123456789012"}
    for token in ("0" * 64, vik.token):
        answer = vik.post(
            "/report", {**typed, "what_happened": "what she said", "form_token": token}
        )
        assert not any(value in answer.text for value in typed.values())
        assert "what she said" in answer.text
        vik.client.delete_cookie("desk")


def test_every_box_for_a_secret_is_known_as_one():
    boxes = re.compile(r'<input[^>]*type="password"[^>]*>')
    found = [box for page in TEMPLATES.glob("*.html") for box in boxes.findall(page.read_text())]
    names = {name for box in found for name in re.findall(r' name="(\w+)"', box)}
    assert "second_passphrase" in names
    assert names <= HIDDEN | SECRET
