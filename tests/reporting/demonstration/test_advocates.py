"""Invented advocates are stopped where real ones are."""

from dataclasses import replace

import pytest

from reporting.casework.drafts import State, read_all
from reporting.demonstration.advocates import REASON, Desks
from reporting.demonstration.casebook import Approving, Reading, Writing
from reporting.demonstration.invented import NotAsIntended, invented_reports
from reporting.demonstration.people import found_organisation
from reporting.demonstration.sending import send
from reporting.store.engine import reading
from reporting.store.intake_gate import IntakeGate

from .conftest import NOW

WRITING = Writing(
    name="transfer",
    reports=("transfer",),
    by="ada",
    summary={"en": "Shows a payment that never arrives."},
    holds_days=30,
    urgent=True,
    unconfirmed=True,
    leave_out=frozenset(),
    signed=True,
)


@pytest.fixture
def database_kind():
    return "sqlite"


@pytest.fixture
def desks(owner_engine):
    founded = found_organisation(owner_engine, NOW)
    first = next(invented_reports(NOW.date()))
    manifest = founded.desk(owner_engine, "kim", NOW).manifest
    sent = send(IntakeGate(owner_engine), manifest, first)
    return Desks(owner_engine, founded, {"transfer": sent.report})


def test_reading_takes_the_case_and_leaves_a_note(desks):
    desks.play(Reading("transfer", "bo", ("Called back.",)), NOW)
    from reporting.casework.cases import open_case

    with reading(desks.engine) as session:
        desk = desks.founded.desk(desks.engine, "ada", NOW)
        case = open_case(session, desk, desks.reports["transfer"])
    assert (case.card.assignee, case.card.unread) == ("bo", False)
    assert [note.text for note in case.notes] == ["Called back."]
    assert case.opened.statuses[-1].stage == "looked_at"


def test_a_bulletin_is_signed_and_approved_with_a_reason_beside_every_warning(desks):
    desks.play(WRITING, NOW)
    desks.play(Approving("transfer", "bo"), NOW)
    with reading(desks.engine) as session:
        ((draft,), _) = read_all(session, desks.founded.desk(desks.engine, "ada", NOW))
    assert draft.state is State.PUBLISHED
    assert all(reason.text == REASON for reason in draft.draft.reasons)


def test_words_that_give_somebody_away_stop_the_story(desks):
    copied = {"en": "He showed me the transfer on his phone at 7:40 pm."}
    with pytest.raises(NotAsIntended, match="transfer: "):
        desks.play(replace(WRITING, summary=copied), NOW)


def test_what_is_left_out_is_not_in_the_bulletin(desks):
    desks.play(replace(WRITING, leave_out=frozenset({"persons.1.person_name"})), NOW)
    body = desks.written["transfer"].draft.body
    assert "person_name" not in body.facts.persons[0]
