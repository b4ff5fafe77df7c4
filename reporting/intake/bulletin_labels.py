"""What a bulletin can say, as labels: for scripts that put one into words as `bulletin_words` does.

A draft that waits for its worker is opened in her browser alone, and its words are put together
there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.domain.bulletin_facts import (
    COARSENED,
    HAPPENING_ORDER,
    PERSON_ORDER,
    VEHICLE_ORDER,
)
from reporting.domain.catalogue import FIELDS
from reporting.domain.coarsening import COARSE_LABELS, THIS_WEEK
from reporting.domain.regions import region_names
from reporting.domain.short_names import SHORT_NAMES
from reporting.intake.bulletin_words import LISTS
from reporting.web.i18n import current_language, gettext

if TYPE_CHECKING:
    from reporting.domain.settings import PublicSettings

KINDS = "identifiers_kind"


@dataclass(frozen=True, slots=True)
class Labels:
    """A question's short name and the labels of its answers; `coarse` takes those of "coarse"."""

    name: str
    short: str
    options: Mapping[str, str]
    coarse: bool = False


def labels_of(settings: PublicSettings) -> tuple[Labels, ...]:
    """Give the labels of everything that may be published, in the language of the page."""
    coarse = {value: gettext(label) for value, label in COARSE_LABELS.items()}
    # Read weeks later, "this week" would be a lie.
    coarse[THIS_WEEK] = gettext("the week of %(day)s")
    questions = (
        Labels(name, gettext(SHORT_NAMES[name]), _options(name, settings), name in COARSENED)
        for name in (*HAPPENING_ORDER, *VEHICLE_ORDER, *PERSON_ORDER)
    )
    kinds = Labels(KINDS, "", _options(KINDS, settings))
    return (Labels("coarse", "", coarse), *questions, kinds)


def _options(name: str, settings: PublicSettings) -> Mapping[str, str]:
    """Give the labels of one question: the organisation's own lists, else the catalogue."""
    language = current_language()
    if name == "area":
        return {area.slug: area.label.of(language) for area in settings.areas}
    if name == "region":
        return {slug: region.of(language) for slug, region in region_names(settings).items()}
    if name not in FIELDS:
        return {}
    asked = FIELDS[name]
    options = {option.value: gettext(option.label) for option in asked.options}
    listed = settings.listed(asked.list_name, language) if asked.list_name in LISTS else ()
    return {**{option.value: option.label for option in listed}, **options}
