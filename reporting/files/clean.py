"""The one way a file is cleaned, at intake and in review: in a process of its own, by memory alone.

The process gets no environment, no open files but two pipes, and limits that it takes on before it
reads (`child`). It starts anew for each file, so that nothing of one is left for the next. What it
answers is not believed either: the answer has to be bare by the look of its own bytes.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from site import getsitepackages
from typing import IO, TYPE_CHECKING, cast

from reporting.domain.attachment import MAX_FILE_BYTES, MediaType
from reporting.files import jpeg, pdf, png, texts
from reporting.files.errors import Busy, Reason, Refused
from reporting.files.kinds import Kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

WALL_SECONDS = 10
"""The process is killed then. Its own limit is two seconds of work; the rest is a busy machine."""

AT_ONCE = 1
"""Files in work per process of a program: each takes up to 200 MB, and a small host has 1 GB."""
PATIENCE_SECONDS = 20
"""How long somebody's file waits for its turn before the page says to send it again."""

LONGEST_LINE = 40  # bytes of an answer's first line

ROOT = Path(__file__).resolve().parents[2]
# The tree that started it is the one that runs, also in a copy, with the packages of this Python.
# -I: no environment and no folder of the caller; -S: no start-up code of packages, and nobody is
# asked over a socket who the user is; -B: no compiled module is written.
FLAGS = ("-I", "-S", "-B")
PATH = (str(ROOT), *getsitepackages())
_START = "import sys; sys.path[:0] = sys.argv[1:-1]; from reporting.files.child import main; main()"

_BARE: dict[MediaType, Callable[[bytes], bool]] = {
    MediaType.JPEG: jpeg.is_bare,
    MediaType.PNG: png.is_bare,
    MediaType.PDF: pdf.is_bare,
    MediaType.TEXT: texts.is_bare,
}
_slots = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file of a kind of our choosing, and what it was before."""

    media_type: MediaType
    data: bytes = field(repr=False)
    kind: Kind


def clean(data: bytes, claimed: str = "") -> Cleaned:
    """Return the file without everything that is not the picture, the page or the text.

    `claimed` is the media type it came with. Takes at most 200 MB and two seconds of CPU, in a
    process of its own. Raises Refused with the reason for the person, or Busy.
    """
    if len(data) > MAX_FILE_BYTES:
        raise Refused(Reason.TOO_LARGE)
    kind = kind_of(data, claimed)
    with _turn():
        line, _, cleaned = _answer(kind, data).partition(b"\n")
    said, _, what = line[:LONGEST_LINE].decode("ascii", "replace").partition(" ")
    if said == "refused":
        raise Refused(_reason(what))
    if said != "ok":
        raise Refused(Reason.TOO_HEAVY)  # it was killed: by a limit of its own, or by ours
    return _believed(what, cleaned, kind)


def _believed(named: str, cleaned: bytes, kind: Kind) -> Cleaned:
    """Return the answer if it is bare; a decoder that was taken over could send anything."""
    try:
        media_type = MediaType(named)
    except ValueError as error:
        raise Refused(Reason.UNCHECKED) from error
    if len(cleaned) > MAX_FILE_BYTES or not _BARE[media_type](cleaned):
        raise Refused(Reason.UNCHECKED)
    return Cleaned(media_type, cleaned, kind)


def _reason(slug: str) -> Reason:
    return next((reason for reason in Reason if reason.slug == slug), Reason.DAMAGED)


@contextmanager
def _turn() -> Iterator[None]:
    if not _slots.acquire(timeout=PATIENCE_SECONDS):
        raise Busy("too many files at once")
    try:
        yield
    finally:
        _slots.release()


def _answer(kind: Kind, data: bytes) -> bytes:
    """Return what the process says; empty when a limit, its own or ours, has killed it."""
    command = [sys.executable, *FLAGS, "-c", _START, *PATH, kind.value]
    try:
        process = subprocess.Popen(  # noqa: S603 - our own program, no shell, no word of the file
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
        )
    except OSError as error:
        raise Busy("no process can be started") from error
    alarm = threading.Timer(WALL_SECONDS, process.kill)
    alarm.start()
    try:
        with process:
            said = _exchange(process, data)
            process.kill()  # it has said all that counts; one that says more never ends
    finally:
        alarm.cancel()
    return said


def _exchange(process: subprocess.Popen[bytes], data: bytes) -> bytes:
    """Hand the file over, then read: it reads everything first, so neither waits for the other."""
    told, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    with suppress(BrokenPipeError), told:
        told.write(data)
    return answers.read(LONGEST_LINE + MAX_FILE_BYTES + 1)
