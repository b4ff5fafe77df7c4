"""Which words a person gets for which failure, and what reaches the log."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from crypto.errors import TooLarge
from reporting.intake.app import create_app
from reporting.intake.errors import ReportsClosed, Throttled, TooBusy
from reporting.intake.failures import failure_of
from reporting.intake.messages import MESSAGES
from reporting.intake.throttles import THROTTLES, Rate
from reporting.store.errors import Busy, Conflict, Full, ReportFull, Unavailable

ON_BOTH = pytest.mark.parametrize(
    "database_kind",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
    indirect=True,
)


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
        (ReportFull("no"), "no_room", 413),
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


def body(response):
    return response.get_data(as_text=True)


@pytest.mark.parametrize("error", [Unavailable, Full])
def test_when_the_store_is_down_nothing_is_lost(
    app, client, send, controls, inbox, monkeypatch, error
):
    def fail(*_):
        raise error("no")

    with monkeypatch.context() as patched:
        patched.setattr("reporting.store.intake_gate.IntakeGate.report_add", fail)
        page = send()
    assert page.status_code == 503
    assert "It was not saved, nothing was lost" in body(page)
    assert "try again" in body(page)
    assert "604 555-0100" in body(page)
    assert inbox() == []
    assert client.post("/report", data=controls(body(page))).status_code == 200
    assert len(inbox()) == 1


def test_when_even_the_settings_cannot_be_read_the_words_stay(app, send, monkeypatch, valid_html):
    def fail(*_):
        raise Unavailable("no")

    monkeypatch.setattr("reporting.store.intake_gate.IntakeGate.public_read", fail)
    page = send()
    assert page.status_code == 503
    valid_html(body(page))
    assert "It was not saved, nothing was lost" in body(page)
    assert "He took my bag" in body(page)
    assert "604 555-0199" in body(page)


def test_an_error_of_ours_says_so_and_keeps_the_words(send, monkeypatch, caplog):
    def fail(*_, **__):
        message = "a canary word"
        raise RuntimeError(message)

    monkeypatch.setattr("reporting.intake.submission.seal_report", fail)
    page = send()
    assert page.status_code == 500
    assert "He took my bag" in body(page)
    assert "RuntimeError" in caplog.text
    assert "canary" not in caplog.text + body(page)


@ON_BOTH
def test_when_too_much_comes_at_once_the_words_stay_and_a_number_is_there(
    short, config, clock, inbox
):
    slow = {**THROTTLES, "report": Rate(per_minute=1, burst=1)}
    client = create_app(config, clock, slow).test_client()
    assert client.post("/report", data=short).status_code == 200
    page = client.post("/report", data={**short, "nonce": "aa" * 16})
    assert page.status_code == 429
    assert "He took my bag" in body(page)
    assert "604 555-0100" in body(page)
    assert len(inbox()) == 1
    clock.now += timedelta(minutes=2)
    assert client.post("/report", data={**short, "nonce": "aa" * 16}).status_code == 200


def test_a_paused_form_says_so_and_who_to_call(client, put_rows, send, inbox, valid_html):
    put_rows({"paused": "true"})
    page = client.get("/report")
    assert page.status_code == 503
    valid_html(body(page))
    assert "paused" in body(page)
    assert "604 555-0100" in body(page)
    assert "<textarea" not in body(page)
    posted = send()
    assert posted.status_code == 503
    assert "He took my bag" in body(posted)
    assert inbox() == []


def test_after_the_lists_have_expired_nothing_is_taken(client, clock, send, inbox):
    clock.now += timedelta(days=181)
    assert client.get("/report").status_code == 503
    assert send().status_code == 503
    assert inbox() == []


@ON_BOTH
def test_a_list_of_readers_that_somebody_else_signed_takes_the_form_down(
    client, engine, clock, send, inbox
):
    with engine.begin() as connection:
        connection.execute(text("UPDATE signed_document SET signature = :s"), {"s": bytes(64)})
    page = client.get("/report")
    assert page.status_code == 503
    assert "604 555-0199" in body(page)
    assert "604 555-0100" not in body(page)  # a number out of a database that is not believed
    assert send().status_code == 503
    assert inbox() == []
