"""The door for files that a browser has sealed, and the words for its box."""

from __future__ import annotations

from dataclasses import replace
from secrets import token_bytes

import pytest
from sqlalchemy import func, select

from crypto.envelope import MAILBOX_CIRCLE, Wrap
from crypto.receipts import Code, keys_of
from reporting.domain.attachment import MAX_FILES, Attachment, MediaType
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact
from reporting.files.errors import Reason
from reporting.intake.throttles import THROTTLES, Rate
from reporting.sealed.files import seal_file
from reporting.sealed.filewire import MAX_BODY, file_body
from reporting.sealed.seal import Telling, seal_report
from reporting.store.engine import reading
from reporting.store.errors import Unavailable
from reporting.store.intake_gate import IntakeGate
from reporting.store.models.inbox import InboxPart

TELLING = Telling(Account({"what_happened": "x"}), Contact(), Choices(), "en", "2026-11")
TEXT = Attachment(MediaType.TEXT, "text-1.txt", b"What he wrote.", "his last message")


@pytest.fixture
def keys(founding):
    return keys_of(Code.random(), founding.pins.installation)


@pytest.fixture
def manifest(founding):
    return founding.change.lists.manifest


@pytest.fixture
def report(keys, manifest, clock, intake_engine):
    sealed = seal_report(keys, TELLING, manifest, clock.now.date())
    IntakeGate(intake_engine).report_add(sealed, clock.now.date())
    return sealed


@pytest.fixture
def part(keys, manifest, clock, report):
    return seal_file(keys, report.id, TEXT, manifest, clock.now.date())


@pytest.fixture
def post(client):
    def send(body, kind="application/octet-stream"):
        return client.post("/return/file", data=body, content_type=kind)

    return send


@pytest.fixture
def stored(engine):
    def count():
        with reading(engine) as session:
            files = select(func.count()).where(InboxPart.compartment == "file")
            return session.execute(files).scalar_one()

    return count


def test_a_repeat_of_the_same_bytes_answers_the_same_and_is_kept_once(post, keys, part, stored):
    for _ in range(2):
        answer = post(file_body(keys.token, part))
        assert (answer.status_code, answer.json) == (200, {"v": 1, "result": "stored"})
    assert stored() == 1


def test_five_are_taken_and_no_sixth(post, keys, manifest, clock, report, stored, part):
    bodies = [
        file_body(keys.token, seal_file(keys, report.id, TEXT, manifest, clock.now.date()))
        for _ in range(MAX_FILES + 1)
    ]
    assert [post(body).status_code for body in bodies] == [200] * MAX_FILES + [409]
    refused = post(bodies[-1])
    assert refused.json["error"] == "too many files"
    assert post(bodies[0]).status_code == 200, "a repeat is no sixth"
    assert stored() == MAX_FILES


def _with_wraps(part, *wraps):
    return replace(part, wraps=wraps)


LIES = {
    "plain bytes": lambda part: replace(part, ciphertext=b"\xff\xd8\xff pixels"),
    "the length of no class": lambda part: replace(part, ciphertext=part.ciphertext[:-1]),
    "another version": lambda part: replace(part, ciphertext=b"\x02" + part.ciphertext[1:]),
    "a key of nobody here": lambda part: _with_wraps(
        part, replace(part.wraps[0], key_id=token_bytes(8))
    ),
    "an epoch to come": lambda part: _with_wraps(part, replace(part.wraps[0], epoch=99)),
    "a wrap of another version": lambda part: _with_wraps(
        part, replace(part.wraps[0], sealed=b"\x02" + part.wraps[0].sealed[1:])
    ),
    "sealed to the code as well": lambda part: _with_wraps(
        part, part.wraps[0], Wrap(MAILBOX_CIRCLE, 0, bytes(8), part.wraps[0].sealed)
    ),
    "sealed to the code alone": lambda part: _with_wraps(
        part, Wrap(MAILBOX_CIRCLE, 0, bytes(8), part.wraps[0].sealed)
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_cannot_be_a_sealed_file_is_refused_and_stored_nowhere(post, keys, part, stored, lie):
    answer = post(file_body(keys.token, LIES[lie](part)))
    assert (answer.status_code, answer.json["error"]) == (422, "not sealed")
    assert stored() == 0


def test_other_bodies_are_refused(post, stored):
    assert post(b"He took the money.").status_code == 422
    assert post(bytes(MAX_BODY + 1)).status_code == 413
    assert post(b"{}", "application/json").status_code == 415
    assert post(b"a=b", "multipart/form-data; boundary=x").status_code == 415
    assert stored() == 0


def test_a_wrong_token_adds_nothing(post, part, stored):
    answer = post(file_body(token_bytes(32), part))
    assert (answer.status_code, answer.json["error"]) == (404, "no report")
    assert stored() == 0


def test_a_store_in_trouble_says_so(post, keys, part, monkeypatch):
    def fail(*_):
        raise Unavailable("out of reach")

    monkeypatch.setattr(IntakeGate, "mailbox_add", fail)
    assert post(file_body(keys.token, part)).status_code == 503


@pytest.fixture
def few(app):
    """The program, with room for one file a day."""
    services = app.extensions["brolly"]
    throttles = {**THROTTLES, "file": Rate(per_minute=0, burst=1)}
    app.extensions["brolly"] = replace(services, throttles=throttles)


@pytest.mark.usefixtures("few")
def test_an_empty_bucket_answers_429_and_junk_takes_nothing_of_it(
    post, keys, part, manifest, clock, report
):
    assert post(b"junk").status_code == 422
    assert post(file_body(token_bytes(32), part)).status_code == 404
    assert post(file_body(keys.token, part)).status_code == 200
    other = seal_file(keys, report.id, TEXT, manifest, clock.now.date())
    answer = post(file_body(keys.token, other))
    assert (answer.status_code, answer.json["error"]) == (429, "busy")


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)
def test_a_kept_file_sent_again_takes_nothing_of_the_bucket_even_when_it_is_empty(post, keys, part):
    answers = [post(file_body(keys.token, part)) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert {answer.json["result"] for answer in answers} == {"stored"}


def test_a_wrong_token_takes_of_the_bucket_of_tries(app, post, part):
    services = app.extensions["brolly"]
    throttles = {**THROTTLES, "return": Rate(per_minute=0, burst=1)}
    app.extensions["brolly"] = replace(services, throttles=throttles)
    answers = [post(file_body(token_bytes(32), part)).status_code for _ in range(2)]
    assert answers == [404, 429]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_words_for_the_box_name_every_reason(client, valid_html, language):
    page = client.get(f"/report/files?lang={language}").get_data(as_text=True)
    valid_html(page)
    for reason in Reason:
        assert f'data-say="no_{reason.slug}"' in page
