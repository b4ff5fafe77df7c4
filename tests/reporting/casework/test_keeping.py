"""Who is kept from a case sees it nowhere, and cannot let herself in."""

import pytest

from reporting.casework import approvals, forwarding, forwardings
from reporting.casework.bulletin_list import list_bulletins
from reporting.casework.cards import list_cards
from reporting.casework.cases import assign, open_case
from reporting.casework.errors import NobodyElse, NotThere
from reporting.casework.keeping import keep_from, kept_reports, let_in, require_seen
from reporting.casework.record import read as read_record
from reporting.casework.reported import open_reported
from reporting.store.engine import reading, writing
from reporting.store.errors import NotFound

from ..group import police_order


def seen(group, handle):
    desk = group.desk(handle)
    with reading(group.engine) as session:
        return [line.report for line in list_cards(session, desk)], kept_reports(session, desk)


def test_it_is_gone_from_her_list_and_hers_to_look_after_no_more(group, worker):
    assign(group.engine, group.desk("bo"), worker.report, "bo")
    keep_from(group.engine, group.desk("bo"), worker.report, "bo")
    assert seen(group, "bo") == ([], {worker.report})
    assert seen(group, "ada") == ([worker.report], frozenset())
    with reading(group.engine) as session:
        assert open_case(session, group.desk(), worker.report).card.assignee == ""
        with pytest.raises(NotFound):
            require_seen(session, group.desk("bo"), [worker.report])
        acts = read_record(session, group.desk()).acts
    assert (acts[0].action, acts[0].about["handle"]) == ("kept_from", "bo")


def test_she_cannot_let_herself_in_and_a_colleague_can(group, worker):
    keep_from(group.engine, group.desk("ada"), worker.report, "bo", "a neighbour")
    with pytest.raises(NotFound):
        let_in(group.engine, group.desk("bo"), worker.report, "bo")
    with pytest.raises(NotFound):
        keep_from(group.engine, group.desk("bo"), worker.report, "ada")
    let_in(group.engine, group.desk("ada"), worker.report, "bo")
    assert seen(group, "bo") == ([worker.report], frozenset())
    with pytest.raises(NotThere):
        let_in(group.engine, group.desk("ada"), worker.report, "bo")


def test_somebody_is_always_left_who_sees_it(group, worker):
    keep_from(group.engine, group.desk(), worker.report, "bo")
    keep_from(group.engine, group.desk(), worker.report, "kim")
    with pytest.raises(NobodyElse):
        keep_from(group.engine, group.desk(), worker.report, "ada")
    with pytest.raises(NotThere):
        keep_from(group.engine, group.desk(), worker.report, "vik")


def test_its_drafts_and_packages_are_in_no_list_of_hers(group, desks, worker):
    other = group.report()
    desks.file()
    begun = [desks.begin(one) for one in (worker, other)]
    submitted = desks.submit(desks.write(desks.begin(worker)))
    wanted = police_order(worker)
    made = forwarding.forward(group.engine, group.desk(), wanted, open_reported)
    keep_from(group.engine, group.desk(), worker.report, "bo")
    bo = group.desk("bo")
    with reading(group.engine) as session:
        found = list_bulletins(session, bo)
        assert [one.id for one in found.writing] == [begun[1].id]
        assert found.waiting == ()
        assert forwardings.read_seen(session, bo) == ((), 0)
        assert len(forwardings.read_seen(session, group.desk())[0]) == 1
    with writing(group.engine) as session, pytest.raises(NotFound):
        forwardings.note_number(session, bo, made.record.id, "VPD 1")
    with pytest.raises(NotFound):
        desks.approve(submitted)


def test_what_is_out_stays_public_and_says_nothing_of_whose_it_is(group, desks, worker):
    record = desks.publish(worker)
    keep_from(group.engine, group.desk(), worker.report, "bo")
    bo = group.desk("bo")
    with reading(group.engine) as session:
        (line,) = list_bulletins(session, bo).out
    assert (line.bulletin.number, line.draft) == (record.number, None)
    with writing(group.engine) as session, pytest.raises(NotFound):
        approvals.correct(session, bo, record.number)
