"""gettext catalogues, one folder per language; English is the language of the msgids.

For code that has no web request, such as a printed sheet: `catalogue("fr").gettext("Area")`.
Pages use `reporting.web.i18n`, which reads the same files.
"""

from __future__ import annotations

import gettext
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent


@lru_cache(maxsize=8)
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language; messages without a translation stay as they are."""
    return gettext.translation("messages", FOLDER, languages=[language], fallback=True)
