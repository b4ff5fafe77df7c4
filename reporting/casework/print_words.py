"""What the catalogue calls things -> words in every language, for whatever is printed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from babel.dates import format_date, format_skeleton

from reporting.casework.print_days import LOCALES, day_in_words
from reporting.casework.print_labels import LANGUAGES, Translate, said
from reporting.casework.typesetting import Words
from reporting.domain.bulletin_facts import COARSENED
from reporting.domain.catalogue import FIELDS
from reporting.domain.coarsening import COARSE_LABELS, THIS_WEEK
from reporting.domain.labels import N_
from reporting.domain.report_day import PartialDay

# What stands between two things on one line.
BETWEEN = " · "

_COARSE_MONTH = re.compile(r"(?:(?P<third>early|mid|late)-)?(?P<year>\d{4})-(?P<month>\d\d)")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says answers in words.

    `listed` holds the names of the organisation's own lists (areas, regions, races, forces) by
    slug; a slug that is on no list any more is printed as it is. `issued` is the day that "this
    week" is about: paper is read weeks later.
    """

    translate: Translate
    listed: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)
    issued: date | None = None

    def say(self, msgid: str, **values: Words) -> Words:
        """Give a msgid in every language, `%(name)s` filled with the words of that language."""
        return {
            language: text % {name: _in(words, language) for name, words in values.items()}
            if values
            else text
            for language, text in said(self.translate, msgid).items()
        }

    def name(self, list_name: str, slug: str) -> Words:
        """Give a slug of one of the organisation's lists, by its name."""
        return self.listed.get(list_name, {}).get(slug, {"": slug})

    def answer(self, name: str, value: str) -> Words:
        """Give one answer: an option by its label, a coarsened one by its phrase, text as typed."""
        if name == "when":
            return self.when(value)
        if name == "region":
            return self.name("regions", value)
        if name in COARSENED and value in COARSE_LABELS:
            return self.say(COARSE_LABELS[value])
        asked = FIELDS[name]
        if asked.has_option(value):
            return self.say(asked.label_of(value))
        return self.name(asked.list_name, value)

    def when(self, value: str) -> Words:
        """Give a coarsened day (`early-2026-05`, `2026-05`, `2026`, `this_week`) in words."""
        if value == THIS_WEEK and self.issued is not None:
            return self.say(N_("the week of %(day)s"), day=day_in_words(self.issued))
        if value == THIS_WEEK:
            return self.say(COARSE_LABELS[THIS_WEEK])
        coarse = _COARSE_MONTH.fullmatch(value)
        if coarse is None:
            return {"": value}
        first = date(int(coarse["year"]), int(coarse["month"]), 1)
        month = {
            language: format_skeleton("yMMMM", first, locale=name)
            for language, name in LOCALES.items()
        }
        return self.say(COARSE_LABELS[coarse["third"]], month=month) if coarse["third"] else month

    def partial_day(self, day: PartialDay) -> Words:
        """Give a day of which parts may be missing: `May 12`, `May 2026`, `2026`; "" when empty."""
        words = _partial(day)
        return self.say(N_("%(day)s, not sure"), day=words) if words and day.unsure else words


def joined(parts: Iterable[Words], between: str = BETWEEN) -> Words:
    """Put several texts on one line, in each language; those that say nothing are left out."""
    kept = [words for words in parts if any(words.values())]
    if all(set(words) == {""} for words in kept):
        return {"": between.join(words[""] for words in kept)}
    return {
        language: between.join(_in(words, language) for words in kept) for language in LANGUAGES
    }


def _in(words: Words, language: str) -> str:
    """Give the text in a language, else in the one that there is."""
    return words.get(language) or words.get("") or next(filter(None, words.values()), "")


def _partial(day: PartialDay) -> Words:
    whole = day.as_date()
    if whole is not None:
        return day_in_words(whole)
    skeleton = "".join(
        sign
        for sign, part in (("y", day.year), ("MMMM", day.month), ("d", day.day))
        if part is not None
    )
    # A leap year that stands for a missing one has every day that any year has.
    known = date(day.year or 2000, day.month or 1, day.day or 1)
    if skeleton in ("y", "d", "yd"):
        return {"": str(day.year or day.day)}
    if skeleton == "MMMM":
        return {name: format_date(known, "LLLL", locale=tag) for name, tag in LOCALES.items()}
    return (
        {name: format_skeleton(skeleton, known, locale=tag) for name, tag in LOCALES.items()}
        if skeleton
        else {}
    )
