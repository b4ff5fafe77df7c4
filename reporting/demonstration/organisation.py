"""The invented organisation: its public settings, its support page and its people."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from crypto.manifest import DEFAULT_CIRCLE
from crypto.passwords import page_phrase_hash
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import KNOWN_LANGUAGES
from reporting.store.records import Page

DATA = Path(__file__).parent / "data"
FOUNDER = "kim"
HELP_NUMBER = "604 555-0100"


@dataclass(frozen=True, slots=True)
class Part:
    """Whom somebody plays: the one role by which she is introduced, and her circles."""

    handle: str
    role: str
    circles: frozenset[str] = frozenset()


READS = frozenset({DEFAULT_CIRCLE})
PARTS = (
    Part(FOUNDER, "coordinator", READS),
    Part("ada", "advocate", READS),
    Part("bo", "advocate", READS),
    Part("cleo", "advocate", READS),
    Part("vik", "outreach"),
)


def public_settings(phrase: str) -> PublicSettings:
    """Return the settings, read as from a database, with the community phrase set."""
    values = tomllib.loads((DATA / "organisation.toml").read_text(encoding="utf-8"))
    rows = {name: json.dumps(value) for name, value in values.items()}
    return replace(PublicSettings.from_mapping(rows), phrase_hash=page_phrase_hash(phrase))


def pages() -> tuple[Page, ...]:
    """Return the support page in every language."""
    return tuple(
        Page("support", language, (DATA / f"support.{language}.txt").read_text(encoding="utf-8"))
        for language in KNOWN_LANGUAGES
    )
