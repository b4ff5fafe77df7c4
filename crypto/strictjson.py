"""JSON as signed documents carry it: UTF-8, an object, no key twice, whole numbers, one version.

Two readers must never believe different things of one signed document, so what RFC 8259 leaves to
the reader (repeated names, sizes of numbers, encodings) is refused here.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NoReturn

from crypto.errors import Malformed, UnknownVersion

FORMAT_VERSION = 1

LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON holds exactly (RFC 8259, section 6)."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_HALF = re.compile("[\ud800-\udfff]")


def read_document(kind: str, keys: frozenset[str], raw: bytes) -> Fields:
    """Return the fields of a document that says `v` 1 and this kind, and has exactly these keys.

    `keys` leaves out v and kind. Raises UnknownVersion for another `v`, Malformed for all else.
    """
    try:
        value = json.loads(
            raw.decode(),
            object_pairs_hook=_unique,
            parse_constant=_refuse,
            parse_float=_refuse,
            parse_int=_whole,
        )
    # RecursionError: nested brackets exhaust the parser's stack.
    except (ValueError, RecursionError, AttributeError) as error:
        raise Malformed("not the JSON of a document") from error
    if not isinstance(value, dict):
        raise Malformed("not a JSON object")
    version = value.get("v")
    if not isinstance(version, int) or isinstance(version, bool):
        raise Malformed("a document without a version")
    if version != FORMAT_VERSION:
        raise UnknownVersion(version)
    fields = Fields(value, keys | {"v", "kind"})
    if fields.text("kind") != kind:
        raise Malformed(f"not a document of the kind {kind}")
    return fields


def b64u(raw: bytes) -> str:
    """Write base64url without padding (RFC 4648, section 5)."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64u(text: str, length: int | None = None) -> bytes:
    """Read base64url without padding, in its one spelling. Raises Malformed."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise Malformed("not base64url") from error
    # The decoder skips signs that are none of its own, and stray bits in the last one: two texts
    # would mean the same bytes.
    if b64u(raw) != text or (length is not None and len(raw) != length):
        raise Malformed("base64url of another length or spelling")
    return raw


class Fields:
    """One JSON object with exactly the expected names; each getter raises Malformed."""

    __slots__ = ("_values",)

    def __init__(self, value: object, keys: frozenset[str]) -> None:
        """Take a parsed value. Raises Malformed unless it is an object with exactly `keys`."""
        if not isinstance(value, dict) or value.keys() != keys:
            raise Malformed("an object with missing or unknown names")
        self._values: dict[str, object] = value

    def value(self, name: str) -> object:
        """Return a member as it was parsed, for a reader that checks it itself."""
        return self._values[name]

    def text(self, name: str, longest: int = 4096) -> str:
        """Return a text of at most `longest` characters that can be written as UTF-8."""
        value = self._values[name]
        if not isinstance(value, str) or len(value) > longest:
            raise Malformed(f"{name} is not a text, or too long")
        # "\ud800" is valid JSON, and half a character.
        if not value.isascii() and _HALF.search(value):
            raise Malformed(f"{name} has half a character")
        return value

    def name(self, name: str) -> str:
        """Return a text of 1 to 64 characters."""
        value = self.text(name, longest=64)
        if not value:
            raise Malformed(f"{name} is empty")
        return value

    def number(self, name: str, least: int = 0, most: int = LARGEST) -> int:
        """Return a whole number within both bounds."""
        value = self._values[name]
        # bool is an int in Python: `true` must not pass as 1.
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise Malformed(f"{name} is not a number in range")
        return value

    def hexadecimal(self, name: str, length: int) -> bytes:
        """Return `length` bytes given as lower-case hex."""
        value = self.text(name)
        try:
            raw = bytes.fromhex(value)
        except ValueError as error:
            raise Malformed(f"{name} is not hexadecimal") from error
        if raw.hex() != value or len(raw) != length:
            raise Malformed(f"{name} has another length or spelling")
        return raw

    def base64url(self, name: str, length: int) -> bytes:
        """Return `length` bytes given as base64url without padding."""
        return unb64u(self.text(name), length)

    def day(self, name: str) -> dt.date:
        """Return a calendar day, `YYYY-MM-DD`."""
        value = self.text(name)
        # fromisoformat takes other spellings of the same day.
        if not _DAY.fullmatch(value):
            raise Malformed(f"{name} is not a day")
        try:
            return dt.date.fromisoformat(value)
        except ValueError as error:
            raise Malformed(f"{name} is not a day") from error

    def day_or_none(self, name: str) -> dt.date | None:
        """Return a calendar day, or None for null."""
        return None if self._values[name] is None else self.day(name)

    def objects(self, name: str, keys: frozenset[str]) -> tuple[Fields, ...]:
        """Return a list of objects, each with exactly these keys."""
        return tuple(Fields(value, keys) for value in self._list(name))

    def names(self, name: str) -> frozenset[str]:
        """Return a list of different texts of 1 to 64 characters, as a set."""
        wanted = frozenset({name})
        values = [Fields({name: value}, wanted).name(name) for value in self._list(name)]
        if len(set(values)) != len(values):
            raise Malformed(f"{name} names something twice")
        return frozenset(values)

    def _list(self, name: str) -> list[object]:
        value = self._values[name]
        if not isinstance(value, list):
            raise Malformed(f"{name} is not a list")
        return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise Malformed("a name stands twice")
    return value


def _whole(text: str) -> int:
    # Python itself refuses to read more than 4300 digits, with a ValueError.
    number = int(text)
    if abs(number) > LARGEST:
        raise Malformed("a number past 2^53")
    return number


def _refuse(_text: str) -> NoReturn:
    raise Malformed("a number that is not whole")
