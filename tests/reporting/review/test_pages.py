"""Pages that answer instead of another: what happened, what was kept, what to do."""

from __future__ import annotations

from datetime import date

import pytest

from crypto.errors import Expired
from reporting.casework.errors import Alarm, AlarmKind, NoKey, NotVerified
from reporting.store.errors import Conflict, NotFound


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
    monkeypatch.setattr("reporting.review.routes.sign_in.signin.change_passphrase", fails)
    form = dict.fromkeys(("current", "first", "second"), "a hidden passphrase")
    answer = ada.post("/passphrase", {**form, "note": "what somebody wrote"})
    assert answer.status_code == status
    valid_html(answer.text)
    assert words in answer.text
    assert "a hidden passphrase" not in answer.text
    if status in {409, 403}:
        assert "what somebody wrote" in answer.text
