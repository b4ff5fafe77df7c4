"""The page that asks for a code: what it says on top when a code did not open anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template

from crypto.errors import AmbiguousCode, NotACode
from reporting.domain.errors import Invalid
from reporting.intake.errors import ReportsClosed, Throttled, TooBusy
from reporting.intake.messages import Message
from reporting.sealed.errors import StatementRefused
from reporting.store.errors import ReportFull, StoreError
from reporting.web.i18n import LANGUAGE_NAMES, lazy_gettext

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

MESSAGES = {
    "not_a_code": Message(
        lazy_gettext("That is not a whole code"),
        lazy_gettext(
            "A code has eight words, or eight groups of four digits. Four letters of each word "
            "are enough. What you typed is still here."
        ),
        422,
    ),
    "ambiguous": Message(
        lazy_gettext("In which language is your code?"),
        lazy_gettext("These words stand in more than one of our lists. Please choose below."),
        422,
    ),
    "unknown": Message(
        lazy_gettext("No report has this code"),
        lazy_gettext(
            "Please check each word and their order. If it is on paper, a 1 may be a 7. "
            "If it still does not open, call us: we cannot look up a code, but we can help."
        ),
        404,
        call=True,
    ),
    "stale": Message(
        lazy_gettext("This page was open for a long time"),
        lazy_gettext(
            "To keep your report safe, a page counts for 15 minutes. Nothing was changed. "
            "Please type your code again. What you ticked is still ticked."
        ),
        403,
    ),
    "busy": Message(
        lazy_gettext("Too many people are here right now"),
        lazy_gettext("Nothing was changed. Please wait a minute and try again, or call."),
        429,
        call=True,
    ),
    "store": Message(
        lazy_gettext("This is not working right now"),
        lazy_gettext(
            "We could not look, and nothing was changed. Please try again in a minute. "
            "If it cannot wait, call: you can say no by phone, without your code."
        ),
        503,
        call=True,
    ),
    "closed": Message(
        lazy_gettext("We cannot save this now"),
        lazy_gettext(
            "Something is not right on our side, so nothing was saved. Please call: you can say "
            "no by phone, without your code. What you ticked is still here."
        ),
        503,
        call=True,
    ),
    "kept_back": Message(
        lazy_gettext("We cannot save this now"),
        lazy_gettext(
            "A part of your report is missing here, so nothing was saved. Please call: you can "
            "say no by phone, without your code."
        ),
        409,
        call=True,
    ),
    "broken": Message(
        lazy_gettext("Something went wrong on our side"),
        lazy_gettext("It is not your fault, and nothing was changed. Please try again."),
        500,
        call=True,
    ),
    "no_room": Message(
        lazy_gettext("Your report holds as much as one can"),
        lazy_gettext(
            "It was not saved. Please call: you can say no by phone, without your code. A new code "
            "makes room to take back a yes."
        ),
        413,
        call=True,
    ),
    "form": Message(
        lazy_gettext("That could not be read"),
        lazy_gettext("Nothing was changed. Please use the form on this page."),
        400,
    ),
}

# first match wins
_FAILURES: tuple[tuple[type[Exception], str], ...] = (
    (AmbiguousCode, "ambiguous"),
    (NotACode, "not_a_code"),
    (ReportsClosed, "closed"),
    (Throttled, "busy"),
    (TooBusy, "busy"),
    (StatementRefused, "kept_back"),
    (Invalid, "form"),
    (ReportFull, "no_room"),
    (StoreError, "store"),
)


@dataclass(frozen=True, slots=True)
class CodePage:
    """What is asked again. `state` stands for a code that need not be typed again.

    `ticked` are boxes of the page behind it, kept while the code is asked for, and `kept` what else
    was filled in there, by name.
    """

    typed: str = ""
    state: str = ""
    ticked: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    message: str = ""
    own_word: str = ""
    misfit: int | None = None
    lists: tuple[str, ...] = ()


def message_of(error: Exception) -> str:
    """Name the message for an error."""
    return next((name for kind, name in _FAILURES if isinstance(error, kind)), "broken")


def show(page: CodePage) -> ResponseReturnValue:
    """Ask for the code, with what happened on top."""
    message = MESSAGES.get(page.message)
    lists = [(code, LANGUAGE_NAMES[code]) for code in page.lists]
    html = render_template("intake/return.html", page=page, message=message, lists=lists)
    return html, message.status if message else 200
