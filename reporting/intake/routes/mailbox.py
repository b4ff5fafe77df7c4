"""What browsers that hold a code ask of its mailbox: by its token, never by the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from crypto.receipts import report_id
from crypto.strictjson import Fields, b64u, read_document
from crypto.suite import SealingKey, sha256
from reporting.domain.consent_choices import PERMISSIONS, POLICE_PARTS
from reporting.domain.consent_wording import WORDINGS
from reporting.intake.errors import NoReport, Throttled
from reporting.intake.refusals import refuse_in_json
from reporting.intake.routes.sealed import REPORT_BYTES
from reporting.intake.services import public, services
from reporting.sealed.errors import NotSealed
from reporting.sealed.verify import check_parts
from reporting.sealed.wire import read_parts
from reporting.web.limits import takes_body

if TYPE_CHECKING:
    from crypto.manifest import Manifest
    from reporting.intake.verified import Verified
    from reporting.store.records import Mailbox, SealedPart

pages = Blueprint("mailbox", __name__)
refuse_in_json(pages)

TOKEN_BYTES = 32
ASKING_BYTES = 4096
"""A token, or the stop tokens of the most warnings that can be about one report."""

MAX_STOPS = 40
ADDABLE = frozenset({"addition", "contact", "consent"})


@pages.get("/return/pieces")
def pieces() -> ResponseReturnValue:
    """Send what the page of a code shows later; the same for all."""
    return render_template(
        "intake/return_pieces.html",
        seen=services().verified.latest(),
        wordings=tuple(WORDINGS.values()),
        consents=frozenset({*PERMISSIONS, *POLICE_PARTS}),
    )


@pages.post("/return/mailbox")
@takes_body("application/json", ASKING_BYTES)
def read() -> ResponseReturnValue:
    """Send what is sealed to a code; the browser opens it."""
    token = _token("open mailbox")
    if not services().take("return"):
        raise Throttled
    return jsonify(_mailbox_json(_mailbox(token)))


@pages.post("/return/kept")
@takes_body("application/json", ASKING_BYTES)
def kept() -> ResponseReturnValue:
    """Note that she has kept her code, or wants none."""
    if not services().gate.receipt_close(_token("code kept")):
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
    stopped = [services().gate.bulletin_stop(token) for token in tokens[:MAX_STOPS]]
    return jsonify(v=1, result="stopped", stopped=sum(stopped))


@pages.post("/return/add")
@takes_body("application/json", REPORT_BYTES)
def add() -> ResponseReturnValue:
    """Store sealed parts with the report of a token: what she adds, or a new consent.

    The same parts again answer the same and are kept once.
    """
    seen = public()
    document = read_document("sealed parts", frozenset({"token", "parts"}), request.get_data())
    token = document.hexadecimal("token", TOKEN_BYTES)
    parts = read_parts(document)
    _check(parts, _mailbox(token), seen)
    if not services().take("report"):
        raise Throttled
    if not services().gate.mailbox_add(token, parts, seen.today):
        raise NoReport
    return jsonify(v=1, result="stored")


def _token(kind: str) -> bytes:
    document = read_document(kind, frozenset({"token"}), request.get_data())
    return document.hexadecimal("token", TOKEN_BYTES)


def _mailbox(token: bytes) -> Mailbox:
    """Return the mailbox of a token; raise NoReport when there is none.

    Nor is there one when the row's id does not commit to its keys: somebody has changed it.
    """
    mailbox = services().gate.mailbox_read(token)
    if mailbox is None:
        raise NoReport
    own = report_id(mailbox.verifying_key, mailbox.mailbox_key, sha256(token))
    if own != mailbox.report:
        raise NoReport
    return mailbox


def _check(parts: tuple[SealedPart, ...], mailbox: Mailbox, seen: Verified) -> None:
    """Raise NotSealed unless a browser may add these parts, ReportsClosed while none may be."""
    if not {part.compartment for part in parts} <= ADDABLE:
        raise NotSealed("a part that only advocates add")
    manifest = _manifest_for(parts, seen)
    check_parts(parts, SealingKey.from_bytes(mailbox.mailbox_key), manifest, seen.today)


def _manifest_for(parts: tuple[SealedPart, ...], seen: Verified) -> Manifest:
    """Return what may be sealed to; a pause is for new words, not for taking back a yes."""
    only_consent = all(part.compartment == "consent" for part in parts)
    if only_consent and seen.closed == "paused" and seen.manifest is not None:
        return seen.manifest
    return seen.to_seal_to()


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
    }
