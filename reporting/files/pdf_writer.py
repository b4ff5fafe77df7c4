"""Writes objects as a PDF that has pages and nothing about itself.

pypdf's own writer always adds a producer, and is made for changing documents; here every object
that is written is one that was put in.
"""

from __future__ import annotations

import io

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
)

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class Output:
    """A PDF in the making; objects are numbered from 1 in the order they are reserved."""

    def __init__(self) -> None:
        self._objects: list[PdfObject | None] = []
        self._pages: list[IndirectObject] = []
        self._tree = self.reserve()

    def reserve(self) -> IndirectObject:
        """Return the reference of an object that is put later: objects may lead in circles."""
        self._objects.append(None)
        return IndirectObject(len(self._objects), 0, None)

    def put(self, reference: IndirectObject, value: PdfObject) -> None:
        """Say what a reserved reference stands for."""
        self._objects[reference.idnum - 1] = value

    def add(self, value: PdfObject) -> IndirectObject:
        """Put an object under a reference of its own."""
        reference = self.reserve()
        self.put(reference, value)
        return reference

    def resolved(self, value: PdfObject | None) -> PdfObject | None:
        """Return what a reference of ours stands for, or the value itself."""
        return self._objects[value.idnum - 1] if isinstance(value, IndirectObject) else value

    def add_page(self, page: DictionaryObject) -> None:
        """Put a page behind those that are there."""
        page[NameObject("/Parent")] = self._tree
        self._pages.append(self.add(page))

    def written(self) -> bytes:
        """Return the file (ISO 32000-1, 7.5): objects, cross-reference table, trailer."""
        self.put(
            self._tree,
            _dictionary(
                Type=NameObject("/Pages"),
                Kids=ArrayObject(self._pages),
                Count=NumberObject(len(self._pages)),
            ),
        )
        root = self.add(_dictionary(Type=NameObject("/Catalog"), Pages=self._tree))
        file = io.BytesIO()
        file.write(HEADER)
        places = []
        for number, value in enumerate(self._objects, 1):
            places.append(file.tell())
            file.write(b"%d 0 obj\n" % number)
            if value is None:
                file.write(b"null")
            else:
                value.write_to_stream(file)
            file.write(b"\nendobj\n")
        table = file.tell()
        file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        file.writelines(b"%010d 00000 n \n" % place for place in places)
        file.write(b"trailer\n")
        _dictionary(Size=NumberObject(len(places) + 1), Root=root).write_to_stream(file)
        file.write(b"\nstartxref\n%d\n%%%%EOF\n" % table)
        return file.getvalue()


def _dictionary(**entries: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})
