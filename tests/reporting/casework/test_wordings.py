from __future__ import annotations

from dataclasses import replace

import pytest

from reporting.casework import bulletins, drafts, wordings
from reporting.casework.checking import compare, context_of
from reporting.casework.errors import AskFirst, DeletionPending, NotThere
from reporting.casework.filing import file_waiting
from reporting.casework.published import read_published, readable
from reporting.casework.reported import open_reported
from reporting.casework.wordings import Standing
from reporting.domain.consent import Choices
from reporting.domain.errors import Blocked, ConsentMissing
from reporting.sealed.seal import Sealer
from reporting.sealed.wording import WordingAnswer, wording_answer_bytes
from reporting.store.engine import reading, writing

ASKING = Choices(consent_bulletin=True, ask_before_publishing=True, ask_days=3)


@pytest.fixture
def worker(group):
    return group.report(choices=ASKING)


@pytest.fixture
def draft(desks, worker):
    desks.file()
    return desks.write(desks.begin(worker), summary={"en": "Takes money back afterwards."})


def reported(group, worker):
    with reading(group.engine) as session:
        return open_reported(session, group.desk(), worker.report)


def ask(group, draft, handle="ada"):
    with writing(group.engine) as session:
        desk = group.desk(handle)
        about = [open_reported(session, desk, report) for report in draft.reports]
        earlier = readable(read_published(session, desk))
        context = context_of(desk, draft, about, earlier)
        look = compare(draft.draft, about, context)
        wordings.ask(session, desk, draft, open_reported, look.in_the_way)


def says(group, worker, draft, verdict, comment="", *, digest=None, keys=None, report=None):
    answer = WordingAnswer(
        report or worker.report,
        group.today,
        draft.id,
        digest or draft.draft.body.digest,
        verdict,
        comment,
    )
    sealer = Sealer(keys or worker.keys, group.lists.manifest, worker.report)
    part = sealer.to_both("message", wording_answer_bytes(answer))
    assert group.gate.mailbox_add(worker.keys.token, [part], group.today)
    file_waiting(group.engine, group.desk())


def standing(group, worker, draft):
    return wordings.standing_of(group.desk(), reported(group, worker), draft).standing


def submit(group, draft, handle="ada"):
    with writing(group.engine) as session:
        kept = drafts.read(session, group.desk(handle), draft.id)
        return bulletins.submit(session, group.desk(handle), kept, open_reported)


def test_without_her_answer_nothing_is_submitted(group, worker, draft):
    assert standing(group, worker, draft) is Standing.NOT_ASKED
    with pytest.raises(AskFirst):
        submit(group, draft)
    ask(group, draft)
    assert standing(group, worker, draft) is Standing.WAITING
    with pytest.raises(AskFirst):
        submit(group, draft)


def test_words_that_she_was_shown_unasked_wait_for_her_answer_or_her_days(group, desks):
    trusting = group.report(choices=Choices(consent_bulletin=True, ask_days=3))
    desks.file()
    shown = desks.write(desks.begin(trusting), summary={"en": "Takes money back afterwards."})
    ask(group, shown)
    with pytest.raises(AskFirst):
        submit(group, shown)
    group.later(days=4)
    assert standing(group, trusting, shown) is Standing.OVER
    submit(group, shown)


def test_her_yes_to_exactly_these_words_lets_them_go(group, desks, worker, draft):
    ask(group, draft)
    says(group, worker, draft, "approve")
    assert standing(group, worker, draft) is Standing.APPROVED
    about = [reported(group, worker)]
    assert wordings.approved_digest(group.desk(), about, draft) == draft.draft.body.digest
    changed = replace(draft.draft.body, summary={"en": "Takes money back, and more."})
    other = replace(draft, draft=replace(draft.draft, body=changed))
    assert standing(group, worker, other) is Standing.NOT_ASKED
    assert wordings.approved_digest(group.desk(), about, other) is None
    submit(group, draft)


@pytest.mark.parametrize(
    ("verdict", "expected"), [("correct", Standing.CORRECTED), ("refuse", Standing.REFUSED)]
)
def test_her_no_keeps_them_in(group, worker, draft, verdict, expected):
    ask(group, draft)
    says(group, worker, draft, verdict, "Not the money.")
    asked = wordings.standing_of(group.desk(), reported(group, worker), draft)
    assert (asked.standing, asked.comment) == (expected, "Not the money.")
    with pytest.raises(AskFirst):
        submit(group, draft)


def test_of_a_yes_and_a_no_of_one_day_the_no_counts(group, worker, draft):
    ask(group, draft)
    says(group, worker, draft, "refuse")
    says(group, worker, draft, "approve")
    assert standing(group, worker, draft) is Standing.REFUSED
    group.later(days=1)
    says(group, worker, draft, "approve")
    assert standing(group, worker, draft) is Standing.APPROVED


@pytest.mark.parametrize(
    ("otherwise", "expected"),
    [("publish", Standing.OVER_PUBLISH), ("dont", Standing.OVER_DONT)],
)
def test_when_her_time_has_passed_her_choice_comes_up(group, desks, otherwise, expected):
    worker = group.report(choices=replace(ASKING, ask_otherwise=otherwise))
    desks.file()
    draft = desks.write(desks.begin(worker), summary={"en": "Takes money back afterwards."})
    ask(group, draft)
    group.later(days=3)
    assert standing(group, worker, draft) is Standing.WAITING
    group.later(days=1)
    with reading(group.engine) as session:
        (todo,) = wordings.to_do(session, group.desk(), open_reported)
    assert (todo.draft.id, todo.asked.standing) == (draft.id, expected)
    if expected is Standing.OVER_PUBLISH:
        submit(group, draft)
    else:
        with pytest.raises(AskFirst):
            submit(group, draft)


def test_a_yes_that_is_not_hers_to_these_words_is_none(group, desks, worker, draft):
    ask(group, draft)
    other = group.report()
    says(group, worker, draft, "approve", keys=other.keys)
    says(group, worker, draft, "approve", digest=b"d" * 32)
    says(group, worker, draft, "approve", report=other.report)
    assert standing(group, worker, draft) is Standing.WAITING


def test_what_may_not_be_published_is_not_shown_to_her(group, desks, worker):
    desks.file()
    draft = desks.write(desks.begin(worker), summary={"en": "Was seen at 9:30 pm."})
    with pytest.raises(Blocked):
        ask(group, draft)
    refused = group.report(choices=Choices())
    desks.file()
    with pytest.raises(ConsentMissing):
        desks.begin(refused)


def test_she_is_asked_once_for_the_same_words(group, worker, draft):
    ask(group, draft)
    with pytest.raises(NotThere):
        ask(group, draft)


def test_nobody_is_asked_about_a_report_that_is_to_be_deleted(group, worker, draft):
    group.gate.deletion_ask(worker.keys.token, "all", group.today)
    with pytest.raises(DeletionPending):
        ask(group, draft)
