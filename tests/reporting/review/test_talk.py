from __future__ import annotations

from datetime import date

from reporting.review.talk import DID, SAID
from reporting.sealed.deletion import ACTIONS, SCOPES
from reporting.sealed.events import HAPPENINGS
from reporting.sealed.messages import KINDS
from reporting.sealed.wording import VERDICTS


def test_everything_that_is_said_or_done_has_words():
    wishes = {f"{action} {scope}" for action in ACTIONS for scope in SCOPES}
    assert set(SAID) == {*KINDS, "answer", *VERDICTS, *wishes}
    assert set(DID) == set(HAPPENINGS)


def test_a_detail_stands_in_its_sentence(app):
    from reporting.review.talk import event_text
    from reporting.sealed.events import Event

    with app.test_request_context():
        event = Event(bytes(16), 1, b"", date(2026, 3, 2), "sheet", "12")
        assert event_text(event) == "It is on printed sheet 12."
