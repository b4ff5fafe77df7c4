"""The chunks of a PNG (ISO/IEC 15948): whether there are any besides the picture."""

from __future__ import annotations

SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEADER, PICTURE, END = b"IHDR", b"IDAT", b"IEND"
AROUND = 12  # length, name and check sum of a chunk, in bytes


def is_bare(data: bytes) -> bool:
    """Tell whether a PNG has one header, the picture, its end, and nothing else."""
    names = []
    at = len(SIGNATURE)
    while at + AROUND <= len(data):
        names.append(data[at + 4 : at + 8])
        at += AROUND + int.from_bytes(data[at : at + 4], "big")
    return (
        data.startswith(SIGNATURE)
        and at == len(data)
        and names[:1] == [HEADER]
        and names[-1:] == [END]
        and len(names) > len((HEADER, END))
        and set(names[1:-1]) == {PICTURE}
    )
