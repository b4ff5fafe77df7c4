"""Coming back with a code in a real Chromium with scripts on: the code never leaves the page."""

from __future__ import annotations

import json

import pytest
from browsing import (
    DIGITS,
    KEPT,
    NOTHING_KEPT,
    TOLD,
    WORDS,
    assert_code_stays,
    assert_told_nothing,
    code_of,
    come_back,
    fill,
    send,
)

from crypto.receipts import Code, keys_of
from reporting.domain.consent import Choices
from reporting.store.engine import reading
from reporting.store.intake_gate import IntakeGate
from reporting.store.models.inbox import InboxReport

CHOICES = Choices(
    consent_bulletin=True,
    consent_statistics=True,
    consent_police_report=True,
    police_own_words=True,
)


@pytest.fixture
def told(group):
    """A report that was handed in before, and its code."""
    code = Code.random()
    group.report(choices=CHOICES, keys=keys_of(code, group.pins.installation))
    return code


@pytest.mark.parametrize("spelled", ["words", "digits", "capitals and commas", "four letters"])
def test_a_code_is_read_here_and_only_its_token_is_sent(visit, wire, told, group, spelled):
    words = told.words("en")
    page = visit("/return")
    come_back(
        page,
        {
            "words": " ".join(words),
            "digits": " ".join(told.digits()),
            "capitals and commas": ", ".join(words).upper(),
            "four letters": " ".join(word[:4] for word in words),
        }[spelled],
    )
    page.get_by_role("heading", name="Your report", exact=True).wait_for()
    main = page.inner_text("main")
    assert "March 2, 2026" in main
    assert "Version 1." in main
    assert "Yes, warn the community." in main
    assert "Police may have my own words" in main
    assert "He would not stop" not in main
    assert_code_stays(wire, told)
    (asked,) = wire.posted("/return/mailbox")
    keys = keys_of(told, group.pins.installation)
    assert json.loads(asked.body) == {"v": 1, "kind": "open mailbox", "token": keys.token.hex()}
    assert page.broken == []


def test_what_is_no_code_is_said_and_stays(visit, wire, told):
    page = visit("/return")
    assert "Your code stays on this device" in page.inner_text("#return")
    come_back(page, "only three words")
    page.get_by_text("That is not a whole code").wait_for()
    assert page.input_value("#f-code") == "only three words"
    assert_marked(page)
    for misread in (
        ["zephyr" if at == 2 else w for at, w in enumerate(told.words("fr"))],
        ["2048" if at == 2 else w for at, w in enumerate(told.digits())],
    ):
        come_back(page, " ".join(misread))
        page.get_by_text("Number 3 does not fit: please look at it again.").wait_for()
        page.reload()
    come_back(page, " ".join(Code.random().words("en")))
    page.get_by_role("heading", name="No report has this code").wait_for()
    assert len(wire.posted("/return/mailbox")) == 1
    assert_marked(page)
    come_back(page, " ".join(told.words("en")))
    page.get_by_role("heading", name="Your report", exact=True).wait_for()
    assert page.locator("[aria-invalid]").count() == 0


def assert_marked(page):
    """The box says what is wrong with it, to eyes and to a screen reader, and is the next to type in."""
    box = page.locator("#f-code")
    assert box.get_attribute("aria-invalid") == "true"
    assert box.get_attribute("aria-describedby") == "f-code-help problem"
    assert page.locator("#problem h2").is_visible()
    assert page.locator(".field.bad #f-code").count() == 1
    assert box.evaluate("box => box === document.activeElement")


def test_a_yes_is_taken_back_here_with_a_signed_statement(visit, wire, told, cases):
    page = visit("/return")
    come_back(page, " ".join(told.words("en")))
    page.get_by_role("heading", name="Your report", exact=True).wait_for()
    page.locator("[name=take_back][value=consent_bulletin]").check()
    page.locator("[name=take_back][value=consent_police_report]").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("From now on the answer is no.").wait_for()
    assert "Version 2." in page.inner_text("main")
    assert page.locator("[name=take_back][value=consent_statistics]").is_visible()
    assert page.locator("[name=take_back][value=consent_bulletin]").count() == 0
    assert_code_stays(wire, told)
    assert b"consent_bulletin" not in wire.everything
    (case,) = cases()
    choices = case.consent.choices
    assert choices.consent_statistics
    assert not choices.consent_bulletin
    assert not choices.consent_police_report
    assert not choices.police_own_words
    assert case.consent.version == 2
    assert page.broken == []


def test_more_is_added_in_the_same_page_with_the_code_staying_there(
    visit, wire, told, group, cases
):
    page = visit("/return")
    address = page.url
    come_back(page, " ".join(told.words("en")))
    page.get_by_role("button", name="Add more").click()
    page.get_by_role("heading", name="Add to your report", level=1).wait_for()
    assert not page.get_by_text("Should we warn others?").first.is_visible()
    page.fill("#f-what_happened", TOLD["what_happened"])
    send(page)
    page.get_by_role("heading", name="Added. We have it.").wait_for()
    assert page.locator(DIGITS).count() == 0
    page.get_by_role("button", name="Back to my report").click()
    page.get_by_role("heading", name="Your report", exact=True).wait_for()
    assert page.url == address
    assert_code_stays(wire, told)
    assert TOLD["what_happened"].split("\n")[0].encode() not in wire.everything
    (case,) = cases()
    (added,) = case.opened.additions
    assert added.told.account.text("what_happened") == TOLD["what_happened"]
    assert page.broken == []


def test_form_receipt_and_addition_are_one_document(visit, wire, group, cases):
    page = visit()
    page.evaluate("() => { window.stayed = true }")
    fill(page)
    send(page)
    code = code_of(page)
    page.get_by_role("button", name="Add more").click()
    page.fill("#f-what_happened", "And his friend waited outside the Wexford van.")
    send(page)
    page.get_by_role("heading", name="Added. We have it.").wait_for()
    assert page.inner_text(WORDS).split() == list(code.words("en"))
    assert page.evaluate("window.stayed")
    assert b"friend waited" not in wire.everything
    (case,) = cases()
    (added,) = case.opened.additions
    assert (
        added.told.account.text("what_happened") == "And his friend waited outside the Wexford van."
    )


@pytest.mark.parametrize("button", ["I have kept it", "I don't want a code"])
def test_the_code_goes_from_the_page_once_it_is_kept(visit, wire, group, button):
    page = visit()
    fill(page)
    send(page)
    code = code_of(page)
    page.get_by_role("button", name=button).click()
    page.get_by_role("heading", name="Done").wait_for()
    html = page.content()
    assert " ".join(code.digits()) not in html
    assert " ".join(code.words("en")) not in html
    assert_told_nothing(wire, code, group, token_too=False)
    with reading(group.engine) as session:
        assert session.query(InboxReport.receipt_kept).scalar() is True
    assert page.evaluate(KEPT) == NOTHING_KEPT


def test_a_row_that_was_changed_shows_nothing_of_another_report(visit, told, group, monkeypatch):
    """Somebody who writes to the database swaps what a token leads to."""
    other = group.report(choices=Choices(consent_contact=True))
    real = IntakeGate.mailbox_read
    monkeypatch.setattr(IntakeGate, "mailbox_read", lambda self, _: real(self, other.keys.token))
    page = visit("/return")
    come_back(page, " ".join(told.words("en")))
    page.get_by_role("heading", name="No report has this code").wait_for()
