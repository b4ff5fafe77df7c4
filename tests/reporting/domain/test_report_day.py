"""A day with missing parts: read, written, compared."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.report_day import PartialDay, parse_day, read_day_parts

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-03",
        "2026-05-XX",
        "2026-XX-XX?",
        "XXXX-02-29",
        "XXXX-XX-31?",
        "2026-XX-31",
        "XXXX-XX-XX",
        "2024-02-29",
    ],
)
def test_the_written_form_reads_back(text):
    day = parse_day(text)
    assert day is not None
    assert str(day) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "unknown",
        "2026-02-31",
        "2025-02-29",
        "2026-00-01",
        "2026-13-01",
        "2026-01-00",
        "1899-01-01",
        "2200-01-01",
        "20X6-01-01",
        "2026-5-3",
        "2026-05-03 ",
        "2026-05-03??",
        "\u0662026-05-03",
        "XXXX-02-30",
    ],
)
def test_anything_else_is_no_day(text):
    assert parse_day(text) is None


def test_parts_are_read_as_people_type_them():
    assert read_day_parts({"day": " 3 ", "month": "05", "year": "26"}, unsure=False) == PartialDay(
        2026, 5, 3
    )
    assert read_day_parts({}, unsure=True) == PartialDay(unsure=True)
    assert read_day_parts({"day": "unknown", "month": "4"}, unsure=False) == PartialDay(month=4)
    assert read_day_parts({"day": "\u0663"}, unsure=False) == PartialDay(day=3)
    assert read_day_parts({"day": "\u00b2"}, unsure=False) is None
    assert read_day_parts({"year": "202"}, unsure=False) is None


def test_a_whole_day_is_a_date():
    assert PartialDay(2026, 5, 3, unsure=True).as_date() == date(2026, 5, 3)
    assert PartialDay(2026, 5).as_date() is None
    assert PartialDay().is_empty
    assert not PartialDay(day=1).is_empty


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("2026-11-20", False),
        ("2026-11-21", True),
        ("2026-12-XX", True),
        ("2026-11-XX", False),
        ("2027-XX-XX", True),
        ("2026-XX-31", False),
        ("XXXX-12-31", False),
        ("2027-01-01", True),
    ],
)
def test_a_day_is_ahead_only_when_all_it_can_mean_is(text, after):
    day = parse_day(text)
    assert day is not None
    assert day.is_after(TODAY) is after


parts = st.one_of(st.text(max_size=6), st.integers(-1, 2300).map(str), st.just("unknown"))


@given(parts, parts, parts, st.booleans())
def test_whatever_is_typed_is_a_day_that_exists_or_none(day, month, year, unsure):
    read = read_day_parts({"day": day, "month": month, "year": year}, unsure=unsure)
    assert read is None or parse_day(str(read)) == read
