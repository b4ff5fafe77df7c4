"""Read a form's body into text and wanted files, in memory, within limits.

A file that no view asked for is counted and dropped.

Used by `limits.BoundedRequest` alone. Nothing here raises for what a body contains except
`ValueError` for a body that cannot be taken apart at all: what could be read stays in `FormBody`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.sansio.multipart import (
    Data,
    Epilogue,
    Field,
    File,
    MultipartDecoder,
    NeedData,
)

if TYPE_CHECKING:
    from werkzeug.sansio.multipart import Event

CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """The files a view takes: the field they come under, how many, and bytes of each."""

    field: str
    count: int
    size: int


NO_FILES = Wanted("", 0, 0)


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it came, in memory: what it claims to be, and its bytes.

    Of one that is larger than wanted there is one byte more than wanted, so that it is seen to be
    too large. The name that it had on somebody's device is not kept.
    """

    claimed: str
    data: bytes = field(repr=False)


@dataclass(slots=True)
class FormBody:
    """The fields of one form while they are being read.

    `fields` are (name, value) in the order they came; `troubles` are codes of `limits.Trouble`.
    `make_room` is asked before bytes of files are kept, and may wait.
    """

    max_text: int
    max_fields: int
    wanted: Wanted = NO_FILES
    uploads: list[Upload] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    troubles: set[str] = field(default_factory=set)
    text_bytes: int = 0
    brought_files: bool = False
    make_room: Callable[[int], bool] = lambda _: True

    def is_full(self) -> bool:
        """Tell whether no further field is kept."""
        return "too_large" in self.troubles or "too_many_fields" in self.troubles

    def room_for(self, size: int) -> bool:
        """Count `size` more bytes of text; False, with the trouble noted, when over the limit."""
        self.text_bytes += size
        if self.text_bytes > self.max_text:
            self.troubles.add("too_large")
        return not self.is_full()

    def add(self, name: bytes, value: bytes) -> None:
        """Keep one field, its bytes already counted with `room_for`."""
        if len(self.fields) >= self.max_fields:
            self.troubles.add("too_many_fields")
            return
        self.fields.append((self._text(name), self._text(value)))

    def add_start(self, name: bytes, value: bytes) -> None:
        """Keep as much of a field as the limit leaves, the trouble already noted.

        Somebody who pasted far too much gets its beginning back, and what stood before it.
        """
        used = sum(len(one.encode()) + len(other.encode()) for one, other in self.fields)
        room = self.max_text - used - len(name)
        start = value[: max(room, 0)].decode(errors="ignore")  # a sign may be cut in two
        if start and "too_many_fields" not in self.troubles:
            self.add(name, start.encode())

    def drop_files(self) -> None:
        """Keep no file, since there is no room; the text is read on."""
        self.uploads.clear()
        self.troubles.add("busy")

    def _text(self, raw: bytes) -> str:
        try:
            return raw.decode()
        except UnicodeDecodeError:
            self.troubles.add("not_utf8")
            return raw.decode(errors="replace")


class CountedStream:
    """Counts what comes out of a request's stream.

    A server may end a stream early without a word when the connection breaks (gunicorn does), and
    half a form reads like a whole one: a report would be kept cut off in the middle of a sentence.
    """

    def __init__(self, stream: IO[bytes], limit: int | None = None) -> None:
        self._stream = stream
        self._limit = limit
        self._count = 0
        self._ended = False

    def read(self, size: int) -> bytes:
        """Read up to `size` bytes; fewer only at the end. Raises 413 past the limit."""
        if self._limit is not None and self._count > self._limit:
            raise RequestEntityTooLarge
        chunks = []
        while size > 0 and (chunk := self._stream.read(size)):
            chunks.append(chunk)
            size -= len(chunk)
            self._count += len(chunk)
        self._ended = size > 0
        return b"".join(chunks)

    def ended_before(self, length: int | None) -> bool:
        """Tell whether the stream ended before the announced number of bytes."""
        return self._ended and length is not None and self._count < length


