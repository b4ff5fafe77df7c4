"""A mailbox by its token: read, added to, closed; a browser that knows the code does the rest."""

from __future__ import annotations

import json
from datetime import timedelta
from secrets import token_bytes

import pytest
from sqlalchemy import text

from crypto.receipts import Code, keys_of
from crypto.suite import WRAP_BYTES, sha256
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact
from reporting.intake.mailbox import Reader
from reporting.intake.routes.mailbox import CODE_BYTES, MAX_STOPS
from reporting.intake.services import EXTENSION
from reporting.sealed.codes import MOST_CHANGES, new_code
from reporting.sealed.codewire import MAX_ITEMS, PostedCode, new_code_json
from reporting.sealed.deletion import Deletion, deletion_bytes
from reporting.sealed.messages import Answer, answer_bytes
from reporting.sealed.seal import Sealer, Telling, seal_addition, seal_report
from reporting.sealed.wire import parts_json
from reporting.store import arrivals
from reporting.store.engine import writing
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
    most = [f"{n:064x}" for n in range(MAX_STOPS + 1)]
    assert ask("stop", "stop warnings", tokens=most[1:]).status_code == 200
    assert ask("stop", "stop warnings", tokens=most).status_code == 422


@pytest.fixture
def said(keys, report, founding, clock):
    """A part by which she says something, as a browser would seal it."""

    def seal(content):
        sealer = Sealer(keys, founding.change.lists.manifest, report.id)
        return parts_json([sealer.to_both("message", content)])

    def answer(text="Please call me."):
        return seal(answer_bytes(Answer(report.id, clock.now.date(), "en", text)))

    def wish(action="ask", scope="all"):
        return seal(deletion_bytes(Deletion(report.id, clock.now.date(), scope, action)))

    answer.wish = wish
    return answer


@pytest.fixture
def items(ask, keys):
    def read(token=keys.token):
        answer = ask("mailbox", "open mailbox", token=token.hex())
        return [item["compartment"] for item in answer.json["items"]]

    return read


def test_an_answer_is_stored_once_also_in_a_pause(ask, keys, said, items, put_rows):
    put_rows({"paused": "true"})
    parts = said()
    for _ in range(2):
        assert ask("add", "sealed parts", token=keys.token.hex(), parts=parts).status_code == 200
    assert sorted(items()) == ["consent", "message"]


def test_what_was_never_changed_says_so(ask, keys, report):
    answer = ask("mailbox", "open mailbox", token=keys.token.hex())
    assert answer.json["codes"] == {"first": None, "changes": []}
    assert answer.json["deletions"] == []


def test_a_deletion_waits_and_tells_advocates(ask, keys, said, items):
    for _ in range(2):
        answer = ask(
            "delete", "ask deletion", token=keys.token.hex(), scope="all", parts=said.wish()
        )
        assert answer.json == {"v": 1, "result": "deleting", "due": "2026-11-23"}
    shown = ask("mailbox", "open mailbox", token=keys.token.hex())
    assert shown.json["deletions"] == [{"scope": "all", "due": "2026-11-23"}]
    assert items().count("message") == 2


def test_a_deletion_is_stopped(ask, keys, said, items):
    ask("delete", "ask deletion", token=keys.token.hex(), scope="contact", parts=said.wish())
    stop = said.wish("stop", "contact")
    answer = ask("delete/stop", "stop deletion", token=keys.token.hex(), parts=stop)
    assert answer.json == {"v": 1, "result": "kept"}
    shown = ask("mailbox", "open mailbox", token=keys.token.hex())
    assert shown.json["deletions"] == []
    assert items().count("message") == 2


def test_a_wish_counts_while_nothing_can_be_sealed(ask, keys, said, items, clock):
    parts = said.wish()
    clock.now += timedelta(days=400)  # the list of keys is past its day
    answer = ask("delete", "ask deletion", token=keys.token.hex(), scope="all", parts=parts)
    assert answer.json["result"] == "deleting"
    assert items() == ["consent"]
    kept = ask("delete/stop", "stop deletion", token=keys.token.hex(), parts=[])
    assert kept.json["result"] == "kept"


