"""A report in a real Chromium with scripts on: sealed there, nothing left behind, nothing given away."""

from __future__ import annotations

import pytest
from browsing import (
    DIGITS,
    HARM,
    PERSON,
    SEALED_WAY,
    TOLD,
    WORDS,
    assert_keeps_nothing,
    assert_told_nothing,
    code_of,
    fill,
    send,
)

from crypto.receipts import Code
from reporting.store.errors import Conflict, Unavailable
from reporting.store.intake_gate import IntakeGate
from reporting.web.arriving import ARRIVE_BYTES, ARRIVE_SECONDS


def test_what_is_told_is_sealed_in_the_browser_and_opened_by_an_advocate(visit, wire, group, cases):
    page = visit()
    fill(page)
    send(page)
    code = code_of(page)
    assert page.inner_text(WORDS).split() == list(code.words("en"))
    assert_told_nothing(wire, code, group)
    assert_keeps_nothing(page)
    (case,) = cases()
    assert case.opened.account.account.text("what_happened") == TOLD["what_happened"]
    assert case.opened.account.account.text("known_by") == TOLD["known_by"]
    assert case.opened.account.account.values("incident_types") == ("no_payment",)
    assert [person["person_name"] for person in case.opened.account.account.persons] == [
        "Rookwood",
        PERSON,
    ]
    assert case.consent.choices.consent_bulletin
    assert case.consent.choices.ask_before_publishing
    assert not case.consent.choices.consent_police_report
    assert page.broken == []
    assert {r.path for r in wire.ours if not r.path.startswith("/static/")} == {
        "/report",
        "/keys.json",
        "/report/pieces",
        "/report/sealed",
    }


def test_the_page_says_in_one_sentence_which_way_is_in_use(visit):
    without = visit(java_script_enabled=False)
    assert "Our server seals your words when they arrive." in without.inner_text("main")
    assert SEALED_WAY not in without.inner_text("main")
    page = visit()
    page.get_by_text(SEALED_WAY).last.wait_for()
    assert "Our server seals your words" not in page.inner_text("main")


def test_a_form_with_a_gap_stays_here_and_says_so(visit, wire, group):
    page = visit()
    fill(page)
    page.locator(HARM).click()
    page.fill("#f-what_happened", "")
    page.fill("[name=happened_on_day]", "31") if page.is_visible("[name=happened_on_day]") else None
    send(page)
    assert "Please choose what happened, or write a few words." in page.inner_text("[role=alert]")
    assert page.input_value("#f-known_by") == TOLD["known_by"]
    assert page.input_value("[name=person_name-2]") == PERSON
    assert wire.posted() == []
    assert_told_nothing(wire, None, group)
    page.fill("#f-what_happened", TOLD["what_happened"])
    send(page)
    assert_told_nothing(wire, code_of(page), group)


def test_a_server_in_trouble_keeps_every_word_and_gets_the_same_bytes_again(
    visit, wire, group, cases, monkeypatch
):
    def fail(*_):
        raise Unavailable("the database does not answer")

    page = visit()
    fill(page)
    with monkeypatch.context() as broken:
        broken.setattr(IntakeGate, "report_add", fail)
        send(page)
        page.get_by_role("button", name="Try again").wait_for()
    assert "It was not saved" in page.inner_text("[role=alert]")
    assert "our server could read your words" in page.inner_text("[role=alert]")
    assert page.input_value("#f-what_happened") == TOLD["what_happened"]
    page.get_by_role("button", name="Try again").click()
    code = code_of(page)
    first, second = wire.posted()
    assert first.body == second.body
    assert_told_nothing(wire, code, group)
    assert len(cases()) == 1


def test_a_report_that_clashes_with_another_is_sealed_anew(visit, wire, cases, monkeypatch):
    def clash(*_):
        raise Conflict("an id belongs to another report")

    page = visit()
    fill(page)
    with monkeypatch.context() as broken:
        broken.setattr(IntakeGate, "report_add", clash)
        send(page)
        page.get_by_text("Our server did not take what was sealed here.").wait_for()
    page.get_by_role("button", name="Try again").click()
    code_of(page)
    first, second = wire.posted()
    assert first.body != second.body
    assert len(cases()) == 1
    assert page.broken == []


WAITS = """() => {
  const real = AbortSignal.timeout;
  window.waits = [];
  AbortSignal.timeout = (time) => (window.waits.push(time), real.call(AbortSignal, time));
}"""


def test_a_slow_line_is_waited_for_as_long_as_the_server_waits(visit, wire):
    page = visit()
    page.evaluate(WAITS)
    fill(page)
    send(page)
    code_of(page)
    (sent,) = wire.posted()
    per_byte = ARRIVE_SECONDS * 1000 / ARRIVE_BYTES
    assert page.evaluate("() => window.waits.at(-1)") == 60_000 + len(sent.body) * per_byte


