"""Prints what a terminal cannot show with the nearest signs that it can.

French needs ’ and a narrow no-break space, which terminals of another time do not have: a command
that ends for want of an apostrophe would be a poor joke.
"""

from __future__ import annotations

import codecs
import sys
import unicodedata
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HANDLER = "brolly-nearest"

NEAREST = {
    "\u00a0": " ",
    "\u202f": " ",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "…": "...",
    "œ": "oe",
    "Œ": "OE",
}


def nearest(error: UnicodeError) -> tuple[str, int]:
    """Stand in for signs that cannot be encoded (a handler for `codecs`)."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(NEAREST.get(sign) or _bare(sign) for sign in signs), error.end


def _bare(sign: str) -> str:
    """Return a letter without its accent, "?" for what has nothing near."""
    letter = unicodedata.normalize("NFKD", sign)[0]
    return letter if letter.isascii() else "?"


@contextmanager
def showing_all_signs() -> Iterator[None]:
    """Let no sign stop the command inside the block, whatever the terminal can show."""
    codecs.register_error(HANDLER, nearest)
    changed = [
        (stream, stream.errors)
        for stream in (sys.stdout, sys.stderr)
        if isinstance(stream, TextIOWrapper)
    ]
    for stream, _ in changed:
        stream.reconfigure(errors=HANDLER)
    try:
        yield
    finally:
        for stream, before in changed:
            if not stream.closed:
                stream.reconfigure(errors=before)
