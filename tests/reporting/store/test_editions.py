"""Publishing, correcting, recalling and stopping a bulletin."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from secrets import token_bytes

import pytest

from reporting.store.editions import (
    add_edition,
    read_edition,
    read_editions,
    recall,
    stopped_editions,
)
from reporting.store.engine import reading, writing
from reporting.store.errors import Conflict, NotFound, Refused
from reporting.store.filed_records import StopHash
from reporting.store.intake_gate import IntakeGate
from reporting.store.records import EditionRow, RecallRow

HOUR = datetime(2026, 3, 2, 12, tzinfo=UTC)


RECALL = RecallRow(1, 2, HOUR.date(), "ada", bytes(64))


def make(number=1, edition=1, **change):
    made = EditionRow(
        number=number,
        edition=edition,
        status="live",
        visible_from=HOUR,
        body=b"%d/%d" % (number, edition),
        author="ada",
        author_signature=bytes(64),
        approver="bea",
        approver_signature=bytes(64),
    )
    return replace(made, **change)


def publish(engine, edition, token=None, mailbox=()):
    stops = [StopHash(edition.number, edition.edition, sha256(token).digest())] if token else []
    with writing(engine) as session:
        add_edition(session, edition, stops, mailbox)


def shown(engine):
    editions = IntakeGate(engine).public_read(HOUR).editions
    return [(edition.number, edition.edition, edition.body) for edition in editions]


def test_an_edition_and_the_worker_s_token_arrive_together(engine, filed, make_reply):
    token, reply = token_bytes(32), make_reply(filed.id)
    publish(engine, make(), token, [reply])
    assert shown(engine) == [(1, 1, b"1/1")]
    mailbox = IntakeGate(engine).mailbox_read(filed.token)
    assert reply.item in {item.item for item in mailbox.items}
    with reading(engine) as session:
        assert read_edition(session, 1) == make()


def test_an_edition_whose_token_cannot_be_delivered_is_not_published(engine, make_reply):
    with pytest.raises(Conflict):
        publish(engine, make(), token_bytes(32), [make_reply(bytes(16))])
    assert shown(engine) == []


def test_a_correction_takes_the_place_of_the_edition_before(engine):
    publish(engine, make())
    publish(engine, make(edition=2))
    assert shown(engine) == [(1, 2, b"1/2")]
    with reading(engine) as session:
        assert [edition.status for edition in read_editions(session)] == ["live", "superseded"]


@pytest.mark.parametrize("edition", [1, 3])
def test_an_edition_out_of_turn_is_a_conflict(engine, edition):
    publish(engine, make())
    with pytest.raises(Conflict):
        publish(engine, make(edition=edition))
    assert shown(engine) == [(1, 1, b"1/1")]


@pytest.mark.parametrize(
    "change",
    [
        {"visible_from": HOUR + timedelta(minutes=1)},
        {"visible_from": HOUR.replace(tzinfo=None)},
        {"visible_from": HOUR + timedelta(microseconds=1)},
        {"status": "recalled", "body": None},
        {"body": None},
        {"approver": "ada"},
        {"approver": None},
        {"approver_signature": bytes(63)},
        {"author": ""},
        {"number": 0},
    ],
)
def test_what_is_not_an_edition_is_refused(engine, change):
    with pytest.raises(Refused):
        publish(engine, make(**change))


def test_a_stop_of_another_edition_is_refused(engine):
    with pytest.raises(Refused), writing(engine) as session:
        add_edition(session, make(), [StopHash(1, 2, bytes(32))], [])


def test_an_alert_of_one_person_has_no_approver(engine):
    publish(engine, make(approver=None, approver_signature=None))
    assert shown(engine) == [(1, 1, b"1/1")]


def test_a_recalled_bulletin_keeps_its_number_and_loses_every_text(engine):
    publish(engine, make())
    publish(engine, make(edition=2))
    with writing(engine) as session:
        recall(session, RECALL)
    assert shown(engine) == [(1, 2, None)]
    assert IntakeGate(engine).public_read(HOUR).recalls == (RECALL,)
    with reading(engine) as session:
        assert [edition.body for edition in read_editions(session)] == [None, None]
    publish(engine, make(edition=3))
    assert shown(engine) == [(1, 3, b"1/3")]


def test_what_somebody_corrects_in_this_moment_is_not_recalled_unseen(engine):
    publish(engine, make())
    publish(engine, make(edition=2))
    with pytest.raises(Conflict), writing(engine) as session:
        recall(session, replace(RECALL, edition=1))
    assert shown(engine) == [(1, 2, b"1/2")]


def test_a_second_recall_takes_the_place_of_the_first(engine):
    publish(engine, make())
    for day in (HOUR.date(), HOUR.date() + timedelta(days=1)):
        with writing(engine) as session:
            recall(session, replace(RECALL, edition=1, day=day))
    assert [one.day for one in IntakeGate(engine).public_read(HOUR).recalls] == [day]


def test_a_bulletin_that_is_not_there_cannot_be_recalled(engine):
    with pytest.raises(NotFound), writing(engine) as session:
        recall(session, replace(RECALL, number=9))
    with pytest.raises(NotFound), reading(engine) as session:
        read_edition(session, 9)


def test_a_stop_before_the_hour_keeps_it_from_appearing(engine):
    token = token_bytes(32)
    publish(engine, make(visible_from=HOUR + timedelta(hours=2)), token)
    gate = IntakeGate(engine)
    assert gate.public_read(HOUR).editions == ()
    assert gate.bulletin_stop(token) is True
    (stub,) = gate.public_read(HOUR + timedelta(hours=3)).editions
    assert stub.body is None


def test_an_earlier_token_stops_a_later_edition(engine):
    old, new = token_bytes(32), token_bytes(32)
    publish(engine, make(), old)
    publish(engine, make(edition=2), new)
    assert IntakeGate(engine).bulletin_stop(old) is True
    assert shown(engine) == [(1, 2, None)]


def test_a_stopped_bulletin_is_not_corrected(engine):
    token, other = token_bytes(32), token_bytes(32)
    publish(engine, make(), token)
    IntakeGate(engine).bulletin_stop(token)
    with reading(engine) as session:
        assert stopped_editions(session) == {(1, 1)}
    with pytest.raises(Conflict):
        publish(engine, make(edition=2), other)
    assert shown(engine) == [(1, 1, None)]
    assert IntakeGate(engine).bulletin_stop(other) is False
