"""What a request may bring: bounded bodies, bounded fields, and never a file on a disk.

Werkzeug spools an upload over 500 kB into a plain temporary file and quietly returns an empty form
when it cannot decode one. Both are wrong here: what a worker typed would lie unencrypted on a
disk, or be gone. `BoundedRequest` reads forms in memory, drops the bytes of files that no view
asked for (`takes_files`), and keeps every text field it could read next to a list of `Trouble`. A
view that can show the text again is marked with `answers_troubles`; any other view never sees a
troubled form.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import IO, TYPE_CHECKING, Any, TypeVar

from flask import Request, current_app, request
from werkzeug.exceptions import (
    BadRequest,
    ClientDisconnected,
    HTTPException,
    RequestEntityTooLarge,
    TooManyRequests,
    UnsupportedMediaType,
)

from reporting.web.arriving import WHOLE_BYTES, End, why_cut
from reporting.web.formbody import (
    NO_FILES,
    CountedStream,
    FormBody,
    Upload,
    Wanted,
    read_multipart,
    read_urlencoded,
)
from reporting.web.room import Room

if TYPE_CHECKING:
    from flask import Response

View = TypeVar("View", bound=Callable[..., Any])

# A body that is over the limit is read and thrown away up to here before the answer: a server that
# closes with unread bytes resets the connection, and the person sees no page at all.
DRAIN_BYTES = 64 * 1024 * 1024
DRAIN_CHUNK = 64 * 1024

LARGE_BYTES = 56 * 1024 * 1024
"""Bytes of large bodies in memory at a time per process, and about as many again while they are
sealed or stored: the largest form with files, or five files that a browser sealed. A form takes
room as its files arrive, so that one which comes slowly holds little."""
LARGE_WAIT = 20.0
"""Seconds to wait for room; then the text is read and the files are asked for again."""
_large = Room(LARGE_BYTES)
BODY_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes an app accepts. Bytes for `body` and `text`, a count for `fields`.

    - `body`: the whole request, with the bytes of files that are thrown away.
    - `text`: all names and values of a form together; 1 MiB is 13 times the longest allowed account
      in four-byte characters, so that a too long text still comes back to be shortened.
    - `fields`: ten persons, vehicles and identifiers with every box filled are about 700.
    """

    body: int = 12 * 1024 * 1024
    text: int = 1024 * 1024
    fields: int = 2000


class Trouble(Enum):
    """Why a form was not taken; the value is the status that the page has. Worst first."""

    TOO_LARGE = ("too_large", RequestEntityTooLarge)
    TOO_MANY_FIELDS = ("too_many_fields", RequestEntityTooLarge)
    WRONG_TYPE = ("wrong_type", UnsupportedMediaType)
    TOO_SLOW = ("too_slow", BadRequest)
    CUT_SHORT = ("cut_short", BadRequest)
    MALFORMED = ("malformed", BadRequest)
    NOT_UTF8 = ("not_utf8", BadRequest)
    TOO_MANY_FILES = ("too_many_files", RequestEntityTooLarge)
    FILE = ("file", UnsupportedMediaType)
    BUSY = ("busy", TooManyRequests)

    def __init__(self, code: str, error: type[HTTPException]) -> None:
        """Name the trouble and the HTTP error it becomes."""
        self.code = code
        self.error = error

    @property
    def status(self) -> int:
        """The HTTP status of a page that answers this trouble."""
        return self.error.code or BadRequest.code


# What ends early looks damaged as well.
_CUT = frozenset({Trouble.CUT_SHORT.code, Trouble.MALFORMED.code})
_ENDS = {End.SLOW: Trouble.TOO_SLOW, End.BUSY: Trouble.BUSY}


def _trouble_of(end: End | None) -> Trouble:
    return Trouble.CUT_SHORT if end is None else _ENDS.get(end, Trouble.CUT_SHORT)


