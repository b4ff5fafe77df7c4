"""A mailbox by its token: read, added to, closed; a browser that knows the code does the rest."""

from __future__ import annotations

import json
from secrets import token_bytes

import pytest

from crypto.receipts import Code, keys_of
from crypto.suite import sha256
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact
from reporting.sealed.seal import Telling, seal_addition, seal_report
from reporting.sealed.wire import parts_json
from reporting.store.intake_gate import IntakeGate

TELLING = Telling(
    Account(answers={"what_happened": "He kept the money.", "incident_types": ("no_payment",)}),
    Contact(answers={"contact_name": "Ana"}),
    Choices(consent_bulletin=True),
    "en",
    "2026-11",
)


@pytest.fixture
def keys(founding):
    return keys_of(Code.random(), founding.pins.installation)


@pytest.fixture
def report(keys, founding, clock, intake_engine):
    sealed = seal_report(keys, TELLING, founding.change.lists.manifest, clock.now.date())
    IntakeGate(intake_engine).report_add(sealed, clock.now.date())
    return sealed


@pytest.fixture
def ask(client):
    def send(path, kind, **values):
        body = json.dumps({"v": 1, "kind": kind, **values})
        return client.post(f"/return/{path}", data=body, content_type="application/json")

    return send


@pytest.fixture
def parts(keys, report, founding, clock):
    manifest = founding.change.lists.manifest
    return parts_json(seal_addition(keys, report.id, TELLING, manifest, clock.now.date()))


def test_a_token_reads_what_its_code_opens_and_no_more(ask, keys, report):
    answer = ask("mailbox", "open mailbox", token=keys.token.hex())
    assert answer.status_code == 200
    assert answer.json["report"] == report.id.hex()
    assert answer.json["received"] == "2026-11-20"
    assert [item["compartment"] for item in answer.json["items"]] == ["consent"]


@pytest.mark.parametrize("path", ["mailbox", "kept"])
def test_a_wrong_token_opens_nothing(ask, report, path):
    kind = {"mailbox": "open mailbox", "kept": "code kept"}[path]
    answer = ask(path, kind, token=token_bytes(32).hex())
    assert (answer.status_code, answer.json["error"]) == (404, "no report")


@pytest.mark.parametrize("token", ["", "00", "x" * 64, None, 7])
@pytest.mark.parametrize(
    ("path", "kind"), [("mailbox", "open mailbox"), ("kept", "code kept"), ("add", "sealed parts")]
)
def test_what_is_no_token_is_refused(ask, path, kind, token):
    extra = {"parts": []} if path == "add" else {}
    assert ask(path, kind, token=token, **extra).status_code == 422


def test_the_hash_that_a_copied_table_holds_opens_nothing(ask, keys, report):
    assert ask("mailbox", "open mailbox", token=sha256(keys.token).hex()).status_code == 404


def test_a_kept_code_closes_the_receipt(ask, keys, report):
    assert ask("kept", "code kept", token=keys.token.hex()).json["result"] == "noted"
    assert ask("mailbox", "open mailbox", token=keys.token.hex()).json["kept"] is True


def test_an_addition_is_stored_once(ask, keys, parts, inbox):
    for _ in range(2):
        answer = ask("add", "sealed parts", token=keys.token.hex(), parts=parts)
        assert (answer.status_code, answer.json) == (200, {"v": 1, "result": "stored"})
    (opened,) = inbox()
    assert [added.account.text("what_happened") for added in opened.additions] == [
        "He kept the money."
    ]


def _changed(parts, **changes):
    return [{**parts[0], **changes}, *parts[1:]]


FAKES = {
    "a second account": lambda parts: _changed(parts, compartment="account"),
    "an advocate's note": lambda parts: _changed(parts, compartment="status"),
    "plain text": lambda parts: _changed(parts, ciphertext="SGUga2VwdCBpdA"),
    "no parts": lambda _parts: [],
    "a part twice": lambda parts: parts + parts,
    "wrapped to nobody": lambda parts: _changed(parts, wraps=[]),
}


@pytest.mark.parametrize("name", FAKES)
def test_what_may_not_be_added_is_refused_and_stored_nowhere(ask, keys, parts, inbox, name):
    answer = ask("add", "sealed parts", token=keys.token.hex(), parts=FAKES[name](parts))
    assert (answer.status_code, answer.json["error"]) == (422, "not sealed")
    assert inbox()[0].additions == []


def test_nothing_is_added_for_a_wrong_token(ask, parts, inbox):
    answer = ask("add", "sealed parts", token=token_bytes(32).hex(), parts=parts)
    assert answer.status_code == 404
    assert inbox()[0].additions == []


def test_a_pause_takes_no_new_words(ask, keys, parts, put_rows):
    put_rows({"paused": "true"})
    answer = ask("add", "sealed parts", token=keys.token.hex(), parts=parts)
    assert (answer.status_code, answer.json["error"]) == (503, "closed")


def test_a_pause_still_takes_back_a_yes(ask, keys, report, put_rows, founding, clock, inbox):
    from reporting.sealed.consents import next_statement
    from reporting.sealed.seal import seal_consent

    first = inbox()[0].statement
    put_rows({"paused": "true"})
    statement = next_statement(first, Choices(), clock.now.date())
    part = seal_consent(keys, statement, founding.change.lists.manifest)
    answer = ask("add", "sealed parts", token=keys.token.hex(), parts=parts_json([part]))
    assert answer.status_code == 200


def test_a_stop_token_of_nothing_stops_nothing(ask):
    answer = ask("stop", "stop warnings", tokens=[token_bytes(32).hex()])
    assert answer.json == {"v": 1, "result": "stopped", "stopped": 0}
    assert ask("stop", "stop warnings", tokens=["x"]).status_code == 422
