"""Which line of the roster signed something: the one check behind editions, recalls and the record.

Somebody who was given new keys has several lines under her handle. What she signed with the older
ones still counts, up to the day of their removal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crypto.errors import BadSignature, NotListed
from crypto.verifying import verify

if TYPE_CHECKING:
    import datetime as dt

    from crypto.manifest import Member, Roster


def lines_of(
    roster: Roster, handle: str, day: dt.date, roles: frozenset[str] | None = None
) -> tuple[Member, ...]:
    """Return the lines of `handle` that count on `day` and have one of `roles`, or any for None.

    Raises NotListed when the roster has no line of this handle at all.
    """
    lines = [member for member in roster.members if member.handle == handle]
    if not lines:
        raise NotListed("nobody on the roster has this handle")
    return tuple(
        line for line in lines if line.counts(day) and (roles is None or line.roles & roles)
    )


def signed_by(lines: tuple[Member, ...], label: str, statement: bytes, signature: bytes) -> Member:
    """Return the line whose key signed `statement` in the role `label`. Raises BadSignature."""
    for line in lines:
        try:
            verify(line.sign, label, statement, signature)
        except BadSignature:
            continue
        return line
    raise BadSignature("not signed by a key that may sign this")
