"""Copies what a page is painted with into a new PDF, and leaves everything else behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from reporting.files.errors import Reason, Refused
from reporting.files.pdf_keys import KEPT, MAPS
from reporting.files.pdf_streams import clean_stream

if TYPE_CHECKING:
    from reporting.files.pdf_writer import Output

MOST_OBJECTS = 100_000
"""Values that are copied from one file; more is a bomb, or hours of somebody's maps."""
DEEPEST = 60  # dictionaries within one another; real pages stay under twenty

_SIMPLE = (
    BooleanObject,
    ByteStringObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)
_DEVICE_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}


class Copier:
    """Copies values of one PDF into `output`, each shared object once.

    Raises Refused where a value cannot be looked into, or there are too many.
    """

    def __init__(self, output: Output) -> None:
        self._output = output
        self._copied: dict[tuple[int, int], IndirectObject] = {}
        self._left = MOST_OBJECTS

    def copy(self, value: PdfObject | None, depth: int = 0, *, is_map: bool = False) -> PdfObject:
        """Return the copy of a value; `is_map` says that it is a dictionary with chosen names."""
        self._left -= 1
        if self._left < 0 or depth > DEEPEST:
            raise Refused(Reason.TOO_HEAVY)
        if isinstance(value, IndirectObject):
            return self._reference(value, depth, is_map=is_map)
        if isinstance(value, StreamObject):
            return self._stream(value, depth)
        if isinstance(value, DictionaryObject):
            return self._dictionary(value, depth, is_map=is_map)
        if isinstance(value, ArrayObject):
            return self._array(value, depth)
        return value if isinstance(value, _SIMPLE) else NullObject()

    def _reference(self, value: IndirectObject, depth: int, *, is_map: bool) -> IndirectObject:
        known = self._copied.get((value.idnum, value.generation))
        if known is not None:
            return known
        reference = self._copied[value.idnum, value.generation] = self._output.reserve()
        # A reference to a reference is not allowed, and could lead in a circle.
        target = value.get_object()
        if not isinstance(target, IndirectObject):
            self._output.put(reference, self.copy(target, depth + 1, is_map=is_map))
        return reference

    def _dictionary(self, value: DictionaryObject, depth: int, *, is_map: bool) -> DictionaryObject:
        copied = DictionaryObject()
        for key in value:
            if is_map or key in KEPT:
                # A map within a map is an entry that happens to have such a name.
                inner = not is_map and key in MAPS
                copied[NameObject(key)] = self.copy(value.raw_get(key), depth + 1, is_map=inner)
        return copied

    def _stream(self, value: StreamObject, depth: int) -> StreamObject:
        coded = clean_stream(value)
        copied = DecodedStreamObject()
        for key, entry in self._dictionary(value, depth, is_map=False).items():
            copied[key] = entry
        for key in ("/Filter", "/Length", "/DecodeParms"):
            copied.pop(key, None)
        copied[NameObject("/Filter")] = NameObject(coded.filter)
        parameters = value.get("/DecodeParms", value.get("/DP")) if coded.as_before else None
        if isinstance(parameters, ArrayObject):
            parameters = parameters[0].get_object() if parameters else None
        if isinstance(parameters, DictionaryObject):
            copied[NameObject("/DecodeParms")] = self._dictionary(parameters, depth, is_map=False)
        copied.set_data(coded.data)
        return copied

    def _array(self, value: ArrayObject, depth: int) -> PdfObject:
        if len(value) > 1 and value[0] == "/ICCBased":
            return _device_space(value[1].get_object())
        return ArrayObject(self.copy(entry, depth + 1) for entry in list.__iter__(value))


def _device_space(profile: PdfObject | None) -> NameObject:
    """Return the plain colour space for a profile, whose name can tell the device (8.6.5.5)."""
    count = profile.get("/N") if isinstance(profile, DictionaryObject) else None
    name = _DEVICE_SPACES.get(count) if isinstance(count, int) else None
    if name is None:
        raise Refused(Reason.UNCHECKED)
    return NameObject(name)