class BoundedRequest(Request):
    """A request whose `form` never raises, never touches a disk, and says what was wrong."""

    _troubles: frozenset[Trouble] = frozenset()
    _uploads: tuple[Upload, ...] = ()
    _brought = False
    _room = 0

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What was wrong with the form, worst first; empty when all of it can be used."""
        self._load_form_data()
        return tuple(trouble for trouble in Trouble if trouble in self._troubles)

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """The files that the view asked for, in memory alone; no more than it takes."""
        self._load_form_data()
        return self._uploads

    @property
    def brought_files(self) -> bool:
        """Whether files came along that the view asked for, also where none of them was kept."""
        self._load_form_data()
        return self._brought

    def end_turn(self) -> None:
        """Forget the files, and let the next large body in."""
        self._uploads = ()
        if self._room:
            _large.give_back(self._room)
            self._room = 0

    def take_room(self, size: int) -> bool:
        """Wait for room for so many more bytes; False when none comes, and then none is held."""
        taken = _large.take(size, LARGE_WAIT)
        self._room += taken
        if not taken:
            self.end_turn()
        return taken > 0

    def _is_large(self) -> bool:
        """Whether this is more than the server gathers in any case (`arriving`)."""
        return self.content_length is None or self.content_length > WHOLE_BYTES

    def _load_form_data(self) -> None:
        if "form" in self.__dict__:
            return
        limits: Limits = current_app.extensions["brolly.limits"]
        asked = wanted_files() if self.mimetype == "multipart/form-data" else NO_FILES
        limit = None
        if asked.count:
            # Counted while it is read, so that the text before too large a file is not lost.
            limit, self.max_content_length = limits.body + asked.count * asked.size, sys.maxsize
        body = FormBody(max_text=limits.text, max_fields=limits.fields, wanted=asked)
        if self._is_large():
            body.make_room = self.take_room
        stream: IO[bytes] | None = None
        counted = None
        try:
            stream = self._get_stream_for_parsing()
            counted = CountedStream(stream, limit)
            self._read_form(counted, body)
        except RequestEntityTooLarge:
            body.troubles.add(Trouble.TOO_LARGE.code)
        except ClientDisconnected:
            body.troubles.add(Trouble.CUT_SHORT.code)
        except ValueError:
            body.troubles.add(Trouble.MALFORMED.code)
        if counted is not None and counted.ended_before(self.content_length):
            body.troubles.add(Trouble.CUT_SHORT.code)
        if Trouble.CUT_SHORT.code in body.troubles:
            body.troubles = body.troubles - _CUT | {_trouble_of(why_cut()).code}
        self._brought = body.brought_files
        self._uploads = tuple(body.uploads)
        self._troubles = frozenset(found for found in Trouble if found.code in body.troubles)
        # werkzeug's own mapping type, so that code that knows Flask finds nothing new
        self.__dict__["stream"] = stream
        self.__dict__["form"] = self.parameter_storage_class(body.fields)
        self.__dict__["files"] = self.parameter_storage_class()

    def _read_form(self, stream: CountedStream, body: FormBody) -> None:
        if self.mimetype == "multipart/form-data":
            read_multipart(stream, self.mimetype_params.get("boundary", ""), body)
        elif self.mimetype == "application/x-www-form-urlencoded":
            read_urlencoded(stream, body)
        elif self.content_length or self.mimetype:
            body.troubles.add(Trouble.WRONG_TYPE.code)


@dataclass(frozen=True, slots=True)
class Body:
    """What a view takes instead of a form."""

    mimetype: str
    limit: int


def takes_body(mimetype: str, limit: int) -> Callable[[View], View]:
    """Say that a view reads `request.get_data()` of one content type, at most `limit` bytes.

    Without this a view takes a form (urlencoded or multipart) within the app's `Limits`. A body
    that is larger than a form's text waits for room, and is refused with 429 when none comes.
    """

    def mark(view: View) -> View:
        view.takes_body = Body(mimetype, limit)  # type: ignore[attr-defined]  # a mark on the function
        return view

    return mark


def takes_files(field: str, count: int, size: int) -> Callable[[View], View]:
    """Say that a view takes up to `count` files of `size` bytes under one field, in memory."""

    def mark(view: View) -> View:
        view.takes_files = Wanted(field, count, size)  # type: ignore[attr-defined]  # a mark on the function
        return view

    return mark


def wanted_files() -> Wanted:
    """Return the files that the view of this request takes."""
    view = current_app.view_functions.get(request.endpoint or "")
    wanted: Wanted = getattr(view, "takes_files", NO_FILES)
    return wanted


def end_turn(_error: BaseException | None) -> None:
    """Forget the files of a request that is over (a teardown_request hook)."""
    if isinstance(request, BoundedRequest):
        request.end_turn()


def answers_troubles(view: View) -> View:
    """Say that a view looks at `request.troubles` itself and shows what was typed again."""
    view.answers_troubles = True  # type: ignore[attr-defined]  # a mark on the function
    return view


def current_body() -> Body | None:
    """Return what the view of this request takes instead of a form, or None."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "takes_body", None)


def refuse_troubled_bodies() -> None:
    """Stop a request whose body cannot be used, with 400, 413 or 415 (a before_request hook)."""
    if request.method not in BODY_METHODS:
        return
    view = current_app.view_functions.get(request.endpoint or "")
    body = current_body()
    if body is not None:
        _refuse_other_body(body)
        return
    if not isinstance(request, BoundedRequest):  # pragma: no cover  # the factory sets the class
        raise BadRequest
    if request.troubles and not getattr(view, "answers_troubles", False):
        raise request.troubles[0].error


def _refuse_other_body(body: Body) -> None:
    if request.mimetype != body.mimetype:
        raise UnsupportedMediaType
    request.max_content_length = body.limit
    size = request.content_length
    if body.limit > WHOLE_BYTES and (size is None or WHOLE_BYTES < size <= body.limit):
        room = isinstance(request, BoundedRequest) and request.take_room(size or body.limit)
        if not room:
            raise TooManyRequests
    if len(request.get_data(cache=True)) < (size or 0):
        raise _trouble_of(why_cut()).error


def drain_body(response: Response) -> Response:
    """Read and drop what a refused request still has to say (an after_request hook).

    Only where the server ends the stream itself: elsewhere a read could wait for ever.
    """
    refused = request.method in BODY_METHODS and response.status_code >= BadRequest.code
    if refused and "wsgi.input_terminated" in request.environ:
        stream = request.environ["wsgi.input"]
        for _ in range(DRAIN_BYTES // DRAIN_CHUNK):
            if not stream.read(DRAIN_CHUNK):
                break
    return response
