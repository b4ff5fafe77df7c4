"""What was done with a report, told to the worker step by step: "what happened with my report".

Events lie in the compartment "status" with the status notes and stop tokens, so that the table
does not tell which reports a bulletin is about. They are replies, signed by the epoch, with a chain
of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from crypto.suite import ID_BYTES, sha256
from reporting.sealed.documents import dump, load, previous_digest, reading
from reporting.sealed.errors import NotDecodable

if TYPE_CHECKING:
    from datetime import date

Happening = Literal[
    "compared",
    "bulletin",
    "corrected",
    "recalled",
    "sheet",
    "forwarded",
    "file_number",
    "question",
    "narrowed",
    "deletion_stopped",
]
HAPPENINGS: tuple[Happening, ...] = get_args(Happening)
EVENT_KEYS = frozenset({"report", "sequence", "previous", "day", "event", "detail"})
LONGEST_DETAIL = 200
"""Characters; in any script the event then fits the one size of its compartment."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was done with a report.

    `detail` names what it was done with: the number of a bulletin or sheet, the slug of a force,
    a file number; "" where there is none. `digest` and `previous` as in `replies.StatusNote`.
    """

    report: bytes
    sequence: int
    previous: bytes
    day: date
    event: Happening
    detail: str = ""
    digest: bytes = b""


def event_bytes(event: Event) -> bytes:
    """Return the content of an event; `digest` is not in it."""
    return dump(
        "event",
        report=event.report.hex(),
        sequence=event.sequence,
        previous=event.previous.hex(),
        day=event.day.isoformat(),
        event=event.event,
        detail=event.detail,
    )


def read_event(content: bytes) -> Event:
    """Return the event in `content`; raise NotDecodable for anything else."""
    document = load("event", EVENT_KEYS, content)
    with reading():
        said = document.name("event")
        happening = next((known for known in HAPPENINGS if known == said), None)
        if happening is None:
            raise NotDecodable("an unknown event")
        sequence = document.number("sequence", least=1)
        return Event(
            report=document.hexadecimal("report", ID_BYTES),
            sequence=sequence,
            previous=previous_digest(document, sequence),
            day=document.day("day"),
            event=happening,
            detail=document.text("detail", longest=LONGEST_DETAIL),
            digest=sha256(content),
        )
