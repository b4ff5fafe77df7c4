"""One sealed file as a browser posts it, and back.

Body: u32 big-endian length of the header ‖ header ‖ ciphertext. The header is the JSON document
{"v":1,"kind":"sealed file","token","item","wraps"}, its members as in `wire`. Ten megabytes of
base64 would be a third more on a slow network, and twice in a server's memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from crypto.errors import Malformed
from crypto.padding import CLASSES
from crypto.strictjson import read_document
from crypto.suite import ID_BYTES, TAG_BYTES, u32
from reporting.sealed.documents import dump
from reporting.sealed.errors import NotSealed
from reporting.sealed.files import KIND
from reporting.sealed.wire import read_wraps, wraps_json
from reporting.store.records import SealedPart

DOCUMENT = "sealed file"
KEYS = frozenset({"token", "item", "wraps"})
TOKEN_BYTES = 32
LENGTH_BYTES = 4
MAX_HEADER = 4096
"""Bytes: one wrap is 1,559 signs, the rest some 200."""

MAX_BODY = LENGTH_BYTES + MAX_HEADER + 1 + max(CLASSES[KIND]) + TAG_BYTES


@dataclass(frozen=True, slots=True)
class PostedFile:
    """A sealed file, and the token of the mailbox whose report it is for."""

    token: bytes = field(repr=False)
    part: SealedPart = field(repr=False)


def file_body(token: bytes, part: SealedPart) -> bytes:
    """Return what a browser posts."""
    header = dump(DOCUMENT, token=token.hex(), item=part.item.hex(), wraps=wraps_json(part))
    return u32(len(header)) + header + part.ciphertext


def read_file_body(body: bytes) -> PostedFile:
    """Return what was posted; raise NotSealed for any other shape.

    Whether the part can be a sealed file is `verify.check_file`'s to say.
    """
    start = LENGTH_BYTES + int.from_bytes(body[:LENGTH_BYTES], "big")
    if not LENGTH_BYTES < start <= min(len(body), LENGTH_BYTES + MAX_HEADER):
        raise NotSealed("the header of a sealed file is cut short, or too long")
    try:
        header = read_document(DOCUMENT, KEYS, body[LENGTH_BYTES:start])
        item = header.hexadecimal("item", ID_BYTES)
        part = SealedPart(item, KIND, body[start:], read_wraps(header))
        return PostedFile(header.hexadecimal("token", TOKEN_BYTES), part)
    except Malformed as error:
        raise NotSealed(str(error)) from error
