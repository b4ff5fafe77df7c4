"""Pictures and documents that come with a form: cleaned in memory, or refused with the reason.

Nothing of them touches a disk before it is sealed, and no name that a file had is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import request

from reporting.domain.attachment import (
    FIELD,
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_NOTE,
    Attachment,
    neutral_name,
)
from reporting.domain.labels import N_
from reporting.domain.report_text import clean_line
from reporting.files.clean import clean
from reporting.files.errors import Refused
from reporting.web.limits import BoundedRequest, takes_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from reporting.web.formbody import Upload

NOTE_FIELD = "attachments_note"
"""Her lines about the files, one for each: a page without scripts has one box for all of them."""

NOTE_TOO_LONG = N_("The line about this file is too long. Shorten it to 500 characters.")

takes_attachments: Callable[[Callable[..., Any]], Callable[..., Any]] = takes_files(
    FIELD, MAX_FILES, MAX_FILE_BYTES
)


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """Which of the files, counted from 1 in the order of the box, and why (an English msgid)."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What became of the files of a form: all of them cleaned, or which were not."""

    files: tuple[Attachment, ...] = field(default=(), repr=False)
    refused: tuple[RefusedFile, ...] = ()


NOTHING = Cleaning()


def uploads() -> tuple[Upload, ...]:
    """Return the files that this request brought."""
    return request.uploads if isinstance(request, BoundedRequest) else ()


def brought() -> bool:
    """Tell whether files came with this request, also where none of them could be kept."""
    return isinstance(request, BoundedRequest) and request.brought_files


def notes_of(text: str, count: int) -> tuple[str, ...]:
    """Return the line for each of `count` files; what is over belongs to the last."""
    lines = text.splitlines()
    if len(lines) > count > 0:
        lines[count - 1 :] = [" ".join(lines[count - 1 :])]
    return tuple(clean_line(line) for line in (*lines, *[""] * count)[:count])


def cleaned(files: Sequence[Upload], notes: str = "") -> Cleaning:
    """Clean files one after another, each with its line of `notes`.

    Raises reporting.files.errors.Busy when no turn comes.
    """
    good: list[Attachment] = []
    refused: list[RefusedFile] = []
    said = notes_of(notes, len(files))
    for number, (upload, note) in enumerate(zip(files, said, strict=True), start=1):
        if len(note) > MAX_NOTE:
            refused.append(RefusedFile(number, NOTE_TOO_LONG))
            continue
        try:
            found = clean(upload.data, upload.claimed)
        except Refused as error:
            refused.append(RefusedFile(number, error.reason.text))
            continue
        name = neutral_name(found.media_type, number)
        good.append(Attachment(found.media_type, name, found.data, note))
    return Cleaning(tuple(good), tuple(refused))
