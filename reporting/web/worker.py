"""The process that answers: no thread of it waits for somebody's slow line.

gunicorn gives a connection to a thread as soon as something comes, and the thread then waits for
the rest: eight half requests, from anywhere, would close a site of eight threads. Here the main
loop gathers what comes and a thread begins when a request is whole. Only what is too large to be
kept (`arriving.WHOLE_BYTES`) is read by a thread while it arrives, by half of them at most, so
that somebody on a slow line can send ten megabytes, and nobody else notices.

How long one may take is in `arriving`. What was cut off still gets a thread for a moment: the page
that it answers with says so, and shows again what had come.
"""

from __future__ import annotations

import errno
import fcntl
import socket
import sys
import termios
import time
from collections import deque
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import TYPE_CHECKING, Any

from gunicorn.http.parser import RequestParser
from gunicorn.http.unreader import Unreader
from gunicorn.workers.gthread import TConn, ThreadWorker

from reporting.web import arriving
from reporting.web.arriving import Arrival, End

if TYPE_CHECKING:
    from concurrent.futures import Future

GATHER_BYTES = 32 * 1024 * 1024
"""What requests of one process may hold while they are gathered and answered. When it is more, the
one goes that holds most for how little comes: a full one that stands still, before a new one."""

TURN_SECONDS = 45
"""How long a large request waits for a thread: pages give up after a minute without movement."""

ANSWER_SECONDS = 600
"""How long a thread may be busy with one answer: ten megabytes to an advocate on a slow line."""

UNREAD_BYTES = 64 * 1024
"""Who has not read more than this of the answers before gets the next one later: a browser reads
an answer before it asks again, and a thread would wait for whoever asks and never reads."""

LINGER_SECONDS = 5
"""How long what somebody still sends is dropped after the answer, so that it can be read: a close
with something unread tears the answer away."""

TICK_SECONDS = 0.5
CHUNK = 256 * 1024

SEND_BUFFER = 512 * 1024
"""Bytes of an answer that the system keeps for who reads slowly: any page, and no thread waits."""

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
Address = str | int | tuple[str, int]
_NOTHING_THERE = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED, errno.EINTR})


class Gathered(Unreader):
    """What the parser reads from: what has come, and never more of the connection than that."""

    def __init__(self, arrival: Arrival) -> None:
        """Read from one connection's arrival."""
        super().__init__()
        self._arrival = arrival

    def chunk(self, size_hint: int | None = None) -> bytes:
        """Return the next bytes; b"" at the end."""
        return self._arrival.take(size_hint or CHUNK)


class Connection(TConn):
    """A connection, with what arrives on it; made and closed in the main loop."""

    def __init__(
        self, worker: PatientWorker, sock: socket.socket, client: Address, server: Address
    ) -> None:
        """Begin with a parser that reads what is gathered."""
        super().__init__(worker.cfg, sock, client, server)
        self._worker = worker
        self.arrival = Arrival(sock)
        self.parser = RequestParser(worker.cfg, sock, client)
        self.parser.unreader = Gathered(self.arrival)
        self.data_ready = True
        self.handed_over = 0.0

    def close(self, graceful: bool = False) -> None:  # noqa: FBT001, FBT002 - gunicorn's own
        """Close; after an answer, once the other side has had time to read it."""
        if graceful:
            self._worker.linger(self)
        else:
            super().close()


