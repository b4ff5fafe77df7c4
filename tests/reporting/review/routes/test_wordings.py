"""Showing a worker the words of a draft, and what her answer changes on its page and on Today."""

from __future__ import annotations

import pytest

from reporting.casework.filing import file_waiting
from reporting.domain.consent import Choices
from reporting.sealed.seal import Sealer
from reporting.sealed.wording import WordingAnswer, wording_answer_bytes

ASKING = Choices(consent_bulletin=True, ask_before_publishing=True, ask_days=3)
SUBMIT = 'value="submit"'


@pytest.fixture
def worker(group):
    return group.report(choices=ASKING)


@pytest.fixture
def draft(desks, worker):
    desks.file()
    return desks.write(desks.begin(worker), summary={"en": "Takes money back afterwards."})


def says(group, worker, draft, verdict, comment=""):
    answer = WordingAnswer(
        worker.report, group.today, draft.id, draft.draft.body.digest, verdict, comment
    )
    part = Sealer(worker.keys, group.lists.manifest, worker.report).to_both(
        "message", wording_answer_bytes(answer)
    )
    assert group.gate.mailbox_add(worker.keys.token, [part], group.today)
    file_waiting(group.engine, group.desk())


def page_of(draft):
    return f"/bulletins/drafts/{draft.id.hex()}"


def test_she_is_shown_the_words_and_her_yes_opens_the_way(
    browser, group, worker, draft, valid_html
):
    ada = browser("ada")
    page = ada.get(page_of(draft)).text
    valid_html(page)
    assert SUBMIT not in page
    assert "Show her these words" in page
    assert ada.post(f"{page_of(draft)}/ask").status_code == 303
    page = ada.get(page_of(draft)).text
    assert "to answer." in page
    assert "Not yet: she has these words" in page
    assert "If you change a word, she has to be shown the new ones." in page
    assert SUBMIT not in page
    assert "Show her these words" not in page
    assert ada.post(f"{page_of(draft)}/ask").status_code == 409
    says(group, worker, draft, "approve")
    assert "she said yes to the words" in ada.get("/").text
    page = ada.get(page_of(draft)).text
    valid_html(page)
    assert "She said yes to exactly these words." in page
    assert SUBMIT in page


@pytest.mark.parametrize(
    ("verdict", "text"),
    [("correct", "She wants other words."), ("refuse", "She said no to these words.")],
)
def test_her_no_stands_with_her_comment(browser, group, worker, draft, verdict, text, valid_html):
    ada = browser("ada")
    ada.get(page_of(draft))
    ada.post(f"{page_of(draft)}/ask")
    says(group, worker, draft, verdict, "Not the money <please>")
    page = ada.get(page_of(draft)).text
    valid_html(page)
    assert text in page
    assert "Not the money &lt;please&gt;" in page
    assert SUBMIT not in page


def test_when_her_time_has_passed_it_stands_on_today(browser, group, worker, draft):
    ada = browser("ada")
    ada.get(page_of(draft))
    ada.post(f"{page_of(draft)}/ask")
    group.later(days=4)
    ada = browser("ada")
    assert "she chose: do not publish" in ada.get("/").text
    assert "chose: then do not publish" in ada.get(page_of(draft)).text


def test_words_that_she_was_shown_unasked_wait_for_her_too(browser, group, desks, valid_html):
    worker = group.report(choices=Choices(consent_bulletin=True, ask_days=3))
    desks.file()
    draft = desks.write(desks.begin(worker), summary={"en": "Takes money back afterwards."})
    ada = browser("ada")
    assert SUBMIT in ada.get(page_of(draft)).text
    ada.post(f"{page_of(draft)}/ask")
    page = ada.get(page_of(draft)).text
    valid_html(page)
    assert SUBMIT not in page
    assert "only these very ones wait for her answer" in page
    assert "she has to be shown the new ones" not in page
    other = desks.write(draft, summary={"en": "Takes it back."})
    assert SUBMIT in ada.get(page_of(other)).text
    desks.write(other, summary={"en": "Takes money back afterwards."})
    assert SUBMIT not in ada.get(page_of(draft)).text
    group.later(days=4)
    ada = browser("ada")
    assert "her time to answer has passed; her yes" in ada.get("/").text
    page = ada.get(page_of(draft)).text
    valid_html(page)
    assert "She had not asked to see the words" in page
    assert "chose" not in page
    assert SUBMIT in page


def test_after_a_no_to_words_she_was_shown_unasked_others_may_go_out(browser, group, desks):
    worker = group.report(choices=Choices(consent_bulletin=True, ask_days=3))
    desks.file()
    draft = desks.write(desks.begin(worker), summary={"en": "Takes money back afterwards."})
    ada = browser("ada")
    ada.get(page_of(draft))
    ada.post(f"{page_of(draft)}/ask")
    says(group, worker, draft, "refuse")
    page = ada.get(page_of(draft)).text
    assert SUBMIT not in page
    assert "so others may go out: think of what she said no to" in page
    assert "Other words need her yes" not in page
    assert SUBMIT in ada.get(page_of(desks.write(draft, summary={"en": "Drives off."}))).text


def test_a_report_to_be_deleted_is_not_asked_about(browser, group, worker, draft):
    group.gate.deletion_ask(worker.keys.token, "all", group.today.replace(day=9))
    ada = browser("ada")
    page = ada.get(page_of(draft)).text
    assert "This report is to be deleted on" in page
    assert "Show her these words" not in page
    response = ada.post(f"{page_of(draft)}/ask")
    assert response.status_code == 403
    assert "This report is to be deleted on" in response.text
