"""What browsers that hold a code ask of its mailbox: by its token, never by the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from crypto.errors import Malformed
from crypto.strictjson import Fields, b64u, read_document
from reporting.intake import bytoken, returnpieces
from reporting.intake.errors import NoReport
from reporting.intake.refusals import refuse_in_json
from reporting.intake.routes.sealed import REPORT_BYTES
from reporting.intake.services import public, services
from reporting.sealed.codewire import TOKEN_BYTES, read_new_code
from reporting.sealed.wire import read_parts
from reporting.web.limits import takes_body

if TYPE_CHECKING:
    from reporting.intake.bytoken import Caller
    from reporting.store.records import CodeKeys, Codes, Mailbox

pages = Blueprint("mailbox", __name__)
refuse_in_json(pages)

ASKING_BYTES = 4096
"""A token, or as many stop tokens as are taken at once."""

CODE_BYTES = 2 * 1024 * 1024
"""A change of code with the wraps of the fullest mailbox."""

WISHES_BYTES = 16 * 1024
"""Two signed wishes are 10 kB in JSON; what is larger, but no flood, is told what is wrong."""

MAX_STOPS = 40
"""Each is a write, and anybody may try; whoever has more sends them in turns."""

MAX_WISHES = 2
"""One for each scope that is due."""


@pages.get("/return/pieces")
def pieces() -> ResponseReturnValue:
    """Send what the page of a code shows later; the same for all."""
    return returnpieces.show()


@pages.post("/return/mailbox")
@takes_body("application/json", ASKING_BYTES)
def read() -> ResponseReturnValue:
    """Send what is sealed to a code; the browser opens it."""
    return jsonify(_mailbox_json(_caller(_asked("open mailbox")).mailbox))


@pages.post("/return/kept")
@takes_body("application/json", ASKING_BYTES)
def kept() -> ResponseReturnValue:
    """Note that she has kept her code, or wants none."""
    token = _token(_asked("code kept"))
    bytoken.take_try(services())
    if not services().gate.receipt_close(token):
        raise NoReport
    return jsonify(v=1, result="noted")


@pages.post("/return/stop")
@takes_body("application/json", ASKING_BYTES)
def stop() -> ResponseReturnValue:
    """Hide the warnings that these stop tokens stop, at once; `stopped` counts them."""
    asked = read_document("stop warnings", frozenset({"tokens"}), request.get_data())
    keys = frozenset({"token"})
    tokens = [
        Fields({"token": text}, keys).hexadecimal("token", TOKEN_BYTES)
        for text in asked.names("tokens")
    ]
    if len(tokens) > MAX_STOPS:
        # Some of them passed over in silence would be warnings that stay up.
        raise Malformed("more stop tokens than are taken at once")
    bytoken.take_try(services())
    stopped = [services().gate.bulletin_stop(token) for token in tokens]
    return jsonify(v=1, result="stopped", stopped=sum(stopped))


@pages.post("/return/add")
@takes_body("application/json", REPORT_BYTES)
def add() -> ResponseReturnValue:
    """Store sealed parts: what she adds, says, answers to a wording, or a new consent.

    The same parts again answer the same and are kept once.
    """
    asked = _asked("sealed parts", "parts")
    parts = read_parts(asked)
    _caller(asked).add(parts)
    return jsonify(v=1, result="stored")


@pages.post("/return/delete")
@takes_body("application/json", WISHES_BYTES)
def delete() -> ResponseReturnValue:
    """Have everything or the contact deleted after the wait; `due` is the day.

    Without a part where nothing can be sealed now: the wish counts all the same.
    """
    asked = _asked("ask deletion", "scope", "parts")
    parts = read_parts(asked, least=0, most=1)
    due = _caller(asked).ask_deletion(asked.name("scope"), parts)
    return jsonify(v=1, result="deleting", due=due.isoformat())


@pages.post("/return/delete/stop")
@takes_body("application/json", WISHES_BYTES)
def keep() -> ResponseReturnValue:
    """Keep everything after all."""
    asked = _asked("stop deletion", "parts")
    parts = read_parts(asked, least=0, most=MAX_WISHES)
    _caller(asked).stop_deletion(parts)
    return jsonify(v=1, result="kept")


@pages.post("/return/code")
@takes_body("application/json", CODE_BYTES)
def code() -> ResponseReturnValue:
    """Put a new code in place of the old one, which opens nothing from then on."""
    bytoken.change_code(services(), public(), read_new_code(request.get_data()))
    return jsonify(v=1, result="stored")


def _asked(kind: str, *more: str) -> Fields:
    return read_document(kind, frozenset({"token", *more}), request.get_data())


def _token(asked: Fields) -> bytes:
    return asked.hexadecimal("token", TOKEN_BYTES)


def _caller(asked: Fields) -> Caller:
    return bytoken.caller(services(), public(), _token(asked))


def _mailbox_json(mailbox: Mailbox) -> dict[str, object]:
    return {
        "v": 1,
        "kind": "mailbox",
        "report": mailbox.report.hex(),
        "received": mailbox.day.isoformat(),
        "kept": mailbox.receipt_kept,
        "items": [
            {
                "item": item.item.hex(),
                "compartment": item.compartment,
                "day": item.day.isoformat(),
                "ciphertext": b64u(item.ciphertext),
                "key_id": item.wrap.key_id.hex(),
                "sealed": b64u(item.wrap.sealed),
            }
            for item in mailbox.items
        ],
        "codes": _codes_json(mailbox.codes),
        "deletions": [
            {"scope": deletion.scope, "due": deletion.due.isoformat()}
            for deletion in mailbox.deletions
        ],
    }


def _codes_json(codes: Codes) -> dict[str, object]:
    """Give what leads from the report's id to the keys that it has now; the browser follows it."""
    return {
        "first": _keys_json(codes.first) if codes.first is not None else None,
        "changes": [
            {"statement": b64u(change.statement), "signature": b64u(change.signature)}
            for change in codes.changes
        ],
    }


def _keys_json(keys: CodeKeys) -> dict[str, object]:
    return {
        "verifying_key": b64u(keys.verifying_key),
        "mailbox_key": b64u(keys.mailbox_key),
        "token_hash": keys.token_hash.hex(),
    }
