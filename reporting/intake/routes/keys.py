"""What a browser needs to seal by itself: the signed list of keys, and what to hold it against."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from crypto.strictjson import b64u
from reporting.intake.services import public, services
from reporting.sealed.documents import dump

pages = Blueprint("keys", __name__)


@pages.get("/keys.json")
def keys() -> ResponseReturnValue:
    """Send the manifest's exact bytes, as text, with their signature; 503 while none is believed.

    A browser trusts the pins of the page it came with, and judges days by `today`: a phone's
    clock may be wrong. While reports are paused the keys are still there, since taking back a
    consent goes on.
    """
    seen = public()
    config = services().config
    document = seen.signed_manifest
    if document is None or seen.closed in {"unverified", "expired"}:
        return jsonify(v=1, error="no keys"), HTTPStatus.SERVICE_UNAVAILABLE

    def told() -> str:
        return dump(
            "keys",
            installation=config.installation.hex(),
            organisation=b64u(config.organisation),
            today=seen.today.isoformat(),
            body=document.body.decode(),
            signature=b64u(document.signature),
        ).decode()

    return services().kept.same("keys", seen, told, "application/json")
