"""What the invented advocates do, day by day: read, note, close, write bulletins, print sheets."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from reporting.demonstration.organisation import DATA
from reporting.domain.case import Status

READERS = ("ada", "bo", "cleo")
CLOSED_AFTER_DAYS = 7


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody reads a case, takes it, and notes what was done."""

    report: str
    by: str
    notes: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Moving:
    """Somebody gives a case another status."""

    report: str
    by: str
    to: Status


@dataclass(frozen=True, slots=True)
class Writing:
    """Somebody writes a bulletin from reports, and signs it unless it stays a draft.

    `name` is by which `Approving` and `Recalling` know it.
    """

    name: str
    reports: tuple[str, ...]
    by: str
    summary: Mapping[str, str] = field(repr=False)
    holds_days: int
    urgent: bool
    unconfirmed: bool
    leave_out: frozenset[str]
    signed: bool


@dataclass(frozen=True, slots=True)
class Approving:
    """A second person approves a bulletin."""

    name: str
    by: str


@dataclass(frozen=True, slots=True)
class Recalling:
    """Somebody takes a bulletin back."""

    name: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Printing:
    """The outreach worker prints the sheet for her round."""

    by: str


Event = Reading | Moving | Writing | Approving | Recalling | Printing


def events(reported: Mapping[str, date], today: date) -> list[tuple[date, Event]]:
    """Give everything that was done, by its day; what would lie ahead is done today."""
    found = [*_cases(reported), *_bulletins(reported, today), *_sheets(reported, today)]
    return sorted(((min(day, today), event) for day, event in found), key=lambda dated: dated[0])


def _cases(reported: Mapping[str, date]) -> Iterator[tuple[date, Event]]:
    book = _read("casework")
    special = {entry["report"]: entry for entry in book["case"]}
    for number, (name, day) in enumerate(reported.items()):
        if name in book["left"]:
            continue
        entry = special.get(name, {})
        reader = READERS[number % len(READERS)]
        notes: Sequence[str] = entry.get("notes", [])
        yield day + timedelta(days=entry.get("after", 1)), Reading(name, reader, tuple(notes))
        status = Status(entry.get("status", Status.DONE))
        if status is not Status.OPEN:
            yield day + timedelta(days=CLOSED_AFTER_DAYS), Moving(name, reader, status)


def _bulletins(reported: Mapping[str, date], today: date) -> Iterator[tuple[date, Event]]:
    for entry in _read("bulletins")["bulletin"]:
        name = entry["reports"][0]
        written = reported[name] + timedelta(days=entry["after"]) if "after" in entry else today
        yield written, _writing(name, entry)
        if "second" in entry:
            approved = written + timedelta(days=entry["approved"])
            yield approved, Approving(name, entry["second"])
            if "recalled" in entry:
                recalled = approved + timedelta(days=entry["recalled"])
                yield recalled, Recalling(name, entry["second"], entry["why"])


def _writing(name: str, entry: Mapping[str, Any]) -> Writing:
    return Writing(
        name=name,
        reports=tuple(entry["reports"]),
        by=entry["by"],
        summary={language: text for language, text in entry["summary"].items() if text},
        holds_days=entry["holds"],
        urgent=entry.get("urgent", False),
        unconfirmed=entry.get("unconfirmed", True),
        leave_out=frozenset(entry.get("leave_out", ())),
        signed="after" in entry,
    )


def _sheets(reported: Mapping[str, date], today: date) -> Iterator[tuple[date, Event]]:
    first = min(reported.values())
    for weeks in range(4, (today - first).days // 7, 4):
        yield first + timedelta(weeks=weeks), Printing("vik")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
