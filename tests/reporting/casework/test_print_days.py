from datetime import date

from reporting.casework.print_days import day_in_words, printed_day


def test_a_day_is_written_as_each_language_writes_it() -> None:
    assert day_in_words(date(2026, 8, 1)) == {"en": "August 1, 2026", "fr": "1er août 2026"}


def test_two_languages_on_one_line_share_the_digits() -> None:
    assert printed_day(date(2026, 8, 1))["iso"] == "2026-08-01"
