"""Pictures and documents that come with a form: cleaned in memory, or refused with the reason.

Nothing of them touches a disk before it is sealed, and no name that a file had is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import request

from reporting.domain.attachment import FIELD, MAX_FILE_BYTES, MAX_FILES, Attachment, neutral_name
from reporting.files.clean import clean
from reporting.files.errors import Refused
from reporting.web.limits import BoundedRequest, takes_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from reporting.web.formbody import Upload

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


def cleaned(files: Sequence[Upload]) -> Cleaning:
    """Clean files one after another. Raises reporting.files.errors.Busy when no turn comes."""
    good: list[Attachment] = []
    refused: list[RefusedFile] = []
    for number, upload in enumerate(files, start=1):
        try:
            found = clean(upload.data, upload.claimed)
        except Refused as error:
            refused.append(RefusedFile(number, error.reason.text))
            continue
        name = neutral_name(found.media_type, number)
        good.append(Attachment(found.media_type, name, found.data))
    return Cleaning(tuple(good), tuple(refused))
