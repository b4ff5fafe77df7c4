"""A new code, made on her own device: the old one opens nothing, and no moment loses the report."""

from __future__ import annotations

import pytest
from browsing import assert_code_stays, code_of, come_back, press

from crypto.receipts import Code, keys_of
from reporting.casework.conversation import say
from reporting.domain.consent import Choices

CHOICES = Choices(consent_statistics=True, consent_police_report=True)
SAID = "The heron waits by the Zephyrgate."
OWN_WORD = "Kettle Marmalade"


@pytest.fixture
def told(group, desks):
    """A report to which somebody has written; gives its code."""
    code = Code.random()
    worker = group.report(choices=CHOICES, keys=keys_of(code, group.pins.installation))
    desks.file()
    say(group.engine, group.desk(), worker.report, "Shall we call?", "en")
    return code


@pytest.fixture
def opened(visit, told):
    """Her page, open."""
    page = visit("/return")
    come_back(page, " ".join(told.words("en")))
    page.get_by_role("heading", name="Your report", exact=True).wait_for()
    return page


def test_a_code_is_changed_on_the_device_and_the_old_one_opens_nothing(
    opened, told, wire, group, cases
):
    page = opened
    page.locator("summary", has_text="Change my code").click()
    page.get_by_label("A word of your own, if you like").fill("Wrong")
    press(page, "Change my code")
    press(page, "Keep my old code")
    page.get_by_role("heading", name="Your report", exact=True).wait_for()
    page.get_by_label("A word of your own, if you like").fill(OWN_WORD)
    press(page, "Change my code")
    page.get_by_role("heading", name="Your new code").wait_for()
    assert wire.posted("/return/code") == [], "whoever has to leave now still has a code"
    fresh = code_of(page)
    assert fresh != told
    press(page, "Use this code")
    page.get_by_text("The old code opens nothing any more").wait_for()
    assert code_of(page) == fresh
    assert "asked for together with the new one" in page.inner_text("main")
    press(page, "I have kept it")
    page.get_by_role("heading", name="Done").wait_for()
    assert " ".join(fresh.digits()) not in page.content()

    page.goto(page.url)
    come_back(page, " ".join(told.words("en")))
    page.get_by_role("heading", name="No report has this code").wait_for()
    come_back(page, " ".join(fresh.digits()), OWN_WORD.upper())
    page.get_by_role("heading", name="Your report", exact=True).wait_for()
    assert "Shall we call" in page.inner_text("main")
    assert "Something is missing here" not in page.inner_text("main")
    page.fill("#f-answer_text", SAID)
    press(page, "Send the message")
    page.get_by_role("status").filter(has_text="Sent.").wait_for()

    (case,) = cases()
    assert case.consent.version == 2
    assert case.consent.choices == CHOICES
    say(group.engine, group.desk(), case.opened.report.id, "Sealed to the new code.", "en")
    page.reload()
    come_back(page, " ".join(fresh.words("en")), OWN_WORD)
    page.get_by_text("Sealed to the new code.").wait_for()
    assert_code_stays(wire, told)
    assert_code_stays(wire, fresh)
    for secret in (OWN_WORD, OWN_WORD.lower(), keys_of(fresh, group.pins.installation).token.hex()):
        assert secret.encode() not in wire.everything
    assert page.broken == []


def test_a_new_code_is_kept_beside_the_old_one_until_it_is_known_which_counts(opened, wire, told):
    page = opened
    page.locator("summary", has_text="Change my code").click()
    press(page, "Change my code")
    wire.lost = {"/return/code"}
    press(page, "Use this code")
    page.get_by_role("heading", name="Keep both codes for now").wait_for()
    fresh = code_of(page)
    wire.lost = set()
    press(page, "Try again")
    page.get_by_text("The old code opens nothing any more").wait_for()
    assert code_of(page) == fresh
    press(page, "I have kept it")
    page.get_by_role("heading", name="Done").wait_for()
    assert_code_stays(wire, fresh)
