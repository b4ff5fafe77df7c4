"""Who reads, how it is sealed, what this site keeps, and what stays on a phone."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from crypto.suite import sha256
from reporting.intake.services import services

pages = Blueprint("about", __name__)

FINGERPRINT_BYTES = 16
"""Half of a SHA-256: nobody finds a second key for 128 bits, and eight groups can be compared."""


@pages.get("/about")
def about() -> ResponseReturnValue:
    """Show the page; the fingerprint is that of the key this machine was told to believe."""
    config = services().config
    return render_template(
        "intake/about.html",
        seen=services().verified.latest(),
        fingerprint=fingerprint(config.organisation),
        https=config.https,
    )


def fingerprint(key: bytes) -> str:
    """Return the first 16 bytes of a key's SHA-256 in eight groups of four hex digits."""
    digits = sha256(key)[:FINGERPRINT_BYTES].hex()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
