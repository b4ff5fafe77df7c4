"""Refuse forms that another site sends (the apps without a session have no token to check)."""

from __future__ import annotations

from flask import abort, request

from reporting.web.limits import BODY_METHODS


def refuse_cross_site() -> None:
    """Stop a body that another site makes a browser send, with 403 (a before_request hook).

    Fetch Metadata (W3C): `Sec-Fetch-Site` is set by the browser and cannot be set by a page. A
    browser without it sends none, and is let through: the worst is a report nobody meant, unread.
    """
    if request.method in BODY_METHODS and request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(403)
