from __future__ import annotations

from dataclasses import replace

import pytest

from crypto.receipts import Code, keys_of
from reporting.casework.cases import look
from reporting.casework.conversation import conversation_of, say
from reporting.casework.errors import RepliesStopped
from reporting.casework.filing import file_waiting
from reporting.domain.errors import ConsentMissing, Invalid
from reporting.sealed.messages import Answer, answer_bytes
from reporting.sealed.seal import Sealer


def answers(group, worker, text, keys=None, **more):
    content = answer_bytes(Answer(worker.report, group.today, "en", text, **more))
    sealer = Sealer(keys or worker.keys, group.lists.manifest, worker.report)
    part = sealer.to_both("message", content)
    assert group.gate.mailbox_add(worker.keys.token, [part], group.today)
    file_waiting(group.engine, group.desk())


def lines(group, worker):
    return [
        (line.voice, line.kind, line.text)
        for line in conversation_of(group.case(worker).opened).lines
    ]


def test_both_sides_stand_oldest_first(group, worker):
    say(group.engine, group.desk(), worker.report, " We read it. ", "en")
    group.later(days=1)
    answers(group, worker, "Thank you")
    group.later(days=1)
    say(group.engine, group.desk("bo"), worker.report, "Come by on Monday.", "en")
    say(group.engine, group.desk(), worker.report, "Or call.", "en")
    assert lines(group, worker) == [
        ("ours", "message", "We read it."),
        ("hers", "answer", "Thank you"),
        ("ours", "message", "Come by on Monday."),
        ("ours", "message", "Or call."),
    ]


def test_her_answer_makes_the_case_unread_again(group, worker):
    look(group.engine, group.desk(), group.case(worker))
    assert group.case(worker).card.unread is False
    answers(group, worker, "Are you there?")
    assert group.case(worker).card.unread is True


def test_stop_replies_is_honoured_until_she_writes_again(group, worker):
    answers(group, worker, "", stop_replies=True)
    with pytest.raises(RepliesStopped):
        say(group.engine, group.desk(), worker.report, "But…", "en")
    assert conversation_of(group.case(worker).opened).stopped
    group.later(days=1)
    answers(group, worker, "One question")
    say(group.engine, group.desk(), worker.report, "Yes?", "en")


def test_of_two_answers_of_one_day_stop_counts(group, worker):
    answers(group, worker, "Stop", stop_replies=True)
    answers(group, worker, "Also this")
    with pytest.raises(RepliesStopped):
        say(group.engine, group.desk(), worker.report, "But…", "en")


@pytest.mark.parametrize("text", ["", " \n ", "x" * 10_001])
def test_nothing_or_too_much_is_refused(group, worker, text):
    with pytest.raises(Invalid):
        say(group.engine, group.desk(), worker.report, text, "en")


def test_a_question_of_police_needs_her_yes_to_questions(group, worker):
    with pytest.raises(ConsentMissing):
        say(group.engine, group.desk(), worker.report, "Which day?", "en", "question")
    choices = replace(worker.telling.choices, consent_police_questions=True)
    other = group.report(choices=choices)
    file_waiting(group.engine, group.desk())
    say(group.engine, group.desk(), other.report, "Which day?", "en", "question")
    assert lines(group, other) == [("ours", "question", "Which day?")]
    assert [one.event for one in group.case(other).opened.events] == ["question"]


def test_words_under_another_code_are_not_hers(group, worker):
    stranger = keys_of(Code.random(), group.pins.installation)
    answers(group, worker, "I am her", keys=stranger)
    case = group.case(worker)
    assert conversation_of(case.opened).lines == ()
    assert [part.compartment for part in case.opened.unopened] == ["message"]


def test_a_message_that_was_taken_away_is_noticed(group, worker):
    for text in ("First", "Second"):
        say(group.engine, group.desk(), worker.report, text, "en")
    first = group.case(worker).opened.said[0]
    group.sql("DELETE FROM filed_part WHERE item = :item", item=first.item)
    assert conversation_of(group.case(worker).opened).broken
