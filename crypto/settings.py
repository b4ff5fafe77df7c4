"""What the organisation says to everybody, signed: its settings and its pages.

A third document of the organisation's key, beside manifest and roster (`crypto.manifest`). Whoever
can write to a database must not choose which number somebody in danger calls, or how soon a wider
consent counts. It has no last day: a telephone number stays right for longer than a list of keys.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crypto.errors import BadSignature, Malformed, RolledBack
from crypto.strictjson import read_document
from crypto.suite import ID_BYTES
from crypto.verifying import verify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crypto.manifest import Pins

LABEL = "brolly/settings/v1"
KIND = "settings"

LONGEST = 200_000
"""Characters of one value or page: more than anybody writes, little enough to hold in memory."""

_KEYS = frozenset({"installation", "sequence", "settings", "pages"})
_SETTING = frozenset({"name", "value"})
_PAGE = frozenset({"slug", "language", "body"})


@dataclass(frozen=True, slots=True)
class SignedPage:
    """One page of the organisation's own words, such as `support`, in one language."""

    slug: str
    language: str
    body: str


@dataclass(frozen=True, slots=True)
class Settings:
    """One state of all settings: `values` are JSON texts by name, which the reader checks."""

    installation: bytes
    sequence: int
    values: Mapping[str, str] = field(hash=False)
    pages: tuple[SignedPage, ...] = ()


def verify_settings(body: bytes, signature: bytes, pins: Pins) -> Settings:
    """Return the settings, if the pinned organisation signed these very bytes.

    `pins.minimum_sequence` is the highest sequence of settings that was seen; that of the lists
    counts on its own. Raises BadSignature (also for another installation's), Malformed,
    UnknownVersion and RolledBack.
    """
    verify(pins.organisation, LABEL, body, signature)
    fields = read_document(KIND, _KEYS, body)
    if fields.hexadecimal("installation", ID_BYTES) != pins.installation:
        raise BadSignature("signed for another installation")
    sequence = fields.number("sequence", least=1)
    if sequence < pins.minimum_sequence:
        raise RolledBack(sequence, pins.minimum_sequence)
    rows = fields.objects("settings", _SETTING)
    values = {row.name("name"): row.text("value", LONGEST) for row in rows}
    pages = tuple(
        SignedPage(page.name("slug"), page.name("language"), page.text("body", LONGEST))
        for page in fields.objects("pages", _PAGE)
    )
    if len(values) != len(rows) or len({(p.slug, p.language) for p in pages}) != len(pages):
        raise Malformed("a setting or a page stands twice")
    return Settings(pins.installation, sequence, values, pages)
