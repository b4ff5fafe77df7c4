"""Filing: everything that waits comes onto file, opened or not, and who reported is told."""

from __future__ import annotations

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


def test_filing_with_nothing_waiting_is_nothing(group):
    assert file_waiting(group.engine, group.desk()) == Filed()
