"""PDF documents, rebuilt from the pictures of their pages: only what is painted comes through.

Runs in the room alone (`child`), under its limits. pypdf reads the file; what a page is painted
with is copied by a list of names into a new document that never had a title, an author, a script,
a form, a link, an attached file or a preview.

What stays: all that is on the pages, also under a black bar that somebody drew over it.
"""

from __future__ import annotations

import io
import logging
from itertools import count

import pypdf.filters  # loaded before the room is locked
from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
)

from reporting.files.errors import Reason, Refused
from reporting.files.pdf_copy import Copier
from reporting.files.pdf_keys import PAGE
from reporting.files.pdf_marks import marks
from reporting.files.pdf_writer import Output

MOST_PAGES = 200


def prepare() -> None:
    """Load everything a document may need, while files can still be opened."""
    # Warnings of a reader quote what it read.
    logging.disable(logging.CRITICAL)
    pypdf.filters.decode_stream_data(DecodedStreamObject())


def clean_document(data: bytes) -> bytes:
    """Return a PDF with the same pages, and nothing that is not painted on them.

    Raises Refused; any other error means that the document is damaged.
    """
    pages = _pages(data)
    output = Output()
    copier = Copier(output)
    for page in pages:
        output.add_page(_page(page, copier, output))
    return output.written()


def _pages(data: bytes) -> list[PageObject]:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Refused(Reason.ENCRYPTED)
        if len(reader.pages) > MOST_PAGES:
            raise Refused(Reason.TOO_MANY_PAGES)
        pages = list(reader.pages)
    except PyPdfError as error:
        raise Refused(Reason.DAMAGED) from error
    if not pages:
        raise Refused(Reason.DAMAGED)
    return pages


def _page(page: PageObject, copier: Copier, output: Output) -> DictionaryObject:
    cleaned = DictionaryObject({NameObject("/Type"): NameObject("/Page")})
    for key in PAGE:
        if key in page:
            cleaned[NameObject(key)] = copier.copy(page.raw_get(key))
    named = page.raw_get("/Resources") if "/Resources" in page else DictionaryObject()
    resources = copier.copy(named)
    contents = _contents(page, copier)
    drawn = [(output.add(copier.copy(mark)), matrix) for mark, matrix in marks(page)]
    if drawn:
        resources, orders = _with_marks(resources, drawn, output)
        before, after = (output.add(_orders(text)) for text in ("q\n", f"\nQ\n{orders}"))
        contents = [before, *contents, after]
    cleaned[NameObject("/Resources")] = resources
    cleaned[NameObject("/Contents")] = ArrayObject(contents)
    return cleaned


def _contents(page: PageObject, copier: Copier) -> list[PdfObject]:
    """Return the page's drawing orders: one stream, or several that belong together (7.7.3.3)."""
    if "/Contents" not in page:
        return []
    raw = page.raw_get("/Contents")
    found = raw.get_object()
    listed = list.__iter__(found) if isinstance(found, ArrayObject) else [raw]
    return [copier.copy(entry) for entry in listed if isinstance(entry.get_object(), StreamObject)]


def _with_marks(
    resources: PdfObject, drawn: list[tuple[IndirectObject, str]], output: Output
) -> tuple[DictionaryObject, str]:
    """Return the page's resources with the marks among them, and the orders that paint these."""
    own = _own(resources, output)
    pictures = _own(own.get("/XObject"), output)
    own[NameObject("/XObject")] = pictures
    orders: list[str] = []
    for mark, matrix in drawn:
        name = next(f"/Mark{n}" for n in count(len(orders)) if f"/Mark{n}" not in pictures)
        pictures[NameObject(name)] = mark
        orders.append(f"q {matrix} cm {name} Do Q\n")
    return own, "".join(orders)


def _own(value: PdfObject | None, output: Output) -> DictionaryObject:
    """Return a dictionary that is the page's alone: other pages may share what is there."""
    found = output.resolved(value)
    return DictionaryObject(
        {key: found.raw_get(key) for key in found} if isinstance(found, DictionaryObject) else {}
    )


def _orders(text: str) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(text.encode())
    return stream
