"""All that a code opens, on her own device: what she reads, says, agrees to, deletes and changes."""

from __future__ import annotations

import re

import pytest
from browsing import assert_code_stays, come_back, press, spellings

from crypto.receipts import Code, keys_of
from reporting.casework import wordings as casework
from reporting.casework.conversation import say
from reporting.casework.events import tell
from reporting.casework.reported import open_reported
from reporting.casework.taking import take
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact, Identifier
from reporting.sealed.consents import next_statement
from reporting.sealed.seal import Telling
from reporting.sealed.witness import Hearing
from reporting.store.engine import reading, writing
from reporting.store.returning import all_deletions

CHOICES = Choices(
    consent_bulletin=True,
    ask_before_publishing=True,
    consent_statistics=True,
    consent_police_report=True,
    consent_police_questions=True,
)
ANSWERS = {
    "happened_on": "2026-02-26",
    "part_of_day": "night",
    "place_type": "car",
    "weapon": ("knife",),
    "report_kind": "bad_date",
}
PARTS = {
    "persons": (
        {"person_name": "Heron", "person_build": "heavy", "person_appearance_race": "white"},
        {"person_name": "Rookwood", "person_hair": "grey"},
    ),
    "vehicles": ({"vehicle_plate": "AB1 2CD", "vehicle_make": "Dodge", "vehicle_colour": "grey"},),
    "identifiers": (Identifier("phone", "604 555-0142", partial=True),),
}
SAID = "The heron waits by the Zephyrgate."
COMMENT = "Leave the quarry out."


@pytest.fixture
def asked(group, desks):
    """A report of which much was made; gives code, worker, and the draft that waits for her."""
    code = Code.random()
    keys = keys_of(code, group.pins.installation)
    worker = group.report(ANSWERS, CHOICES, keys=keys, **PARTS)
    desks.file()
    draft = desks.write(
        desks.begin(worker), summary={"en": "Refuses to pay, drives off.", "fr": "Ne paie pas."}
    )
    with writing(group.engine) as session:
        casework.ask(session, group.desk(), draft, open_reported, ())
    for event, detail in (("compared", ""), ("sheet", "4"), ("forwarded", "city")):
        with writing(group.engine) as session:
            assert tell(session, group.desk(), worker.report, event, detail)
    say(group.engine, group.desk(), worker.report, "Thank you.\nShall we call %(day)s?", "en")
    say(group.engine, group.desk(), worker.report, "What colour was it?", "en", "question")
    group.later(days=1)
    return code, worker, draft


@pytest.fixture
def told(asked):
    return asked[0]


@pytest.fixture
def opened(visit, told):
    """Her page, open."""
    page = visit("/return")
    come_back(page, " ".join(told.words("en")))
    page.get_by_role("heading", name="Your report", exact=True).wait_for()
    return page


def focused(page):
    return page.evaluate("document.activeElement.textContent").strip()


def test_all_that_a_code_opens_is_done_on_the_device(opened, asked, wire, group, cases):
    assert_all_is_read(opened)
    correct_the_words(opened)
    answer_and_want_no_reply(opened)
    agree_and_take_back(opened)
    read_in_french(opened)
    delete_and_stop_it(opened)
    (case,) = cases()
    assert case.consent.version == 3
    assert not case.consent.choices.consent_bulletin
    told, worker, draft = asked
    with reading(group.engine) as session:
        reported = open_reported(session, group.desk(), worker.report)
    standing = casework.standing_of(group.desk(), reported, draft)
    assert (standing.standing, standing.comment) == ("corrected", COMMENT)
    for secret in (SAID, COMMENT, "heron waits", "quarry"):
        for spelled in spellings(secret.encode()):
            assert spelled not in wire.everything
    assert_code_stays(wire, told)
    assert opened.broken == []


def assert_all_is_read(page):
    words = page.inner_text("main")
    for line in (
        "Compared with other reports",
        "Printed on sheet 4 on March 2, 2026. Paper cannot be called back.",
        "Sent to City Police on March 2, 2026. It cannot be called back.",
        "Shall we call %(day)s?",
        "The police ask, through us",
        "Refuses to pay, drives off.",
        "Sexual assault",
        "Please answer by Monday, March 9, 2026.",
        "If you don't answer, we do not print it",
        "On file with us: version 1.",
    ):
        assert line in words
    assert "He would not stop" not in words
    assert "Something is missing here" not in words


def correct_the_words(page):
    page.fill("#f-answer_text", SAID)
    press(page, "Change what I wrote above")
    page.get_by_text("Write what should be different.").wait_for()
    page.get_by_label("What should be different?").fill(COMMENT)
    press(page, "Change what I wrote above")
    page.get_by_text("You said: change something.").wait_for()
    assert focused(page) == "✓ We have your answer."
    assert page.input_value("#f-answer_text") == SAID