@pytest.mark.parametrize("wrong", ["long", "addition", "scope", "many"])
def test_what_is_no_wish_notes_nothing(ask, keys, said, parts, wrong):
    scope = "everything" if wrong == "scope" else "all"
    sent = {"long": said("x" * 1000), "addition": parts[:1], "many": said.wish() + said.wish()}
    wish = sent.get(wrong, said.wish())
    answer = ask("delete", "ask deletion", token=keys.token.hex(), scope=scope, parts=wish)
    assert (answer.status_code, answer.json["error"]) == (422, "not sealed")
    shown = ask("mailbox", "open mailbox", token=keys.token.hex())
    assert shown.json["deletions"] == []


def test_a_full_report_says_so_and_a_wish_counts_all_the_same(ask, keys, said, monkeypatch, items):
    monkeypatch.setattr(arrivals, "MOST_SAID", 1)  # the contact of the report
    answer = ask("add", "sealed parts", token=keys.token.hex(), parts=said())
    assert (answer.status_code, answer.json["error"]) == (422, "full")
    asked = ask("delete", "ask deletion", token=keys.token.hex(), scope="all", parts=said.wish())
    assert asked.json == {"v": 1, "result": "deleting", "due": "2026-11-23"}
    kept = ask("delete/stop", "stop deletion", token=keys.token.hex(), parts=said.wish())
    assert kept.json["result"] == "kept"
    assert items() == ["consent"]


@pytest.fixture
def change(app, keys, founding, clock):
    """Make the change to another code of what the mailbox holds now; (keys, what is posted)."""

    def make(own_word="Maple"):
        shared = app.extensions[EXTENSION]
        other = keys_of(Code.random(), founding.pins.installation, own_word)
        mailbox = shared.gate.mailbox_read(keys.token)
        manifest, day = founding.change.lists.manifest, clock.now.date()
        opened = Reader(keys, founding.pins.installation, manifest, day, 3).open(mailbox)
        latest = opened.statements[-1].statement
        new = new_code(keys, other, mailbox, latest, manifest, day)
        return other, new_code_json(PostedCode(keys.token, other.token, new))

    return make


@pytest.fixture
def post_code(client):
    return lambda body: client.post("/return/code", data=body, content_type="application/json")


def test_a_new_code_with_an_own_word_opens_and_the_old_one_does_not(
    ask, keys, report, change, post_code, items
):
    other, body = change()
    for _ in range(2):  # the answer was lost: the same again is done already
        answer = post_code(body)
        assert (answer.status_code, answer.json) == (200, {"v": 1, "result": "stored"})
    assert ask("mailbox", "open mailbox", token=keys.token.hex()).status_code == 404
    assert items(other.token) == ["consent", "consent"]
    shown = ask("mailbox", "open mailbox", token=other.token.hex()).json
    assert shown["report"] == report.id.hex()
    assert len(shown["codes"]["changes"]) == 1
    assert shown["codes"]["first"]["token_hash"] == keys.token_hash.hex()


def test_no_mailbox_is_too_full_for_a_new_code():
    """Else whoever found a card could fill the mailbox, so that its code can never be changed."""
    of_codes = arrivals.CONSENTS_OF_A_CODE * MOST_CHANGES
    assert arrivals.MOST_SAID + arrivals.MOST_CONSENTS + of_codes < MAX_ITEMS
    again = {"item": "0" * 32, "sealed": "A" * (WRAP_BYTES * 4 // 3 + 1)}
    whole = {"seen": ["0" * 32] * MAX_ITEMS, "wraps": [again] * MAX_ITEMS, "rest": "A" * 16_000}
    assert len(json.dumps(whole)) < CODE_BYTES


def test_what_came_meanwhile_is_read_first(ask, keys, report, change, post_code, said):
    _, body = change()
    ask("add", "sealed parts", token=keys.token.hex(), parts=said())
    answer = post_code(body)
    assert (answer.status_code, answer.json["error"]) == (409, "conflict")
    assert post_code(change()[1]).status_code == 200


def test_a_change_that_nobody_signed_is_refused(keys, report, change, post_code, items):
    document = json.loads(change()[1])
    other = {**document, "signature": "A" * 86}
    answer = post_code(json.dumps(other))
    assert (answer.status_code, answer.json["error"]) == (422, "not sealed")
    assert post_code(json.dumps({**document, "token": "00" * 32})).status_code == 404
    assert items() == ["consent"]


def test_a_changed_row_opens_nothing(ask, keys, report, change, post_code, engine):
    other, body = change()
    post_code(body)
    with writing(engine) as session:
        session.execute(text("UPDATE code_change SET signature = zeroblob(64)"))
    assert ask("mailbox", "open mailbox", token=other.token.hex()).status_code == 404
