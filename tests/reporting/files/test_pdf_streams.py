"""Streams: pictures lose what their formats carry along, the rest is written anew."""

import zlib

import pytest
from pypdf.generic import ArrayObject, EncodedStreamObject, NameObject, StreamObject

from reporting.files import pdf_streams
from reporting.files.errors import Reason, Refused
from reporting.files.pdf_streams import FAX, FLATE, JPEG, clean_stream


def encoded(data, *filters, **entries):
    made = EncodedStreamObject() if filters else StreamObject()
    made._data = data
    made.update({NameObject(f"/{key}"): value for key, value in entries.items()})
    if filters:
        named = [NameObject(name) for name in filters]
        made[NameObject("/Filter")] = named[0] if len(named) == 1 else ArrayObject(named)
    return made


IMAGE = {"Subtype": NameObject("/Image")}


def test_a_jpeg_loses_its_metadata(make):
    coded = clean_stream(encoded(make.jpeg(), "/DCTDecode"))
    assert make.MARKER not in coded.data
    assert (coded.filter, coded.as_before) == (JPEG, True)


def test_a_jpeg_within_other_filters_is_taken_out(make):
    packed = zlib.compress(make.jpeg()).hex().encode() + b">"
    coded = clean_stream(encoded(packed, "/ASCIIHexDecode", "/FlateDecode", "/DCTDecode"))
    assert make.MARKER not in coded.data
    assert (coded.filter, coded.as_before) == (JPEG, False)


def test_a_jpeg_that_is_none_is_damaged():
    with pytest.raises(Refused) as caught:
        clean_stream(encoded(b"MARKER", "/DCTDecode"))
    assert caught.value.reason is Reason.DAMAGED


def test_bytes_behind_a_packed_picture_go():
    packed = zlib.compress(b"pixels" * 1000)
    coded = clean_stream(encoded(packed + b"MARKER", "/FlateDecode", **IMAGE))
    assert (coded.data, coded.as_before) == (packed, True)
    cut = packed[:-6]
    assert clean_stream(encoded(cut, "/FlateDecode", **IMAGE)).data == cut


def test_drawing_orders_and_fonts_are_written_anew():
    packed = zlib.compress(b"0 0 m") + b"MARKER"
    for source in (
        encoded(packed, "/FlateDecode"),
        encoded(b"30 20 30 20 6d>", "/ASCIIHexDecode"),
        encoded(b"0 0 m"),
    ):
        coded = clean_stream(source)
        assert zlib.decompress(coded.data) == b"0 0 m"
        assert (coded.filter, coded.as_before) == (FLATE, False)


def test_a_fax_stays():
    coded = clean_stream(encoded(b"\x00\x01", FAX, **IMAGE))
    assert (coded.data, coded.filter) == (b"\x00\x01", FAX)


def test_a_jpeg_within_drawing_orders_is_refused():
    orders = b"BI /W 9 /H 9 /F [/A85 /DCT] ID x EI"
    for source in (encoded(orders), encoded(orders.replace(b"/F ", b"/Filter"))):
        with pytest.raises(Refused) as caught:
            clean_stream(source)
        assert caught.value.reason is Reason.UNCHECKED


def test_a_stream_that_grows_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_streams, "MOST_DECODED", 1_000_000)
    bomb = zlib.compress(bytes(1_000_001))
    for entries in ({}, IMAGE):
        with pytest.raises(Refused) as caught:
            clean_stream(encoded(bomb, "/FlateDecode", **entries))
        assert caught.value.reason is Reason.TOO_HEAVY
