"""All tables at once, for migrations and their tests."""

from __future__ import annotations

from reporting.store.models import bulletins, casework, filed, inbox, people, public, returning
from reporting.store.models.base import Base

MODULES = (bulletins, casework, filed, inbox, people, public, returning)

metadata = Base.metadata
"""Complete, since importing this module imports every room."""
