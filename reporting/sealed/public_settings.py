"""Settings and pages, believed only as the organisation signed them; both programs read them here.

The database is not trusted: whoever can write to it could change the number that somebody in
danger calls, the days that a wider consent waits, and whether a witnessed yes goes to police.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crypto.errors import CryptoError, RolledBack
from crypto.settings import Settings, SignedPage, verify_settings
from reporting.domain.settings import PublicSettings
from reporting.store.records import Page, SignedDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crypto.manifest import Pins

KIND = "settings"


class Trouble(StrEnum):
    """Why settings are not believed."""

    NONE = ""
    UNSIGNED = "unsigned"
    """None are there, and none were seen: a database from before settings were signed."""
    REFUSED = "refused"
    """What is there is not what the organisation signed, or what it signed is gone."""
    ROLLED_BACK = "rolled back"
    """Signed once, but older than what was seen since."""


@dataclass(frozen=True, slots=True)
class Believed:
    """Settings and pages as far as they are believed; in trouble, what stands in, and no page.

    `sequence` is 0 in trouble. `wrong` names settings that this version does not take; their
    defaults are used.
    """

    settings: PublicSettings
    pages: tuple[Page, ...] = ()
    trouble: Trouble = Trouble.NONE
    sequence: int = 0
    wrong: frozenset[str] = frozenset()


def believe(document: SignedDocument | None, pins: Pins) -> Believed:
    """Check settings; `pins.minimum_sequence` is the highest sequence of settings that was seen."""
    if document is None:
        return _not(Trouble.REFUSED if pins.minimum_sequence else Trouble.UNSIGNED)
    try:
        signed = verify_settings(document.body, document.signature, pins)
    except RolledBack:
        return _not(Trouble.ROLLED_BACK)
    except CryptoError:
        return _not(Trouble.REFUSED)
    settings, wrong = PublicSettings.sound_of(signed.values)
    pages = tuple(Page(page.slug, page.language, page.body) for page in signed.pages)
    return Believed(settings, pages, sequence=signed.sequence, wrong=wrong)


def to_sign(
    installation: bytes, sequence: int, settings: PublicSettings, pages: Sequence[Page]
) -> Settings:
    """Return what the organisation's key signs."""
    signed = tuple(SignedPage(page.slug, page.language, page.body) for page in pages)
    return Settings(installation, sequence, settings.to_mapping(), signed)


def _not(trouble: Trouble) -> Believed:
    return Believed(PublicSettings.unbelieved(), trouble=trouble)
