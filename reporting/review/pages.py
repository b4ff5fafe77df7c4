"""Pages that answer instead of the one that was asked for; nothing typed is lost on the way."""

from __future__ import annotations

from flask import Flask, Response, make_response, render_template, request

from crypto.errors import Expired, TooBusy
from reporting.casework.errors import Alarm, NoKey, NotVerified, SettingsNotBelieved
from reporting.store.errors import Conflict, NotFound
from reporting.web.errorpages import error_response
from reporting.web.i18n import gettext

HIDDEN = frozenset({"form_token", "lang", "confirm_passphrase"})
SECRET = frozenset(
    {
        "passphrase",
        "first",
        "second",
        "code",
        "current",
        "new_phrase",
        "seen",
        "second_passphrase",
        "second_code",
    }
)
"""Fields that are never shown again: secrets, and what only machines can read."""

WORTH_KEEPING = 12
"""Characters from which a field is somebody's writing, and not a button or a list."""


def alarm(found: Alarm) -> Response:
    """Say that the database shows what cannot be right, and whom to tell."""
    return make_response(render_template("review/alarm.html", kind=found.kind.value), 503)


def init_troubles(app: Flask) -> None:
    """Answer what may go wrong in any room with a page that says what to do now."""
    app.register_error_handler(Alarm, alarm)
    app.register_error_handler(Conflict, conflict)
    app.register_error_handler(Expired, expired)
    app.register_error_handler(NoKey, no_key)
    app.register_error_handler(NotFound, not_found)
    app.register_error_handler(NotVerified, not_verified)
    app.register_error_handler(TooBusy, too_busy)
    app.register_error_handler(SettingsNotBelieved, settings_not_believed)


def conflict(_: Exception) -> Response:
    """Say that somebody else was faster."""
    return _trouble(
        gettext("Somebody else changed this in the same moment"),
        gettext("Nothing of yours was saved. Please go back, load the page again and look."),
        409,
    )


def expired(found: Exception) -> Response:
    """Say that the signed lists are past their day."""
    del found
    return _trouble(
        gettext("The list of people and keys has expired"),
        gettext(
            "Nothing can be sealed, published or recorded until a coordinator signs in: that renews"
            " it. You can still read."
        ),
        409,
    )


def settings_not_believed(_: Exception) -> Response:
    """Say that nothing goes out while nobody's signature stands behind the settings."""
    return _trouble(
        gettext("The settings are not signed"),
        gettext(
            "Nothing can be published, forwarded or printed until a coordinator has looked at them"
            " and saved them. Nothing left the house. You can still read and take reports."
        ),
        409,
    )


def no_key(_: Exception) -> Response:
    """Say that her keys do not reach."""
    return _trouble(
        gettext("Your keys do not open this"),
        gettext(
            "You may be new: an advocate who is here longer passes the keys on by signing in once."
        ),
        403,
    )


def not_found(_: Exception) -> Response:
    """Answer 404 for what the store does not have."""
    return make_response(error_response(404))


def not_verified(_: Exception) -> Response:
    """Say that a report's keys or card cannot be believed."""
    return _trouble(
        gettext("This report cannot be verified"),
        gettext("Somebody may have changed it in the database. Nothing was sent or published."),
        409,
    )


def _trouble(heading: str, text: str, status: int) -> Response:
    page = render_template("review/trouble.html", heading=heading, text=text, typed=_writing())
    return make_response(page, status)


def too_busy(_: Exception) -> Response:
    """Say that no passphrase could be worked on, such as for a newcomer's keys."""
    return _trouble(
        gettext("Too much at this moment"),
        gettext("Nothing was changed. Please wait some seconds and try again."),
        503,
    )


def stale() -> Response:
    """Say that the page was too old, and give back what was typed."""
    return make_response(render_template("review/stale.html", over=False, typed=_writing()), 400)


def session_over() -> Response:
    """Say that the sign-in ended, and give back what was typed."""
    return make_response(render_template("review/stale.html", over=True, typed=_writing()), 401)


def confirm(*, wrong: bool = False, wait: int = 0, busy: bool = False) -> Response:
    """Ask for the passphrase again; the form that was sent stays in the page."""
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in HIDDEN]
    status = 503 if busy else 429 if wait else 403 if wrong else 200
    said = {"wrong": wrong, "wait": wait, "busy": busy}
    page = render_template("review/confirm.html", kept=kept, **said)
    return make_response(page, status)


def _writing() -> list[str]:
    return [
        value
        for name, value in request.form.items(multi=True)
        if name not in HIDDEN | SECRET and len(value) >= WORTH_KEEPING
    ]