class PatientWorker(ThreadWorker):
    """gunicorn's worker with threads, behind a loop that gathers requests."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - gunicorn's own
        """Begin with no connection."""
        super().__init__(*args, **kwargs)
        self._gathering: dict[Connection, None] = {}
        self._waiting: deque[Connection] = deque()
        self._streaming: set[Connection] = set()
        self._answering: set[Connection] = set()
        self._unheard: dict[Connection, float] = {}
        self._lingering: dict[Connection, float] = {}
        self._held = 0
        self._ticked = 0.0

    @property
    def turns(self) -> int:
        """How many threads may read large requests as they arrive."""
        return max(1, int(self.cfg.threads) // 2)

    def accept(self, listener: socket.socket) -> None:
        """Take a new connection."""
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno not in _NOTHING_THERE:
                raise
            return
        self.nr_conns += 1
        with suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        self.enqueue_req(Connection(self, sock, client, listener.getsockname()))

    def enqueue_req(self, conn: Any) -> None:  # noqa: ANN401 - gunicorn has no types for it
        """Begin to gather the connection's next request; gunicorn calls this when one begins."""
        if _unread(conn.sock) > UNREAD_BYTES:
            self._unheard.setdefault(conn, time.monotonic())
            return
        self._unheard.pop(conn, None)
        conn.sock.settimeout(0)
        conn.arrival.begin(time.monotonic(), conn.parser.unreader.take_buffered())
        self._held += conn.arrival.held
        self._gathering[conn] = None
        self.poller.register(conn.sock, EVENT_READ, partial(self._on_bytes, conn))
        if conn.arrival.whole:
            self._sort(conn)
        else:
            self._on_bytes(conn, conn.sock)

    def handle(self, conn: Any) -> Any:  # noqa: ANN401 - gunicorn has no types for it
        """Answer one request (in a thread); a connection that was cut off is not used again."""
        arriving.answers(conn.arrival)
        try:
            goes_on = super().handle(conn)
        finally:
            arriving.answers(None)
        left = conn.parser.unreader.take_buffered() + conn.arrival.rest()
        conn.parser.unreader.unread(left)
        return goes_on and conn.arrival.ended is None

    def finish_request(self, conn: Any, fs: Future[Any]) -> None:  # noqa: ANN401 - gunicorn's own
        """Let the next one in."""
        self._answering.discard(conn)
        self._streaming.discard(conn)
        self._held -= conn.arrival.held
        super().finish_request(conn, fs)
        while self._waiting and len(self._streaming) < self.turns:
            self._stream(self._waiting.popleft())

    def murder_pending(self) -> None:
        """End what takes too long; the main loop comes by at least every second."""
        super().murder_pending()
        self._make_room()
        now = time.monotonic()
        if now - self._ticked < TICK_SECONDS:
            return
        self._ticked = now
        for conn in [conn for conn in self._gathering if conn.arrival.late(now)]:
            self._cut(conn, End.SLOW)
        while self._waiting and now - self._waiting[0].handed_over > TURN_SECONDS:
            conn = self._waiting.popleft()
            conn.arrival.end(End.BUSY)
            self._hand_over(conn)
        for conn, since in list(self._unheard.items()):
            if not self.alive or now - since > arriving.ARRIVE_SECONDS:
                self._give_up(conn)
            else:
                self.enqueue_req(conn)
        for conn in self._answering:
            if now - max(conn.handed_over, conn.arrival.seen) > ANSWER_SECONDS:
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RDWR)
        for conn in [conn for conn, until in self._lingering.items() if now > until]:
            self._forget(conn)

    def linger(self, conn: Connection) -> None:
        """Say that the answer is over, drop what still comes for a while, then close."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.settimeout(0)
            self.poller.register(conn.sock, EVENT_READ, partial(self._on_rest, conn))
        except (OSError, ValueError, KeyError):
            conn.close()
            return
        self.nr_conns += 1
        self._lingering[conn] = time.monotonic() + LINGER_SECONDS

    def _on_bytes(self, conn: Connection, _sock: socket.socket) -> None:
        """Take what has come of a request that is gathered."""
        data = _received(conn.sock)
        if data is None:
            return
        if data:
            conn.arrival.receive(data, time.monotonic())
            self._held += len(data)
        else:
            conn.arrival.end(End.BROKEN)
        self._sort(conn)

    def _sort(self, conn: Connection) -> None:
        """Decide what becomes of a request by what has come of it."""
        arrival = conn.arrival
        if arrival.ended and not arrival.has_head:
            self._drop(conn)
        elif arrival.whole or arrival.ended:
            self._leave_loop(conn)
            self._hand_over(conn)
        elif arrival.large:
            self._leave_loop(conn)
            if len(self._streaming) < self.turns:
                self._stream(conn)
            else:
                conn.handed_over = time.monotonic()
                self._waiting.append(conn)
        elif arrival.expects:
            arrival.expects = False
            with suppress(OSError):
                conn.sock.send(CONTINUE)

    def _cut(self, conn: Connection, why: End) -> None:
        conn.arrival.end(why)
        self._sort(conn)

    def _stream(self, conn: Connection) -> None:
        """Have a thread read the rest as it comes."""
        self._streaming.add(conn)
        conn.arrival.stream(time.monotonic())
        self._hand_over(conn)

    def _hand_over(self, conn: Connection) -> None:
        conn.handed_over = time.monotonic()
        self._answering.add(conn)
        super().enqueue_req(conn)

    def _leave_loop(self, conn: Connection) -> None:
        del self._gathering[conn]
        self.poller.unregister(conn.sock)

    def _drop(self, conn: Connection) -> None:
        """Close what nobody can be answered about."""
        self._leave_loop(conn)
        self._held -= conn.arrival.held
        self.nr_conns -= 1
        conn.close()

    def _give_up(self, conn: Connection) -> None:
        """Close who asks and does not read."""
        del self._unheard[conn]
        self.nr_conns -= 1
        conn.close()

    def _make_room(self) -> None:
        """Cut those that hold most for how little comes, until there is room again."""
        while self._gathering and self._held > GATHER_BYTES:
            conn = self._heaviest()
            # It is answered at once, and then gone.
            self._held -= conn.arrival.held
            conn.arrival.held = 0
            self._cut(conn, End.BUSY)
        if self.nr_conns >= self.worker_connections:
            if self._lingering:
                self._forget(next(iter(self._lingering)))
            elif self._unheard:
                self._give_up(next(iter(self._unheard)))
            elif self._gathering:
                self._cut(self._heaviest(), End.BUSY)

    def _heaviest(self) -> Connection:
        now = time.monotonic()
        return max(self._gathering, key=lambda conn: conn.arrival.burden(now))

    def _on_rest(self, conn: Connection, _sock: socket.socket) -> None:
        """Drop what comes after the answer."""
        if _received(conn.sock) == b"":
            self._forget(conn)

    def _forget(self, conn: Connection) -> None:
        del self._lingering[conn]
        self.nr_conns -= 1
        with suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)
        conn.close()


def _received(sock: socket.socket) -> bytes | None:
    """Return what has come, b"" when the other side is gone, None when there is nothing yet."""
    try:
        return sock.recv(CHUNK)
    except (BlockingIOError, InterruptedError):
        return None
    except OSError:
        return b""


def _unread(sock: socket.socket) -> int:
    """Return how many bytes of what was sent have not reached the other side (Linux; else 0)."""
    try:
        return int.from_bytes(fcntl.ioctl(sock, termios.TIOCOUTQ, bytes(4)), sys.byteorder)
    except OSError:
        return 0
