"""A page that is packed once and sent often, with a gap for what each visitor has of her own.

gzip (RFC 1952) is a deflate stream (RFC 1951) between a header and a checksum. What stands before
and after the gap is deflated once; what fills it is put between the two as a stored block. The
rest refers back over the gap to what stands before, so what fills it always has the same length;
it never refers to what is in the gap, since that was NUL when it was deflated.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from typing import Self

from flask import Response, request

# Packed once, so as small as it gets.
LEVEL = 9
WINDOW = 32 * 1024
"""How far deflate refers back (RFC 1951, section 2)."""
_RAW = -15
# No name, no time; best compression; no system: RFC 1952, section 2.3.
_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_UNCOMPRESSED = 0


@dataclass(frozen=True, slots=True)
class Packed:
    """One page in two pieces, plain and deflated."""

    before: bytes
    after: bytes
    gap: int
    _before_deflated: bytes
    _after_deflated: bytes
    _checksum: int
    _whole: bytes = field(init=False, repr=False)
    """All of it, where there is no gap."""

    def __post_init__(self) -> None:
        """Put together what has no gap."""
        object.__setattr__(self, "_whole", b"" if self.gap else self._gzip(b""))

    @classmethod
    def of(cls, page: str, stand_in: str = "") -> Self:
        """Pack a page; where `stand_in` stands is the gap.

        Raises ValueError unless it stands there exactly once.
        """
        before, after = page.encode().split(stand_in.encode()) if stand_in else (page.encode(), b"")
        gap = len(stand_in.encode())
        first = zlib.compressobj(LEVEL, zlib.DEFLATED, _RAW)
        window = (before + bytes(gap))[-WINDOW:]
        second = zlib.compressobj(LEVEL, zlib.DEFLATED, _RAW, zdict=window)
        return cls(
            before,
            after,
            gap,
            # Flushed to a whole byte, after which another block may begin.
            first.compress(before) + first.flush(zlib.Z_SYNC_FLUSH),
            second.compress(after) + second.flush(),
            zlib.crc32(before),
        )

    def answer(self, own: str = "", mimetype: str = "text/html") -> Response:
        """Send the page with its gap filled; `own` is as long as the stand-in was (ValueError)."""
        filling = own.encode()
        if len(filling) != self.gap:
            raise ValueError("what fills the gap has another length")
        headers = {"Vary": "Accept-Encoding"}
        if not request.accept_encodings["gzip"]:
            return Response(self.before + filling + self.after, headers=headers, mimetype=mimetype)
        headers["Content-Encoding"] = "gzip"
        body = self._whole or self._gzip(filling)
        return Response(body, headers=headers, mimetype=mimetype)

    def _gzip(self, filling: bytes) -> bytes:
        checksum = zlib.crc32(self.after, zlib.crc32(filling, self._checksum))
        length = len(self.before) + len(filling) + len(self.after)
        return b"".join(
            (
                _GZIP_HEADER,
                self._before_deflated,
                # A stored block: its length, and the same with all bits turned (section 3.2.4).
                struct.pack("<BHH", _UNCOMPRESSED, len(filling), len(filling) ^ 0xFFFF),
                filling,
                self._after_deflated,
                struct.pack("<II", checksum, length & 0xFFFFFFFF),
            )
        )
