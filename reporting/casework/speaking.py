"""What an organisation calls its areas, regions and forces, in words of every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.casework.print_words import Speaker
from reporting.domain.regions import region_names
from reporting.translations import catalogue

if TYPE_CHECKING:
    from reporting.domain.settings import PublicSettings


def speaker_of(settings: PublicSettings) -> Speaker:
    """Return who says answers in words, with the organisation's own lists."""
    return Speaker(
        translate,
        {
            "areas": {area.slug: area.label.by_language for area in settings.areas},
            "regions": {slug: name.by_language for slug, name in region_names(settings).items()},
            "races": {race.slug: race.label.by_language for race in settings.races},
            "forces": {force.slug: force.label.by_language for force in settings.police_forces},
        },
    )


def translate(language: str, msgid: str) -> str:
    """Give a msgid in a language; as it stands where it is not translated."""
    return catalogue(language).gettext(msgid)
