"""Which words a person gets for which failure, and what reaches the log."""

import pytest

from crypto.errors import TooLarge
from reporting.intake.errors import ReportsClosed, Throttled, TooBusy
from reporting.intake.failures import failure_of
from reporting.intake.messages import MESSAGES
from reporting.store.errors import Busy, Conflict, Full, Unavailable


@pytest.mark.parametrize(
    ("error", "message", "status"),
    [
        (ReportsClosed(), "closed", 503),
        (Throttled(), "busy", 429),
        (TooBusy(), "busy", 429),
        (TooLarge(300_000, 262_144), "too_large", 413),
        (Unavailable("no"), "store", 503),
        (Full("no"), "store", 503),
        (Busy("no"), "store", 503),
        (Conflict("no"), "store", 503),
        (KeyError("a canary word"), "broken", 500),
    ],
)
def test_every_failure_has_its_message_and_status(app, error, message, status):
    with app.test_request_context("/report"):
        assert failure_of(error) == message
    assert MESSAGES[message].status == status


def test_the_log_has_the_type_and_never_the_words(app, caplog):
    with app.test_request_context("/report"):
        failure_of(KeyError("a canary word"))
    assert "KeyError" in caplog.text
    assert "canary" not in caplog.text


def test_what_is_nobodys_fault_is_not_logged(app, caplog):
    with app.test_request_context("/report"):
        failure_of(Throttled())
        failure_of(ReportsClosed())
    assert caplog.text == ""
