"""What a person sees when a request cannot be answered: what happened, what was kept, what to do.

Never a stack trace, never what was sent. When the app's own page cannot be made, a bare one is.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, current_app, jsonify, make_response, render_template
from markupsafe import escape
from werkzeug.exceptions import HTTPException, InternalServerError

from reporting.web.i18n import current_language, gettext, lazy_gettext
from reporting.web.limits import current_body
from reporting.web.logs import describe_error

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

# status: heading, what to do
_TEXTS = {
    400: (
        lazy_gettext("That could not be read"),
        lazy_gettext(
            "What your browser sent was damaged or incomplete. Please go back and try again."
        ),
    ),
    403: (
        lazy_gettext("This is not open to you"),
        lazy_gettext("You may have followed an old link, or you may need to sign in."),
    ),
    404: (
        lazy_gettext("There is no such page"),
        lazy_gettext("The address may be mistyped, or the page may have been taken down."),
    ),
    405: (
        lazy_gettext("That cannot be done here"),
        lazy_gettext("Please go back and use the buttons on the page."),
    ),
    408: (
        lazy_gettext("It took too long"),
        lazy_gettext("Your connection may be slow. Please go back and try again."),
    ),
    413: (
        lazy_gettext("That was too much at once"),
        lazy_gettext("Nothing was saved. Please go back, make it shorter, and try again."),
    ),
    415: (
        lazy_gettext("That kind of file or form is not taken here"),
        lazy_gettext("Nothing was saved. Please go back and send the form of the page itself."),
    ),
    429: (
        lazy_gettext("Too many people are here right now"),
        lazy_gettext("Nothing was saved. Please wait a minute and try again."),
    ),
    500: (
        lazy_gettext("Something went wrong on our side"),
        lazy_gettext("It is not your fault. Please go back and try again."),
    ),
    503: (
        lazy_gettext("This is not working right now"),
        lazy_gettext("It was not saved. Please go back and try again in a minute."),
    ),
}


def _texts(status: int) -> tuple[str, str]:
    fallback = (
        HTTPStatus.BAD_REQUEST if status < InternalServerError.code else InternalServerError.code
    )
    heading, text = _TEXTS.get(status) or _TEXTS[fallback]
    return str(heading), str(text)


def error_response(status: int, texts: tuple[str, str] | None = None) -> ResponseReturnValue:
    """Make the page, or for a view that scripts talk to the JSON, that answers with a status.

    `texts` are a heading and what to do, where the usual ones for the status do not fit.
    """
    heading, text = texts or _texts(status)
    body = current_body()
    if body is not None:
        return jsonify(v=1, error=HTTPStatus(status).phrase, message=f"{heading}. {text}"), status
    try:
        page = render_template("shared/error.html", status=status, heading=heading, text=text)
    except Exception as error:  # noqa: BLE001 - whatever breaks the app's layout, a page must come
        current_app.logger.error("error page: %s", describe_error(error))  # noqa: TRY400 - no message
        page = _bare_page(heading, text)
    return page, status


def _bare_page(heading: str, text: str) -> str:
    return (
        f'<!doctype html><html lang="{current_language()}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(heading)}</title><h1>{escape(heading)}</h1><p>{escape(text)}</p>"
        f'<p><a href="/">{escape(gettext("Start page"))}</a></p></html>'
    )


def _on_http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    status = error.code or InternalServerError.code
    response = make_response(error_response(status))
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _on_unavailable(error: Exception) -> Response:
    current_app.logger.error("unavailable: %s", describe_error(error))
    return make_response(error_response(HTTPStatus.SERVICE_UNAVAILABLE))


def init_error_pages(app: Flask, unavailable: tuple[type[Exception], ...] = ()) -> None:
    """Answer every HTTP error with a plain page; errors of the types `unavailable` with 503."""
    app.register_error_handler(HTTPException, _on_http_error)
    for kind in unavailable:
        app.register_error_handler(kind, _on_unavailable)
