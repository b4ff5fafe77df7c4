"""What a newcomer finds in the demonstration: something of everything."""

from collections import Counter
from datetime import timedelta

from crypto.receipts import Code, keys_of
from reporting.casework.cards import list_cards
from reporting.casework.drafts import State, read_all
from reporting.casework.lists import VALID_DAYS
from reporting.casework.published import Showing, read_published
from reporting.casework.record import read as read_record
from reporting.casework.sheets import read_printed
from reporting.demonstration.story import play
from reporting.domain.case import Status
from reporting.store.engine import open_engine, reading
from reporting.store.intake_gate import IntakeGate
from reporting.store.settings import last_looked

from .conftest import NOW


def cards(lived, desk):
    with reading(lived) as session:
        return [line.card for line in list_cards(session, desk())]


def test_about_forty_reports_over_months_in_two_languages(lived, desk):
    found = cards(lived, desk)
    assert len(found) == 41
    assert Counter(card.language for card in found)["fr"] >= 8
    assert max(c.day for c in found) - min(c.day for c in found) > timedelta(days=120)
    assert len({card.area for card in found if card.area}) == 4


def test_cases_stand_at_every_point_of_their_way(lived, desk):
    found = Counter(card.status for card in cards(lived, desk))
    assert {Status.NEW, Status.OPEN, Status.WAITING, Status.DONE} <= set(found)
    assert sum(card.unread for card in cards(lived, desk)) == 3


def test_one_report_cannot_be_opened_and_is_shown(lived, desk):
    assert [card.unreadable for card in cards(lived, desk)].count(True) == 1


def test_consents_differ(lived, desk):
    found = cards(lived, desk)
    assert [c for c in found if "consent_police_report" in c.consents]
    assert [c for c in found if not c.consents and not c.unreadable]  # just listen
    assert [c for c in found if c.report_kind == "authority"]


def test_two_reports_are_about_one_person(lived, desk):
    seen = Counter(
        one.key for card in cards(lived, desk) for one in set(card.identifiers) if not one.partial
    )
    assert [key for key, count in seen.items() if count > 1]


def test_bulletins_are_live_scheduled_recalled_and_waiting(lived, desk):
    with reading(lived) as session:
        found = Counter(one.showing for one in read_published(session, desk()))
        drafts, closed = read_all(session, desk())
    assert found[Showing.LIVE] >= 8
    assert found[Showing.SCHEDULED] == 1
    assert found[Showing.RECALLED] == 1
    assert Showing.REFUSED not in found
    states = Counter(draft.state for draft in drafts)
    assert (states[State.SUBMITTED], states[State.WRITING], closed) == (1, 1, 0)


def test_the_public_sees_them_too(story):
    engine = open_engine(story[0], "intake")
    state = IntakeGate(engine).public_read(NOW)
    engine.dispose()
    assert len([one for one in state.editions if one.body]) >= 8


def test_the_record_holds_and_sheets_were_printed(lived, desk):
    with reading(lived) as session:
        record = read_record(session, desk())
        sheets = read_printed(session, desk())
        looked = last_looked(session)
    assert record.fault is None
    assert {"filed", "note_added", "bulletin_approved", "sheet_printed"} <= {
        act.action for act in read_record_all(lived, desk())
    }
    assert len(sheets) >= 3
    assert looked >= desk().today - timedelta(days=3)


def read_record_all(lived, desk):
    with reading(lived) as session:
        return read_record(session, desk, limit=10_000).acts


def test_the_lists_were_renewed_today(desk):
    assert desk().valid_until == desk().today + timedelta(days=VALID_DAYS)


def test_every_code_opens_its_mailbox(story, played):
    engine = open_engine(story[0], "intake")
    receipt = played.receipts[0]
    assert Code.parse(receipt.words) == Code.parse(receipt.digits)
    keys = keys_of(Code.parse(receipt.digits), played.founded.pins.installation)
    mailbox = IntakeGate(engine).mailbox_read(keys.token)
    engine.dispose()
    assert mailbox is not None
    assert {item.compartment for item in mailbox.items} == {"consent", "status"}


def test_an_empty_one_has_people_and_no_report(tmp_path):
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    made = play(url, NOW, empty=True)
    engine = open_engine(url, "review")
    with reading(engine) as session:
        assert list_cards(session, made.founded.desk(engine, "ada", NOW)) == []
        assert read_published(session, made.founded.desk(engine, "ada", NOW)) == ()
    engine.dispose()
    assert made.receipts == ()
    assert len(made.founded.people) == 5
