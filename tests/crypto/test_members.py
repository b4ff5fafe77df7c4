"""Whose signature counts on which day: every key that a handle had then, and no other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from crypto.errors import BadSignature, NotListed
from crypto.manifest import Roster, read_roster
from crypto.members import lines_of, signed_by
from crypto.signing import Signer
from crypto.strictjson import b64u

if TYPE_CHECKING:
    from conftest import Lists

LABEL = "brolly/anything/v1"
NEW = Signer(b"wren's new key".ljust(32, b"\0"))
CHANGED = date(2026, 3, 2)


@pytest.fixture
def roster(lists: Lists, today: date) -> Roster:
    """Wren was given new keys on the day `CHANGED`."""
    lines = [
        lists.member("wren", removed=CHANGED.isoformat()),
        lists.member("wren", sign=b64u(NEW.verifying_key), roles=["coordinator"]),
        lists.member("heron", roles=["outreach"], circles=[]),
    ]
    return read_roster(*lists.roster(members=lines), lists.pins, today)


def test_both_keys_count_on_the_day_of_the_change_and_the_new_one_after_it(
    lists: Lists, roster: Roster, today: date
) -> None:
    old = lists.member_signer("wren")
    for signer in (old, NEW):
        line = signed_by(
            lines_of(roster, "wren", CHANGED), LABEL, b"this", signer.sign(LABEL, b"this")
        )
        assert line.sign == signer.verifying_key
    with pytest.raises(BadSignature):
        signed_by(lines_of(roster, "wren", today), LABEL, b"this", old.sign(LABEL, b"this"))


def test_only_the_lines_with_a_role_that_may(roster: Roster) -> None:
    assert len(lines_of(roster, "wren", CHANGED)) == 2
    (advocate,) = lines_of(roster, "wren", CHANGED, frozenset({"advocate"}))
    assert advocate.roles == {"advocate"}
    assert lines_of(roster, "heron", CHANGED, frozenset({"advocate"})) == ()


def test_a_handle_that_nobody_has_is_not_listed(roster: Roster) -> None:
    with pytest.raises(NotListed):
        lines_of(roster, "jay", CHANGED)


def test_another_label_or_statement_is_not_what_was_signed(lists: Lists, roster: Roster) -> None:
    lines = lines_of(roster, "wren", CHANGED)
    signature = lists.member_signer("wren").sign(LABEL, b"this")
    for label, statement in ((LABEL, b"that"), ("brolly/edition/v1", b"this")):
        with pytest.raises(BadSignature):
            signed_by(lines, label, statement, signature)
