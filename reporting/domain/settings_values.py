"""The pieces that public settings are made of, read strictly from JSON values.

Every `read_*` here takes a parsed JSON value, cleans text as the form does, and raises ValueError
for anything that is not what it should be; `settings` turns that into a named problem.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reporting.domain.report_text import clean_printed_line, clean_text, is_slug

KNOWN_LANGUAGES = ("en", "fr")
TEXT_LENGTH = 5_000  # two printed pages of one text
LINE_LENGTH = 200
MAX_LISTED = 200  # areas of a province, with room

_PHONE = re.compile(r"[0-9+(][0-9 ().x#*+-]{1,29}", re.ASCII)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the languages that somebody has written it in."""

    by_language: Mapping[str, str]

    def of(self, language: str) -> str:
        """Give the text in a language, or in the first that it has, or ""."""
        others = (text for text in self.by_language.values() if text)
        return self.by_language.get(language) or next(others, "")

    def __bool__(self) -> bool:
        """Tell whether there is a text at all."""
        return any(self.by_language.values())


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of an organisation's list: what is stored, and what is shown."""

    slug: str
    label: Text


@dataclass(frozen=True, slots=True)
class Area:
    """An area the organisation has drawn, large enough to publish, and the region it lies in.

    `small`: fewer than 20,000 people live there, so that a bulletin names the region (rule 10).
    """

    slug: str
    label: Text
    region: Text
    small: bool = False


@dataclass(frozen=True, slots=True)
class HelpNumber:
    """A number to call, as people dial it."""

    label: Text
    phone: str


def read_text(value: object, most: int = TEXT_LENGTH) -> Text:
    """Read {language: text}; empty texts go."""
    if not isinstance(value, dict) or not set(value) <= set(KNOWN_LANGUAGES):
        raise ValueError("not a text by language")
    found: dict[str, str] = {}
    for language in KNOWN_LANGUAGES:
        text = value.get(language, "")
        if not isinstance(text, str) or len(text) > most:
            raise ValueError("not a text of that length")
        if clean_text(text):
            found[language] = clean_text(text)
    return Text(found)


def read_label(value: object) -> Text:
    """Read {language: line}, at least one of them filled."""
    label = Text(
        {
            language: clean_printed_line(text)
            for language, text in read_text(value, LINE_LENGTH).by_language.items()
        }
    )
    if not label:
        raise ValueError("a label without words")
    return label


def read_optional_label(value: object) -> Text:
    """Read {language: line}, which may all be empty."""
    return read_label(value) if read_text(value, LINE_LENGTH) else Text({})


def read_members(value: object, *names: str) -> tuple[object, ...]:
    """Take exactly these members of an object, in this order."""
    if not isinstance(value, dict) or set(value) != set(names):
        raise ValueError("not an object with these members")
    return tuple(value[name] for name in names)


def list_of(read: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """Make a reader of a list from the reader of an entry; slugs must differ."""

    def read_list(value: object) -> tuple[T, ...]:
        if not isinstance(value, list) or len(value) > MAX_LISTED:
            raise ValueError("not a list of that length")
        entries = tuple(read(entry) for entry in value)
        slugs = [getattr(entry, "slug", None) or id(entry) for entry in entries]
        if len(set(slugs)) != len(slugs):
            raise ValueError("a slug stands twice")
        return entries

    return read_list


def at_least_one(read: Callable[[object], tuple[T, ...]]) -> Callable[[object], tuple[T, ...]]:
    """Make a reader that refuses an empty list: a page must not end without a way on."""

    def read_some(value: object) -> tuple[T, ...]:
        entries = read(value)
        if not entries:
            raise ValueError("an empty list")
        return entries

    return read_some


def read_listed(value: object) -> Listed:
    """Read an entry of a list."""
    slug, label = read_members(value, "slug", "label")
    return Listed(read_slug(slug), read_label(label))


def read_area(value: object) -> Area:
    """Read an area; `small` may be missing."""
    marked = {"small": False, **value} if isinstance(value, dict) else value
    slug, label, region, small = read_members(marked, "slug", "label", "region", "small")
    return Area(read_slug(slug), read_label(label), read_label(region), read_flag(small))


def read_help_number(value: object) -> HelpNumber:
    """Read a number to call."""
    label, phone = read_members(value, "label", "phone")
    if not isinstance(phone, str) or not _PHONE.fullmatch(phone):
        raise ValueError("not a phone number")
    return HelpNumber(read_label(label), phone)


def read_slug(value: object) -> str:
    """Read a slug; "unknown" is the form's own."""
    if not isinstance(value, str) or not is_slug(value) or value == "unknown":
        raise ValueError("not a slug")
    return value


def read_languages(value: object) -> tuple[str, ...]:
    """Read languages that pages exist in, each once."""
    if not isinstance(value, list) or not all(item in KNOWN_LANGUAGES for item in value):
        raise ValueError("not a list of languages")
    if len(set(value)) != len(value):
        raise ValueError("a language stands twice")
    return tuple(value)


def read_time_zone(value: object) -> str:
    """Read the name of a time zone (IANA)."""
    if not isinstance(value, str):
        raise ValueError("not a time zone")  # noqa: TRY004 - one error for all readers
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, OSError) as error:  # a folder of zones is an OSError
        raise ValueError("not a time zone") from error


def read_flag(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise ValueError("not true or false")  # noqa: TRY004 - one error for all readers
    return value


def days_between(least: int, most: int) -> Callable[[object], int]:
    """Make a reader of a number of days."""

    def read_days(value: object) -> int:
        # type() and not isinstance: True is an int.
        if type(value) is not int or not least <= value <= most:
            raise ValueError("not a number of days in range")
        return value

    return read_days
