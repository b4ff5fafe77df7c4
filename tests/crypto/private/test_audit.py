"""The record: each way of tampering is noticed and named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.envelope import Recipient
from crypto.errors import BrokenRecord, CannotOpen, CryptoError, Malformed, RecordFault, TooLarge
from crypto.manifest import Member, Roster
from crypto.private.audit import (
    GENESIS,
    Author,
    Entry,
    Head,
    open_details,
    read_wrap,
    seal_details,
    sign_entry,
    verify_chain,
)
from crypto.private.opening import OpeningKey
from crypto.signing import Signer
from crypto.suite import prefixed, sha256

INSTALLATION = bytes(range(16))
DAY = date(2026, 3, 2)
CIRCLE = OpeningKey(b"\x31" * 32)
SAM = Author("sam", Signer(b"\x01" * 32))
ALEX = Author("alex", Signer(b"\x02" * 32))
MALLORY = Signer(b"\x66" * 32)


def line(author: Author, removed: date | None = None) -> Member:
    key = author.signer.verifying_key
    return Member(author.handle, CIRCLE.public, key, frozenset(), frozenset(), removed)


ROSTER = Roster(INSTALLATION, 1, DAY, (line(SAM), line(ALEX)), CIRCLE.public)


def record(*authors: Author, day: date = DAY) -> list[Entry]:
    entries: list[Entry] = []
    head = GENESIS
    for number, author in enumerate(authors):
        entries.append(sign_entry(INSTALLATION, author, head, day, b"ciphertext %d" % number))
        head = entries[-1].head(INSTALLATION)
    return entries


@pytest.fixture
def entries() -> list[Entry]:
    return record(SAM, ALEX, SAM, ALEX, SAM)


def fault(entries: list[Entry], **options: Head) -> tuple[RecordFault, int]:
    with pytest.raises(BrokenRecord) as caught:
        verify_chain(INSTALLATION, entries, ROSTER, **options)
    return caught.value.fault, caught.value.number


def test_a_whole_record_verifies_up_to_its_head(entries: list[Entry]) -> None:
    head = verify_chain(INSTALLATION, entries, ROSTER)
    assert head == Head(5, entries[-1].head(INSTALLATION).hash)


def test_an_empty_record_leads_nowhere() -> None:
    assert verify_chain(INSTALLATION, [], ROSTER) == GENESIS == Head(0, bytes(32))


def test_the_statement_and_the_hash_are_the_documented_bytes(entries: list[Entry]) -> None:
    entry = entries[0]
    number = (1).to_bytes(8, "big")
    digest = sha256(b"ciphertext 0")
    statement = prefixed(INSTALLATION, number, bytes(32), b"2026-03-02", b"sam", digest)
    assert entry.statement(INSTALLATION) == statement
    linked = prefixed(b"brolly/audit entry/v1", statement, entry.signature)
    assert entry.head(INSTALLATION) == Head(1, sha256(linked))
    assert entries[1].previous == sha256(linked)


def test_it_goes_on_from_a_head(entries: list[Entry]) -> None:
    start = entries[1].head(INSTALLATION)
    whole = verify_chain(INSTALLATION, entries, ROSTER)
    assert verify_chain(INSTALLATION, entries[2:], ROSTER, start=start, known=start) == whole


def test_a_known_head_that_is_there_is_fine(entries: list[Entry]) -> None:
    for entry in entries:
        verify_chain(INSTALLATION, entries, ROSTER, known=entry.head(INSTALLATION))
    verify_chain(INSTALLATION, entries, ROSTER, known=GENESIS)


@pytest.mark.parametrize("missing", [0, 1, 3])
def test_a_missing_entry_is_a_truncation(entries: list[Entry], missing: int) -> None:
    del entries[missing]
    assert fault(entries) == (RecordFault.TRUNCATED, missing + 1)


def test_exchanged_entries_are_a_reordering(entries: list[Entry]) -> None:
    entries[1], entries[2] = entries[2], entries[1]
    assert fault(entries) == (RecordFault.REORDERED, 2)


def test_a_doubled_entry_is_a_reordering(entries: list[Entry]) -> None:
    entries.insert(2, entries[1])
    assert fault(entries) == (RecordFault.REORDERED, 3)


@pytest.mark.parametrize(
    "change",
    [
        {"day": DAY - timedelta(days=1)},
        {"actor": "alex"},
        {"actor": "nobody"},
        {"digest": b"x" * 32},
        {"signature": b"x" * 64},
        {"signature": b""},
        {"previous": b"x" * 32},
    ],
)
def test_a_changed_entry_is_a_forgery(entries: list[Entry], change: dict[str, object]) -> None:
    entries[2] = replace(entries[2], **change)  # type: ignore[arg-type]
    assert fault(entries) == (RecordFault.FORGED, 3)


def test_renumbered_entries_are_a_forgery(entries: list[Entry]) -> None:
    del entries[1]
    closed = [replace(entry, number=number) for number, entry in enumerate(entries, start=1)]
    assert fault(closed) == (RecordFault.FORGED, 2)


def test_an_entry_of_somebody_unknown_is_a_forgery(entries: list[Entry]) -> None:
    head = entries[-1].head(INSTALLATION)
    entries.append(sign_entry(INSTALLATION, Author("sam", MALLORY), head, DAY, b"planted"))
    assert fault(entries) == (RecordFault.FORGED, 6)


def test_a_record_of_another_installation_is_a_forgery(entries: list[Entry]) -> None:
    with pytest.raises(BrokenRecord) as caught:
        verify_chain(bytes(16), entries, ROSTER)
    assert caught.value.fault == RecordFault.FORGED


def test_a_rewritten_past_is_a_forgery_where_it_meets_the_rest(entries: list[Entry]) -> None:
    entries[1] = sign_entry(INSTALLATION, ALEX, entries[0].head(INSTALLATION), DAY, b"another")
    assert fault(entries) == (RecordFault.FORGED, 3)


def test_a_record_cut_off_behind_a_known_head_has_gone_back(entries: list[Entry]) -> None:
    known = entries[-1].head(INSTALLATION)
    assert fault(entries[:3], known=known) == (RecordFault.GONE_BACK, 4)
    assert fault([], known=known) == (RecordFault.GONE_BACK, 1)


def test_another_entry_in_place_of_a_known_head_has_gone_back(entries: list[Entry]) -> None:
    known = entries[-1].head(INSTALLATION)
    before = entries[-2].head(INSTALLATION)
    entries[-1] = sign_entry(INSTALLATION, SAM, before, DAY, b"rewritten")
    assert fault(entries, known=known) == (RecordFault.GONE_BACK, 5)


def test_a_head_at_the_start_must_be_the_known_one(entries: list[Entry]) -> None:
    start = entries[1].head(INSTALLATION)
    other = Head(2, b"x" * 32)
    assert fault(entries[2:], start=start, known=other) == (RecordFault.GONE_BACK, 2)


def test_somebody_removed_signs_no_more() -> None:
    removed = replace(ROSTER, members=(line(SAM), line(ALEX, removed=DAY)))
    same_day = record(SAM, ALEX)
    assert verify_chain(INSTALLATION, same_day, removed).number == 2
    with pytest.raises(BrokenRecord):
        verify_chain(INSTALLATION, record(SAM, ALEX, day=DAY + timedelta(days=1)), removed)


def test_nor_does_she_by_writing_an_earlier_day() -> None:
    removed = replace(ROSTER, members=(line(SAM), line(ALEX, removed=DAY)))
    (later,) = record(SAM, day=DAY + timedelta(days=3))
    dated_back = sign_entry(INSTALLATION, ALEX, later.head(INSTALLATION), DAY, b"backdated")
    with pytest.raises(BrokenRecord) as caught:
        verify_chain(INSTALLATION, [later, dated_back], removed)
    assert caught.value.fault == RecordFault.FORGED


def test_somebody_with_new_keys_is_believed_under_both() -> None:
    renewed = Author("alex", Signer(b"\x03" * 32))
    lines = (line(SAM), line(ALEX, removed=DAY), line(renewed))
    roster = replace(ROSTER, members=lines)
    assert verify_chain(INSTALLATION, record(ALEX, SAM, renewed), roster).number == 3


def test_members_read_what_was_done() -> None:
    recipient = Recipient("main", 4, CIRCLE.public)
    ciphertext, packed = seal_details(INSTALLATION, GENESIS, b'{"did":"publish"}', recipient)
    entry = sign_entry(INSTALLATION, SAM, GENESIS, DAY, ciphertext)
    wrap = read_wrap(packed)
    assert (wrap.circle, wrap.epoch) == ("main", 4)
    assert open_details(INSTALLATION, entry, ciphertext, wrap, CIRCLE) == b'{"did":"publish"}'


def test_details_of_another_entry_do_not_open_in_its_place() -> None:
    recipient = Recipient("main", 4, CIRCLE.public)
    first, packed = seal_details(INSTALLATION, GENESIS, b"first", recipient)
    entry = sign_entry(INSTALLATION, SAM, GENESIS, DAY, first)
    with pytest.raises(BrokenRecord):
        open_details(INSTALLATION, entry, first + b"\0", read_wrap(packed), CIRCLE)
    moved = sign_entry(INSTALLATION, SAM, Head(1, bytes(32)), DAY, first)
    with pytest.raises(CannotOpen):
        open_details(INSTALLATION, moved, first, read_wrap(packed), CIRCLE)


def test_details_have_a_limit() -> None:
    recipient = Recipient("main", 4, CIRCLE.public)
    with pytest.raises(TooLarge):
        seal_details(INSTALLATION, GENESIS, bytes(4093), recipient)


@pytest.mark.parametrize("packed", [b"", b"\x00", b"\x04main", b"\xff" + bytes(1200)])
def test_a_wrap_of_another_length_is_malformed(packed: bytes) -> None:
    with pytest.raises(Malformed):
        read_wrap(packed)


@given(packed=st.binary(min_size=1185, max_size=1187))
def test_arbitrary_wraps_raise_only_our_errors(packed: bytes) -> None:
    try:
        read_wrap(b"\x04" + packed)
    except CryptoError:
        return
    assert len(packed) == 4 + 4 + 8 + 1169
