"""Reports that a browser sealed: stored when they can be, refused and stored nowhere when not."""

from __future__ import annotations

import json
from dataclasses import replace
from secrets import token_bytes

import pytest
from sqlalchemy import text

from crypto.receipts import Code, keys_of
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact
from reporting.intake.app import create_app
from reporting.intake.throttles import THROTTLES, Rate
from reporting.sealed.seal import Telling, seal_report
from reporting.sealed.wire import report_json
from reporting.store.documents import newest_document
from reporting.store.engine import reading, writing
from reporting.store.intake_gate import IntakeGate

TELLING = Telling(
    Account(answers={"what_happened": "He kept the money.", "incident_types": ("no_payment",)}),
    Contact(answers={"contact_name": "Ana"}),
    Choices(consent_bulletin=True),
    "en",
    "2026-11",
)
KEPT = ("inbox_report", "inbox_part", "inbox_wrap")


@pytest.fixture
def sealed(founding, clock):
    """A report as a browser sends it: the same formats, made here."""
    keys = keys_of(Code.random(), founding.pins.installation)
    return seal_report(keys, TELLING, founding.change.lists.manifest, clock.now.date())


@pytest.fixture
def post(client):
    def send(body, mimetype="application/json"):
        data = body if isinstance(body, bytes) else report_json(body)
        return client.post("/report/sealed", data=data, content_type=mimetype)

    return send


@pytest.fixture
def stored(engine):
    """Count what lies in the inbox."""

    def count():
        with reading(engine) as session:
            return [session.scalar(text(f"SELECT count(*) FROM {name}")) for name in KEPT]  # noqa: S608 - our own names

    return count


def test_a_sealed_report_is_stored(post, sealed, stored):
    answer = post(sealed)
    assert (answer.status_code, answer.json) == (200, {"v": 1, "result": "stored"})
    assert stored() == [1, 3, 4]


def test_the_same_again_answers_the_same_and_is_kept_once(post, sealed, stored):
    first, second = post(sealed), post(sealed)
    assert (second.status_code, second.json) == (first.status_code, first.json)
    assert stored() == [1, 3, 4]


def _changed(report, name, value):
    document = json.loads(report_json(report))
    document[name] = value
    return json.dumps(document).encode()


def _account(report, **changes):
    parts = [replace(p, **changes) if p.compartment == "account" else p for p in report.parts]
    return report_json(replace(report, parts=tuple(parts)))


def _wrapped(report, **changes):
    wraps = (replace(report.parts[0].wraps[0], **changes),)
    return _account(report, wraps=wraps)


FAKES = {
    "nothing": lambda _report: b"",
    "plain text": lambda _report: b"He kept the money.",
    "random bytes": lambda _report: token_bytes(4000),
    "another document": lambda _report: b'{"v":1,"kind":"something else"}',
    "deep brackets": lambda _report: b"[" * 100_000,
    "a list": lambda _report: b"[]",
    "another version": lambda report: _changed(report, "v", 2),
    "an unknown name": lambda report: _changed(report, "plain", "He kept the money."),
    "a repeated name": lambda report: report_json(report).replace(b'"v":1', b'"v":1,"v":1'),
    "plain text as ciphertext": lambda report: _account(report, ciphertext=b"He kept the money."),
    "random bytes of a wrong length": lambda report: _account(report, ciphertext=token_bytes(999)),
    "a ciphertext of another version": lambda report: _account(
        report, ciphertext=b"\x02" + report.parts[0].ciphertext[1:]
    ),
    "a wrong key id": lambda report: _wrapped(report, key_id=token_bytes(8)),
    "a wrong epoch": lambda report: _wrapped(report, epoch=7),
    "a circle of nobody": lambda report: _wrapped(report, circle="others"),
    "a short wrap": lambda report: _wrapped(report, sealed=b"\x01" * 100),
    "no wraps": lambda report: _account(report, wraps=()),
    "an account for the mailbox too": lambda report: _account(report, wraps=report.parts[2].wraps),
    "an id that does not commit to the keys": lambda report: report_json(
        replace(report, id=token_bytes(16))
    ),
    "another token": lambda report: report_json(replace(report, token_hash=token_bytes(32))),
    "a weak verifying key": lambda report: report_json(replace(report, verifying_key=bytes(32))),
    "a broken mailbox key": lambda report: report_json(replace(report, mailbox_key=bytes(1216))),
    "a part too few": lambda report: report_json(replace(report, parts=report.parts[:2])),
    "a part too many": lambda report: report_json(
        replace(report, parts=(*report.parts, report.parts[0]))
    ),
}


