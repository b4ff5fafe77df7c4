"""The people of an organisation as vectors name them."""

from __future__ import annotations

from datetime import date
from typing import Any

from crypto.mailbox import MailboxKey
from crypto.manifest import Member, Roster
from crypto.strictjson import unb64u


def roster_of(installation: bytes, members: list[dict[str, Any]]) -> Roster:
    """Return a list that holds these members: of their keys, what they sign with counts alone."""
    some_key = MailboxKey(bytes(32)).public
    lines = tuple(
        Member(
            handle=member["handle"],
            seal=some_key,
            sign=unb64u(member["sign"]),
            roles=frozenset(member["roles"]),
            circles=frozenset(),
            removed=member["removed"] and date.fromisoformat(member["removed"]),
        )
        for member in members
    )
    return Roster(installation, 1, date.max, lines, some_key)
