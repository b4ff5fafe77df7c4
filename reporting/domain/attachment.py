"""Pictures and documents that a worker adds to her report: what may come, and what it is called.

The name a file had on somebody's phone never travels: it can hold a date, a place or a name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

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
    """One cleaned file, the name we gave it, and the worker's own line about it."""

    media_type: MediaType
    name: str
    data: bytes = field(repr=False)
    note: str = field(default="", repr=False)


def neutral_name(media_type: MediaType, number: int) -> str:
    """Return such a name as `picture-1.jpg`; `number` counts from 1 within what is sent at once."""
    what, ending = _NAMES[media_type]
    return f"{what}-{number}.{ending}"


def is_neutral_name(media_type: MediaType, name: str) -> bool:
    """Tell whether a name is one that `neutral_name` gives for up to `MAX_FILES` files."""
    return name in {neutral_name(media_type, number) for number in range(1, MAX_FILES + 1)}