@pytest.mark.parametrize("name", FAKES)
def test_what_is_not_sealed_is_refused_and_stored_nowhere(post, sealed, stored, name):
    answer = post(FAKES[name](sealed))
    assert answer.status_code == 422
    assert answer.json["error"] == "not sealed"
    assert "not saved" in answer.json["message"]
    assert stored() == [0, 0, 0]


def test_an_item_of_another_report_is_refused(post, sealed, stored, founding, clock):
    post(sealed)
    keys = keys_of(Code.random(), founding.pins.installation)
    other = seal_report(keys, TELLING, founding.change.lists.manifest, clock.now.date())
    stolen = replace(other.parts[0], item=sealed.parts[0].item)
    answer = post(replace(other, parts=(stolen, *other.parts[1:])))
    assert (answer.status_code, answer.json["error"]) == (409, "conflict")
    assert stored() == [1, 3, 4]


def test_another_kind_of_body_is_refused(post, sealed, stored):
    answer = post(report_json(sealed), "text/plain")
    assert answer.status_code == 415
    assert stored() == [0, 0, 0]


def test_too_large_a_body_is_refused(post, stored):
    answer = post(b" " * (400 * 1024))
    assert answer.status_code == 413
    assert "Nothing was saved" in answer.json["message"]
    assert stored() == [0, 0, 0]


def test_junk_does_not_use_up_what_everybody_may_send(config, clock, sealed):
    app = create_app(config, clock, {**THROTTLES, "report": Rate(1, 1)})
    client = app.test_client()

    def send(body):
        return client.post("/report/sealed", data=body, content_type="application/json")

    assert [send(b"junk").status_code for _ in range(3)] == [422] * 3
    assert send(report_json(sealed)).status_code == 200
    over = send(report_json(sealed))
    assert (over.status_code, over.json["error"]) == (429, "busy")


def test_the_same_report_again_and_again_leaves_the_bucket_as_it_was(config, clock, founding):
    app = create_app(config, clock, {**THROTTLES, "report": Rate(1, 3)})
    client = app.test_client()

    def made():
        keys = keys_of(Code.random(), founding.pins.installation)
        lists = founding.change.lists
        return report_json(seal_report(keys, TELLING, lists.manifest, clock.now.date()))

    def send(body):
        return client.post("/report/sealed", data=body, content_type="application/json").status_code

    first = made()
    assert [send(first) for _ in range(10)] == [200] * 10
    # Two more of the three tokens are there for others, and then no more.
    assert [send(made()) for _ in range(3)] == [200, 200, 429]


def test_a_pause_takes_no_sealed_reports_either(post, sealed, stored, put_rows):
    put_rows({"paused": "true"})
    answer = post(sealed)
    assert (answer.status_code, answer.json["error"]) == (503, "closed")
    assert stored() == [0, 0, 0]


def test_a_list_of_keys_that_somebody_else_signed_closes_it(post, sealed, stored, engine):
    with writing(engine) as session:
        known = newest_document(session, "manifest")
        assert known is not None
        session.execute(text("UPDATE signed_document SET signature = :s"), {"s": bytes(64)})
    assert post(sealed).status_code == 503
    assert stored() == [0, 0, 0]


def test_a_store_in_trouble_is_said_and_nothing_is_kept(post, sealed, stored, monkeypatch):
    from reporting.store.errors import Unavailable

    def fail(*_):
        raise Unavailable("the database does not answer")

    monkeypatch.setattr(IntakeGate, "report_add", fail)
    answer = post(sealed)
    assert answer.status_code == 503
    assert "not saved" in answer.json["message"]
    assert stored() == [0, 0, 0]


def test_another_site_cannot_send_one(client, sealed, stored):
    answer = client.post(
        "/report/sealed",
        data=report_json(sealed),
        content_type="application/json",
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert stored() == [0, 0, 0]
