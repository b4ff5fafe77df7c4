"""Segments of a JPEG, without decoding it."""

import io

import pytest
from PIL import Image

from reporting.files.jpeg import NotSegments, is_bare, segments, stripped


def pixels(data):
    with Image.open(io.BytesIO(data)) as picture:
        return picture.convert("RGB").tobytes()


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 2}])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_what_tells_something_goes_and_every_pixel_stays(make, mode, options):
    telling = make.jpeg(picture=make.painted(mode=mode), **options)
    clean = stripped(telling)
    assert make.MARKER in telling
    assert make.MARKER not in clean
    assert pixels(clean) == pixels(telling)


def test_what_hides_behind_an_adobe_segment_goes(make):
    plain = make.saved(make.painted(mode="CMYK"), "JPEG")
    adobe = make.segment(0xEE, b"Adobe\0\x64\0\0\0\0\0MARKER") + make.segment(0xEE, b"MARKER")
    assert make.MARKER not in stripped(plain[:2] + adobe + plain[2:])


def test_our_own_encoder_writes_a_bare_one(make):
    plain = make.saved(make.painted(), "JPEG", quality=90, subsampling="4:2:0")
    assert is_bare(plain)
    assert not is_bare(plain + b"x")
    assert not is_bare(plain[:2] + make.segment(0xFE, b"x") + plain[2:])
    assert not is_bare(plain[:2] + make.segment(0xE0, b"JFXX\0\x10thumb") + plain[2:])
    assert not is_bare(make.saved(make.painted(), "JPEG", dpi=(72, 72)))
    assert not is_bare(make.jpeg())


def test_bytes_of_the_scan_are_never_taken_for_segments(make):
    plain = make.saved(make.noise(200, 200), "JPEG", quality=98)
    found, end = segments(plain)
    assert end == len(plain)
    assert len(found) == len([1 for s in found if s.marker != 0xFE])
    assert b"\xff\0" in found[-1].scan


@pytest.mark.parametrize("cut", [2, 3, 5, 20, 400, -2, -1])
def test_one_that_is_cut_short_is_none(make, cut):
    plain = make.saved(make.painted(), "JPEG")
    with pytest.raises(NotSegments):
        segments(plain[:cut])
    assert not is_bare(plain[:cut])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG",
        b"\xff\xd8\xff\xe0\0\x01x",
        b"\xff\xd8\xff\0",
        b"\xff\xd8abc",
        b"\xff\xd8\xff\xff",
    ],
)
def test_other_bytes_are_none(data):
    with pytest.raises(NotSegments):
        segments(data)


def test_fill_bytes_before_a_marker_are_allowed(make):
    plain = make.saved(make.painted(), "JPEG")
    assert stripped(plain[:2] + b"\xff\xff" + plain[2:]) == stripped(plain)
