"""Plain text: UTF-8, without anything that cannot be seen."""

from __future__ import annotations

from reporting.domain.report_text import clean_text
from reporting.files.errors import Reason, Refused

MAX_TEXT_BYTES = 1024 * 1024
"""A long chat, exported, is some hundred kilobytes; more is not read by anybody."""


def clean_plain_text(data: bytes) -> bytes:
    """Return the text in NFC, with newlines alone, without control and hidden signs.

    Signs that turn a line around or have no width go by the rules of the form's own texts
    (`domain.report_text`). Raises Refused.
    """
    if len(data) > MAX_TEXT_BYTES:
        raise Refused(Reason.LONG_TEXT)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(Reason.NOT_UTF8) from error
    cleaned = clean_text(text)
    if not cleaned:
        raise Refused(Reason.EMPTY)
    return cleaned.encode()


def is_bare(data: bytes) -> bool:
    """Tell whether a text is as `clean_plain_text` leaves it."""
    try:
        return bool(data) and clean_plain_text(data) == data
    except Refused:
        return False
