"""Cards, parts, notes and replies of a case."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from secrets import token_bytes

import pytest
from sqlalchemy import text

from reporting.store.cases import (
    add_card,
    add_note,
    add_part,
    card_versions,
    put_card,
    put_keys,
    read_card,
    read_cards,
    read_case,
    read_notes,
    read_part,
    read_report,
    unopened_parts,
)
from reporting.store.engine import reading, writing
from reporting.store.erasing import erase_report
from reporting.store.errors import Conflict, NotFound
from reporting.store.filed_records import NoteRow
from reporting.store.inbox import file_batch, take_batch
from reporting.store.intake_gate import IntakeGate

NOBODY = bytes(16)


def test_cards_come_page_by_page(engine, hand_in, file_all):
    ids = sorted(hand_in().id for _ in range(5))
    file_all()
    seen, after = [], b""
    with reading(engine) as session:
        while page := read_cards(session, after, limit=2):
            assert len(page) <= 2
            seen += [card.report for card in page]
            after = page[-1].report
        assert card_versions(session) == dict.fromkeys(ids, 1)
    assert seen == ids


def test_a_card_is_written_by_who_saw_the_newest(engine, filed, make_card):
    with writing(engine) as session:
        put_card(session, make_card(filed.id, 2, b"second"))
    with pytest.raises(Conflict), writing(engine) as session:
        put_card(session, make_card(filed.id, 2, b"also second"))
    with reading(engine) as session:
        card = read_card(session, filed.id)
    assert (card.version, card.ciphertext) == (2, b"second")


def test_of_many_who_write_the_same_version_one_wins(engine, filed, make_card):
    def write(n):
        try:
            with writing(engine) as session:
                put_card(session, make_card(filed.id, 2, b"card %d" % n))
        except Conflict:
            return 0
        return 1

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(write, range(6))) == 1


def test_what_is_not_there(engine, filed, make_card):
    with writing(engine) as session:
        for read in (read_card, read_report, read_case):
            with pytest.raises(NotFound):
                read(session, NOBODY)
        with pytest.raises(NotFound):
            read_part(session, NOBODY, filed.report.parts[0].item)
        with pytest.raises(NotFound):
            put_card(session, make_card(NOBODY, 2))
        assert read_notes(session, NOBODY) == ()
        assert erase_report(session, NOBODY) is False


def test_a_second_first_card_is_a_conflict(engine, filed, make_card):
    with pytest.raises(Conflict), writing(engine) as session:
        add_card(session, make_card(filed.id))


def test_replies_reach_the_mailbox_and_the_case(engine, filed, make_reply, day):
    reply = make_reply(filed.id, "status", day + timedelta(days=1))
    with writing(engine) as session:
        add_part(session, reply)
    with reading(engine) as session:
        assert read_part(session, filed.id, reply.item) == reply
    newest = IntakeGate(engine).mailbox_read(filed.token).items[-1]
    assert (newest.item, newest.compartment) == (reply.item, "status")
    assert newest.wrap == reply.mailbox_wrap


def test_a_reply_to_nobody_is_a_conflict(engine, make_reply):
    with pytest.raises(Conflict), writing(engine) as session:
        add_part(session, make_reply(NOBODY))


def test_notes_by_day(engine, filed, day):
    notes = [
        NoteRow(token_bytes(16), filed.id, "main", 1, day + timedelta(days=n), b"note")
        for n in (3, 1, 2)
    ]
    with writing(engine) as session:
        for note in notes:
            add_note(session, note)
    with reading(engine) as session:
        assert read_notes(session, filed.id) == (notes[1], notes[2], notes[0])


def test_keys_are_replaced_by_circle_and_close_what_was_unopened(
    engine, hand_in, make_card, make_key
):
    handed = hand_in()
    item = handed.report.parts[0].item
    with writing(engine) as session:
        file_batch(session, take_batch(session), {}, [make_card(handed.id)])
        assert len(unopened_parts(session)) == 3
        put_keys(session, {item: [make_key()]})
        newer, other = make_key(epoch=2), make_key(circle="youth")
        put_keys(session, {item: [newer, other]})
    with reading(engine) as session:
        assert read_part(session, handed.id, item).keys == (newer, other)
        assert item not in {part.item for part in unopened_parts(session)}


def test_keys_for_what_is_not_on_file_are_a_conflict(engine, make_key):
    with pytest.raises(Conflict), writing(engine) as session:
        put_keys(session, {NOBODY: [make_key()]})


def test_erasing_leaves_nothing_of_a_report(engine, filed, hand_in, make_part, make_reply, day):
    IntakeGate(engine).mailbox_add(filed.token, [make_part("addition")], day)
    still_waiting = hand_in()
    with writing(engine) as session:
        add_part(session, make_reply(filed.id))
        add_note(session, NoteRow(token_bytes(16), filed.id, "main", 1, day, b"note"))
        assert erase_report(session, filed.id) is True
        assert erase_report(session, still_waiting.id) is True
        assert erase_report(session, filed.id) is False
    tables = """inbox_report inbox_part inbox_wrap filed_report filed_part filed_key mailbox_wrap
        unopened_wrap card note"""
    with reading(engine) as session:
        for table in tables.split():
            left = session.execute(text(f"SELECT count(*) FROM {table}")).scalar()  # noqa: S608
            assert left == 0, table
    assert IntakeGate(engine).mailbox_read(filed.token) is None
