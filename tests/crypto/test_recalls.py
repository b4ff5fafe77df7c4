"""Taking back is signed, so that putting back can be told from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from crypto.errors import BadSignature, Malformed, NotListed
from crypto.manifest import Roster, read_roster
from crypto.recalls import LABEL, LARGEST, Recall, sign_recall, verify_recall
from crypto.suite import prefixed
from crypto.verifying import verify

if TYPE_CHECKING:
    from conftest import Lists

DAY = date(2026, 3, 5)
RECALL = Recall(12, 2, DAY, "wren")


@pytest.fixture
def roster(lists: Lists) -> Roster:
    return read_roster(*lists.roster(), lists.pins, DAY)


def signed(lists: Lists, recall: Recall, by: str = "") -> bytes:
    signer = lists.member_signer(by or recall.handle)
    return sign_recall(signer, lists.pins.installation, recall)


def test_a_member_takes_a_bulletin_back(lists: Lists, roster: Roster) -> None:
    verify_recall(RECALL, signed(lists, RECALL), roster)


def test_the_statement_to_the_byte(lists: Lists) -> None:
    statement = prefixed(
        lists.pins.installation, b"\0\0\0\x0c", b"\0\0\0\x02", b"2026-03-05", b"wren"
    )
    verify(lists.member_signer("wren").verifying_key, LABEL, statement, signed(lists, RECALL))


@pytest.mark.parametrize(
    "claimed",
    [
        replace(RECALL, number=13),
        replace(RECALL, edition=3),
        replace(RECALL, day=date(2026, 3, 4)),
        replace(RECALL, handle="jay"),
    ],
)
def test_it_says_what_was_signed_and_no_more(lists: Lists, roster: Roster, claimed: Recall) -> None:
    with pytest.raises(BadSignature):
        verify_recall(claimed, signed(lists, RECALL), roster)


def test_who_may_not_publish_may_not_recall(lists: Lists, roster: Roster) -> None:
    outreach, gone = replace(RECALL, handle="heron"), replace(RECALL, handle="owl")
    for recall in (outreach, gone):
        with pytest.raises(BadSignature):
            verify_recall(recall, signed(lists, recall), roster)
    before = replace(gone, day=date(2026, 2, 1))
    verify_recall(before, signed(lists, before), roster)
    with pytest.raises(NotListed):
        verify_recall(replace(RECALL, handle="robin"), signed(lists, RECALL), roster)


@pytest.mark.parametrize("wrong", [0, LARGEST + 1])
def test_a_number_is_a_number_of_a_bulletin(lists: Lists, roster: Roster, wrong: int) -> None:
    with pytest.raises(Malformed):
        signed(lists, replace(RECALL, number=wrong))
    with pytest.raises(Malformed):
        verify_recall(replace(RECALL, edition=wrong), bytes(64), roster)
