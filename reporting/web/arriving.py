"""One request on its way in: what has come of it, whether that is all, and how long it may go on.

Knows no server and reads no clock of its own, except where a thread waits for the rest of a large
body (`more`). Times are seconds of a clock that never goes back.
"""

from __future__ import annotations

import re
import select
import time
from contextvars import ContextVar
from enum import Enum
from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

ARRIVE_SECONDS = 60
"""A request is whole within this, or has brought `ARRIVE_BYTES` in it; and so on again."""

ARRIVE_BYTES = 240_000
"""The least of a large request in that time: 32 kbit/s, what the worst of lines still carries."""

SILENT_SECONDS = 10
"""How long a connection may say nothing at first."""

HEAD_BYTES = 64 * 1024
"""No browser sends as many bytes of headers, and the parser refuses fewer."""

WHOLE_BYTES = (1024 + 128) * 1024
"""Up to here a request is gathered before a thread has to do with it: every form without files,
every sealed report, and a picture as browsers send it (1 MiB)."""

RECENT_SECONDS = 2.0

_HEAD_END = b"\r\n\r\n"
_LAST_CHUNK = b"0\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length[ \t]*:[ \t]*([0-9]{1,15})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding[ \t]*:", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r\nexpect[ \t]*:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)


class End(Enum):
    """Why no more of a request is read."""

    BROKEN = "the other side is gone"
    SLOW = "too little came in too long a time"
    BUSY = "others needed the room"


class Arrival:
    """The bytes of one connection's requests, one request after another.

    The server puts in what it has received (`receive`), the parser takes it out again (`take`).
    Whatever it makes of them, it gets no more than came: of a request that was cut off (`ended`) it
    sees the end of the stream.
    """

    def __init__(self, sock: socket.socket) -> None:
        """Begin with nothing; `sock` is read only by `take` once `stream` was called."""
        self._sock = sock
        self._streaming = False
        self.ended: End | None = None
        self.begin(0.0)

    def begin(self, now: float, left: bytes = b"") -> None:
        """Begin the next request, with what had come behind the last one."""
        self._data = bytearray()
        self._head = 0
        self._need: int | None = 0
        self._streaming = False
        self._since = self.seen = now
        self._in_time = 0
        self._recent = 0.0
        self.held = 0
        self.begun = now
        self.expects = False
        if left:
            self.receive(left, now)

    def receive(self, data: bytes, now: float) -> None:
        """Add what came."""
        before = max(0, len(self._data) - len(_HEAD_END) + 1)
        self._data += data
        self.held += len(data)
        self._count(len(data), now)
        if not self._head:
            self._read_head(before)

    def end(self, why: End) -> None:
        """Read no more of it."""
        self.ended = self.ended or why

    def rest(self) -> bytes:
        """Take out what nobody has asked for: it belongs to the next request."""
        rest = bytes(self._data)
        self._data.clear()
        return rest

    @property
    def has_head(self) -> bool:
        """Whether there is enough of it that somebody can be answered."""
        return self._head > 0

    @property
    def whole(self) -> bool:
        """Whether all of it is here."""
        if not self._head:
            return False
        if self._need is None:
            return self._data.endswith(_LAST_CHUNK)
        return len(self._data) >= self._need

    @property
    def large(self) -> bool:
        """Whether a thread has to read the rest as it comes: as much as is gathered is here."""
        return self._head > 0 and not self.whole and len(self._data) >= self._head + WHOLE_BYTES

    def late(self, now: float) -> bool:
        """Tell whether it takes too long; begins the next stretch when it does not."""
        if self.held == 0:
            return now - self._since > SILENT_SECONDS
        if now - self._since < ARRIVE_SECONDS:
            return False
        if self._in_time < ARRIVE_BYTES:
            return True
        self._stretch(now)
        return False

    def burden(self, now: float) -> float:
        """Return how much it holds for how little that comes: the highest goes when room ends."""
        recent = self._recent * exp(-(now - self.seen) / RECENT_SECONDS)
        return (self.held + 1000) / (recent + 1)

    def stream(self, now: float) -> None:
        """Have `take` read the rest from the connection, from now on."""
        self._streaming = True
        self._stretch(now)

    def take(self, size: int) -> bytes:
        """Return what there is next, b"" at the end; the head by itself."""
        if self._data:
            size = self._head or len(self._data)
            self._head = 0
            taken = bytes(self._data[:size])
            del self._data[:size]
            return taken
        return self._more(size) if self._streaming and self.ended is None else b""

    def _more(self, size: int) -> bytes:
        """Wait for the next bytes, as long as they may take."""
        ready = select.poll()
        ready.register(self._sock, select.POLLIN)
        while not self.late(now := time.monotonic()):
            if not ready.poll(max(1, (self._since + ARRIVE_SECONDS - now) * 1000)):
                continue
            try:
                data = self._sock.recv(size)
            except OSError:
                data = b""
            if not data:
                self.end(End.BROKEN)
                return b""
            self._count(len(data), time.monotonic())
            return data
        self.end(End.SLOW)
        return b""

    def _stretch(self, now: float) -> None:
        self._since, self._in_time = now, 0

    def _count(self, size: int, now: float) -> None:
        self._in_time += size
        faded = exp(-(now - self.seen) / RECENT_SECONDS)
        self._recent = self._recent * faded + size / RECENT_SECONDS
        self.seen = now

    def _read_head(self, before: int) -> None:
        """Find out how much there is to come: by length, or to the last chunk."""
        end = self._data.find(_HEAD_END, before)
        if end < 0:
            if len(self._data) > HEAD_BYTES:
                self._head = self._need = len(self._data)  # the parser refuses it
            return
        self._head = end + len(_HEAD_END)
        head = bytes(self._data[: self._head])
        length = _LENGTH.search(head)
        self._need = self._head + (int(length[1]) if length else 0)
        if _CHUNKED.search(head):
            self._need = None
        self.expects = bool(_EXPECTS.search(head)) and not self.whole


_current: ContextVar[Arrival | None] = ContextVar("arrival", default=None)
"""Of the request that this thread answers."""


def why_cut() -> End | None:
    """Return why no more of this thread's request was read, or None when nobody knows."""
    arrival = _current.get()
    return arrival.ended if arrival is not None else None


def answers(arrival: Arrival | None) -> None:
    """Say which request this thread answers."""
    _current.set(arrival)
