"""Filing: everything that waits comes onto file, opened or not, and who reported is told."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import text

from crypto.envelope import Place
from crypto.parts import read_reply
from reporting.casework.cards import list_cards
from reporting.casework.cases import open_case
from reporting.casework.filing import Filed, file_waiting
from reporting.domain.case import Status
from reporting.domain.consent import Choices
from reporting.sealed.consents import next_statement
from reporting.sealed.replies import read_status
from reporting.store.engine import reading, writing
from reporting.store.inbox import waiting


def cards(group, handle="ada"):
    desk = group.desk(handle)
    with reading(group.engine) as session:
        return list_cards(session, desk)


def statuses(group, worker):
    """What her mailbox says, as her code reads it."""
    box = group.gate.mailbox_read(worker.keys.token)
    found = []
    for item in box.items:
        if item.compartment == "status":
            place = Place(group.pins.installation, worker.report, "status", item.item)
            body = worker.keys.mailbox.open(place, item.ciphertext, item.wrap)
            found.append(read_status(read_reply(place, group.lists.manifest, body, item.day)))
    return sorted(found, key=lambda note: note.sequence)


def test_a_report_comes_onto_file_with_a_card(group):
    worker = group.report(identifiers=())
    assert file_waiting(group.engine, group.desk()) == Filed(1, 3, 0)
    (line,) = cards(group)
    card = line.card
    assert card.report == worker.report
    assert (card.severity, card.area, card.unread) == ("dangerous", "downtown", True)
    assert card.types == ("sexual_assault", "threats")
    assert card.status is Status.NEW
    assert {"consent_bulletin", "consent_compare"} <= card.consents
    assert card.consent_version == 1
    with reading(group.engine) as session:
        assert waiting(session).reports == 0
        assert waiting(session).parts == 0


def test_every_member_of_the_circle_reads_it(group):
    worker = group.report()
    file_waiting(group.engine, group.desk("ada"))
    with reading(group.engine) as session:
        case = open_case(session, group.desk("bo"), worker.report)
    assert case.opened.account.account == worker.telling.account
    assert case.consent.choices.consent_bulletin


def test_she_is_told_that_it_was_received(group):
    worker = group.report()
    file_waiting(group.engine, group.desk())
    (note,) = statuses(group, worker)
    assert (note.stage, note.sequence, note.consent_version) == ("received", 1, 1)
    assert note.day == group.today


def test_identifiers_are_on_the_card_only_where_comparing_is_allowed(group, identifier):
    group.report(identifiers=(identifier(),))
    group.report(choices=Choices(), identifiers=(identifier(),))
    file_waiting(group.engine, group.desk())
    kept = sorted(len(line.card.identifiers) for line in cards(group))
    assert kept == [0, 1]


def test_an_addition_is_merged_and_the_case_is_unread_again(group):
    worker = group.report()
    file_waiting(group.engine, group.desk())
    group.add_to(worker, {"weapon": ("knife",), "incident_types": ("robbery",)})
    assert file_waiting(group.engine, group.desk()).parts == 1
    (line,) = cards(group)
    assert line.card.types == ("sexual_assault", "threats", "robbery")
    assert line.card.unread
    assert line.card.version == 2
    assert len(statuses(group, worker)) == 1  # nothing new to say to her


def test_a_new_consent_is_seen_and_she_is_told_the_version(group):
    worker = group.report()
    desk = group.desk()
    file_waiting(group.engine, desk)
    with reading(group.engine) as session:
        first = open_case(session, desk, worker.report).opened.statements[0].statement
    group.state(worker, next_statement(first, Choices(), group.today))
    file_waiting(group.engine, desk)
    (line,) = cards(group)
    assert line.card.consents == frozenset()
    assert line.card.consent_version == 2
    assert [note.consent_version for note in statuses(group, worker)] == [1, 2]


def test_what_cannot_be_opened_is_a_case_that_says_so_and_blocks_nothing(group):
    broken, sound = group.report(), group.report()
    with writing(group.engine) as session:
        session.execute(
            text(
                "UPDATE inbox_part SET ciphertext = :junk"
                " WHERE report = :report AND compartment = 'account'"
            ),
            {"junk": b"\x01" + bytes(4112), "report": broken.report},
        )
    assert file_waiting(group.engine, group.desk()) == Filed(2, 6, 1)
    found = {line.report: line.card for line in cards(group)}
    assert found[broken.report].unreadable
    assert found[broken.report].consents == frozenset()
    assert not found[sound.report].unreadable
    with reading(group.engine) as session:
        case = open_case(session, group.desk(), broken.report)
    assert [part.compartment for part in case.opened.unopened] == ["account"]
    assert case.consent is None


def test_more_than_a_batch_is_filed_at_once(group, monkeypatch):
    for _ in range(3):
        group.report()
    monkeypatch.setattr(
        "reporting.casework.filing.take_batch",
        lambda session: __import__("reporting.store.inbox", fromlist=["x"]).take_batch(session, 1),
    )
    assert file_waiting(group.engine, group.desk()).reports == 3


COPY_KEYS = "UPDATE inbox_report SET token_hash = :token WHERE id = :id"


def test_a_report_under_a_taken_token_blocks_nobody_and_is_a_case_that_says_so(group):
    """Attack: a row in the inbox that no batch can move onto file."""
    first = group.report()
    file_waiting(group.engine, group.desk())
    poisoned, sound = group.report(), [group.report(), group.report()]
    token = sha256(first.keys.token).digest()
    group.sql(COPY_KEYS, token=token, id=poisoned.report)
    filed = file_waiting(group.engine, group.desk())
    assert (filed.reports, filed.unreadable) == (3, 1)
    listed = {line.report: line.card for line in cards(group)}
    assert set(listed) == {first.report, poisoned.report, *(one.report for one in sound)}
    assert [report for report, card in listed.items() if card.unreadable] == [poisoned.report]
    assert group.gate.mailbox_read(first.keys.token).report == first.report


def test_a_report_under_a_taken_id_is_filed_under_another(group):
    first = group.report()
    file_waiting(group.engine, group.desk())
    second, sound = group.report(), group.report()
    for table, column in (("inbox_part", "report"), ("inbox_report", "id")):
        group.sql(
            f"UPDATE {table} SET {column} = :first WHERE {column} = :second",  # noqa: S608
            first=first.report,
            second=second.report,
        )
    filed = file_waiting(group.engine, group.desk())
    assert (filed.reports, filed.unreadable) == (2, 1)
    listed = {line.report: line.card for line in cards(group)}
    assert len(listed) == 3
    assert not listed[first.report].unreadable
    assert not listed[sound.report].unreadable
    assert file_waiting(group.engine, group.desk()) == Filed()


def test_an_addition_under_a_taken_item_id_is_filed_closed_and_blocks_nobody(group):
    worker, sound = group.report(), group.report()
    file_waiting(group.engine, group.desk())
    group.add_to(worker, {"severity": "risky"})
    group.add_to(sound, {"severity": "risky"})
    with reading(group.owner) as session:
        taken = session.execute(
            text("SELECT item FROM filed_part WHERE report = :id AND compartment = 'account'"),
            {"id": worker.report},
        ).scalar_one()
        item = session.execute(
            text("SELECT item FROM inbox_part WHERE report = :id"), {"id": worker.report}
        ).scalar_one()
    with writing(group.owner) as session:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(text("PRAGMA defer_foreign_keys = ON"))
        else:
            session.execute(text("SET LOCAL session_replication_role = replica"))
        for table in ("inbox_wrap", "inbox_part"):
            session.execute(
                text(f"UPDATE {table} SET item = :taken WHERE item = :item"),  # noqa: S608
                {"taken": taken, "item": item},
            )
    assert file_waiting(group.engine, group.desk()) == Filed(0, 2, 1)
    listed = {line.report: line.card.unreadable for line in cards(group)}
    assert listed == {worker.report: True, sound.report: False}
    with reading(group.engine) as session:
        opened = open_case(session, group.desk(), worker.report).opened
    assert [one.compartment for one in opened.unopened] == ["addition"]


def test_a_case_whose_card_is_gone_blocks_nobody(group):
    worker = group.report()
    file_waiting(group.engine, group.desk())
    group.add_to(worker, {"severity": "risky"})
    other = group.report()
    group.sql("DELETE FROM card WHERE report = :id", id=worker.report)
    assert file_waiting(group.engine, group.desk()).reports == 1
    assert [line.report for line in cards(group)] == [other.report]


def test_filing_with_nothing_waiting_is_nothing(group):
    assert file_waiting(group.engine, group.desk()) == Filed()
