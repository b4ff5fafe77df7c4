"""Annotations as plain drawing: what somebody wrote or drew on a page stays, what it does goes.

A form's values, a stamp or a marked line are pictures of their own beside the page (ISO 32000-1,
12.5.5); they become part of the page, and the annotation itself is left behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdf import Transformation
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    RectangleObject,
    StreamObject,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

HIDDEN, NO_VIEW = 1 << 1, 1 << 5  # flags of an annotation that nobody sees on a screen (12.5.3)
NEVER_PAINTED = frozenset({"/Popup", "/Link"})
MOST_MARKS = 2000  # on one page
CORNERS = 4


def marks(page: DictionaryObject) -> Iterator[tuple[StreamObject, str]]:
    """Yield the appearance of each visible annotation and the matrix that puts it in its place.

    The matrix is six numbers as an operand of `cm`.
    """
    listed = _resolved(page.get("/Annots"))
    if not isinstance(listed, ArrayObject):
        return
    for entry in list(listed)[:MOST_MARKS]:
        annotation = _resolved(entry)
        if not isinstance(annotation, DictionaryObject) or not _is_visible(annotation):
            continue
        appearance = _appearance(annotation)
        if appearance is not None:
            matrix = _placing(annotation, appearance)
            if matrix is not None:
                yield appearance, matrix


def _is_visible(annotation: DictionaryObject) -> bool:
    flags = _resolved(annotation.get("/F"))
    unseen = isinstance(flags, NumberObject) and flags & (HIDDEN | NO_VIEW)
    return not unseen and annotation.get("/Subtype") not in NEVER_PAINTED


def _appearance(annotation: DictionaryObject) -> StreamObject | None:
    """Return the normal appearance, of its present state where it has several (12.5.5)."""
    every = _resolved(annotation.get("/AP"))
    normal = _resolved(every.get("/N")) if isinstance(every, DictionaryObject) else None
    if isinstance(normal, DictionaryObject) and not isinstance(normal, StreamObject):
        state = _resolved(annotation.get("/AS"))
        normal = _resolved(normal.get(state)) if isinstance(state, NameObject) else None
    return normal if isinstance(normal, StreamObject) else None


def _placing(annotation: DictionaryObject, appearance: StreamObject) -> str | None:
    """Return the matrix that brings the appearance's box onto the annotation's (12.5.5)."""
    place, box = _box(annotation.get("/Rect")), _box(appearance.get("/BBox"))
    own = _numbers(appearance.get("/Matrix")) or [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
    if place is None or box is None or len(own) != len("abcdef"):
        return None
    turn = Transformation((own[0], own[1], own[2], own[3], own[4], own[5]))
    corners = [turn.apply_on((x, y)) for x in (box.left, box.right) for y in (box.bottom, box.top)]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    bottom, top = min(y for _, y in corners), max(y for _, y in corners)
    if right <= left or top <= bottom:
        return None
    wide, high = float(place.width) / (right - left), float(place.height) / (top - bottom)
    across, up = float(place.left) - left * wide, float(place.bottom) - bottom * high
    return " ".join(f"{number:.5f}" for number in (wide, 0, 0, high, across, up))


def _box(value: PdfObject | None) -> RectangleObject | None:
    numbers = _numbers(value)
    if numbers is None or len(numbers) != CORNERS:
        return None
    (left, right), (bottom, top) = sorted(numbers[::2]), sorted(numbers[1::2])
    return RectangleObject((left, bottom, right, top))


def _numbers(value: PdfObject | None) -> list[float] | None:
    listed = _resolved(value)
    if not isinstance(listed, ArrayObject):
        return None
    found = [_resolved(entry) for entry in listed]
    return [float(entry) for entry in found if isinstance(entry, NumberObject | FloatObject)]


def _resolved(value: PdfObject | None) -> PdfObject | None:
    return None if value is None else value.get_object()
