"""Days as print writes them."""

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date

from reporting.casework.typesetting import Value, Words

# English and French as they are written in Canada.
LOCALES = {"en": "en_CA", "fr": "fr_CA"}


def day_in_words(day: date) -> Words:
    """Write a day as each language writes it: `March 2, 2026`, `2 mars 2026`, `1er mars 2026`."""
    words = {language: format_date(day, "long", locale=name) for language, name in LOCALES.items()}
    if day.day == 1:
        # CLDR has no ordinal for the first of a month, which French never writes without one.
        words["fr"] = words["fr"].replace("1 ", "1er ", 1)
    return words


def printed_day(day: date) -> Mapping[str, Value]:
    """Give a day to a template: in words, and as 2026-03-02 where two languages share a line."""
    return {"words": day_in_words(day), "iso": day.isoformat()}
