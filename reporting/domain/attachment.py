"""Pictures and documents that a worker adds to her report: what may come, and what it is called.

The name a file had on somebody's phone never travels: it can hold a date, a place or a name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.report_text import clean_line

FIELD = "attachments"

MAX_FILES = 5
MAX_NOTE = 500
"""Characters of the line that says what a file shows."""

MAX_FILE_BYTES = 10 * 1024 * 1024 - 8 * 1024
"""What people call 10 MB: the largest size class, less 8 KiB for the note, names and signature.

Holds for what comes in and for what comes out of cleaning, so that whatever was cleaned is sealed.
"""


class MediaType(StrEnum):
    """The kinds a cleaned file can have; nothing else is sealed, and nothing else is shown."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    PDF = "application/pdf"
    TEXT = "text/plain"


_NAMES = {
    MediaType.JPEG: ("picture", "jpg"),
    MediaType.PNG: ("picture", "png"),
    MediaType.PDF: ("document", "pdf"),
    MediaType.TEXT: ("text", "txt"),
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """One cleaned file, the name we gave it, and the worker's own line about it.

    Raises Invalid for a name that `neutral_name` does not give, no bytes or too many, or a note
    that is too long or is not as `clean_line` leaves it.
    """

    media_type: MediaType
    name: str
    data: bytes = field(repr=False)
    note: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Check every member: what was opened is as hostile as what was typed."""
        right_size = 0 < len(self.data) <= MAX_FILE_BYTES
        if not right_size or not is_neutral_name(self.media_type, self.name):
            raise Invalid([Problem(FIELD, N_("Something is wrong with a file. Choose it again."))])
        if len(self.note) > MAX_NOTE or clean_line(self.note) != self.note:
            message = N_("The line about a file can have at most %(count)s characters.")
            raise Invalid([Problem(FIELD, message, params={"count": MAX_NOTE})])


def neutral_name(media_type: MediaType, number: int) -> str:
    """Return such a name as `picture-1.jpg`; `number` counts from 1 within what is sent at once."""
    what, ending = _NAMES[media_type]
    return f"{what}-{number}.{ending}"


def number_of(name: str) -> int:
    """Return the number in a name that `neutral_name` gave."""
    return int(name.partition("-")[2].partition(".")[0])


def is_neutral_name(media_type: MediaType, name: str) -> bool:
    """Tell whether a name is one that `neutral_name` gives for up to `MAX_FILES` files."""
    return name in {neutral_name(media_type, number) for number in range(1, MAX_FILES + 1)}
