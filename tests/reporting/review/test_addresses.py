"""An address names one row, in one spelling of its length, or there is no such page."""

import pytest

from reporting.review.addresses import id_of
from reporting.store.errors import NotFound


def test_an_id_is_sixteen_bytes_in_hex():
    assert id_of("0a" * 16) == b"\n" * 16


@pytest.mark.parametrize("text", ["", "zz" * 16, "0a" * 15, "0a" * 17, "0a" * 15 + "  "])
def test_anything_else_names_nothing(text):
    with pytest.raises(NotFound):
        id_of(text)
