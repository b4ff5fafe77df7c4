"""What is said on top of the form when it was not sent: what happened, what was kept, what to do.

Everything typed is on the page below each of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reporting.web.i18n import lazy_gettext


@dataclass(frozen=True, slots=True)
class Message:
    """A heading and a text (lazy), the status of the page, and whether to show who to call."""

    heading: Any
    text: Any
    status: int
    call: bool = False


MESSAGES = {
    "again": Message(
        lazy_gettext("Not sent yet"),
        lazy_gettext("Press Send when you are ready. Everything you typed is still here."),
        200,
    ),
    "store": Message(
        lazy_gettext("It was not saved"),
        lazy_gettext(
            "It was not saved, nothing was lost: what you typed is still here. "
            "Please try again in a minute. It will not be sent twice."
        ),
        503,
        call=True,
    ),
    "closed": Message(
        lazy_gettext("Reports cannot be taken now"),
        lazy_gettext(
            "It was not saved, nothing was lost: what you typed is still here. You can copy it, "
            "call, or try again later."
        ),
        503,
        call=True,
    ),
    "busy": Message(
        lazy_gettext("Too many people are here right now"),
        lazy_gettext(
            "It was not saved, nothing was lost: what you typed is still here. "
            "Please wait a minute and press Send again, or call."
        ),
        429,
        call=True,
    ),
    "broken": Message(
        lazy_gettext("Something went wrong on our side"),
        lazy_gettext(
            "It is not your fault, and what you typed is still here. Please press Send again. "
            "It will not be sent twice."
        ),
        500,
        call=True,
    ),
    "too_large": Message(
        lazy_gettext("That was too much at once"),
        lazy_gettext(
            "It was not saved. What we could read is still here. Please make it shorter, send a "
            "part now, and add the rest after."
        ),
        413,
    ),
    "too_many_fields": Message(
        lazy_gettext("That was too much at once"),
        lazy_gettext(
            "It was not saved. What we could read is still here. Please send a part now and add "
            "the rest after."
        ),
        413,
    ),
    "wrong_type": Message(
        lazy_gettext("That could not be read"),
        lazy_gettext("Nothing was saved. Please use the form on this page."),
        415,
    ),
    "too_slow": Message(
        lazy_gettext("Too little arrived in a minute"),
        lazy_gettext(
            "Your connection may be too slow for so much at once. It was not saved. What arrived "
            "is still here: please look it over and press Send again, without files or with "
            "fewer. Others can be added later."
        ),
        400,
    ),
    "cut_short": Message(
        lazy_gettext("The connection broke"),
        lazy_gettext(
            "Only a part of it arrived, so it was not saved. What arrived is still here. "
            "Please look it over and press Send again."
        ),
        400,
    ),
    "malformed": Message(
        lazy_gettext("That could not be read"),
        lazy_gettext(
            "It was damaged on the way, so it was not saved. What we could read is still here. "
            "Please look it over and press Send again."
        ),
        400,
    ),
    "not_utf8": Message(
        lazy_gettext("Some signs could not be read"),
        lazy_gettext(
            "It was not saved yet. Where you see � below, a sign was lost. "
            "Please look it over and press Send again."
        ),
        400,
    ),
    "file": Message(
        lazy_gettext("A file cannot be taken there"),
        lazy_gettext(
            "The file was thrown away and nothing was saved. Your words are still here: "
            "press Send again without the file."
        ),
        415,
    ),
    "files": Message(
        lazy_gettext("A file could not be taken"),
        lazy_gettext(
            "Nothing was sent yet. Your words are still here, but a page cannot keep files: please "
            "choose again those that you want to send, without the ones below."
        ),
        422,
    ),
    "too_many_files": Message(
        lazy_gettext("That was more than five files"),
        lazy_gettext(
            "Nothing was sent yet. Your words are still here, but a page cannot keep files: please "
            "choose the five that matter most. A report can hold no more."
        ),
        413,
    ),
    "no_room": Message(
        lazy_gettext("Your report holds as much as one can"),
        lazy_gettext(
            "It was not saved, and what you typed is still here. You can copy it and send it as a "
            "new report, or call."
        ),
        413,
        call=True,
    ),
    "report_full": Message(
        lazy_gettext("Your report has five files already"),
        lazy_gettext(
            "A report can hold no more. Nothing was sent yet, and your words are still here: press "
            "Send again without files, or with fewer."
        ),
        413,
    ),
    "stale": Message(
        lazy_gettext("This page was open for a long time"),
        lazy_gettext(
            "To keep your report safe, a page counts for 15 minutes. What you typed is still here. "
            "Please type your code and press Send again."
        ),
        403,
    ),
    "no_report": Message(
        lazy_gettext("No report has this code"),
        lazy_gettext(
            "It was not saved. What you typed is still here. Please check the code and press Send "
            "again."
        ),
        404,
    ),
}
