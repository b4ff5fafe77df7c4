"""The record: written with each act, and every way to tamper with it is noticed."""

from __future__ import annotations

import pytest

from crypto.errors import Expired, RecordFault
from crypto.private.audit import GENESIS
from reporting.casework.desk import remember
from reporting.casework.record import Action, check, read, write, write_alone
from reporting.store.engine import reading, writing


@pytest.fixture
def written(group):
    """Five acts of two people."""
    for number in range(1, 6):
        desk = group.desk("ada" if number % 2 else "bo")
        write_alone(group.engine, desk, Action.SHEET_PRINTED, number=str(number))
    return group


def found(group, handle="ada", **more):
    with reading(group.engine) as session:
        return read(session, group.desk(handle), **more)


def test_an_empty_record_holds(group):
    record = found(group)
    assert (record.acts, record.head, record.fault) == ((), GENESIS, None)


def test_acts_are_read_newest_first_with_what_was_done(written):
    record = found(written, "kim")
    assert record.fault is None
    assert record.head.number == 5
    assert [act.about["number"] for act in record.acts] == ["5", "4", "3", "2", "1"]
    assert [act.actor for act in record.acts] == ["ada", "bo", "ada", "bo", "ada"]
    assert record.acts[0].action is Action.SHEET_PRINTED


def test_it_is_read_page_by_page(written):
    assert [act.number for act in found(written, limit=2).acts] == [5, 4]
    assert [act.number for act in found(written, before=4, limit=2).acts] == [3, 2]


def test_who_is_in_no_circle_writes_and_does_not_read(written):
    write_alone(written.engine, written.desk("vik"), Action.SHEET_PRINTED, number="6")
    record = found(written, "vik")
    assert record.fault is None
    assert {act.action for act in record.acts} == {None}
    assert found(written, "ada").acts[0].about == {"number": "6"}


def test_what_was_purged_is_still_in_the_chain(written):
    written.sql("UPDATE audit SET ciphertext = NULL, wrap = NULL WHERE number = 2")
    record = found(written)
    assert record.fault is None
    assert record.acts[3].purged


@pytest.mark.parametrize(
    ("damage", "fault", "number"),
    [
        ("DELETE FROM audit WHERE number = 3", RecordFault.TRUNCATED, 3),
        ("UPDATE audit SET actor = 'kim' WHERE number = 2", RecordFault.FORGED, 2),
        ("UPDATE audit SET day = '2026-02-01' WHERE number = 4", RecordFault.FORGED, 4),
        (
            "UPDATE audit SET signature = (SELECT signature FROM audit WHERE number = 1) WHERE number = 3",
            RecordFault.FORGED,
            3,
        ),
    ],
)
def test_damage_is_named_with_its_place(written, damage, fault, number):
    written.sql(damage)
    broken = found(written).fault
    assert (broken.fault, broken.number) == (fault, number)


def test_entries_that_changed_places_are_noticed(written):
    written.sql("UPDATE audit SET number = 99 WHERE number = 2")
    written.sql("UPDATE audit SET number = 2 WHERE number = 3")
    written.sql("UPDATE audit SET number = 3 WHERE number = 99")
    assert found(written).fault.number == 2


def test_what_was_done_cannot_be_swapped(written):
    written.sql(
        "UPDATE audit SET ciphertext = (SELECT ciphertext FROM audit WHERE number = 1),"
        " wrap = (SELECT wrap FROM audit WHERE number = 1) WHERE number = 4"
    )
    (act,) = [act for act in found(written).acts if act.number == 4]
    assert act.action is None


def seen(group, handle="ada"):
    """Have her remember the record as it is."""
    desk = group.desk(handle)
    with reading(group.engine) as session:
        head, fault = check(session, desk)
    assert fault is None
    with writing(group.engine) as session:
        remember(session, desk, desk.profile.recorded(head))


def fault_for(group, handle="ada"):
    with reading(group.engine) as session:
        return check(session, group.desk(handle))[1]


def test_an_end_cut_off_is_noticed_by_who_saw_it(written):
    seen(written)
    assert fault_for(written) is None
    written.sql("DELETE FROM audit WHERE number >= 4")
    assert fault_for(written).fault is RecordFault.GONE_BACK
    assert found(written).fault.fault is RecordFault.GONE_BACK
    assert found(written, "bo").fault is None  # bo never saw it, which is why several people matter


def test_another_history_after_the_cut_is_noticed_too(written):
    seen(written)
    written.sql("DELETE FROM audit WHERE number = 5")
    write_alone(written.engine, written.desk("bo"), Action.SHEET_PRINTED, number="other")
    assert fault_for(written).fault is RecordFault.GONE_BACK
    assert found(written).fault.fault is RecordFault.GONE_BACK


def test_a_new_entry_is_checked_against_what_was_seen(written):
    seen(written)
    write_alone(written.engine, written.desk("bo"), Action.SIGNED_IN)
    assert fault_for(written) is None
    written.sql("UPDATE audit SET actor = 'ada' WHERE number = 6")
    assert fault_for(written).number == 6


def test_nothing_is_written_when_the_act_is_undone(group):
    def undone():
        with writing(group.engine) as session:
            write(session, group.desk(), Action.SIGNED_IN)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert found(group).head == GENESIS


def test_expired_lists_stop_writing(group):
    group.later(days=181)
    with pytest.raises(Expired):
        write_alone(group.engine, group.desk(), Action.SIGNED_IN)
