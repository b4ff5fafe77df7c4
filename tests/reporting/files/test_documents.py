"""A PDF keeps its pages and loses everything that is not painted on them."""

import io

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject, NumberObject

from reporting.files import documents, pdf
from reporting.files.errors import Reason, Refused


def shown(data):
    """Each page as another library paints it: its size, and its pixels in RGB."""
    document = pypdfium2.PdfDocument(data)
    return [page.render(scale=0.5, draw_annots=True).to_pil().convert("RGB") for page in document]


def words(data):
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def refusal(data):
    with pytest.raises(Refused) as caught:
        documents.clean_document(data)
    return caught.value.reason


def test_the_page_looks_as_before_and_can_still_be_read(make):
    made = make.Document()
    made.annotate("/FreeText", "Said beside")
    before, after = made.written(), documents.clean_document(made.written())
    assert shown(after)[0].tobytes() == shown(before)[0].tobytes()
    assert "Visible words" in words(after)[0]


def test_nothing_that_was_beside_the_page_is_left(make):
    before, after = make.pdf(), documents.clean_document(make.pdf())
    assert make.MARKER in before
    assert make.MARKER not in after
    reader = PdfReader(io.BytesIO(after))
    assert set(reader.trailer) == {"/Size", "/Root"}
    assert set(reader.root_object) == {"/Type", "/Pages"}
    assert set(reader.pages[0]) == {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
    assert pdf.is_bare(after)


def test_what_was_filled_in_or_written_beside_stays_as_paint(make):
    after = documents.clean_document(make.pdf())
    text = "".join(page.get_text_range() for page in map(_text, pypdfium2.PdfDocument(after)))
    assert "Filled in" not in words(make.Document().written())[0]
    assert "Filled in" in text
    assert "Said beside" in text


def _text(page):
    return page.get_textpage()


def test_pages_may_share_what_they_are_painted_with(make):
    made = make.Document()
    other = made.writer.add_blank_page(600, 800)
    for key in ("/Resources", "/Contents"):
        other[NameObject(key)] = made.page.raw_get(key)
    made.annotate("/FreeText", "Only here")
    after = documents.clean_document(made.written())
    assert after.count(b"/DCTDecode") == 1
    first, second = shown(after)
    assert first.tobytes() != second.tobytes()
    assert "Only here" not in words(after)[1]


def test_a_shape_that_leads_in_a_circle_ends(make):
    made = make.Document()
    form = make.stream(b"q Q", Subtype=NameObject("/Form"), BBox=make.numbers(0, 0, 9, 9))
    reference = made.add(form)
    form[NameObject("/Resources")] = make.names(XObject=make.names(Again=reference))
    made.page["/Resources"]["/XObject"][NameObject("/Loop")] = reference
    after = documents.clean_document(made.written())
    assert "Visible words" in words(after)[0]


def test_one_with_a_password_is_refused_also_an_empty_one(make):
    for password in ("secret", ""):
        writer = PdfWriter(clone_from=io.BytesIO(make.pdf()))
        writer.encrypt(password, "owner")
        file = io.BytesIO()
        writer.write(file)
        assert refusal(file.getvalue()) is Reason.ENCRYPTED


@pytest.mark.parametrize("name", ["/JPXDecode", "/JBIG2Decode", "/Crypt", "/Unknown"])
def test_streams_that_cannot_be_looked_into_are_refused(make, name):
    made = make.Document()
    made.page["/Resources"]["/XObject"][NameObject("/Im2")] = made.add(
        make.stream(b"x", Subtype=NameObject("/Image"), Filter=NameObject(name))
    )
    assert refusal(made.written()) is Reason.UNCHECKED


def test_data_in_another_file_is_refused(make):
    made = make.Document()
    outside = make.stream(b"", F=make.names(UF=NameObject("/etc")), Subtype=NameObject("/Image"))
    made.page["/Resources"]["/XObject"][NameObject("/Im2")] = made.add(outside)
    assert refusal(made.written()) is Reason.UNCHECKED


def test_more_than_200_pages_are_refused():
    writer = PdfWriter()
    for _ in range(documents.MOST_PAGES + 1):
        writer.add_blank_page(9, 9)
    file = io.BytesIO()
    writer.write(file)
    assert refusal(file.getvalue()) is Reason.TOO_MANY_PAGES
    assert "200" in Reason.TOO_MANY_PAGES.text


def test_one_without_a_page_is_refused():
    file = io.BytesIO()
    PdfWriter().write(file)
    assert refusal(file.getvalue()) is Reason.DAMAGED


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\nnothing of the kind\n%%EOF\n"])
def test_one_that_is_broken_is_refused(data):
    assert refusal(data) is Reason.DAMAGED


def test_contents_in_several_streams_belong_together(make):
    made = make.Document()
    pieces = []
    for text in (b"BT /A 24 Tf 100 300 Td ", b"(Visible words) Tj ET"):
        piece = DecodedStreamObject()
        piece.set_data(text)
        pieces.append(made.add(piece))
    made.page[NameObject("/Contents")] = ArrayObject(pieces)
    made.page[NameObject("/Rotate")] = NumberObject(90)
    after = documents.clean_document(made.written())
    assert shown(after)[0].tobytes() == shown(made.written())[0].tobytes()
    assert shown(after)[0].size == (400, 300)