def answer_and_want_no_reply(page):
    page.get_by_label("Please do not write back").check()
    press(page, "Send the message")
    page.get_by_role("status").filter(has_text="Sent.").wait_for()
    assert SAID in page.locator(".said.hers").inner_text()
    assert page.input_value("#f-answer_text") == ""
    press(page, "Send the message")
    page.get_by_text("Write something first").wait_for()
    assert page.evaluate("document.activeElement.name") == "answer_text"


def agree_and_take_back(page):
    page.get_by_text("What you did not say yes to").last.click()
    compare = page.locator("li.consent", has=page.locator("[value=consent_compare]"))
    compare.locator("summary").click()
    compare.locator("[name=agree]").check()
    press(page, "Save")
    page.get_by_text("Your yes counts from the day").wait_for()
    assert "It counts from Friday, March 6, 2026." in page.inner_text("main")
    page.locator("[name=take_back][value=consent_bulletin]").check()
    press(page, "Save")
    page.get_by_text("From now on the answer is no.").wait_for()
    assert "it is off this site now" in focused(page)
    assert "You said no to a warning, so these words are not" in page.inner_text("main")
    assert "This is what would be printed" not in page.inner_text("main")


def read_in_french(page):
    press(page, "Français")
    page.get_by_role("heading", name="Votre signalement", exact=True).wait_for()
    french = page.inner_text("main")
    assert "2 mars 2026" in french
    assert "Ne paie pas." in french
    press(page, "English")
    page.get_by_role("heading", name="Your report", exact=True).wait_for()


def delete_and_stop_it(page):
    page.get_by_text("Delete my report").click()
    press(page, "Delete it")
    page.get_by_text("Choose what is to be deleted.").wait_for()
    page.get_by_label("Only how to reach me").check()
    press(page, "Delete it")
    page.get_by_text("How to reach you is deleted on Friday, March 6, 2026.").wait_for()
    assert "The rest of your report stays." in page.inner_text("main")
    assert not page.get_by_text("This report is going to be deleted").is_visible()
    press(page, "Stop it: delete nothing")
    page.get_by_text("Nothing is deleted.").wait_for()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_without_scripts_says_the_same(visit, told, language, valid_html):
    """Word for word, and with the same controls: nobody is told less for how her browser is set."""
    pages = [
        both_ways_open(visit, language, " ".join(told.words(language)), scripts=scripts)
        for scripts in (True, False)
    ]
    texts = [re.sub(r"\s", "", page.text_content("main")) for page in pages]
    assert texts[0].replace(AGAIN[language], "") == texts[1]
    assert controls(pages[0]) == controls(pages[1])
    valid_html(pages[0].content())


def test_whoever_was_helped_is_asked_to_change_the_code_first(visit, group):
    account = Account({"incident_types": ("threats",)})
    telling = Telling(account, Contact(), Choices(consent_statistics=True), "fr", "2026-11")
    desk = group.desk("vik")
    taken = take(group.engine, desk, telling, Hearing("spoken", "in the van"), bytes(16))
    page = both_ways_open(visit, "fr", " ".join(taken.code.digits()), scripts=True)
    page.get_by_text("Changez d’abord votre code").wait_for()
    assert page.get_by_role("button", name="Changer mon code").is_visible()


AGAIN = {"en": "Showagain", "fr": "Montrerencore"}
OPEN = {
    "en": ("Open my report", "Your report"),
    "fr": ("Ouvrir mon signalement", "Votre signalement"),
}


def both_ways_open(visit, language, code, *, scripts):
    page = visit(f"/return?lang={language}", java_script_enabled=scripts)
    page.fill("#f-code", code)
    button, heading = OPEN[language]
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("heading", name=heading, exact=True).wait_for()
    return page


def controls(page):
    """Names and values of what can be typed, ticked and pressed, with what names and describes it."""
    found = (
        page.locator("#consents")
        .locator("input, textarea, button")
        .evaluate_all(
            "all => all.map((c) => [c.name, c.type, ['text', 'textarea'].includes(c.type) ? '' : c.value,"
            " c.labels?.[0]?.textContent.trim() ?? '', c.getAttribute('aria-describedby') ?? ''])"
        )
    )
    ours = {"lang", "state", "nonce"}
    return [one for one in found if one[0] not in ours and one[2] not in {"open", "add"}]


def test_an_answer_that_got_lost_is_said_once(opened, wire, group, cases):
    page = opened
    page.fill("#f-answer_text", SAID)
    wire.lost = {"/return/add"}
    press(page, "Send the message")
    page.get_by_text("The connection broke before an answer came").wait_for()
    assert page.input_value("#f-answer_text") == SAID
    wire.lost = set()
    press(page, "Try again")
    page.get_by_role("status").filter(has_text="Sent.").wait_for()
    assert page.locator(".said.hers").count() == 1


