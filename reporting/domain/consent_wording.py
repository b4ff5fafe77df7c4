"""The exact words a worker says yes to, by version and language, as they stand on every screen.

A signed statement names version and language, so a version that was ever shown is never changed:
another wording is another version. These words are data of their own, not translated labels, since
a changed translation would change what somebody agreed to.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reporting.domain import consent_wording_2026_11
from reporting.domain.consent_choices import PERMISSIONS, POLICE_PERMISSIONS
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_

CURRENT = "2026-11"

CAREFUL = POLICE_PERMISSIONS | {"consent_partners"}
"""Offered only in a wording that a person has reviewed in that language."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One version in one language.

    `intro` stands above all choices, `none` says what happens when nothing is ticked. `yes` maps
    the name of a choice to the words beside its box, `more` to what it means. `police_risks` stand
    beside the police choices, in this order, before any of them can be ticked. `interpreter`
    stands where the careful choices are not offered. `crisis` is said before police when a yes was
    given in crisis or by night.
    """

    version: str
    language: str
    intro: str
    none: str
    yes: Mapping[str, str]
    more: Mapping[str, str]
    police_risks: tuple[str, ...]
    interpreter: str
    crisis: str


def _versions() -> Mapping[tuple[str, str], Wording]:
    """Gather every version ever shown."""
    found = {
        ("2026-11", language): Wording(version="2026-11", language=language, **words)
        for language, words in consent_wording_2026_11.WORDS.items()
    }
    return MappingProxyType(found)


WORDINGS = _versions()
LANGUAGES = tuple(language for version, language in WORDINGS if version == CURRENT)


def wording(language: str, version: str = CURRENT) -> Wording:
    """Give the words of a version; raise Invalid for one that was never shown."""
    found = WORDINGS.get((version, language))
    if found is None:
        raise Invalid([Problem("wording", N_("There is no such wording."))])
    return found


def offered(language: str, reviewed: Collection[str]) -> frozenset[str]:
    """Name the permissions that may be asked in a language; none where there are no words.

    `reviewed` are the languages in which a person has reviewed the careful wordings.
    """
    if (CURRENT, language) not in WORDINGS:
        return frozenset()
    return frozenset(PERMISSIONS) - (frozenset() if language in reviewed else CAREFUL)
