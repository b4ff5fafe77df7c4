"""The untouched form, rendered once and sent many times: only its nonce is anybody's own.

A page of 60 questions takes ten milliseconds to render, as long as sealing a report does. It says
the same to everybody until the organisation changes a setting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crypto.receipts import NONCE_BYTES
from crypto.suite import random_bytes
from reporting.web.i18n import asked_language, current_language

if TYPE_CHECKING:
    from reporting.domain.settings import PublicSettings
    from reporting.intake.verified import Verified


@dataclass(slots=True)
class FreshForm:
    """One rendering per language, and per whether the links carry it; of settings and silence.

    The rendering has a stand-in where the nonce goes, random so that no text can hold it.
    """

    _stand_in: bytes = field(default_factory=lambda: random_bytes(NONCE_BYTES))
    _kept: dict[tuple[str, str | None], tuple[PublicSettings, int, str]] = field(
        default_factory=dict
    )

    def page(self, seen: Verified, render: Callable[[bytes], str]) -> str:
        """Return the form with a nonce of its own; `render(nonce)` makes it when it is not kept."""
        key = (current_language(), asked_language())
        kept = self._kept.get(key)
        if kept is None or kept[:2] != (seen.settings, seen.days_unread):
            kept = (seen.settings, seen.days_unread, render(self._stand_in))
            self._kept[key] = kept
        return kept[2].replace(self._stand_in.hex(), random_bytes(NONCE_BYTES).hex())
