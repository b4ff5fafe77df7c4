"""The segments of a JPEG (ITU-T T.81, annex B): which there are, and a copy of the needed ones.

Works on marker segments alone and decodes nothing, so that the process which holds keys or answers
the public can look at what came back from the room.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
APP0, APP14 = 0xE0, 0xEE
DQT, DHT, SOF0 = 0xDB, 0xC4, 0xC0

# Everything a decoder needs: frames (baseline to lossless, no hierarchical ones), tables, scans,
# restart intervals, and the Adobe segment, without which the colours of some pictures are wrong.
NEEDED = frozenset({0xC0, 0xC1, 0xC2, 0xC3, DHT, 0xC9, 0xCA, 0xCB, 0xCC, SOS, DQT, 0xDD, APP14})
# What our own encoder writes.
BARE = frozenset({APP0, DQT, SOF0, DHT, SOS})

ADOBE = b"Adobe"
ADOBE_BYTES = 12
# JFIF 1.01, no unit, 1:1, no thumbnail.
JFIF = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"

LENGTH_BYTES = 2
# Within a scan 0xFF is followed by 0x00 (a plain byte), by a restart, or by the next segment.
_SCAN_ENDS = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")


class NotSegments(ValueError):
    """Bytes that are not the segments of one whole JPEG."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: its marker's second byte, its content, and the scan that follows an SOS."""

    marker: int
    content: bytes
    scan: bytes = b""

    def written(self) -> bytes:
        """Return the segment as it stands in a file."""
        length = (LENGTH_BYTES + len(self.content)).to_bytes(LENGTH_BYTES, "big")
        return bytes([0xFF, self.marker]) + length + self.content + self.scan


def segments(data: bytes) -> tuple[list[Segment], int]:
    """Return the segments between SOI and the first EOI, and where that EOI ends.

    Raises NotSegments when it is cut short or is something else.
    """
    if data[:2] != bytes([0xFF, SOI]):
        raise NotSegments("no start")
    found: list[Segment] = []
    at = 2
    while True:
        marker, at = _marker(data, at)
        if marker == EOI:
            return found, at
        end = at + int.from_bytes(data[at : at + LENGTH_BYTES], "big")
        if end < at + LENGTH_BYTES or end > len(data):
            raise NotSegments("a segment is cut short")
        content = data[at + LENGTH_BYTES : end]
        at = end
        if marker == SOS:
            after = _SCAN_ENDS.search(data, end)
            if after is None:
                raise NotSegments("the end is missing")
            at = after.end() - 2
        found.append(Segment(marker, content, data[end:at]))


def stripped(data: bytes) -> bytes:
    """Return the same picture without EXIF, XMP, profiles, previews, comments and what trails it.

    The scans are kept to the bit, for a JPEG inside a PDF. Raises NotSegments.
    """
    kept = []
    for segment in segments(data)[0]:
        if segment.marker not in NEEDED:
            continue
        if segment.marker != APP14:
            kept.append(segment.written())
        elif segment.content.startswith(ADOBE) and len(segment.content) >= ADOBE_BYTES:
            kept.append(Segment(APP14, segment.content[:ADOBE_BYTES]).written())
    return bytes([0xFF, SOI]) + b"".join(kept) + bytes([0xFF, EOI])


def is_bare(data: bytes) -> bool:
    """Tell whether a JPEG has nothing but what our own encoder writes, and nothing after it."""
    try:
        found, end = segments(data)
    except NotSegments:
        return False
    return end == len(data) and all(
        segment.marker in BARE and (segment.marker != APP0 or segment.content == JFIF)
        for segment in found
    )


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """Return the marker at `at` and where its segment goes on; fill bytes may stand first."""
    if data[at : at + 1] != b"\xff":
        raise NotSegments("no marker where one should be")
    while data[at : at + 1] == b"\xff":
        at += 1
    if at >= len(data) or data[at] == 0:
        raise NotSegments("no marker where one should be")
    return data[at], at + 1
