"""Printed codes: each used up once, whoever types it at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from reporting.store.engine import reading, writing
from reporting.store.errors import Conflict, Refused
from reporting.store.filed_records import MemberRow, PrintedCodesRow
from reporting.store.members import add_member, remove_member
from reporting.store.printed_codes import put_codes, read_codes, take_code

FIRST, SECOND = b"1" * 16, b"2" * 16


@pytest.fixture
def take(engine):
    def run(number, set_id=FIRST, handle="ada"):
        with writing(engine) as session:
            return take_code(session, handle, set_id, number)

    return run


@pytest.fixture(autouse=True)
def ada(engine):
    with writing(engine) as session:
        for handle in ("ada", "bea"):
            add_member(session, MemberRow(handle, b"key file", 0))
        put_codes(session, PrintedCodesRow("ada", FIRST))


def used(engine, handle="ada"):
    with reading(engine) as session:
        row = read_codes(session, handle)
    return row and row.used


def test_each_is_used_once_in_any_order(engine, take):
    assert used(engine) == 0
    assert [take(9), take(9), take(0), take(0)] == [512, None, 513, None]
    assert used(engine) == 513


def test_of_many_who_type_one_at_once_one_gets_it(engine, take):
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(take, [3] * 6))
    assert sorted(found, key=str) == [8, None, None, None, None, None]
    assert used(engine) == 8


def test_different_ones_at_once_are_all_used_up(engine, take):
    with ThreadPoolExecutor(5) as pool:
        assert None not in pool.map(take, range(10))
    assert used(engine) == 1023


def test_a_new_set_is_whole_and_an_old_code_takes_nothing_of_it(engine, take):
    take(1)
    with writing(engine) as session:
        put_codes(session, PrintedCodesRow("ada", SECOND))
    assert [take(1), take(2)] == [None, None]
    assert used(engine) == 0
    assert take(1, SECOND) == 2


def test_who_has_none_uses_none(engine, take):
    assert used(engine, "bea") is None
    assert take(1, handle="bea") is None
    assert take(1, handle="nobody") is None


def test_there_are_ten(engine, take):
    with pytest.raises(Refused):
        take(10)
    assert used(engine) == 0


def test_they_go_with_the_person_and_nobody_else_has_any(engine):
    with writing(engine) as session:
        remove_member(session, "ada")
    assert used(engine) is None
    with pytest.raises(Conflict), writing(engine) as session:
        put_codes(session, PrintedCodesRow("nobody", FIRST))
