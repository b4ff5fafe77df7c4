"""From a checked form to what is stored: choices that were offered, and mailboxes of their own."""

import pytest

from crypto.receipts import Code, keys_of
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact, Draft
from reporting.domain.settings import PublicSettings
from reporting.intake.codestate import CodeState
from reporting.intake.errors import ReportsClosed, Throttled
from reporting.intake.services import EXTENSION
from reporting.intake.submission import (
    Received,
    own_mailbox,
    said_yes,
    send_addition,
    send_report,
)
from reporting.sealed.telling import telling_of

NONCE = bytes(range(16))
ALL = Choices(
    consent_statistics=True,
    consent_bulletin=True,
    ask_before_publishing=True,
    consent_partners=True,
    consent_police_report=True,
    police_own_words=True,
)


@pytest.fixture
def shared(app):
    return app.extensions[EXTENSION]


@pytest.fixture
def telling():
    account = Account(answers={"incident_types": ("creepy",)})
    return telling_of(Draft(account, Contact(), ALL, ()), PublicSettings(), "en")


def test_the_receipt_names_what_was_said_yes_to():
    assert said_yes(Choices()) == ()
    assert said_yes(ALL) == (
        "consent_statistics",
        "consent_bulletin",
        "consent_partners",
        "consent_police_report",
        "ask_before_publishing",
    )


def test_a_retry_is_told_from_a_first_try(shared, telling):
    seen = shared.verified.read()
    code = Code.from_nonce(NONCE)
    assert send_report(shared, seen, NONCE, telling) == Received(code)
    assert send_report(shared, seen, NONCE, telling) == Received(code, repeated=True)
    shared.gate.receipt_close(shared.keys_of(code).token)
    assert send_report(shared, seen, NONCE, telling) == Received(code, repeated=True, kept=True)


def test_an_addition_without_a_report_is_none(shared, telling):
    seen = shared.verified.read()
    assert send_addition(shared, seen, CodeState(Code.from_nonce(NONCE)), NONCE, telling) is None


def test_a_closed_form_takes_nothing_from_the_bucket(shared, telling, put_rows, monkeypatch):
    put_rows({"paused": "true"})
    monkeypatch.setattr(type(shared), "take", lambda *_: pytest.fail("a token was taken"))
    with pytest.raises(ReportsClosed):
        send_report(shared, shared.verified.read(), NONCE, telling)


def test_an_empty_bucket_derives_no_key(shared, telling, monkeypatch):
    monkeypatch.setattr(type(shared), "take", lambda *_: False)
    monkeypatch.setattr(type(shared), "keys_of", lambda *_: pytest.fail("a key was derived"))
    with pytest.raises(Throttled):
        send_report(shared, shared.verified.read(), NONCE, telling)


def test_only_a_mailbox_that_commits_to_these_keys_is_hers(shared, telling, founding, engine):
    from sqlalchemy import text

    send_report(shared, shared.verified.read(), NONCE, telling)
    keys = keys_of(Code.from_nonce(NONCE), founding.pins.installation)
    assert own_mailbox(shared, keys).report
    with engine.begin() as connection:
        connection.execute(text("UPDATE inbox_report SET id = :id"), {"id": b"x" * 16})
    assert own_mailbox(shared, keys) is None
