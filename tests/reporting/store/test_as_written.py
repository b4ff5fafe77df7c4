"""Values of rows are taken as our programs write them, and in no other way."""

from datetime import UTC, date, datetime

import pytest

from reporting.store import as_written
from reporting.store.as_written import NotAsWritten


@pytest.mark.parametrize(
    ("read", "value", "found"),
    [
        (as_written.number, 2**62, 2**62),
        (as_written.words, "", ""),
        (as_written.octets, b"\xff", b"\xff"),
        (as_written.day, "2026-11-20", date(2026, 11, 20)),
        (as_written.day, date(2026, 11, 20), date(2026, 11, 20)),
        (as_written.moment, 3600, datetime(1970, 1, 1, 1, tzinfo=UTC)),
    ],
)
def test_what_was_written_is_read(read, value, found):
    assert read(value) == found
    assert as_written.maybe(read, value) == found
    assert as_written.known(read, value) == found


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (as_written.number, True),
        (as_written.number, "1"),
        (as_written.number, 1.0),
        (as_written.words, b"a"),
        (as_written.octets, "a"),
        (as_written.day, "10000-01-01"),
        (as_written.day, "infinity"),
        (as_written.day, 20261120),
        (as_written.moment, 2**62),
        (as_written.moment, "junk"),
    ],
)
def test_anything_else_was_put_there_by_somebody(read, value):
    with pytest.raises(NotAsWritten):
        read(value)
    with pytest.raises(NotAsWritten):
        as_written.maybe(read, value)
    assert as_written.known(read, value) is None


def test_names_and_lengths_are_those_that_there_are():
    assert as_written.name("all", ("all", "contact")) == "all"
    assert as_written.octets(b"four", 4) == b"four"
    for wrong in ("ALL", "", None, b"all"):
        with pytest.raises(NotAsWritten):
            as_written.name(wrong, ("all", "contact"))
    with pytest.raises(NotAsWritten):
        as_written.octets(b"four", 5)


def test_a_row_that_is_not_as_written_hides_no_other():
    assert list(as_written.readable(as_written.number, [1, "two", None, 3])) == [1, 3]
