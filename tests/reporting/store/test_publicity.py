"""Review sees what the public sees."""

from __future__ import annotations

from datetime import UTC, datetime

from reporting.store.engine import reading, writing
from reporting.store.intake_gate import IntakeGate
from reporting.store.publicity import read_public
from reporting.store.records import Page
from reporting.store.settings import note_looked, put_page, put_settings

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_both_ways_of_reading_agree(engine):
    with writing(engine) as session:
        put_settings(session, {"title": "Ours"})
        put_page(session, Page("support", "en", "Open at six"))
        note_looked(session, NOW.date())
    with reading(engine) as session:
        state = read_public(session, int(NOW.timestamp()))
    assert state == IntakeGate(engine).public_read(NOW)
    assert state.last_looked == NOW.date()
