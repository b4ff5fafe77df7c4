from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from reporting.casework import bulletins, deletions, drafts
from reporting.casework.cards import list_cards
from reporting.casework.cases import open_case
from reporting.casework.errors import DeletionPending, NotThere
from reporting.casework.filing import file_waiting
from reporting.casework.published import Showing, read_published
from reporting.casework.record import read as read_record
from reporting.casework.reported import open_reported
from reporting.store.engine import reading, writing
from reporting.store.errors import NotFound


def ask(group, worker, scope="all"):
    return group.gate.deletion_ask(worker.keys.token, scope, group.today + timedelta(days=3))


def test_until_its_day_nothing_new_goes_out(group, desks, worker):
    draft = desks.write(desks.begin(worker), summary={"en": "Takes money back afterwards."})
    ask(group, worker)
    with pytest.raises(DeletionPending) as pending, writing(group.engine) as session:
        bulletins.submit(session, group.desk(), draft, open_reported)
    assert pending.value.due == group.today + timedelta(days=3)


def test_what_was_submitted_before_is_not_approved(group, desks, worker):
    draft = desks.submit(desks.write(desks.begin(worker)))
    ask(group, worker)
    with pytest.raises(DeletionPending):
        desks.approve(draft)


def test_a_deletion_of_the_contact_alone_freezes_nothing(group, desks, worker):
    ask(group, worker, "contact")
    assert desks.publish(worker).number == 1
    group.later(days=3)
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        case = open_case(session, group.desk(), worker.report)
    assert case.opened.contacts == ()
    assert case.consent is not None


def test_an_advocate_stops_it_and_she_is_told(group, worker):
    ask(group, worker)
    deletions.stop(group.engine, group.desk(), worker.report, "she said so at the van")
    with reading(group.engine) as session:
        opened = open_case(session, group.desk(), worker.report).opened
    assert [one.event for one in opened.events] == ["deletion_stopped"]
    with pytest.raises(NotThere):
        deletions.stop(group.engine, group.desk(), worker.report, "again")
    group.later(days=5)
    assert deletions.erase(group.engine, group.desk()) == 0


def test_on_its_day_no_page_shows_the_report(group, desks, worker):
    edition = desks.publish(worker)
    kept = group.report()
    desks.file()
    ask(group, worker)
    group.later(days=3)
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        desk = group.desk()
        with pytest.raises(NotFound):
            open_case(session, desk, worker.report)
        assert [line.report for line in list_cards(session, desk)] == [kept.report]
        assert drafts.read_all(session, desk) == ((), 0)
        (published,) = read_published(session, desk)
        assert (published.number, published.showing) == (edition.number, Showing.RECALLED)
        keys = session.execute(
            text(
                "SELECT count(*) FROM filed_key k JOIN filed_part p"
                " ON p.item = k.item WHERE p.report = :id"
            ),
            {"id": worker.report},
        ).scalar()
        assert keys == 0
    assert group.gate.mailbox_read(worker.keys.token) is None


def test_what_intake_erased_is_cleared_away_at_the_next_filing(group, desks, worker):
    desks.write(desks.begin(worker))
    ask(group, worker)
    assert group.gate.erase_due(group.today + timedelta(days=3)) == 1
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        assert drafts.read_all(session, group.desk()) == ((), 0)


def test_drafts_go_a_year_after_their_bulletin_and_the_bulletin_keeps_its_number(
    group, desks, worker, monkeypatch
):
    monkeypatch.setattr(drafts, "KEPT", timedelta(days=30))
    desks.publish(worker, expires=group.today + timedelta(days=20))
    written = desks.begin(worker)
    group.later(days=50)
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        assert len(drafts.read_all(session, group.desk())[0]) == 2
    group.later(days=1)
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        (left,) = drafts.read_all(session, group.desk())[0]
        (published,) = read_published(session, group.desk())
        acts = read_record(session, group.desk()).acts
    assert left.id == written.id
    assert (published.number, published.showing) == (1, Showing.OVER)
    assert (acts[0].action, acts[0].about) == ("drafts_cleared", {"number": "1"})


def test_erasing_a_report_takes_its_drafts_and_leaves_those_of_others(group, desks, worker):
    other = group.report()
    desks.file()
    begun, submitted = desks.begin(worker), desks.submit(desks.write(desks.begin(worker)))
    kept = desks.begin(other)
    ask(group, worker)
    group.later(days=3)
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        left = {one.id for one in drafts.read_all(session, group.desk())[0]}
    assert left == {kept.id}
    assert begun.id != submitted.id
