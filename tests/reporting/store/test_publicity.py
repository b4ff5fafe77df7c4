"""Review sees what the public sees."""

from __future__ import annotations

from datetime import UTC, datetime

from reporting.store.documents import replace_document
from reporting.store.editions import add_edition, recall
from reporting.store.engine import reading, writing
from reporting.store.intake_gate import IntakeGate
from reporting.store.publicity import read_public
from reporting.store.records import EditionRow, RecallRow, SignedDocument
from reporting.store.settings import note_looked, put_settings

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
EDITION = EditionRow(1, 1, "live", NOW, b"body", "ada", bytes(64), "bea", bytes(64))
RECALL = RecallRow(1, 1, NOW.date(), "ada", b"s" * 64)


def test_both_ways_of_reading_agree(engine):
    with writing(engine) as session:
        put_settings(session, {"title": "Ours"})
        replace_document(session, SignedDocument("settings", 7, b"signed", bytes(64)))
        add_edition(session, EDITION, (), ())
        recall(session, RECALL)
        note_looked(session, NOW.date())
    with reading(engine) as session:
        state = read_public(session, int(NOW.timestamp()))
    assert state == IntakeGate(engine).public_read(NOW)
    assert state.last_looked == NOW.date()
    assert state.settings == SignedDocument("settings", 7, b"signed", bytes(64))
    assert state.recalls == (RECALL,)
