"""Small texts for machines: is it well, whom to tell about a hole, keep out of search engines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from flask import Blueprint, Response, abort, jsonify
from flask.typing import ResponseReturnValue

from reporting.intake.editions import read_editions
from reporting.intake.services import public, services
from reporting.intake.verified import Verified
from reporting.sealed.public_settings import Trouble
from reporting.store.errors import Unavailable
from reporting.web.i18n import LANGUAGES

pages = Blueprint("health", __name__)

SECURITY_DAYS = 180
"""RFC 9116, 2.5.5: less than a year ahead, so that an abandoned site stops naming a contact."""

ROBOTS = "User-agent: *\nDisallow: /\n"


@pages.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Say how this machine is, in counts and words that anybody may know."""
    try:
        seen = public()
    except Unavailable:
        return jsonify(status="unavailable"), HTTPStatus.SERVICE_UNAVAILABLE
    wrong = troubles(seen)
    return jsonify(
        status="degraded" if wrong else "ok",
        reports=seen.closed or "open",
        troubles=wrong,
        editions_not_shown=read_editions(seen).refused,
    )


def troubles(seen: Verified) -> list[str]:
    """Name what somebody should look at, by fixed words."""
    found = {
        "manifest or roster not believed": seen.closed == "unverified",
        "manifest or roster past its day": seen.closed == "expired",
        "highest sequence kept in memory only": services().high_water.degraded,
        "settings not signed": seen.trouble is Trouble.UNSIGNED,
        "settings not believed": seen.trouble in {Trouble.REFUSED, Trouble.ROLLED_BACK},
        "settings that do not validate": bool(seen.wrong_settings),
        "editions that do not verify": bool(read_editions(seen).refused),
    }
    return [what for what, is_so in found.items() if is_so]


@pages.get("/.well-known/security.txt")
def security() -> Response:
    """Say whom to tell about a hole (RFC 9116); 404 while nobody has been named."""
    settings = public().settings
    if not settings.security_contact:
        abort(HTTPStatus.NOT_FOUND)
    lines = [
        f"Contact: {settings.security_contact}",
        f"Expires: {_expires(services().clock()):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
    ]
    if settings.report_address:
        address = settings.report_address.rstrip("/")
        lines.append(f"Canonical: {address}/.well-known/security.txt")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@pages.get("/robots.txt")
def robots() -> Response:
    """Ask search engines to stay out (RFC 9309); every page also says `noindex`."""
    return Response(ROBOTS, mimetype="text/plain")


def _expires(now: datetime) -> datetime:
    """Return a midnight, so that the text is the same for a whole day."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=SECURITY_DAYS)
