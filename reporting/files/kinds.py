"""What a file is by its first bytes, and whether that is what it was called.

The first bytes decide. What a phone or a browser called the file can only make it refused: a ZIP
archive that begins as a picture, or a page of HTML that claims to be text, means to be taken for
something else by another program.
"""

from __future__ import annotations

import re
from enum import StrEnum

from reporting.files.errors import Reason, Refused


class Kind(StrEnum):
    """What can be cleaned; each has its own program in the room."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    TEXT = "text"


PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP})

# A PDF has its header within its first KiB for most readers (ISO 32000-1, H.3): a text with one
# there would be a document to them.
PDF_HEADER_WITHIN = 1024

_MAGIC = (
    (re.compile(rb"\xff\xd8\xff"), Kind.JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), Kind.PNG),
    (re.compile(rb"RIFF....WEBPVP8", re.DOTALL), Kind.WEBP),
    (re.compile(rb"%PDF-[12]\.[0-9]"), Kind.PDF),
)
# ISO base media "brands" of HEIF and its kin (ISO/IEC 23008-12, annex B).
_HEIC = re.compile(rb"....ftyp(heic|heix|hevc|hevx|heim|heis|mif1|msf1|avif|avis)", re.DOTALL)
_MARKUP = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<!|<\?|<(html|head|body|svg|script|iframe|xml)\b|\{\\rtf|#!)",
    re.IGNORECASE,
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UNSAID = frozenset({"", "application/octet-stream"})
_PDF_TYPES = frozenset({"application/pdf", "application/x-pdf"})


def kind_of(data: bytes, claimed: str) -> Kind:
    """Return what `data` is, if it is called that.

    `claimed` is the media type that came with it; empty or application/octet-stream say nothing.
    One kind of picture may be called another, as messengers do: a picture is painted anew anyway.
    Raises Refused.
    """
    called = claimed.partition(";")[0].strip().lower()
    found = _by_magic(data)
    if found is not None:
        if called not in _UNSAID and not _fits(found, called):
            raise Refused(Reason.MISLABELLED)
        return found
    if not data:
        raise Refused(Reason.EMPTY)
    if data.startswith(_UTF_16):
        raise Refused(Reason.NOT_UTF8)
    if _HEIC.match(data):
        raise Refused(Reason.HEIC)
    if called not in _UNSAID and called != "text/plain":
        known = called in _PDF_TYPES or called.removeprefix("image/") in PICTURES
        raise Refused(Reason.MISLABELLED if known else Reason.OTHER_KIND)
    if _MARKUP.match(data) or b"%PDF-" in data[:PDF_HEADER_WITHIN] or b"\0" in data:
        raise Refused(Reason.OTHER_KIND)
    return Kind.TEXT


def _by_magic(data: bytes) -> Kind | None:
    return next((kind for magic, kind in _MAGIC if magic.match(data)), None)


def _fits(kind: Kind, called: str) -> bool:
    if kind in PICTURES:
        return called.startswith("image/") and called != "image/svg+xml"
    return called in _PDF_TYPES