def test_an_answer_that_was_lost_makes_no_second_report(visit, wire, group, cases, monkeypatch):
    real = IntakeGate.report_add

    def store_and_break(self, *args):
        real(self, *args)
        raise RuntimeError

    page = visit()
    fill(page)
    with monkeypatch.context() as broken:
        broken.setattr(IntakeGate, "report_add", store_and_break)
        send(page)
        page.get_by_role("button", name="Try again").wait_for()
    # It may have arrived: the words are there to read, and the same bytes go again.
    assert page.locator("#report").evaluate("form => form.inert")
    page.get_by_role("button", name="Try again").click()
    code_of(page)
    first, second = wire.posted()
    assert first.body == second.body
    assert len(cases()) == 1


def test_offline_it_waits_sealed_in_memory_and_goes_when_the_network_is_back(
    visit, wire, group, cases
):
    page = visit()
    fill(page)
    page.wait_for_timeout(300)
    page.context.set_offline(True)
    send(page)
    page.get_by_text("No connection. Not sent yet.").wait_for()
    assert "is sealed and waits in this page" in page.inner_text("[role=alert]")
    assert page.input_value("#f-what_happened") == TOLD["what_happened"]
    assert_keeps_nothing(page)
    assert wire.posted() == []
    page.context.set_offline(False)
    code = code_of(page)
    assert_told_nothing(wire, code, group)
    assert len(cases()) == 1


def test_a_double_click_sends_once(visit, wire, group, cases):
    page = visit()
    fill(page)
    page.locator("button[value=send]").first.dblclick()
    code = code_of(page)
    page.wait_for_timeout(300)
    assert len(wire.posted()) == 1
    assert_told_nothing(wire, code, group)
    assert len(cases()) == 1


def test_sending_without_sealing_is_her_own_choice(visit, wire, cases, monkeypatch):
    def fail(*_):
        raise Unavailable("the database does not answer")

    page = visit()
    fill(page)
    with monkeypatch.context() as broken:
        broken.setattr(IntakeGate, "report_add", fail)
        send(page)
        page.get_by_role("button", name="Send without sealing here").wait_for()
        assert wire.posted("/report") == []
        page.get_by_role("button", name="Send without sealing here").click()
        page.get_by_text("It was not saved").first.wait_for()
        assert page.input_value("#f-what_happened") == TOLD["what_happened"]
    send(page)
    code_of(page)
    (case,) = cases()
    assert case.opened.account.account.text("what_happened") == TOLD["what_happened"]
    assert [person["person_name"] for person in case.opened.account.account.persons] == [
        "Rookwood",
        PERSON,
    ]


def test_a_language_is_changed_with_every_word_kept(visit, wire, group, cases):
    page = visit()
    fill(page)
    page.get_by_role("button", name="Français").click()
    page.get_by_role("heading", name="Faire un signalement").wait_for()
    assert page.input_value("#f-what_happened") == TOLD["what_happened"]
    assert page.input_value("[name=person_name-2]") == PERSON
    send(page)
    code = code_of(page)
    assert page.inner_text(WORDS).split() == list(code.words("fr"))
    assert_told_nothing(wire, code, group)
    (case,) = cases()
    assert case.opened.account.account.text("known_by") == TOLD["known_by"]
    assert page.broken == []


def neutral(page):
    """Stand in for the everyday page that the way out leads to."""
    page.context.route(
        lambda url: "127.0.0.1" not in url,
        lambda route: route.fulfill(
            body="<title>Weather</title><p>Sun</p>", content_type="text/html"
        ),
    )


@pytest.mark.parametrize("after", ["typing", "the receipt"])
def test_leaving_forgets_everything_and_back_shows_an_empty_form(visit, wire, house, after):
    page = visit("/about")
    neutral(page)
    page.goto(house.url + "/report")
    fill(page)
    if after == "the receipt":
        send(page)
        code_of(page)
    page.get_by_role("link", name="Leave this page").click()
    page.get_by_text("Sun", exact=True).wait_for()
    page.go_back()
    page.wait_for_load_state()
    assert "/report" not in page.url
    page.goto(house.url + "/report")
    assert page.input_value("#f-what_happened") == ""
    assert page.locator(DIGITS).count() == 0
    assert_keeps_nothing(page)


def test_back_after_walking_away_shows_an_empty_form(visit, house):
    page = visit()
    fill(page)
    page.goto(house.url + "/about")
    page.go_back()
    page.wait_for_load_state()
    assert page.url.endswith("/report")
    for control in page.locator("#report input:not([type=hidden]), #report textarea").all():
        kind = control.get_attribute("type")
        if kind in {"checkbox", "radio"}:
            assert not control.is_checked()
        else:
            assert control.input_value() == ""
    assert page.locator(DIGITS).count() == 0


