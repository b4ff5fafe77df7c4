"""Whether a PDF of ours is bare: read sign by sign, without trusting the library that wrote it."""

from __future__ import annotations

import re

# Everything that acts, leads out of the document, or says something about it (ISO 32000-2, 7.11,
# 12 and 14). Our own rebuilding has a list of what stays; this one is its check.
TELLING = frozenset(
    b"AA Action Actions AcroForm AF Annot Annots Author CreationDate Creator DSS EF Embed "
    b"EmbeddedFile EmbeddedFiles Encrypt Filespec GoTo GoToE GoToR ID ImportData Info JavaScript "
    b"JS Keywords Launch Link Metadata ModDate Movie Names ObjStm OCG OCProperties OpenAction "
    b"Outlines PieceInfo Producer RichMedia Sound StructTreeRoot SubmitForm Thumb Title URI "
    b"Widget XFA XRef".split()
)
END = b"\n%%EOF\n"

_LENGTH = re.compile(rb"/Length (\d+)\b")
_STREAM = b">>\nstream\n"
_STREAM_END = b"\nendstream\nendobj\n"
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")  # a sign of a name by its number (7.3.5)
_NAME = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]*)")


def is_bare(data: bytes) -> bool:
    """Tell whether a PDF, as our writer writes them, has pages and nothing about or beside them."""
    outside = _outside_of_streams(data)
    return (
        outside is not None
        and data.startswith(b"%PDF-")
        and data.endswith(END)
        and data.count(b"startxref") == 1
        and not TELLING & {_ESCAPED.sub(_unescaped, name) for name in _NAME.findall(outside)}
    )


def _unescaped(sign: re.Match[bytes]) -> bytes:
    return bytes.fromhex(sign[1].decode())


def _outside_of_streams(data: bytes) -> bytes | None:
    """Return all but the content of streams; None where a stream is not as long as it says."""
    kept = []
    at = 0
    while (begin := data.find(_STREAM, at)) >= 0:
        lengths = _LENGTH.findall(data, at, begin)
        end = begin + len(_STREAM) + (int(lengths[-1]) if lengths else 0)
        if not lengths or data[end : end + len(_STREAM_END)] != _STREAM_END:
            return None
        kept.append(data[at:begin])
        at = end
    kept.append(data[at:])
    return b"".join(kept)
