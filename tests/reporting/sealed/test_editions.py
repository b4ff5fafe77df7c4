"""Editions that two people signed, and the floors under them that only signatures raise.

How a row must be signed to be believed at all is in `intake/test_editions.py`.
"""

from dataclasses import replace

import pytest

from reporting.casework.approvals import recall
from reporting.sealed.editions import floors_of, higher, put_back, verified
from reporting.store.editions import read_editions
from reporting.store.engine import reading, writing
from reporting.store.publicity import read_recalls


@pytest.fixture
def recalled(group, live):
    """The same, after it was taken back: (its row of before, the signed recall)."""
    with writing(group.engine) as session:
        recall(session, group.desk("bo"), live.number, "she asked")
    with reading(group.engine) as session:
        (signed,) = read_recalls(session)
        assert [one.body for one in read_editions(session)] == [None]
    return live, signed


def test_a_first_edition_needs_no_floor(group, live):
    assert verified(live, group.lists.roster) is not None
    assert floors_of([live], [], group.lists.roster) == {}
    assert not put_back(live, {})


def test_a_signed_recall_ends_this_edition_and_those_before_it(group, recalled):
    before, signed = recalled
    assert (signed.handle, signed.day, signed.edition) == ("bo", group.today, 1)
    floors = floors_of([], [signed], group.lists.roster)
    assert floors == {1: 2}
    assert put_back(before, floors)
    assert not put_back(replace(before, edition=2), floors)
    assert not put_back(replace(before, body=None), floors)
    assert not put_back(replace(before, number=2), floors)


@pytest.mark.parametrize(
    "claimed",
    [
        {"number": 2},
        {"edition": 2},
        {"handle": "ada"},
        {"handle": "nobody"},
        {"handle": "vik"},
        {"signature": bytes(64)},
        {"number": 0},
    ],
)
def test_a_recall_that_nobody_signed_hides_nothing_for_ever(group, recalled, claimed):
    _, signed = recalled
    assert floors_of([], [replace(signed, **claimed)], group.lists.roster) == {}


def test_a_later_edition_counts_only_with_its_signatures(group, live):
    assert floors_of([replace(live, edition=9)], [], group.lists.roster) == {}


def test_floors_only_rise():
    assert higher({1: 2, 3: 4}, {1: 5, 2: 2}) == {1: 5, 2: 2, 3: 4}
    assert higher({1: 5}, {1: 2}) == {1: 5}
