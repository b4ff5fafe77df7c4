"""Answers that say the same to everybody: made once, packed once, sent many times.

A form of 60 questions takes ten milliseconds to render, as long as sealing a report does, and its
nonce is all that is anybody's own. What scripts ask for has nothing of anybody's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import request

from crypto.receipts import NONCE_BYTES
from crypto.suite import random_bytes
from reporting.web.i18n import asked_language, current_language
from reporting.web.packed import Packed

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

    from reporting.intake.verified import Verified

MOST = 100
"""Kept at a time: a few per language. More are made by somebody who invents names of hosts."""

Key = tuple[object, ...]


@dataclass(slots=True)
class KeptAnswers:
    """One answer per name, language, whether links carry it, and host that was asked for.

    Each is made again when what is believed has changed: settings, lists, day, silence. The form
    has a stand-in where the nonce goes, random so that no text can hold it.
    """

    _stand_in: bytes = field(default_factory=lambda: random_bytes(NONCE_BYTES))
    _kept: dict[Key, tuple[Key, Packed]] = field(default_factory=dict)

    def form(self, seen: Verified, render: Callable[[bytes], str]) -> Response:
        """Send the form with a nonce of its own; `render(nonce)` makes it when it is not kept."""
        stand_in = self._stand_in.hex()
        kept = self._find("form", seen, lambda: Packed.of(render(self._stand_in), stand_in))
        return kept.answer(random_bytes(NONCE_BYTES).hex())

    def same(
        self, name: str, seen: Verified, make: Callable[[], str], mimetype: str = "text/html"
    ) -> Response:
        """Send what is the same for all; `make()` makes it when it is not kept."""
        return self._find(name, seen, lambda: Packed.of(make())).answer(mimetype=mimetype)

    def _find(self, name: str, seen: Verified, make: Callable[[], Packed]) -> Packed:
        host = request.environ.get("HTTP_HOST")
        key = (name, current_language(), asked_language(), host)
        believed = (
            seen.settings,
            seen.signed_manifest,
            seen.closed,
            seen.today,
            seen.days_unread,
        )
        kept = self._kept.get(key)
        if kept is None or kept[0] != believed:
            if len(self._kept) >= MOST:
                self._kept.clear()
            kept = (believed, make())
            self._kept[key] = kept
        return kept[1]
