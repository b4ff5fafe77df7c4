"""Names of the two database roles on PostgreSQL."""

from __future__ import annotations

from typing import Literal

from reporting.store.errors import Refused

NAME_BYTES = 63
"""PostgreSQL cuts longer names silently (NAMEDATALEN), and two databases would share a role."""


def role_name(role: Literal["intake", "review"], database: str) -> str:
    """Return `brolly_intake_<database>` or `brolly_review_<database>`; Refused when too long."""
    name = f"brolly_{role}_{database}"
    if len(name.encode()) > NAME_BYTES:
        message = f"the database's name is too long for its roles: {name}"
        raise Refused(message)
    return name
