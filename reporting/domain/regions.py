"""The organisation's areas as the rules for publishing see them: each in its region.

Settings name a region in words; bulletins carry a slug made of these words, so that a region has
no list of its own to keep.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping

from reporting.domain.coarsening import Areas
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import KNOWN_LANGUAGES, Text

LONGEST = 40  # signs of a slug (report_text.is_slug)


def region_slug(region: Text) -> str:
    """Give the slug of a region: its first name without accents, `_` for what is no letter."""
    name = region.of(KNOWN_LANGUAGES[0])
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST].strip("_")
    # A name in another alphabet has no sign left that a slug may hold.
    return slug or "r" + hashlib.sha256(name.encode()).hexdigest()[:12]


def areas_of(settings: PublicSettings) -> Areas:
    """Give the areas that may be published; `home` is the region when all areas lie in one."""
    listed = {area.slug: region_slug(area.region) for area in settings.areas}
    regions = set(listed.values())
    return Areas(listed, regions.pop() if len(regions) == 1 else "")


def region_names(settings: PublicSettings) -> Mapping[str, Text]:
    """Give the names of the regions by slug."""
    return {region_slug(area.region): area.region for area in settings.areas}
