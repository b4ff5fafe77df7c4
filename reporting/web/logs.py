"""Errors without request data: what kind of error and where in the code, never what was in it.

An exception's message and the locals of its frames can hold a worker's words (a database driver
puts the values of a statement into its message). So a log line has the chain of exception types and
the places in our code, a day instead of a time, and no address, path or header.
"""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
DAY_FORMAT = "%Y-%m-%d"
_ROOT = Path(__file__).resolve().parents[2]


def describe_error(error: BaseException) -> str:
    """Describe an error by its types and places alone, the outermost first.

    For instance `Unavailable at reporting/store/engine.py:41 in begin <- OperationalError at ...`.
    """
    return " <- ".join(_describe_one(link) for link in _chain(error))


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__


def _describe_one(error: BaseException) -> str:
    kind = type(error)
    name = (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )
    frames = traceback.extract_tb(error.__traceback__, limit=None)
    ours = [frame for frame in frames if _is_ours(frame.filename)] or list(frames)
    if not ours:
        return name
    last = ours[-1]
    return f"{name} at {_place(last.filename)}:{last.lineno} in {last.name}"


def _is_ours(filename: str) -> bool:
    return Path(filename).is_relative_to(_ROOT) and "site-packages" not in filename


def _place(filename: str) -> str:
    path = Path(filename)
    return path.relative_to(_ROOT).as_posix() if _is_ours(filename) else path.name


class PlainFormatter(logging.Formatter):
    """Writes a day, a level and a fixed message; an attached exception only as `describe_error`.

    Arguments of a message are left out unless the logger is one of ours: a library formats
    addresses and values into its own messages.
    """

    def __init__(self) -> None:
        """Set the line format."""
        super().__init__(LOG_FORMAT, DAY_FORMAT)

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name logging calls
        """Describe an exception without its message."""
        error = ei[1] if isinstance(ei, tuple) else None
        return describe_error(error) if isinstance(error, BaseException) else ""

    def format(self, record: logging.LogRecord) -> str:
        """Format a copy of the record, so that no other handler sees a cached text."""
        copied = logging.makeLogRecord(record.__dict__)
        copied.exc_text = None
        copied.stack_info = None
        if not record.name.startswith(OUR_LOGGERS):
            copied.msg, copied.args = f"{record.name}: message left out", ()
        return super().format(copied)


OUR_LOGGERS = ("reporting",)


def init_logs(level: int = logging.INFO) -> None:
    """Send every log line of the process through `PlainFormatter` to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlainFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
