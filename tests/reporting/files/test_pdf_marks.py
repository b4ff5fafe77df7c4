"""Annotations become paint: which, and where they are put."""

import pytest
from pypdf.generic import ArrayObject, NameObject, NumberObject

from reporting.files.pdf_marks import marks


def annotation(make, appearance=None, rect=(100, 100, 300, 140), subtype="/Stamp", **entries):
    if appearance is None:
        appearance = make.stream(b"", BBox=make.numbers(0, 0, 100, 20))
    return make.names(
        Subtype=NameObject(subtype),
        Rect=make.numbers(*rect),
        AP=make.names(N=appearance),
        **entries,
    )


def found(make, *annotations):
    return list(marks(make.names(Annots=ArrayObject(annotations))))


def matrix(make, *annotations):
    [(_, text)] = found(make, *annotations)
    return [float(number) for number in text.split()]


def test_an_appearance_fills_the_place_of_its_annotation(make):
    assert matrix(make, annotation(make)) == [2, 0, 0, 2, 100, 100]
    assert matrix(make, annotation(make, rect=(300, 140, 100, 100))) == [2, 0, 0, 2, 100, 100]


def test_an_appearance_may_turn_itself_first(make):
    turned = make.stream(
        b"", BBox=make.numbers(0, 0, 20, 100), Matrix=make.numbers(0, 1, -1, 0, 0, 0)
    )
    assert matrix(make, annotation(make, turned)) == [2, 0, 0, 2, 300, 100]


def test_the_present_state_of_a_box_is_painted(make):
    on, off = (make.stream(text, BBox=make.numbers(0, 0, 1, 1)) for text in (b"on", b"off"))
    states = make.names(On=on, Off=off)
    [(painted, _)] = found(make, annotation(make, states, AS=NameObject("/On")))
    assert painted is on
    assert not found(make, annotation(make, states, AS=NameObject("/Other")))
    assert not found(make, annotation(make, states))


@pytest.mark.parametrize(
    "entries",
    [
        {"F": NumberObject(2)},
        {"F": NumberObject(32)},
        {"subtype": "/Link"},
        {"subtype": "/Popup"},
        {"rect": (1, 2, 3)},
    ],
)
def test_what_nobody_sees_is_left_behind(make, entries):
    assert not found(make, annotation(make, **entries))


def test_what_has_no_appearance_or_no_size_is_left_behind(make):
    flat = make.stream(b"", BBox=make.numbers(0, 0, 0, 20))
    lost = make.stream(b"")
    broken = make.stream(b"", BBox=make.numbers(0, 0, 1, 1), Matrix=make.numbers(1, 0))
    bare = make.names(Subtype=NameObject("/Stamp"), Rect=make.numbers(0, 0, 1, 1))
    assert not found(
        make, *(annotation(make, each) for each in (flat, lost, broken)), bare, NumberObject(3)
    )
    assert not list(marks(make.names()))
