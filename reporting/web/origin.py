"""Refuse forms that another site sends (the apps without a session have no token to check)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import request

from reporting.web.errorpages import error_response
from reporting.web.i18n import gettext
from reporting.web.limits import BODY_METHODS

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


def refuse_cross_site() -> ResponseReturnValue | None:
    """Stop a body that another site makes a browser send, with 403 (a before_request hook).

    Fetch Metadata (W3C): `Sec-Fetch-Site` is set by the browser and cannot be set by a page. A
    browser without it sends none, and is let through: the worst is a report nobody meant, unread.
    """
    if request.method not in BODY_METHODS or request.headers.get("Sec-Fetch-Site") != "cross-site":
        return None
    heading = gettext("That came from another site")
    text = gettext(
        "Nothing was saved. Go back: what you typed may still be there. Then open this site by "
        "its own address, and send it from there."
    )
    return error_response(HTTPStatus.FORBIDDEN, (heading, text))
