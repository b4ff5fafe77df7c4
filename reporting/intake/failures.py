"""Which message a person gets when something failed while her words were in hand."""

from __future__ import annotations

from flask import current_app

from crypto.errors import TooLarge
from reporting.files.errors import Busy
from reporting.intake.errors import ReportsClosed, Throttled, TooBusy
from reporting.store.errors import ReportFull, StoreError, TooManyFiles
from reporting.web.logs import describe_error

# first match wins: the names are those of `messages.MESSAGES`
_MESSAGES: tuple[tuple[type[Exception], str], ...] = (
    (ReportsClosed, "closed"),
    (Throttled, "busy"),
    (TooBusy, "busy"),
    (Busy, "busy"),
    (TooLarge, "too_large"),
    (TooManyFiles, "report_full"),
    (ReportFull, "no_room"),
    (StoreError, "store"),
)
_OURS_TO_MEND = {"store", "broken"}


def failure_of(error: Exception) -> str:
    """Name the message for an error; log its type and place when somebody has to look at it."""
    found = next((name for kind, name in _MESSAGES if isinstance(error, kind)), "broken")
    if found in _OURS_TO_MEND:
        current_app.logger.error("not stored: %s", describe_error(error))
    return found