def test_what_the_browser_keeps_for_back_is_empty(visit):
    """The event that comes before a page is frozen for "back" empties fields and code."""
    page = visit()
    fill(page)
    send(page)
    code_of(page)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    assert page.locator(DIGITS).count() == 0
    assert page.input_value("#f-what_happened") == ""
    assert page.locator("[name=person_name-2]").count() == 0


def test_the_way_out_comes_first_and_stays_in_reach(visit):
    page = visit()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "leave"
    page.mouse.wheel(0, 5000)
    box = page.locator("a.leave").bounding_box()
    assert box["y"] + box["height"] == pytest.approx(800, abs=1)
    assert box["width"] == 360


def test_with_scripts_off_the_whole_path_works(visit, cases, house):
    page = visit(java_script_enabled=False)
    neutral(page)
    page.locator(HARM).check()
    page.fill("#f-what_happened", TOLD["what_happened"])
    send(page)
    code = Code.parse(page.inner_text(DIGITS))
    page.get_by_role("button", name="I have kept it").click()
    page.get_by_role("link", name="Come back with a code").first.click()
    page.fill("#f-code", " ".join(code.words("en")))
    page.get_by_role("button", name="Open my report").click()
    assert "Received" in page.inner_text("main")
    page.get_by_role("link", name="Leave this page").click()
    page.wait_for_url(lambda url: "127.0.0.1" not in url)
    (case,) = cases()
    assert case.opened.account.account.text("what_happened") == TOLD["what_happened"]


def test_with_scripts_off_more_is_added_from_the_receipt_and_with_the_code(visit, cases):
    """A slip with nothing typed comes back and says so; then two additions, under one report."""
    page = visit(java_script_enabled=False)
    page.locator(HARM).check()
    send(page)
    code = Code.parse(page.inner_text(DIGITS))
    page.get_by_role("button", name="Add more").click()
    assert page.inner_text("h1") == "Add to your report"
    assert not page.get_by_text("Should we warn others?").first.is_visible()
    send(page)
    assert page.locator("[role=alert]").is_visible()
    page.fill("#f-what_happened", TOLD["what_happened"])
    page.locator("summary", has_text="The person").click()
    page.fill("[name=person_name]", PERSON)
    page.get_by_role("button", name="Add another person").click()
    assert page.input_value("#f-what_happened") == TOLD["what_happened"]
    page.fill("[name=person_name-2]", "Rookwood")
    send(page)
    assert page.inner_text("h1") == "Added. We have it."
    assert Code.parse(page.inner_text(DIGITS)) == code
    page.get_by_role("button", name="I have kept it").click()
    page.get_by_role("link", name="Come back with a code").first.click()
    page.fill("#f-code", " ".join(code.digits()))
    page.get_by_role("button", name="Open my report").click()
    page.get_by_role("button", name="Add more").click()
    page.fill("#f-known_by", TOLD["known_by"])
    send(page)
    assert page.inner_text("h1") == "Added. We have it."
    # The code is said to be kept, so no page shows it again.
    assert page.locator(DIGITS).count() == 0
    (case,) = cases()
    told = [added.told.account for added in case.opened.additions]
    assert {(account.text("what_happened"), account.text("known_by")) for account in told} == {
        (TOLD["what_happened"], ""),
        ("", TOLD["known_by"]),
    }
    names = [person["person_name"] for account in told for person in account.persons]
    assert names == [PERSON, "Rookwood"]


def test_her_own_account_is_printed_by_the_browser_alone(visit, wire):
    page = visit()
    page.evaluate(
        "() => { window.print = () => (window.paper = document.querySelector('.own-print').textContent) }"
    )
    fill(page)
    send(page)
    code_of(page)
    page.wait_for_load_state("networkidle")
    before = len(wire.ours)
    page.get_by_role("button", name="Print my own account").click()
    paper = page.evaluate("paper")
    assert TOLD["what_happened"].split("\n")[0] in paper
    assert PERSON in paper
    assert page.locator(".own-print").count() == 0
    assert [request.url for request in wire.ours[before:]] == []


@pytest.mark.parametrize(("language", "left"), [("en", "1,800"), ("fr", "1\u202f800")])
def test_the_room_that_is_left_is_written_as_the_language_writes_numbers(visit, language, left):
    page = visit(f"/report?lang={language}")
    with page.expect_response("**/report/pieces*") as pieces:
        page.fill("#f-what_happened", "x" * 18_200)
    pieces.value.finished()
    said = page.locator(".count", has_text=left)
    for _ in range(100):  # the words are fetched as she types, so the first sign comes before them
        page.locator("#f-what_happened").dispatch_event("input")
        if said.is_visible():
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.locator(".count").all_inner_texts())
