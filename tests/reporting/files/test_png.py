"""Chunks of a PNG, without decoding it."""

import pytest

from reporting.files.png import is_bare


def test_our_own_encoder_writes_a_bare_one(make):
    assert is_bare(make.saved(make.painted(), "PNG"))
    assert is_bare(make.saved(make.noise(600, 400), "PNG"))  # several IDAT


def test_any_other_chunk_or_byte_is_noticed(make):
    plain = make.saved(make.painted(), "PNG")
    assert not is_bare(make.png())
    assert not is_bare(plain + b"x")
    assert not is_bare(plain[:33] + make.chunk(b"tEXt", b"a\0b") + plain[33:])
    assert not is_bare(plain[:-12] + make.chunk(b"tIME", bytes(7)) + plain[-12:])
    assert not is_bare(plain + make.chunk(b"IEND", b""))


@pytest.mark.parametrize("cut", [0, 8, 20, 33, -1, -12])
def test_one_that_is_cut_short_is_noticed(make, cut):
    assert not is_bare(make.saved(make.painted(), "PNG")[:cut])


def test_one_without_a_picture_is_noticed(make):
    plain = make.saved(make.painted(), "PNG")
    assert not is_bare(plain[:33] + plain[-12:])