def test_a_full_report_says_that_it_is_full_and_keeps_what_was_typed(opened):
    page, full = opened, {"v": 1, "error": "full", "message": ""}
    page.route("**/return/add", lambda route: route.fulfill(status=422, json=full))
    page.fill("#f-answer_text", SAID)
    press(page, "Send the message")
    alert = page.get_by_role("alert").filter(has_text="Your report holds as much as one can")
    alert.wait_for()
    assert "A new code makes room to take back a yes." in alert.inner_text()
    assert "Try again" not in alert.inner_text()
    assert page.input_value("#f-answer_text") == SAID
    press(page, "Add more")
    page.fill("#f-what_happened", COMMENT)
    page.locator("button[value=send]").first.click()
    alert.wait_for()
    assert "You can copy it and send it as a new report, or call." in alert.inner_text()
    assert "without sealing" not in alert.inner_text()
    assert page.input_value("#f-what_happened") == COMMENT


def test_after_a_no_to_everything_both_pages_say_the_same(visit, group, desks, cases):
    code = Code.random()
    yes = Choices(consent_bulletin=True, consent_compare=True)
    worker = group.report(ANSWERS, yes, keys=keys_of(code, group.pins.installation))
    desks.file()
    edition = desks.publish(worker)
    (case,) = cases()
    told = case.opened.statements[-1].statement
    group.state(worker, next_statement(told, Choices(), group.today))
    digits = " ".join(code.digits())
    texts = [
        both_ways_open(visit, "en", digits, scripts=scripts).text_content("main")
        for scripts in (True, False)
    ]
    scripted, plain = (re.sub(r"\s", "", text) for text in texts)
    assert scripted.replace(AGAIN["en"], "") == plain
    assert f"Number{edition.number}Youtookthatyesback,sowhatcamefromyouisoffthissite" in plain
    assert "Youhavesaidnotoeverythingnow" in plain
    assert "Yousaidyestonothing" not in plain


def test_a_warning_goes_off_the_site_even_where_her_consents_are_hidden(visit, group, desks):
    code = Code.random()
    worker = group.report(keys=keys_of(code, group.pins.installation))
    desks.file()
    desks.publish(worker)
    group.sql(
        "DELETE FROM mailbox_wrap WHERE item IN"
        " (SELECT item FROM filed_part WHERE compartment = 'consent')"
    )
    page = both_ways_open(visit, "en", " ".join(code.words("en")), scripts=True)
    page.get_by_text("Something is missing here").wait_for()
    with page.expect_response("**/return/stop") as stopped:
        press(page, "Take my warning off this site")
    assert stopped.value.json()["stopped"] == 1
    page.get_by_role("heading", name="It was not saved").wait_for()
    assert page.broken == []


def test_what_was_typed_outlasts_an_addition_another_language_and_no_connection(opened, wire):
    page = opened
    page.fill("#f-answer_text", SAID)
    press(page, "Add more")
    page.fill("#f-what_happened", COMMENT)
    wire.cut = True
    press(page, "Français")
    page.get_by_text("There is no connection now").wait_for()
    wire.cut = False
    press(page, "Français")
    page.get_by_role("heading", name="Compléter votre signalement", level=1).wait_for()
    assert page.input_value("#f-what_happened") == COMMENT
    page.locator("button[value=send]").first.click()
    press(page, "Revenir à mon signalement")
    page.get_by_role("heading", name="Votre signalement", exact=True).wait_for()
    assert page.input_value("#f-answer_text") == SAID
    assert page.broken == []


def test_somebody_who_leaves_leaves_nothing(opened, told, group, wire):
    page = opened
    page.fill("#f-answer_text", SAID)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    assert page.input_value("#f-code") == ""
    for secret in ("Shall we call", SAID, "Zephyrgate"):
        assert secret not in page.content()
    with writing(group.engine) as session:
        assert list(all_deletions(session)) == []


def test_whoever_leaves_while_it_opens_is_shown_nothing(visit, told):
    page = visit("/return")

    def leave(route):
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
        route.continue_()

    page.route("**/return/mailbox", leave)
    with page.expect_response("**/return/mailbox"):
        come_back(page, " ".join(told.words("en")))
    page.get_by_role("heading", name="Come back with a code").wait_for()
    page.wait_for_timeout(500)
    assert "Your report" not in page.text_content("main")
    assert page.input_value("#f-code") == ""
    assert page.broken == []


def test_it_is_done_with_the_keyboard_alone(visit, told):
    page = visit("/return")
    tab_to(page, "code")
    page.keyboard.type(" ".join(told.digits()))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your report", exact=True).wait_for()
    assert focused(page) == "Your report"
    tab_to(page, "answer_text")
    page.keyboard.type(SAID)
    for key in ("Tab", "Space", "Tab", "Enter"):
        page.keyboard.press(key)
    page.get_by_role("status").filter(has_text="Sent.").wait_for()
    assert focused(page).startswith("✓ Sent.")
    assert "You asked us not to write back." in page.inner_text("main")
    tab_to(page, "new_word")
    # Enter in the box of a word does nothing: least of all what the first button of the page does.
    page.keyboard.press("Enter")
    assert page.get_by_role("heading", name="Your report", exact=True).is_visible()


def tab_to(page, name):
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
        if page.evaluate("document.activeElement.matches('summary')"):
            page.keyboard.press("Enter")
    pytest.fail(f"no way to {name} by the Tab key")
