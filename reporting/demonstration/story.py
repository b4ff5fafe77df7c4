"""Five invented months, played from the first day to today by the functions of real use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from reporting.demonstration.advocates import Desks
from reporting.demonstration.casebook import events
from reporting.demonstration.invented import invented_reports
from reporting.demonstration.organisation import FOUNDER
from reporting.demonstration.people import Founded, found_organisation, renew_lists
from reporting.demonstration.sending import Sent, send
from reporting.store.engine import open_engine, scrub
from reporting.store.intake_gate import IntakeGate
from reporting.store.schema import upgrade

if TYPE_CHECKING:
    from sqlalchemy import Engine

MONTHS_AGO = timedelta(days=150)
"""The first report is a day younger; lists signed then are valid for another thirty days."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The code of one invented report, as its receipt shows it."""

    report: str
    words: str
    digits: str


@dataclass(frozen=True, slots=True)
class Played:
    """What is left when the months have passed: the organisation, and codes to come back with."""

    founded: Founded
    receipts: tuple[Receipt, ...]


def play(url: str, now: datetime, *, empty: bool = False) -> Played:
    """Make the database at `url` and live through the months up to `now` (aware).

    With `empty` the organisation is founded and renewed, and no report ever comes.
    """
    engine = open_engine(url, "owner")
    try:
        upgrade(engine)
        founded = found_organisation(engine, now - MONTHS_AGO)
        sent = {} if empty else _live(engine, founded, now)
        renew_lists(engine, founded, now)
        scrub(engine)
    finally:
        engine.dispose()
    return Played(founded, tuple(_receipt(name, one) for name, one in sent.items()))


def _live(engine: Engine, founded: Founded, now: datetime) -> dict[str, Sent]:
    """Let reports come in and advocates work, day by day."""
    gate = IntakeGate(engine)
    desk = founded.desk(engine, FOUNDER, now)
    invented = list(invented_reports(desk.today))
    days = {one.name: one.day for one in invented}
    waiting = iter(invented)
    due = next(waiting, None)
    sent: dict[str, Sent] = {}
    ids: dict[str, bytes] = {}
    desks = Desks(engine, founded, ids)
    for day, event in events(days, desk.today):
        while due is not None and due.day <= day:
            sent[due.name] = send(gate, desk.manifest, due)
            ids[due.name] = sent[due.name].report
            due = next(waiting, None)
        desks.play(event, now - timedelta(days=(desk.today - day).days))
    return sent


def _receipt(name: str, sent: Sent) -> Receipt:
    return Receipt(name, " ".join(sent.code.words("en")), " ".join(sent.code.digits()))
