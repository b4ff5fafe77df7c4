"""The community phrase: what stands between bulletins and passers-by.

Many people know it, so it is a fence and no lock. Once given, a hidden field says so for a quarter
of an hour; there is no cookie to say it longer.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from crypto.errors import CryptoError
from crypto.passwords import page_phrase_check
from crypto.suite import sha256

if TYPE_CHECKING:
    from reporting.domain.settings import PublicSettings
    from reporting.intake.services import Services

PURPOSE = "phrase"
FIELD = "phrase"
STATE_FIELD = "pass"
LONGEST = 200
"""Characters; a phrase is a few words, and normalising far more would cost a server its time."""


class Door(Enum):
    """How bulletins stand open to somebody."""

    OPEN = "open"
    ASKS = "asks"
    WRONG = "wrong"
    BUSY = "busy"
    STALE = "stale"
    CLOSED = "closed"


def door(services: Services, settings: PublicSettings, typed: str, state: str) -> Door:
    """Say whether somebody may read: no phrase needed, the right one typed, or given before.

    A guess takes a token of everybody's bucket. Raises StoreError.
    """
    if not settings.phrase_required:
        return Door.OPEN
    if not settings.phrase_hash:
        return Door.CLOSED
    if state and was_given(services, settings, state):
        return Door.OPEN
    if not typed.strip():
        return Door.STALE if state else Door.ASKS
    return check(services, settings, typed)


def check(services: Services, settings: PublicSettings, typed: str) -> Door:
    """Compare a typed phrase with the one that is kept."""
    if not services.take("phrase"):
        return Door.BUSY
    right = len(typed) <= LONGEST and page_phrase_check(typed, settings.phrase_hash)
    return Door.OPEN if right else Door.WRONG


def seal_given(services: Services, settings: PublicSettings) -> str:
    """Return the hidden field that says the phrase was given; "" where none is needed."""
    if not settings.phrase_required:
        return ""
    return services.page_state.seal(PURPOSE, _which(settings), services.clock())


def was_given(services: Services, settings: PublicSettings, state: str) -> bool:
    """Say whether a hidden field is ours, fresh, and about the phrase of today."""
    try:
        given = services.page_state.open(PURPOSE, state, services.clock())
    except CryptoError:
        return False
    return given == _which(settings)


def _which(settings: PublicSettings) -> bytes:
    """Name the phrase without telling it, so that a new one asks everybody again."""
    return sha256(settings.phrase_hash)[:16]
