"""A PDF of ours has the objects that were put in, and says nothing about itself."""

import io

from pypdf import PdfReader
from pypdf.generic import NameObject

from reporting.files.pdf_writer import Output


def test_what_is_put_in_can_be_read_and_nothing_else(make):
    output = Output()
    late = output.reserve()
    for _ in range(2):
        output.add_page(
            make.names(Type=NameObject("/Page"), MediaBox=make.numbers(0, 0, 9, 9), Group=late)
        )
    output.put(late, make.names(S=NameObject("/Transparency")))
    assert output.resolved(late) == {"/S": "/Transparency"}
    assert output.resolved(None) is None
    data = output.written()
    reader = PdfReader(io.BytesIO(data), strict=True)
    assert [page["/Group"]["/S"] for page in reader.pages] == ["/Transparency"] * 2
    assert reader.metadata is None
    assert "/ID" not in reader.trailer
    assert data.count(b" obj\n") == 5  # the tree, what came late, two pages, the root


def test_a_reference_that_nothing_was_put_behind_is_null(make):
    output = Output()
    output.add_page(make.names(Type=NameObject("/Page"), Group=output.reserve()))
    [page] = PdfReader(io.BytesIO(output.written())).pages
    assert page["/Group"].get_object() is None or str(page["/Group"]) == "NullObject"
