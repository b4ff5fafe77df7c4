"""Pages of warnings are shown to who gave the community phrase; anybody else is asked for it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import render_template, request
from flask.typing import ResponseReturnValue

from reporting.intake import phrase
from reporting.intake.phrase import Door
from reporting.intake.services import public, public_now, services
from reporting.intake.verified import Verified

_STATUS = {
    Door.ASKS: HTTPStatus.OK,
    Door.STALE: HTTPStatus.OK,
    Door.WRONG: HTTPStatus.FORBIDDEN,
    Door.BUSY: HTTPStatus.TOO_MANY_REQUESTS,
    Door.CLOSED: HTTPStatus.OK,
}


def behind_the_phrase(
    show: Callable[[Verified, str], ResponseReturnValue],
) -> ResponseReturnValue:
    """Answer with `show(seen, hidden field)`, or with the question at the same address."""
    seen = public()
    typed, state = request.form.get(phrase.FIELD, ""), request.form.get(phrase.STATE_FIELD, "")
    stands = phrase.door(services(), seen.settings, typed, state)
    if stands is Door.OPEN:
        # Taken back a moment ago, in another process: it must not be shown here either.
        return show(public_now(), phrase.seal_given(services(), seen.settings))
    page = render_template("intake/phrase.html", door=stands.value, action=request.path)
    return page, _STATUS[stands]
