"""Rule 13: two bulletins that together tell more of what happened than either by itself.

What is compared is what could lead to the worker: when, where and how, not the offender's looks,
which are there to be put together. A finer answer tells the coarser one too.
"""

import re
from collections.abc import Iterable, Iterator

from reporting.domain.bulletin import BulletinBody
from reporting.domain.bulletin_facts import Facts
from reporting.domain.coarsening import Areas
from reporting.domain.identifiers import Normal, normalise_all
from reporting.domain.redaction_common import COMMON, FUNCTION_WORDS
from reporting.domain.redaction_finding import MORE, Finding
from reporting.domain.redaction_text import folded_words
from reporting.domain.report import text_of, values_of

WHERE = "bulletins"
"""Where such a finding stands: beside the whole draft."""

SHORTEST_WORD = 4  # shorter ones stand in every sentence

_THIRD = re.compile(r"(?:early|mid|late)-(?P<month>\d{4}-\d{2})")


def check_together(
    body: BulletinBody,
    earlier: Iterable[tuple[int, BulletinBody]],
    told: frozenset[str],
    areas: Areas,
) -> Iterator[Finding]:
    """Give a finding for each earlier bulletin (number, body) that adds to this one and back.

    `told` are the folded words of the reports: other words in a summary give nothing away.
    """
    new = _told_by(body, told, areas)
    seen: set[int] = set()
    for number, other in earlier:
        old = _told_by(other, told, areas)
        if number not in seen and new - old and old - new:
            seen.add(number)
            name = f"#{number}"
            yield Finding(MORE, WHERE, name, 0, len(name))


def identifiers_of(facts: Facts) -> frozenset[Normal]:
    """Give what a bulletin names its person by: whole numbers, plates, handles."""
    plates = [text_of(vehicle, "vehicle_plate") for vehicle in facts.vehicles]
    found = normalise_all(facts.identifiers, [plate for plate in plates if plate])
    return frozenset(one for one in found if not one.partial)


def _told_by(body: BulletinBody, told: frozenset[str], areas: Areas) -> frozenset[tuple[str, str]]:
    happening = body.facts.happening
    found = {(name, value) for name in happening for value in values_of(happening, name)}
    found |= {(name, text_of(happening, name)) for name in happening if text_of(happening, name)}
    area = text_of(happening, "area")
    if area in areas.listed:
        found.add(("region", areas.listed[area]))
    when = text_of(happening, "when")
    if third := _THIRD.fullmatch(when):
        found.add(("when", third["month"]))
    for text in body.summary.values():
        found |= {("word", word) for word in folded_words(text) if _tells(word, told)}
    return frozenset(found)


def _tells(word: str, told: frozenset[str]) -> bool:
    common = word in COMMON or word in FUNCTION_WORDS
    return len(word) >= SHORTEST_WORD and word in told and not common
