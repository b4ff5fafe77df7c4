"""Writing to a worker from the page of her case, and stopping a deletion."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from reporting.casework import canned
from reporting.casework.canned import Canned
from reporting.casework.filing import file_waiting
from reporting.sealed.messages import Answer, answer_bytes
from reporting.sealed.seal import Sealer
from reporting.store.engine import writing


def answers(group, worker, text, *, stop=False):
    content = answer_bytes(Answer(worker.report, group.today, "en", text, stop))
    sealer = Sealer(worker.keys, group.lists.manifest, worker.report)
    part = sealer.to_both("message", content)
    assert group.gate.mailbox_add(worker.keys.token, [part], group.today)


def page_of(worker):
    return f"/cases/{worker.report.hex()}"


def test_both_sides_of_a_conversation_stand_on_the_page(browser, group, worker, valid_html):
    ada = browser("ada")
    ada.get(page_of(worker))
    sent = {"message": "We read it. <b>Come by</b>", "language": "en", "do": "send"}
    assert ada.post(f"{page_of(worker)}/messages", sent).status_code == 303
    group.later(minutes=5)
    answers(group, worker, "Thank you, Monday")
    bo = browser("bo")
    bo.get("/cases")
    page = bo.get(page_of(worker)).text
    valid_html(page)
    assert "We read it. &lt;b&gt;Come by&lt;/b&gt;" in page
    assert "She wrote" in page
    assert "Thank you, Monday" in page


def test_an_empty_message_keeps_the_page(browser, worker):
    ada = browser("ada")
    ada.get(page_of(worker))
    response = ada.post(f"{page_of(worker)}/messages", {"message": " ", "do": "send"})
    assert response.status_code == 400
    assert "Write something" in response.text
    long = ada.post(f"{page_of(worker)}/messages", {"message": "字" * 9_000, "do": "send"})
    assert long.status_code == 413
    assert "字字字" in long.text


def test_stop_replies_closes_the_box_and_keeps_what_was_typed(browser, group, worker, valid_html):
    ada = browser("ada")
    ada.get(page_of(worker))
    answers(group, worker, "", stop=True)
    response = ada.post(f"{page_of(worker)}/messages", {"message": "One more", "do": "send"})
    assert response.status_code == 409
    assert "Nothing was sent." in response.text
    assert "One more" in response.text
    page = ada.get(page_of(worker)).text
    valid_html(page)
    assert 'name="message"' not in page


def test_an_answer_kept_ready_goes_into_the_box_in_her_language(browser, group, worker):
    ready = Canned("Read", {"en": "We read it.", "fr": "Nous l’avons lu."})
    with writing(group.engine) as session:
        canned.put(session, group.desk(), ready)
    ada = browser("ada")
    ada.get(page_of(worker))
    typed = {"message": "Hi", "language": "fr", "canned": ready.id.hex(), "do": "insert"}
    page = ada.post(f"{page_of(worker)}/messages", typed).text
    assert "Hi\n\nNous l’avons lu." in page


def test_a_question_of_police_needs_her_yes(browser, group, worker):
    ada = browser("ada")
    assert "as a question from police" not in ada.get(page_of(worker)).text
    asked = {"message": "Which day?", "do": "question"}
    assert ada.post(f"{page_of(worker)}/messages", asked).status_code == 403
    choices = replace(worker.telling.choices, consent_police_questions=True)
    other = group.report(choices=choices)
    file_waiting(group.engine, group.desk())
    assert "as a question from police" in ada.get(page_of(other)).text
    assert ada.post(f"{page_of(other)}/messages", asked).status_code == 303
    assert "A question from police, passed on by us" in ada.get(page_of(other)).text


def test_a_deletion_stands_on_the_page_and_is_stopped_on_her_word(
    browser, group, worker, valid_html
):
    group.gate.deletion_ask(worker.keys.token, "all", group.today + timedelta(days=3))
    ada = browser("ada")
    assert "is to be deleted on" in ada.get("/").text
    page = ada.get(page_of(worker)).text
    valid_html(page)
    assert "This report is to be deleted on" in page
    assert ada.get(f"{page_of(worker)}/bulletin").status_code == 200
    assert ada.post(f"{page_of(worker)}/deletion/stop", {"why": ""}).status_code == 400
    assert ada.post(f"{page_of(worker)}/deletion/stop", {"why": "at the van"}).status_code == 303
    assert "This report is to be deleted on" not in ada.get(page_of(worker)).text
    assert ada.post(f"{page_of(worker)}/deletion/stop", {"why": "again"}).status_code == 409


def test_on_its_day_the_page_is_gone(browser, group, worker):
    group.gate.deletion_ask(worker.keys.token, "all", group.today)
    ada = browser("ada")
    ada.get("/cases")
    assert ada.get(page_of(worker)).status_code == 404