def read_urlencoded(stream: CountedStream, body: FormBody) -> None:
    """Read an `application/x-www-form-urlencoded` body (WHATWG URL, section 5.1).

    Raises what the stream raises (werkzeug's 413 and ClientDisconnected).
    """
    # Percent signs triple a byte at most, so a longer body is over the limit however it decodes.
    raw = stream.read(3 * body.max_text + 1)
    is_longer = len(raw) > 3 * body.max_text
    start = 0
    while start < len(raw) and not body.is_full():
        end = raw.find(b"&", start)
        end = len(raw) if end < 0 else end
        if end > start:
            name, _, value = raw[start:end].replace(b"+", b" ").partition(b"=")
            name, value = unquote_to_bytes(name), unquote_to_bytes(value)
            if body.room_for(len(name) + len(value)):
                body.add(name, value)
            else:
                body.add_start(name, value)
        start = end + 1
    if is_longer:
        body.troubles.add("too_large")


def read_multipart(stream: CountedStream, boundary: str, body: FormBody) -> None:
    """Read a `multipart/form-data` body (RFC 7578); what is not wanted is dropped as it comes.

    Raises ValueError when the body cannot be taken apart, and what the stream raises.
    """
    if not boundary or not boundary.isascii():
        raise ValueError("the multipart body names no boundary")
    part = _Part(body)
    try:
        _read_parts(stream, MultipartDecoder(boundary.encode("ascii")), part)
    finally:
        part.end()


def _read_parts(stream: CountedStream, decoder: MultipartDecoder, part: _Part) -> None:
    body = part.body
    while not body.is_full():
        chunk = stream.read(CHUNK)
        decoder.receive_data(chunk or None)
        while not isinstance(event := decoder.next_event(), NeedData | Epilogue):
            part.take(event)
            if body.is_full():
                return
        if isinstance(event, Epilogue):
            return
        # An unended preamble or part header is kept by the decoder; no honest one is that long.
        if len(decoder.buffer) > body.max_text:
            body.troubles.add("too_large")


class _Part:
    """The part of a multipart body that is being read."""

    def __init__(self, body: FormBody) -> None:
        self.body = body
        self._name: bytes | None = None
        self._value = bytearray()
        self._is_file = False
        self._is_cut = False
        self._file_counts = False
        self._room = 0
        self._claimed = ""

    def take(self, event: Event) -> None:
        """Take what the decoder found next."""
        if isinstance(event, File | Field):
            self._is_file = isinstance(event, File)
            # A browser sends an unused file box as an empty part with an empty file name.
            self._file_counts = isinstance(event, File) and bool(event.filename)
            self._name = str(event.name or "").encode("utf-8", "surrogateescape")
            self._room = self._room_for_file()
            self._claimed = event.headers.get("content-type", "").partition(";")[0].strip()
        elif isinstance(event, Data):
            if self._is_file:
                self._file_counts = self._file_counts or bool(event.data)
                self._keep(event.data[: self._room - len(self._value)])
            else:
                self._is_cut = not self.body.room_for(len(event.data))
                self._value += event.data
            if not event.more_data:
                self.end()

    def end(self) -> None:
        """Keep the part, also one that was cut off; does nothing between two parts."""
        if self._name is None:
            return
        if self._is_file and self._file_counts:
            self._end_file()
        elif not self._is_file and not self._is_cut and self.body.room_for(len(self._name)):
            self.body.add(self._name, bytes(self._value))
        elif not self._is_file:
            self.body.add_start(self._name, bytes(self._value))
        self._name = None
        self._value.clear()

    def _keep(self, data: bytes) -> None:
        """Keep bytes of a file, if there is room for them; else none of any file."""
        if data and not self.body.make_room(len(data)):
            self.body.drop_files()
            self._room = 0
            self._value.clear()
        elif data:
            self._value += data

    def _is_wanted(self) -> bool:
        wanted = self.body.wanted
        return self._is_file and wanted.count > 0 and self._name == wanted.field.encode()

    def _room_for_file(self) -> int:
        """Return how many bytes of this part are kept: none of a file that nobody asked for."""
        wanted = self.body.wanted
        full = "busy" in self.body.troubles or len(self.body.uploads) >= wanted.count
        return wanted.size + 1 if self._is_wanted() and not full else 0

    def _end_file(self) -> None:
        self.body.brought_files = self.body.brought_files or self._is_wanted()
        if self._room:
            self.body.uploads.append(Upload(self._claimed, bytes(self._value)))
        elif self._is_wanted():
            if "busy" not in self.body.troubles:
                self.body.troubles.add("too_many_files")
        else:
            self.body.troubles.add("file")
