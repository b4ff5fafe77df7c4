"""One packing, many readers: each gets her own words in the gap, and all of the rest."""

import gzip
import zlib

import pytest
from flask import Flask

from reporting.web.packed import Packed

GAP = "0123456789abcdef"
STRANGE = ("\x00" * 16, "a" * 16, "</p>\n<p>lines of", "0123456789abcdef")
PAGE = "".join(f"<p>line {number} of a page that repeats itself</p>\n" for number in range(1500))


@pytest.fixture
def sent():
    """Send a page as a browser that takes gzip, or does not, would have it."""
    app = Flask("packed")

    def send(packed, own="", *, takes="gzip, br"):
        with app.test_request_context(headers={"Accept-Encoding": takes}):
            return packed.answer(own)

    return send


@pytest.mark.parametrize("at", [0, 1, 300, len(PAGE) // 2, len(PAGE)])
@pytest.mark.parametrize("own", STRANGE)
def test_what_fills_the_gap_is_read_in_its_place_whatever_it_is(sent, at, own):
    packed = Packed.of(PAGE[:at] + GAP + PAGE[at:], GAP)
    answer = sent(packed, own)
    assert answer.headers["Content-Encoding"] == "gzip"
    # gzip.decompress holds checksum and length against what it reads.
    assert gzip.decompress(answer.data).decode() == PAGE[:at] + own + PAGE[at:]


def test_without_a_gap_it_is_the_page(sent):
    packed = Packed.of("Ça va ?" * 300)
    assert gzip.decompress(sent(packed).data).decode() == "Ça va ?" * 300


def test_a_browser_that_takes_no_gzip_gets_it_plain(sent):
    answer = sent(Packed.of(f"a {GAP} b", GAP), "x" * 16, takes="identity")
    assert answer.data == b"a xxxxxxxxxxxxxxxx b"
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_the_gap_costs_no_more_than_what_fills_it_and_a_few_bytes(sent):
    whole = len(zlib.compress(PAGE.encode(), 9))
    assert len(sent(Packed.of(PAGE[:9000] + GAP + PAGE[9000:], GAP), GAP).data) < whole + 100


@pytest.mark.parametrize("page", ["no gap here", f"{GAP} twice {GAP}"])
def test_there_is_exactly_one_gap(page):
    with pytest.raises(ValueError, match="unpack"):
        Packed.of(page, GAP)


@pytest.mark.parametrize("own", ["", "short", "x" * 17])
def test_what_fills_it_has_its_length(sent, own):
    with pytest.raises(ValueError, match="another length"):
        sent(Packed.of(f"a{GAP}b", GAP), own)
