"""Plays one thing that an invented advocate does, by the functions that her pages call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from reporting.casework import approvals, bulletins, cases, drafts
from reporting.casework.bulletins import Written
from reporting.casework.checking import Look, finding_key, look
from reporting.casework.desk import Desk
from reporting.casework.drafts import Draft
from reporting.casework.filing import file_waiting
from reporting.casework.reported import Reported, open_reported
from reporting.casework.sheets import USUAL_PERIOD_DAYS, Order, print_sheet
from reporting.demonstration.casebook import (
    Approving,
    Event,
    Moving,
    Printing,
    Reading,
    Recalling,
    Writing,
)
from reporting.demonstration.invented import NotAsIntended
from reporting.demonstration.people import Founded
from reporting.store.engine import reading, writing

if TYPE_CHECKING:
    from sqlalchemy import Engine

REASON = "Looked at together: others need this to know him, and it says nothing of who told us."
"""What advocates of the demonstration write beside every warning."""

FIRST_HOUR = 5
"""Scheduled bulletins appear so many hours later; real ones at a random hour of a day."""


@dataclass(slots=True)
class Desks:
    """The invented advocates at work; `reports` are ids by name, `written` drafts by name."""

    engine: Engine
    founded: Founded
    reports: Mapping[str, bytes]
    written: dict[str, Draft] = field(default_factory=dict)

    def play(self, event: Event, now: datetime) -> None:
        """Do one thing at a moment. Raises NotAsIntended when a check stops it."""
        desk = self.founded.desk(self.engine, event.by, now)
        if event.by != "vik":
            file_waiting(self.engine, desk)
        match event:
            case Reading():
                self._read(desk, event)
            case Moving():
                cases.move(self.engine, desk, self.reports[event.report], event.to)
            case Writing():
                self._write(desk, event)
            case Approving():
                self._approve(desk, event)
            case Recalling():
                with writing(self.engine) as session:
                    number = self.written[event.name].number
                    approvals.recall(session, desk, number, event.why)
            case Printing():
                self._print(desk)

    def _read(self, desk: Desk, event: Reading) -> None:
        report = self.reports[event.report]
        with reading(self.engine) as session:
            case = cases.open_case(session, desk, report)
        cases.look(self.engine, desk, case)
        cases.assign(self.engine, desk, report, event.by)
        for note in event.notes:
            cases.add_note(self.engine, desk, report, note)

    def _write(self, desk: Desk, event: Writing) -> None:
        with writing(self.engine) as session:
            about = [open_reported(session, desk, self.reports[name]) for name in event.reports]
            begun = replace(
                bulletins.first_draft(desk, about[0]),
                reports=tuple(one.row.id for one in about),
            )

            def check(draft: Draft) -> Look:
                return look(session, desk, draft, about)

            draft = drafts.add(session, desk, composed(desk, begun, about[0], event, check))
            if event.signed:
                draft = bulletins.submit(session, desk, draft, open_reported)
        self.written[event.name] = draft

    def _approve(self, desk: Desk, event: Approving) -> None:
        with writing(self.engine) as session:
            draft = drafts.read(session, desk, self.written[event.name].id)
            approvals.approve(session, desk, draft, open_reported, lambda _: FIRST_HOUR)

    def _print(self, desk: Desk) -> None:
        areas = frozenset(area.slug for area in desk.settings.areas)
        since = desk.today - timedelta(days=USUAL_PERIOD_DAYS)
        print_sheet(self.engine, desk, Order(since, desk.today, areas, copies=2))


def composed(
    desk: Desk, begun: Draft, first: Reported, event: Writing, check: Callable[[Draft], Look]
) -> Draft:
    """Return the draft as its author leaves it, a reason beside every warning.

    Raises NotAsIntended when something is found that no reason answers.
    """
    kept = {path: text for path, text in begun.kept.items() if path not in event.leave_out}
    told = Written(
        kept=kept,
        expires=desk.today + timedelta(days=event.holds_days),
        summary=event.summary,
        urgent=event.urgent,
        unconfirmed=event.unconfirmed,
    )
    facts = bulletins.chosen(desk, first, told).facts
    bare = check(bulletins.rewritten(desk, begun, told, facts, ()))
    blocks = [one for one in bare.findings if one.severity == "block"]
    if blocks:
        found = "; ".join(f"{one.rule} {one.where} {one.excerpt}" for one in blocks)
        raise NotAsIntended(event.name, found)
    reasons = {finding_key(one): REASON for one in bare.findings}
    return bulletins.rewritten(desk, begun, replace(told, reasons=reasons), facts, bare.findings)
