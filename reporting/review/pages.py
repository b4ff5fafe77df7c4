"""Pages that answer instead of the one that was asked for; nothing typed is lost on the way."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from reporting.casework.errors import Alarm

HIDDEN = frozenset({"form_token", "lang", "confirm_passphrase"})
SECRET = frozenset({"passphrase", "first", "second", "code", "current"})
"""Fields that are never shown again."""

WORTH_KEEPING = 12
"""Characters from which a field is somebody's writing, and not a button or a list."""


def alarm(found: Alarm) -> Response:
    """Say that the database shows what cannot be right, and whom to tell."""
    return make_response(render_template("review/alarm.html", kind=found.kind.value), 503)


def stale() -> Response:
    """Say that the page was too old, and give back what was typed."""
    return make_response(render_template("review/stale.html", over=False, typed=_writing()), 400)


def session_over() -> Response:
    """Say that the sign-in ended, and give back what was typed."""
    return make_response(render_template("review/stale.html", over=True, typed=_writing()), 401)


def confirm(*, wrong: bool = False, wait: int = 0) -> Response:
    """Ask for the passphrase again; the form that was sent stays in the page."""
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in HIDDEN]
    status = 429 if wait else 403 if wrong else 200
    page = render_template("review/confirm.html", kept=kept, wrong=wrong, wait=wait)
    return make_response(page, status)


def _writing() -> list[str]:
    return [
        value
        for name, value in request.form.items(multi=True)
        if name not in HIDDEN | SECRET and len(value) >= WORTH_KEEPING
    ]
