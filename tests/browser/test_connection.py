"""The connection breaks in the middle of sending: her words stay, and no report is there twice."""

from __future__ import annotations

import pytest
from browsing import (
    PERSON,
    TOLD,
    assert_code_unsaid,
    assert_keeps_nothing,
    code_of,
    fill,
    send,
)

from reporting.store.errors import Unavailable
from reporting.store.intake_gate import IntakeGate

SEALED = "/report/sealed"


@pytest.mark.parametrize("broken", ["on the way there", "on the way back"])
def test_a_report_whose_connection_breaks_is_sent_again_with_the_same_bytes(
    visit, wire, cases, broken
):
    """On the way there the server has half of it; on the way back it has stored all of it."""
    page = visit()
    fill(page)
    page.wait_for_load_state("networkidle")
    breaking = wire.halved if broken == "on the way there" else wire.lost
    breaking.add(SEALED)
    send(page)
    page.get_by_text("No connection. Not sent yet.").wait_for()
    assert "is sealed and waits in this page" in page.inner_text("[role=alert]")
    assert len(cases()) == (0 if broken == "on the way there" else 1)
    for name, text in TOLD.items():
        assert page.input_value(f"#f-{name}") == text
    assert page.input_value("[name=person_name-2]") == PERSON
    assert_keeps_nothing(page)
    breaking.clear()
    page.get_by_role("button", name="Try now").click()
    code_of(page)
    sent = [request.body for request in wire.posted() if request.whole]
    assert len(set(sent)) == 1
    assert len(sent) > (0 if broken == "on the way there" else 1)
    (case,) = cases()
    assert case.opened.account.account.text("what_happened") == TOLD["what_happened"]
    assert page.broken == []


def test_an_answer_of_somebody_else_is_no_receipt(visit, cases):
    """A network that filters may answer "fine" in the site's place; nothing was stored."""
    page = visit()
    fill(page)
    page.wait_for_load_state("networkidle")
    page.route(f"**{SEALED}", lambda route: route.fulfill(json={"result": "stored"}))
    send(page)
    page.get_by_text("No connection. Not sent yet.").wait_for()
    assert not cases()
    page.unroute(f"**{SEALED}")
    page.get_by_role("button", name="Try now").click()
    code_of(page)
    assert len(cases()) == 1


def test_an_answer_that_got_lost_can_be_followed_by_other_words_as_another_report(
    visit, wire, cases
):
    """Changing the words is her choice, said with what it means: the first one may have arrived."""
    page = visit()
    fill(page)
    page.wait_for_load_state("networkidle")
    wire.lost.add(SEALED)
    send(page)
    page.get_by_text("No connection. Not sent yet.").wait_for()
    assert "we may get both" in page.inner_text("[role=alert]")
    wire.lost.clear()
    page.get_by_role("button", name="Change my words first").click()
    page.fill("#f-what_happened", "He came back with a friend.")
    send(page)
    code_of(page)
    told = {case.opened.account.account.text("what_happened") for case in cases()}
    assert told == {TOLD["what_happened"], "He came back with a friend."}


def test_an_addition_goes_unsealed_with_the_code_only_when_she_chooses_it(
    visit, wire, cases, monkeypatch
):
    def fail(*_):
        raise Unavailable("the database does not answer")

    page = visit()
    fill(page)
    send(page)
    code = code_of(page)
    page.get_by_role("button", name="Add more").click()
    page.fill("#f-what_happened", "And his friend waited outside.")
    unsealed = page.get_by_role("button", name="Send without sealing here")
    with monkeypatch.context() as broken:
        broken.setattr(IntakeGate, "mailbox_add", fail)
        send(page)
        unsealed.wait_for()
    assert "your code goes with it" in page.inner_text("[role=alert]")
    assert_code_unsaid(code, wire.everything)
    assert b"friend waited" not in wire.everything
    unsealed.click()
    page.get_by_role("heading", name="Added. We have it.").wait_for()
    assert code_of(page) == code
    (posted,) = wire.posted("/report/add")
    assert b"friend waited" in posted.body
    (case,) = cases()
    (added,) = case.opened.additions
    assert added.told.account.text("what_happened") == "And his friend waited outside."
    assert page.broken == []
