"""What advocates tell a worker through her mailbox, and narrowings recorded on somebody's word.

Each is signed with the epoch's key (`crypto.parts.sign_reply`), carries a sequence number and the
SHA-256 of the reply before, and is sealed to the worker's mailbox and to the circle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from crypto.suite import ID_BYTES, sha256
from reporting.domain.consent import Choices, narrowed
from reporting.domain.errors import Invalid
from reporting.sealed.documents import dump, load, previous_digest, reading
from reporting.sealed.errors import NotDecodable

if TYPE_CHECKING:
    from datetime import date

Stage = Literal["received", "looked_at"]
STAGES: tuple[Stage, ...] = get_args(Stage)
STATUS_KEYS = frozenset({"report", "sequence", "previous", "day", "stage", "consent_version"})
NARROWING_KEYS = frozenset({"report", "day", "removed", "recorded_by", "how"})
MAX_HOW = 400  # characters; with 20 names it stays inside the one size of a narrowing
MAX_REMOVED = 20  # uses named in one narrowing; keeps it inside its one size


@dataclass(frozen=True, slots=True)
class StatusNote:
    """What was done with a report, as the return page shows it.

    `consent_version` is the highest consent statement that advocates have seen. `digest` is the
    SHA-256 of the note's own bytes, `previous` that of the one before (b"" for sequence 1).
    """

    report: bytes
    sequence: int
    previous: bytes
    day: date
    stage: Stage
    consent_version: int
    digest: bytes = b""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Uses taken back on somebody's word, without the code; `removed` as in `domain.consent`.

    `recorded_by` is a handle. `how` is empty: on whose word stands in a note of the case, since
    whoever found her card opens what is sealed to the mailbox.
    """

    report: bytes
    day: date
    removed: frozenset[str]
    recorded_by: str
    how: str
    digest: bytes = b""


def status_bytes(note: StatusNote) -> bytes:
    """Return the content of a status note; `digest` is not in it."""
    return dump(
        "status",
        report=note.report.hex(),
        sequence=note.sequence,
        previous=note.previous.hex(),
        day=note.day.isoformat(),
        stage=note.stage,
        consent_version=note.consent_version,
    )


def read_status(content: bytes) -> StatusNote:
    """Return the status note in `content`; raise NotDecodable for anything else."""
    document = load("status", STATUS_KEYS, content)
    with reading():
        said = document.name("stage")
        stage = next((known for known in STAGES if known == said), None)
        if stage is None:
            raise NotDecodable("an unknown stage")
        sequence = document.number("sequence", least=1)
        return StatusNote(
            report=document.hexadecimal("report", ID_BYTES),
            sequence=sequence,
            previous=previous_digest(document, sequence),
            day=document.day("day"),
            stage=stage,
            consent_version=document.number("consent_version"),
            digest=sha256(content),
        )


def narrowing_bytes(narrowing: Narrowing) -> bytes:
    """Return the content of a narrowing; `digest` is not in it."""
    return dump(
        "narrowing",
        report=narrowing.report.hex(),
        day=narrowing.day.isoformat(),
        removed=sorted(narrowing.removed),
        recorded_by=narrowing.recorded_by,
        how=narrowing.how,
    )


def read_narrowing(content: bytes) -> Narrowing:
    """Return the narrowing in `content`; raise NotDecodable for anything else."""
    document = load("narrowing", NARROWING_KEYS, content)
    with reading():
        removed = document.names("removed")
        if not 1 <= len(removed) <= MAX_REMOVED:
            raise NotDecodable("a narrowing names one to twenty uses")
        narrowing = Narrowing(
            report=document.hexadecimal("report", ID_BYTES),
            day=document.day("day"),
            removed=removed,
            recorded_by=document.name("recorded_by"),
            how=document.text("how", longest=MAX_HOW),
            digest=sha256(content),
        )
    try:
        narrowed(Choices(), removed)
    except Invalid as error:
        raise NotDecodable("a use that cannot be taken back") from error
    return narrowing
