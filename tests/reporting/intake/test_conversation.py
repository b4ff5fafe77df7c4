"""The conversation on both sides: shown as far as it verifies, and answered with the code."""

import pytest
from sqlalchemy import select

from reporting.casework import conversation as casework
from reporting.casework.cases import open_case
from reporting.casework.filing import file_waiting
from reporting.domain.consent import Choices
from reporting.sealed.messages import LONGEST_MESSAGE
from reporting.store.engine import reading
from reporting.store.models.filed import FiledPart

both_databases = pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def say(group):
    """Write to a worker as ada."""

    def write(worker, text, kind="message", language="en"):
        file_waiting(group.engine, group.desk())
        casework.say(group.engine, group.desk(), worker.report, text, language, kind)

    return write


def read_by_advocates(group, worker):
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        return casework.conversation_of(open_case(session, group.desk(), worker.report).opened)


def answer(site, state, text="", **more):
    return site.post("/return", {"state": state, "do": "answer", "answer_text": text, **more})


@both_databases
def test_both_sides_are_shown_oldest_first_with_days(site, reported, say, group, valid_html):
    code, worker = reported()
    say(worker, "Thank you.\nDo you want company at the clinic?")
    site.later(days=1)
    _, state = site.open(code)
    sent = answer(site, state, "Yes, on Thursday.")
    assert sent.status_code == 200
    assert "Sent." in site.words(sent)
    site.later(days=1)
    say(worker, "We will be there.")
    page = site.open(code)[0]
    valid_html(page.get_data(as_text=True))
    words = site.words(page)
    order = [
        "We wrote March 2, 2026 Thank you. Do you want company at the clinic?",
        "You wrote March 3, 2026 Yes, on Thursday.",
        "We wrote March 4, 2026 We will be there.",
    ]
    assert [words.index(line) for line in order] == sorted(words.index(line) for line in order)
    lines = read_by_advocates(group, worker).lines
    assert [(line.voice, line.text) for line in lines][1] == ("hers", "Yes, on Thursday.")


def test_a_question_of_the_police_says_whose_it_is(site, reported, say):
    code, worker = reported(Choices(consent_police_report=True, consent_police_questions=True))
    say(worker, "Was the van grey or blue?", kind="question")
    words = site.words(site.open(code)[0])
    assert "The police ask, through us March 2, 2026 Was the van grey or blue?" in words
    assert "You never have to answer a question of the police." in words


def test_no_replies_are_asked_for_and_again(site, reported, group):
    code, worker = reported()
    _, state = site.open(code)
    page = answer(site, state, stop_replies="yes")
    assert "You asked us not to write back, so we don't." in site.words(page)
    assert read_by_advocates(group, worker).stopped
    site.later(days=1)
    _, state = site.open(code)
    answer(site, state, "Please write again.")
    assert not read_by_advocates(group, worker).stopped


def test_a_double_click_sends_once(site, reported, group):
    code, worker = reported()
    page, state = site.open(code)
    nonce = site.hidden(page, "nonce")
    for _ in range(2):
        answer(site, state, "Once.", nonce=nonce)
    assert len(read_by_advocates(group, worker).lines) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Write something first"),
        (" \u202e\n", "Write something first"),
        ("x" * (LONGEST_MESSAGE + 1), "longer than 10,000 characters"),
        ("\U0001f9ff" * 5000, "longer than 3,333 characters"),
    ],
)
def test_nothing_and_too_much_come_back_beside_the_box(site, reported, valid_html, text, says):
    code, _ = reported()
    _, state = site.open(code)
    page = answer(site, state, text, take_back="consent_compare")
    assert page.status_code == 422
    assert says in site.words(page)
    body = page.get_data(as_text=True)
    valid_html(body)
    assert text.strip() in body
    assert 'value="consent_compare" checked' in body


def test_a_stale_page_keeps_the_words(site, reported):
    code, _ = reported()
    _, state = site.open(code)
    site.later(minutes=16)
    page = answer(site, state, "Words of mine.")
    assert page.status_code == 403
    assert site.hidden(page, "answer_text") == "Words of mine."
    again = site.post("/return", {"code": " ".join(code.digits()), "answer_text": "Words of mine."})
    assert "Words of mine.</textarea>" in again.get_data(as_text=True)


def test_words_are_text_and_nothing_else(site, reported, say, valid_html):
    code, worker = reported()
    say(worker, "<script>alert(1)</script> & <b>so on</b>")
    body = site.open(code)[0].get_data(as_text=True)
    valid_html(body)
    assert "<b>so" not in body
    assert "&lt;script&gt;" in body


def test_a_message_that_is_missing_is_said_to_be(site, reported, say, group):
    code, worker = reported()
    say(worker, "First.")
    with reading(group.owner) as session:
        item = session.scalar(select(FiledPart.item).where(FiledPart.compartment == "message"))
    say(worker, "Second.")
    assert "Something is missing here" not in site.words(site.open(code)[0])
    group.sql("DELETE FROM mailbox_wrap WHERE item = :item", item=item)
    group.sql("DELETE FROM filed_part WHERE item = :item", item=item)
    words = site.words(site.open(code)[0])
    assert "Something is missing here" in words
    assert "911" in words


def test_a_message_of_somebody_else_is_not_shown(site, reported, say, group):
    """The row of one worker's message under another's report: neither shown nor passed over."""
    _, first = reported()
    code, second = reported()
    say(first, "For the first one.")
    file_waiting(group.engine, group.desk())
    group.sql("UPDATE filed_part SET report = :to WHERE compartment = 'message'", to=second.report)
    words = site.words(site.open(code)[0])
    assert "For the first one." not in words
    assert "Something is missing here" in words
