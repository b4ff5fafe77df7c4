"""The invented reports as they lie in `data/`, read by the functions that read a posted form."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from reporting.demonstration.organisation import DATA
from reporting.domain.form import read_form
from reporting.domain.report import Draft

FILES = ("reports_early", "reports_middle", "reports_late")


class NotAsIntended(Exception):
    """The invented data do not go through the functions of real use; `name` says which."""

    def __init__(self, name: str, why: str) -> None:
        """Keep both."""
        super().__init__(f"{name}: {why}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented report: handed in on `day`, read from its form as intake reads one.

    `spoilt` stands for a report that was damaged on its way and cannot be opened.
    """

    name: str
    day: date
    language: str
    told: Draft = field(repr=False)
    spoilt: bool = False


def invented_reports(today: date) -> Iterator[Invented]:
    """Give every report, oldest first, as if the last came in today. Raises NotAsIntended."""
    for file in FILES:
        entries = tomllib.loads((DATA / f"{file}.toml").read_text(encoding="utf-8"))["report"]
        for entry in entries:
            yield _read(entry, today)


def _read(entry: Mapping[str, Any], today: date) -> Invented:
    day = today - timedelta(days=entry["ago"])
    raw = {name: _values(value) for name, value in entry["form"].items()}
    if "happened" in entry:
        happened = day - timedelta(days=entry["happened"])
        for part in ("day", "month", "year"):
            raw[f"happened_on_{part}"] = (str(getattr(happened, part)),)
    told = read_form(raw, today=day)
    if told.problems:
        raise NotAsIntended(entry["name"], ", ".join(p.field for p in told.problems))
    return Invented(entry["name"], day, entry["language"], told, entry.get("spoilt", False))


def _values(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
