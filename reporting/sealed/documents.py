"""The JSON documents inside a seal: written here, read strictly by `crypto.strictjson`.

Whoever holds a code chooses the bytes, so reading treats them as hostile. Nothing is ever written
again from what was parsed: signatures and digests are over the bytes received.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crypto.errors import Malformed
from crypto.strictjson import FORMAT_VERSION, read_document
from reporting.sealed.errors import NotDecodable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crypto.strictjson import Fields

DIGEST_BYTES = 32


def dump(kind: str, **values: object) -> bytes:
    """Return the bytes of a document of this kind, compact, keys in the order given."""
    document = {"v": FORMAT_VERSION, "kind": kind, **values}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def load(kind: str, keys: frozenset[str], content: bytes) -> Fields:
    """Return the fields of a document of this kind with exactly these keys.

    Raises NotDecodable for any other kind, version or shape.
    """
    with reading():
        return read_document(kind, keys, content)


@contextmanager
def reading() -> Iterator[None]:
    """Turn what a field's getter raises into NotDecodable."""
    try:
        yield
    except Malformed as error:
        raise NotDecodable(str(error)) from error


def previous_digest(document: Fields, number: int) -> bytes:
    """Return the digest of the document before: none for number 1, 32 bytes after it.

    Raises Malformed when it is there and should not be, or the other way round.
    """
    if number > 1:
        return document.hexadecimal("previous", DIGEST_BYTES)
    if document.text("previous"):
        raise Malformed("the first of a chain has none before it")
    return b""
