"""The list: who has to do something, and what must go although it is still to be seen."""

from reporting.casework.bulletin_list import list_bulletins
from reporting.casework.cases import narrow
from reporting.store.engine import reading


def listed(group, handle="ada"):
    with reading(group.engine) as session:
        return list_bulletins(session, group.desk(handle))


def test_drafts_stand_by_what_is_to_be_done_and_bulletins_with_their_draft(group, desks):
    worker = group.report()
    desks.file()
    desks.publish(worker)
    waiting = desks.submit(desks.write(desks.begin(worker)))
    writing = desks.begin(worker)
    found = listed(group)
    assert [one.id for one in found.waiting] == [waiting.id]
    assert [one.id for one in found.writing] == [writing.id]
    (line,) = found.out
    assert (line.bulletin.number, line.draft.reports, line.withdrawn) == (
        1,
        (worker.report,),
        False,
    )


def test_outreach_sees_bulletins_alone(group, desks):
    worker = group.report()
    desks.file()
    desks.publish(worker)
    desks.begin(worker)
    found = listed(group, "vik")
    assert (found.waiting, found.writing, found.closed) == ((), (), 0)
    assert [(line.bulletin.number, line.draft) for line in found.out] == [(1, None)]


def test_a_yes_that_staff_took_back_on_her_word_marks_what_is_still_out(group, desks):
    worker = group.report()
    desks.file()
    desks.publish(worker)
    narrow(
        group.engine,
        group.desk("bo"),
        worker.report,
        frozenset({"consent_bulletin"}),
        "She said so at the van.",
    )
    (line,) = listed(group).out
    assert line.withdrawn
