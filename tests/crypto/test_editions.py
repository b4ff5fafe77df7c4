"""An edition stands on two different people, each in her part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.editions import Hand, Signatures, sign_edition, verify_edition
from crypto.errors import BadSignature, CryptoError, NotListed
from crypto.manifest import Roster, read_roster
from crypto.suite import prefixed, sha256
from crypto.verifying import verify

if TYPE_CHECKING:
    from conftest import Lists

BODY = b'{"v":1,"kind":"edition"}'
DAY = date(2026, 3, 5)


def roster_of(lists: Lists, **change: Any) -> Roster:
    return read_roster(*lists.roster(**change), lists.pins, DAY)


def signatures(lists: Lists, author: str, approver: str, body: bytes = BODY) -> Signatures:
    def sign(hand: Hand, handle: str) -> bytes:
        signer = lists.member_signer(handle)
        return sign_edition(signer, lists.pins.installation, hand, handle, body)

    return Signatures(author, sign(Hand.AUTHOR, author), approver, sign(Hand.APPROVER, approver))


def test_two_members_stand_behind_it(lists: Lists) -> None:
    verify_edition(BODY, signatures(lists, "wren", "jay"), roster_of(lists), DAY)
    verify_edition(BODY, signatures(lists, "jay", "wren"), roster_of(lists), DAY)


def test_the_statement_to_the_byte(lists: Lists) -> None:
    signature = signatures(lists, "wren", "jay").author_signature
    statement = prefixed(lists.pins.installation, b"author", b"wren", sha256(BODY))
    key = lists.member_signer("wren").verifying_key
    verify(key, "brolly/edition/v1", statement, signature)


def test_nobody_approves_her_own(lists: Lists) -> None:
    with pytest.raises(BadSignature, match="approved by its author"):
        verify_edition(BODY, signatures(lists, "wren", "wren"), roster_of(lists), DAY)


def test_nor_under_a_second_handle_with_the_same_key(lists: Lists) -> None:
    sign = lists.member("wren")["sign"]
    roster = roster_of(lists, members=[lists.member("wren"), lists.member("jay", sign=sign)])
    signed = signatures(lists, "wren", "wren")
    signature = sign_edition(
        lists.member_signer("wren"), lists.pins.installation, Hand.APPROVER, "jay", BODY
    )
    with pytest.raises(BadSignature, match="approved by its author"):
        verify_edition(
            BODY, replace(signed, approver="jay", approver_signature=signature), roster, DAY
        )


def test_the_parts_cannot_be_swapped(lists: Lists) -> None:
    signed = signatures(lists, "wren", "jay")
    swapped = Signatures("jay", signed.approver_signature, "wren", signed.author_signature)
    renamed = replace(signed, author="jay", approver="wren")
    for wrong in (swapped, renamed):
        with pytest.raises(BadSignature):
            verify_edition(BODY, wrong, roster_of(lists), DAY)


def test_another_body_or_installation_is_not_what_was_signed(lists: Lists) -> None:
    signed, roster = signatures(lists, "wren", "jay"), roster_of(lists)
    with pytest.raises(BadSignature):
        verify_edition(BODY + b" ", signed, roster, DAY)
    with pytest.raises(BadSignature):
        verify_edition(BODY, signed, replace(roster, installation=b"x" * 16), DAY)


def test_who_reads_no_reports_does_not_sign(lists: Lists) -> None:
    for author, approver in (("heron", "jay"), ("jay", "heron")):
        with pytest.raises(BadSignature, match="may sign"):
            verify_edition(BODY, signatures(lists, author, approver), roster_of(lists), DAY)


def test_somebody_unknown_is_not_listed(lists: Lists) -> None:
    for author, approver in (("magpie", "jay"), ("jay", "magpie")):
        with pytest.raises(NotListed):
            verify_edition(BODY, signatures(lists, author, approver), roster_of(lists), DAY)


def test_somebody_removed_counts_for_editions_of_her_days(lists: Lists) -> None:
    signed, roster = signatures(lists, "owl", "jay"), roster_of(lists)
    verify_edition(BODY, signed, roster, date(2026, 2, 1))
    with pytest.raises(BadSignature):
        verify_edition(BODY, signed, roster, date(2026, 2, 2))


def test_an_edition_signed_with_keys_since_replaced_still_counts(lists: Lists) -> None:
    signed = signatures(lists, "wren", "jay")
    new = lists.member("wren", sign=lists.member("new wren")["sign"])
    lines = [new, lists.member("wren", removed="2026-03-06"), lists.member("jay")]
    verify_edition(BODY, signed, roster_of(lists, members=lines), DAY)


@given(st.text(st.characters(), max_size=8), st.binary(max_size=70))
def test_arbitrary_signatures_are_refused(lists: Lists, handle: str, signature: bytes) -> None:
    right, roster = signatures(lists, "wren", "jay"), roster_of(lists)
    for wrong in (
        replace(right, author_signature=signature),
        replace(right, approver=handle, approver_signature=signature),
    ):
        with pytest.raises(CryptoError):
            verify_edition(BODY, wrong, roster, DAY)
