"""Terminals that cannot show every sign get the nearest, and the command goes on."""

import io
import sys

import pytest

from reporting.cli.signs import nearest, showing_all_signs

FRENCH = "L’œuvre\u202f: «\u202fà faire\u202f» … ☂"


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", FRENCH),
        ("latin-1", "L'oeuvre : « à faire » ... ?"),
        ("ascii", 'L\'oeuvre : " a faire " ... ?'),
    ],
)
def test_what_cannot_be_shown_is_shown_as_nearly_as_it_can(monkeypatch, encoding, shown):
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding=encoding, write_through=True)
    monkeypatch.setattr(sys, "stdout", stream)
    with showing_all_signs():
        stream.write(FRENCH)
    assert written.getvalue().decode(encoding) == shown
    with pytest.raises(UnicodeEncodeError):
        stream.write("\ud800")


def test_it_is_for_writing_alone():
    error = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    with pytest.raises(UnicodeDecodeError):
        nearest(error)
