"""The room itself: one process, one file, no way out but its standard output.

Started by `clean`. It loads what the kind of file needs, gives up the right to open anything, and
only then reads the first byte of the file. Answers `ok <media type>` or `refused <reason>` on one
line, the cleaned file behind the former.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass

from reporting.domain.attachment import MAX_FILE_BYTES, MediaType
from reporting.files import texts
from reporting.files.errors import Reason, Refused
from reporting.files.kinds import PICTURES, Kind

MEMORY = 200 * 1024 * 1024
"""Bytes of addresses, so of memory too: a picture of 16 megapixels fits in twice."""

CPU_SECONDS = 2
"""Loading Python and Pillow takes 0.06 s, the slowest picture of ten megabytes 1 s."""

Cleaner = Callable[[bytes], tuple[MediaType, bytes]]


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of the process, soft and hard alike."""

    resource: int
    value: int


LIMITS = (
    Limit(resource.RLIMIT_AS, MEMORY),
    Limit(resource.RLIMIT_CPU, CPU_SECONDS),
    # Nothing can be written to a disk, and no core of a crash either: 1 instead of 0, since the
    # kernel looks at no other number when cores go through a pipe to a crash reporter (core(5)).
    Limit(resource.RLIMIT_FSIZE, 0),
    Limit(resource.RLIMIT_CORE, 1),
    # Standard input, output and error are open; nothing else can be: no file, no connection.
    Limit(resource.RLIMIT_NOFILE, 3),
    # No other process (root is not held by this one; the programs do not run as root).
    Limit(resource.RLIMIT_NPROC, 0),
)


def main() -> None:
    """Clean what comes on standard input; the kind is the last argument."""
    clean = _cleaner(Kind(sys.argv[-1]))
    lock()
    data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    sys.stdout.buffer.write(answer(clean, data))
    sys.stdout.buffer.flush()


def lock() -> None:
    """Give up for good what the limits say: from here on not even a module can be loaded."""
    for limit in LIMITS:
        resource.setrlimit(limit.resource, (limit.value, limit.value))


def answer(clean: Cleaner, data: bytes) -> bytes:
    """Return what the room says about a file: one line, and the cleaned file if there is one."""
    try:
        media_type, cleaned = clean(data)
    except Refused as refused:
        return _refused(refused.reason)
    except MemoryError:
        return _refused(Reason.TOO_HEAVY)
    except Exception:  # noqa: BLE001 - whatever a decoder stumbles over, the file is at fault
        return _refused(Reason.DAMAGED)
    if len(cleaned) > MAX_FILE_BYTES:
        return _refused(Reason.TOO_LARGE)
    return b"ok " + media_type.encode() + b"\n" + cleaned


def _refused(reason: Reason) -> bytes:
    return b"refused " + reason.slug.encode() + b"\n"


def _cleaner(kind: Kind) -> Cleaner:
    """Load what this kind needs, and nothing else: it is attack surface, and time."""
    if kind in PICTURES:
        from reporting.files import pictures  # noqa: PLC0415 - see above

        pictures.prepare()
        return lambda data: pictures.clean_picture(data, kind)
    if kind is Kind.PDF:
        from reporting.files import documents  # noqa: PLC0415 - see above

        documents.prepare()
        return lambda data: (MediaType.PDF, documents.clean_document(data))
    return lambda data: (MediaType.TEXT, texts.clean_plain_text(data))
