"""What is copied from one PDF to another, value by value."""

import io

import pytest
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)

from reporting.files import pdf_copy
from reporting.files.errors import Reason, Refused
from reporting.files.pdf_copy import Copier
from reporting.files.pdf_writer import Output


@pytest.fixture
def output():
    return Output()


@pytest.fixture
def copier(output):
    return Copier(output)


class Source:
    """Stands for a reader: hands out objects by number."""

    def __init__(self):
        self.objects = {}

    def get_object(self, reference):
        return self.objects[reference.idnum]

    def reference(self, number):
        return IndirectObject(number, 0, self)


def test_names_that_paint_stay_and_all_others_go(copier, make):
    group = make.names(
        S=NameObject("/Transparency"), JS=TextStringObject("x"), URI=TextStringObject("y")
    )
    assert set(copier.copy(group)) == {"/S"}


def test_a_document_chooses_its_own_names_in_a_map(copier, make):
    glyphs = make.names(A=make.stream(b"0 0 m"), JS=make.stream(b"0 0 m", JS=NameObject("/x")))
    font = copier.copy(make.names(CharProcs=glyphs, A=make.script()))
    assert set(font) == {"/CharProcs"}
    assert set(font["/CharProcs"]) == {"/A", "/JS"}
    assert set(font["/CharProcs"]["/JS"]) == {"/Filter"}


def test_what_is_shared_is_copied_once(copier, output, make):
    source = Source()
    source.objects[7] = make.names(BaseFont=NameObject("/Helvetica"))
    first, second = (copier.copy(source.reference(7)) for _ in range(2))
    assert first == second
    assert output.resolved(first)["/BaseFont"] == "/Helvetica"


def test_a_reference_to_a_reference_is_nothing(copier, output):
    source = Source()
    source.objects[7] = source.reference(8)
    assert output.resolved(copier.copy(source.reference(7))) is None


def test_colour_profiles_become_plain_colours(copier, make):
    for count, name in ((1, "/DeviceGray"), (3, "/DeviceRGB"), (4, "/DeviceCMYK")):
        profile = make.stream(b"MARKER", N=NumberObject(count))
        assert copier.copy(ArrayObject([NameObject("/ICCBased"), profile])) == name
    for broken in (make.stream(b"", N=NumberObject(2)), NullObject()):
        with pytest.raises(Refused):
            copier.copy(ArrayObject([NameObject("/ICCBased"), broken]))


def test_unknown_values_become_nothing(copier):
    assert isinstance(copier.copy(None), NullObject)


def test_too_deep_and_too_many_are_refused(copier, monkeypatch):
    nest = DictionaryObject()
    for _ in range(pdf_copy.DEEPEST + 2):
        nest = DictionaryObject({NameObject("/Group"): nest})
    with pytest.raises(Refused) as caught:
        copier.copy(nest)
    assert caught.value.reason is Reason.TOO_HEAVY
    monkeypatch.setattr(pdf_copy, "MOST_OBJECTS", 3)
    with pytest.raises(Refused):
        Copier(Output()).copy(ArrayObject(NumberObject(n) for n in range(5)))


def test_parameters_of_a_filter_stay_as_long_as_it_does(copier, make):
    parameters = make.names(K=NumberObject(-1), Columns=NumberObject(8), JBIG2Globals=NullObject())
    fax = make.stream(b"x", Filter=NameObject("/CCITTFaxDecode"), DecodeParms=parameters)
    assert set(copier.copy(fax)["/DecodeParms"]) == {"/K", "/Columns"}
    listed = make.stream(
        b"x",
        Filter=ArrayObject([NameObject("/CCITTFaxDecode")]),
        DecodeParms=ArrayObject([parameters]),
    )
    assert set(copier.copy(listed)["/DecodeParms"]) == {"/K", "/Columns"}
    file = io.BytesIO()
    copier.copy(fax).write_to_stream(file)
    assert b"/Length 1\n" in file.getvalue()
