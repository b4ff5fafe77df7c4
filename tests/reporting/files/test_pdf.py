"""The check of a cleaned PDF, sign by sign."""

import pytest

from reporting.files.documents import clean_document
from reporting.files.pdf import is_bare


@pytest.fixture(scope="module")
def cleaned(make):
    return clean_document(make.pdf())


def test_a_cleaned_one_passes_and_an_uncleaned_one_does_not(make, cleaned):
    assert is_bare(cleaned)
    assert not is_bare(make.pdf())


@pytest.mark.parametrize(
    "entry",
    [
        b"/OpenAction 3 0 R ",
        b"/JS (x) ",
        b"/J#53 (x) ",
        b"/#4aavaScript 3 0 R ",
        b"/Annots[] ",
        b"/Metadata 3 0 R ",
        b"/Type/EmbeddedFile ",
        b"/URI(http://example.org) ",
        b"/Info 3 0 R ",
        b"/ID[()()] ",
    ],
)
def test_an_entry_that_acts_or_tells_is_noticed(cleaned, entry):
    assert not is_bare(cleaned.replace(b"/Type /Catalog", entry + b"/Type /Catalog"))


def test_the_same_signs_within_a_stream_are_only_bytes(make):
    made = make.Document()
    made.page["/Resources"]["/XObject"]["/Im1"].set_data(make.saved(make.painted(), "JPEG"))
    document = clean_document(made.written())
    within = document.replace(b"/Filter /DCTDecode\n/Length ", b"/Filter /DCTDecode\n/Length 0", 1)
    assert is_bare(document)
    assert not is_bare(within.replace(b"Length 0", b"Length 9"))


def test_bytes_before_or_behind_and_a_second_end_are_noticed(cleaned):
    assert not is_bare(b"<html>" + cleaned)
    assert not is_bare(cleaned + b"PK\x03\x04")
    assert not is_bare(cleaned + cleaned)
    assert not is_bare(cleaned[:-1])
    assert not is_bare(b"")
