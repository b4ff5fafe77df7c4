"""How views that talk to the page's scripts say no: JSON, and nothing was stored."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import jsonify

from crypto.errors import CryptoError
from reporting.intake.errors import NoReport, ReportsClosed, Throttled
from reporting.sealed.errors import NotSealed
from reporting.store.errors import Conflict, Refused, ReportFull, TooManyFiles
from reporting.web.i18n import lazy_gettext

if TYPE_CHECKING:
    from flask import Blueprint
    from flask.typing import ResponseReturnValue

# `error` is for programs, the words are for people. A store that does not answer is the app's 503.
_REFUSALS: tuple[tuple[type[Exception], HTTPStatus, str, object], ...] = (
    (
        ReportsClosed,
        HTTPStatus.SERVICE_UNAVAILABLE,
        "closed",
        lazy_gettext("Reports cannot be taken now. It was not saved."),
    ),
    (
        Throttled,
        HTTPStatus.TOO_MANY_REQUESTS,
        "busy",
        lazy_gettext("Too many people are here right now. It was not saved."),
    ),
    (NoReport, HTTPStatus.NOT_FOUND, "no report", lazy_gettext("No report has this code.")),
    (
        Conflict,
        HTTPStatus.CONFLICT,
        "conflict",
        lazy_gettext(
            "Something changed in the meantime, or belongs to another report. It was not saved."
        ),
    ),
    (
        TooManyFiles,
        HTTPStatus.CONFLICT,
        "too many files",
        lazy_gettext("This report has five files already. This one was not added."),
    ),
    (
        ReportFull,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "full",
        lazy_gettext("This report holds as much as one can. It was not saved. Please call."),
    ),
    *(
        (
            kind,
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "not sealed",
            lazy_gettext("This is not a sealed report of this site. It was not saved."),
        )
        for kind in (NotSealed, CryptoError, Refused)
    ),
)


def refuse_in_json(pages: Blueprint) -> None:
    """Have what a blueprint's views raise answered for scripts."""
    for kind, status, error, words in _REFUSALS:
        pages.register_error_handler(kind, _answer(status, error, words))


def _answer(
    status: HTTPStatus, error: str, words: object
) -> Callable[[Exception], ResponseReturnValue]:
    def answer(_: Exception) -> ResponseReturnValue:
        return jsonify(v=1, error=error, message=str(words)), status

    return answer
