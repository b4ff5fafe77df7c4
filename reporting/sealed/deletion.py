"""A worker asks that her report, or how to reach her, be deleted; or takes that back.

A part of hers in the compartment "message", so that advocates see who asked. What makes it happen
on its day, with nobody signed in, is the row that the mailbox's doors write beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from crypto.suite import ID_BYTES
from reporting.sealed.documents import dump, load, reading
from reporting.sealed.errors import NotDecodable

if TYPE_CHECKING:
    from datetime import date

Scope = Literal["all", "contact"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
Action = Literal["ask", "stop"]
ACTIONS: tuple[Action, ...] = get_args(Action)
KEYS = frozenset({"report", "day", "scope", "action"})


@dataclass(frozen=True, slots=True)
class Deletion:
    """A wish to delete (`ask`) or to keep after all (`stop`): everything, or the contact part."""

    report: bytes
    day: date
    scope: Scope
    action: Action


def deletion_bytes(deletion: Deletion) -> bytes:
    """Return the content of the wish."""
    return dump(
        "deletion",
        report=deletion.report.hex(),
        day=deletion.day.isoformat(),
        scope=deletion.scope,
        action=deletion.action,
    )


def read_deletion(content: bytes) -> Deletion:
    """Return the wish in `content`; raise NotDecodable for anything else."""
    document = load("deletion", KEYS, content)
    with reading():
        said = (document.name("scope"), document.name("action"))
        scope = next((known for known in SCOPES if known == said[0]), None)
        action = next((known for known in ACTIONS if known == said[1]), None)
        if scope is None or action is None:
            raise NotDecodable("an unknown scope or action")
        return Deletion(
            report=document.hexadecimal("report", ID_BYTES),
            day=document.day("day"),
            scope=scope,
            action=action,
        )
