"""A picture or document as a part of its own: one seal, one key, its neutral name inside.

Content: u32 big-endian length of the header ‖ header ‖ the file's bytes. The header is the JSON
document {"v":1,"kind":"file","day","media_type","name","note"}. The circle alone opens it: whoever
finds the worker's card never sees a picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crypto.suite import u32
from reporting.domain.attachment import MAX_NOTE, Attachment, MediaType
from reporting.domain.errors import Invalid
from reporting.sealed.documents import dump, load, reading
from reporting.sealed.errors import NotDecodable
from reporting.sealed.seal import Sealer

if TYPE_CHECKING:
    from datetime import date

    from crypto.manifest import Manifest
    from crypto.receipts import WorkerKeys
    from reporting.store.records import SealedPart

KIND = "file"
KEYS = frozenset({"day", "media_type", "name", "note"})
LENGTH_BYTES = 4
MAX_HEADER = 4096
"""Bytes: a note of 500 characters in four-byte UTF-8, and the short rest."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sealed, and the day."""

    attachment: Attachment
    day: date


def seal_file(
    keys: WorkerKeys,
    report: bytes,
    file: Attachment,
    manifest: Manifest,
    day: date,
    *,
    nonce: bytes = b"",
) -> SealedPart:
    """Seal one cleaned file to the circle, signed by the worker's code.

    With the secret `nonce` of a form, the same file sent again on that day is the same item, which
    the store keeps once. Its size shows as one of five classes, 256 KiB to 10 MiB. An `Attachment`
    always fits; TooLarge comes only of one that was made past its own check.
    """
    sealer = Sealer(keys, manifest, report, nonce)
    return sealer.to_circle(KIND, file_bytes(file, day))


def file_bytes(file: Attachment, day: date) -> bytes:
    """Return the content of a file's part."""
    header = dump(
        KIND,
        day=day.isoformat(),
        media_type=file.media_type.value,
        name=file.name,
        note=file.note,
    )
    return u32(len(header)) + header + file.data


def read_file(content: bytes) -> SentFile:
    """Return the file in an opened and verified part; raise NotDecodable for anything else.

    The bytes are still a stranger's: clean them again (`reporting.files.clean`) before anybody
    looks at them.
    """
    start = LENGTH_BYTES + int.from_bytes(content[:LENGTH_BYTES], "big")
    if not LENGTH_BYTES < start <= min(len(content), LENGTH_BYTES + MAX_HEADER):
        raise NotDecodable("the header of a file is cut short, or too long")
    header = load(KIND, KEYS, content[LENGTH_BYTES:start])
    try:
        with reading():
            file = Attachment(
                MediaType(header.name("media_type")),
                header.name("name"),
                content[start:],
                header.text("note", longest=MAX_NOTE),
            )
            return SentFile(file, header.day("day"))
    except (Invalid, ValueError) as error:
        raise NotDecodable("a file of another kind, name or size") from error
