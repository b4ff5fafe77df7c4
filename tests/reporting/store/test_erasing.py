"""What is due is erased, keys first, in the inbox and on file, by either program."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from secrets import token_bytes

import pytest
from sqlalchemy import text

from reporting.store.cases import add_note
from reporting.store.engine import reading, writing
from reporting.store.erasing import erase_due, erase_report
from reporting.store.filed_records import CardRow, FiledKey, NoteRow
from reporting.store.inbox import file_batch, take_batch
from reporting.store.intake_gate import IntakeGate

DAY = date(2026, 3, 2)
DUE = DAY + timedelta(days=3)
TABLES = {
    "inbox_report": "id",
    "inbox_part": "report",
    "filed_report": "id",
    "filed_part": "report",
    "card": "report",
    "note": "report",
    "deletion_due": "report",
    "code_change": "report",
    "first_code": "report",
}
KEYS = ("inbox_wrap", "filed_key", "mailbox_wrap", "unopened_wrap")


@pytest.fixture
def gate(intake_engine):
    return IntakeGate(intake_engine)


def put(engine, gate, make_report, make_part, token, *, filed):
    report = make_report(sha256(token).digest())
    gate.report_add(report, DAY)
    if not filed:
        return report
    with reading(engine) as session:
        batch = take_batch(session)
    keys = {part.item: (FiledKey("main", 1, b"key"),) for part in batch.parts}
    cards = [CardRow(row.id, "main", 1, 1, b"card") for row in batch.reports]
    with writing(engine) as session:
        file_batch(session, batch, keys, cards)
        add_note(session, NoteRow(token_bytes(16), report.id, "main", 1, DAY, b"note"))
    gate.mailbox_add(token, [make_part("message", mailbox=True)], DAY)
    return report


def rows(engine, report):
    with reading(engine) as session:
        return {
            table: session.execute(
                text(f"SELECT count(*) FROM {table} WHERE {column} = :id"),  # noqa: S608
                {"id": report.id},
            ).scalar()
            for table, column in TABLES.items()
        }


def keys_left(engine):
    with reading(engine) as session:
        return sum(
            session.execute(text(f"SELECT count(*) FROM {table}")).scalar()  # noqa: S608
            for table in KEYS
        )


def by_intake(gate, engine, today):
    return gate.erase_due(today)


def by_review(gate, engine, today):
    with writing(engine) as session:
        return erase_due(session, today)


@pytest.mark.parametrize("filed", [False, True], ids=["waiting", "filed"])
@pytest.mark.parametrize("erase", [by_intake, by_review])
def test_on_its_day_everything_is_gone(engine, gate, make_report, make_part, erase, filed):
    report = put(engine, gate, make_report, make_part, b"t" * 32, filed=filed)
    gate.deletion_ask(b"t" * 32, "all", DUE)
    assert erase(gate, engine, DUE - timedelta(days=1)) == 0
    assert gate.mailbox_read(b"t" * 32) is not None
    assert erase(gate, engine, DUE) == 1
    assert set(rows(engine, report).values()) == {0}
    assert keys_left(engine) == 0
    assert gate.mailbox_read(b"t" * 32) is None
    assert erase(gate, engine, DUE) == 0


@pytest.mark.parametrize("filed", [False, True], ids=["waiting", "filed"])
@pytest.mark.parametrize("erase", [by_intake, by_review])
def test_the_contact_alone_goes_and_the_rest_stays(
    engine, gate, make_report, make_part, erase, filed
):
    report = put(engine, gate, make_report, make_part, b"t" * 32, filed=filed)
    before = keys_left(engine)
    gate.deletion_ask(b"t" * 32, "contact", DUE)
    assert erase(gate, engine, DUE) == 1
    with reading(engine) as session:
        left = session.execute(
            text("SELECT compartment FROM inbox_part UNION ALL SELECT compartment FROM filed_part")
        ).scalars()
        assert sorted(left) == sorted({"account", "consent", *(["message"] if filed else [])})
    assert keys_left(engine) == before - 1
    assert rows(engine, report)["deletion_due"] == 0
    assert gate.mailbox_read(b"t" * 32) is not None


def test_nobody_elses_report_is_touched(engine, gate, make_report, make_part):
    kept = put(engine, gate, make_report, make_part, b"k" * 32, filed=True)
    put(engine, gate, make_report, make_part, b"t" * 32, filed=False)
    before = rows(engine, kept)
    gate.deletion_ask(b"t" * 32, "all", DUE)
    gate.deletion_ask(b"k" * 32, "all", DUE + timedelta(days=1))
    assert gate.erase_due(DUE) == 1
    assert rows(engine, kept) == {**before, "deletion_due": 1}


def test_both_wishes_of_one_report_are_done_once(engine, gate, make_report, make_part):
    report = put(engine, gate, make_report, make_part, b"t" * 32, filed=True)
    for scope in ("all", "contact"):
        gate.deletion_ask(b"t" * 32, scope, DUE)
    assert gate.erase_due(DUE) == 2
    assert set(rows(engine, report).values()) == {0}


def test_erasing_what_is_not_there(engine):
    with writing(engine) as session:
        assert erase_report(session, bytes(16)) is False
