"""The streams of a PDF: pictures without what their formats carry along, the rest written anew."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from pypdf.generic import ArrayObject, NameObject, StreamObject

from reporting.files.errors import Reason, Refused
from reporting.files.jpeg import NotSegments, stripped

FLATE, JPEG, FAX = "/FlateDecode", "/DCTDecode", "/CCITTFaxDecode"
PLAIN = frozenset(
    {FLATE, "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode"}
)  # decoded by pypdf, within its limits and the room's

MOST_DECODED = 64 * 1024 * 1024
"""Bytes that one stream may decode to: a scanned page at 600 dpi in grey has 34 million."""
_STEP = 1024 * 1024

# A JPEG within a page's own drawing orders (8.9.7) would bring its metadata along.
_INLINE_JPEG = re.compile(rb"/F(ilter)?\s*\[?\s*[^\]>]{0,80}/DCT")


@dataclass(frozen=True, slots=True)
class Coded:
    """The bytes of a cleaned stream, its one filter, and whether they are encoded as before."""

    data: bytes
    filter: str
    as_before: bool


def clean_stream(source: StreamObject) -> Coded:
    """Return the same picture, drawing orders or font, without anything beside it.

    Raises Refused for a filter whose bytes cannot be looked into (JPEG 2000 and JBIG2 carry
    metadata of their own, Crypt hides), and for data that lies in another file (7.3.8.2).
    """
    names = _filters(source)
    if "/F" in source:
        raise Refused(Reason.UNCHECKED)
    raw: bytes = source._data  # noqa: SLF001 - pypdf shows a stream's encoded bytes nowhere else
    if names == [JPEG]:
        return Coded(_picture(raw), JPEG, as_before=True)
    if names == [FLATE] and source.get("/Subtype") == "/Image":
        # Written anew it would only cost time; its predictor stays what it was.
        return Coded(_trimmed(raw), FLATE, as_before=True)
    if names == [FAX]:
        return Coded(raw, FAX, as_before=True)
    if set(names) <= PLAIN:
        return Coded(_anew(source.get_data()), FLATE, as_before=False)
    if names[-1:] == [JPEG] and set(names[:-1]) <= PLAIN:
        return Coded(_picture(_outer(source, names)), JPEG, as_before=False)
    raise Refused(Reason.UNCHECKED)


def _filters(source: StreamObject) -> list[str]:
    value = source.get("/Filter")
    value = value.get_object() if value is not None else None
    listed = value if isinstance(value, ArrayObject) else [] if value is None else [value]
    return [str(name.get_object()) for name in listed]


def _picture(data: bytes) -> bytes:
    try:
        return stripped(data)
    except NotSegments as error:
        raise Refused(Reason.DAMAGED) from error


def _anew(data: bytes) -> bytes:
    if len(data) > MOST_DECODED:
        raise Refused(Reason.TOO_HEAVY)
    if _INLINE_JPEG.search(data):
        raise Refused(Reason.UNCHECKED)
    return zlib.compress(data)


def _trimmed(data: bytes) -> bytes:
    """Return compressed data without what stands behind its end, never holding it decoded."""
    decoder = zlib.decompressobj()
    decoded, rest = 0, data
    while not decoder.eof:
        piece = decoder.decompress(rest, _STEP)
        decoded += len(piece)
        rest = decoder.unconsumed_tail
        if decoded > MOST_DECODED:
            raise Refused(Reason.TOO_HEAVY)
        if not piece and not rest:
            break  # cut short: there is no end for anything to stand behind
    return data[: len(data) - len(decoder.unused_data)]


def _outer(source: StreamObject, names: list[str]) -> bytes:
    """Undo the filters around a JPEG."""
    wrapped = StreamObject.initialize_from_dictionary(
        {
            NameObject("/Filter"): ArrayObject([NameObject(name) for name in names[:-1]]),
            "__streamdata__": source._data,  # noqa: SLF001 - see clean_stream
        }
    )
    return wrapped.get_data()
