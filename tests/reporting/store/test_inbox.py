"""From the inbox onto file: whole, once, and in no order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from reporting.store.cases import read_card, read_case, read_part, unopened_parts
from reporting.store.engine import reading, writing
from reporting.store.errors import Conflict, Refused
from reporting.store.filed_records import Waiting
from reporting.store.inbox import file_batch, take_batch, waiting, waits
from reporting.store.intake_gate import IntakeGate


def test_waiting_counts(engine, hand_in):
    with reading(engine) as session:
        assert waiting(session) == Waiting(0, 0)
    hand_in()
    hand_in()
    with reading(engine) as session:
        assert waiting(session) == Waiting(2, 6)


def test_a_batch_has_everything_of_its_reports(engine, hand_in, day):
    handed = hand_in()
    with reading(engine) as session:
        batch = take_batch(session)
    (report,) = batch.reports
    assert report.id == handed.id
    assert report.token_hash == handed.report.token_hash
    assert (report.day, report.receipt_kept) == (day, False)
    found = {part.item: part for part in batch.parts}
    for sealed in handed.report.parts:
        part = found[sealed.item]
        assert (part.compartment, part.ciphertext) == (sealed.compartment, sealed.ciphertext)
        assert set(part.wraps) == set(sealed.wraps)


def test_a_batch_is_limited_by_reports(engine, hand_in):
    for _ in range(3):
        hand_in()
    with reading(engine) as session:
        batch = take_batch(session, limit=2)
    assert len(batch.reports) == 2
    assert {part.report for part in batch.parts} == {report.id for report in batch.reports}


def test_a_flood_of_chosen_ids_keeps_nothing_from_being_filed(
    engine, hand_in, filed, make_part, make_report, day
):
    """Ids come of keys that whoever sends has made: she can make many until one is low."""
    tomorrow = day + timedelta(days=1)
    gate = IntakeGate(engine)
    first = hand_in()
    for low in range(6):
        gate.report_add(replace(make_report(), id=bytes(15) + bytes([low])), tomorrow)
    gate.mailbox_add(filed.token, [make_part("consent", mailbox=True)], tomorrow)
    with reading(engine) as session:
        assert waits(session, filed.id)
        assert not waits(session, b"\xff" * 16)
        for _ in range(3):
            batch = take_batch(session, limit=2)
            assert {report.id for report in batch.reports} == {first.id}
            assert filed.id in {part.report for part in batch.parts}
        taken = {r.id for _ in range(40) for r in take_batch(session, limit=4).reports}
    assert len(taken) == 7


def test_filing_moves_everything_and_the_mailbox_stays(engine, hand_in, file_all):
    handed = hand_in()
    gate = IntakeGate(engine)
    gate.receipt_close(handed.token)
    before = gate.mailbox_read(handed.token)
    file_all()
    assert gate.mailbox_read(handed.token) == before
    with reading(engine) as session:
        assert waiting(session) == Waiting(0, 0)
        assert session.execute(text("SELECT count(*) FROM inbox_wrap")).scalar() == 0
        case = read_case(session, handed.id)
        assert read_card(session, handed.id).version == 1
    assert case.report.receipt_kept is True
    assert {part.item: part.ciphertext for part in case.parts} == {
        part.item: part.ciphertext for part in handed.report.parts
    }
    assert all(len(part.keys) == 1 and part.unopened == () for part in case.parts)
    with_wrap = [part.compartment for part in case.parts if part.mailbox_wrap]
    assert with_wrap == ["consent"]


def test_a_retry_after_filing_is_a_repeat(engine, filed, day):
    gate = IntakeGate(engine)
    assert gate.report_add(filed.report, day) == "repeated"
    assert gate.mailbox_add(filed.token, [filed.report.parts[2]], day) is True
    with reading(engine) as session:
        assert waiting(session) == Waiting(0, 0)


def test_what_belongs_to_a_filed_report_is_refused_to_another(engine, filed, make_report, day):
    gate = IntakeGate(engine)
    with pytest.raises(Conflict):
        gate.report_add(make_report(filed.report.token_hash), day)
    with pytest.raises(Conflict):
        gate.report_add(replace(make_report(), parts=filed.report.parts), day)
    with reading(engine) as session:
        assert waiting(session) == Waiting(0, 0)


def test_additions_to_a_filed_report_are_filed_with_the_next_card(
    engine, filed, make_part, make_card, make_key, day
):
    addition = make_part("addition")
    later = day + timedelta(days=2)
    IntakeGate(engine).mailbox_add(filed.token, [addition], later)
    with writing(engine) as session:
        batch = take_batch(session)
        assert batch.reports == ()
        assert [part.item for part in batch.parts] == [addition.item]
        keys = {addition.item: [make_key()]}
        file_batch(session, batch, keys, [make_card(filed.id, version=2)])
    with reading(engine) as session:
        assert read_part(session, filed.id, addition.item).day == later
        assert read_card(session, filed.id).version == 2


def test_what_nobody_can_open_is_filed_with_its_wraps(engine, hand_in, make_card):
    handed = hand_in()
    with writing(engine) as session:
        file_batch(session, take_batch(session), {}, [make_card(handed.id)])
    with reading(engine) as session:
        unopened = {part.item: part.wraps for part in unopened_parts(session)}
        case = read_case(session, handed.id)
    for sealed in handed.report.parts:
        assert unopened[sealed.item] == sealed.wraps[:1]
    assert all(part.keys == () for part in case.parts)
    assert len(IntakeGate(engine).mailbox_read(handed.token).items) == 1


def test_files_are_moved_unread(engine, filed, make_part, make_card, make_key, day):
    picture = make_part("file", size=262_161)
    IntakeGate(engine).mailbox_add(filed.token, [picture], day)
    with writing(engine) as session:
        batch = take_batch(session)
        assert [part.ciphertext for part in batch.parts] == [None]
        file_batch(session, batch, {picture.item: [make_key()]}, [make_card(filed.id, 2)])
    with reading(engine) as session:
        case = read_case(session, filed.id)
        assert [(file.item, file.size) for file in case.files] == [(picture.item, 262_161)]
        assert picture.item not in {part.item for part in case.parts}
        assert read_part(session, filed.id, picture.item).ciphertext == picture.ciphertext


def test_a_new_report_without_a_card_is_refused(engine, hand_in):
    hand_in()
    with pytest.raises(Refused), writing(engine) as session:
        file_batch(session, take_batch(session), {}, [])
    with reading(engine) as session:
        assert waiting(session) == Waiting(1, 3)


def test_a_batch_that_was_filed_meanwhile_is_a_conflict(engine, hand_in, file_all, make_card):
    handed = hand_in()
    with reading(engine) as session:
        batch = take_batch(session)
    file_all()
    with pytest.raises(Conflict), writing(engine) as session:
        file_batch(session, batch, {}, [make_card(handed.id)])
    with reading(engine) as session:
        assert unopened_parts(session) == ()


def test_a_card_that_changed_meanwhile_undoes_the_filing(engine, filed, make_part, make_card, day):
    IntakeGate(engine).mailbox_add(filed.token, [make_part("addition")], day)
    with reading(engine) as session:
        batch = take_batch(session)
    with pytest.raises(Conflict), writing(engine) as session:
        file_batch(session, batch, {}, [make_card(filed.id, version=3)])
    with reading(engine) as session:
        assert waiting(session) == Waiting(0, 1)


def test_two_who_file_at_once_file_once(engine, hand_in, make_card):
    for _ in range(5):
        hand_in()

    def file(_):
        with reading(engine) as session:
            batch = take_batch(session)
        cards = [make_card(report.id) for report in batch.reports]
        try:
            with writing(engine) as session:
                file_batch(session, batch, {}, cards)
        except Conflict:
            return 0
        return len(batch.reports)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(file, range(4))) == 5
    with reading(engine) as session:
        assert session.execute(text("SELECT count(*) FROM filed_report")).scalar() == 5
        assert session.execute(text("SELECT count(*) FROM filed_part")).scalar() == 15


def test_retries_and_additions_during_filing_are_neither_lost_nor_doubled(
    engine, hand_in, make_part, make_card, day
):
    handed = [hand_in() for _ in range(6)]
    additions = [make_part("addition") for _ in handed]
    gate = IntakeGate(engine)

    def again(n):
        assert gate.report_add(handed[n].report, day) == "repeated"
        assert gate.receipt_close(handed[n].token) is True
        assert gate.mailbox_add(handed[n].token, [additions[n]], day) is True
        assert gate.mailbox_add(handed[n].token, [additions[n]], day) is True

    def file():
        filed = 0
        while filed < 6:
            with reading(engine) as session:
                batch = take_batch(session, limit=2)
            cards = [make_card(report.id) for report in batch.reports]
            try:
                with writing(engine) as session:
                    file_batch(session, batch, {}, cards)
            except Conflict:
                continue
            filed += len(batch.reports)

    with ThreadPoolExecutor(7) as pool:
        filing = pool.submit(file)
        for done in [pool.submit(again, n) for n in range(6)]:
            done.result()
        filing.result()
    with writing(engine) as session:
        file_batch(session, take_batch(session), {}, [])
    with reading(engine) as session:
        assert waiting(session) == Waiting(0, 0)
        for one, addition in zip(handed, additions, strict=True):
            case = read_case(session, one.id)
            assert case.report.receipt_kept is True
            wanted = {part.item for part in (*one.report.parts, addition)}
            assert {part.item for part in case.parts} == wanted
