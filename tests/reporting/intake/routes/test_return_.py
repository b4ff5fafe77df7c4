"""Coming back with a code, as a worker, and as somebody who found her card."""

import re

import pytest

from crypto.receipts import Code
from reporting.casework import cases
from reporting.casework.filing import file_waiting
from reporting.domain.consent import Choices
from reporting.store.engine import reading
from reporting.store.errors import Unavailable

ONLY_WARNING = Choices(consent_bulletin=True)


def test_the_page_asks_for_a_code(site, valid_html):
    page = site.get("/return")
    assert page.status_code == 200
    valid_html(page.get_data(as_text=True))


@pytest.mark.parametrize("how", ["words en", "words fr", "digits", "four letters", "shouted"])
def test_a_code_opens_however_it_is_typed(site, reported, valid_html, how):
    code, _ = reported()
    typed = {
        "words en": " ".join(code.words("en")),
        "words fr": ", ".join(code.words("fr")),
        "digits": " ".join(code.digits()),
        "four letters": " ".join(word[:4] for word in code.words("en")),
        "shouted": "\n".join(code.words("en")).upper(),
    }[how]
    language = "fr" if how == "words fr" else "en"
    page = site.post("/return", {"code": typed, "do": "open"})
    if page.status_code == 422:  # one code in some millions is whole in both lists
        page = site.post("/return", {"code": typed, "words_in": language})
    assert page.status_code == 200
    valid_html(page.get_data(as_text=True))
    assert "Received March 2, 2026" in site.words(page)
    assert "Looked at Not yet." in site.words(page)


@pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)
def test_what_was_told_and_how_to_reach_her_is_never_shown(site, reported):
    code, _ = reported(what_happened="A heron stood on the roof.", known_by="Ends in 0142")
    page, _ = site.open(code)
    assert "heron" not in page.get_data(as_text=True)
    assert "Ends in 0142" not in page.get_data(as_text=True)


def test_wrong_codes_get_one_answer_and_come_back_to_be_mended(site):
    typed = " ".join(Code.random().digits())
    page = site.post("/return", {"code": typed})
    assert page.status_code == 404
    assert "No report has this code" in site.words(page)
    assert typed in page.get_data(as_text=True)
    assert "911" in site.words(page)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("0001 0002", "not a whole code"),
        ("0001 0002 0003 9999 0005 0006 0007 0008", "Number 4 does not fit"),
        ("", "not a whole code"),
        ("\u202e\u0007", "not a whole code"),
        ("a" * 5000, "not a whole code"),
    ],
)
def test_what_is_no_code_is_said_to_be_none(site, typed, says):
    page = site.post("/return", {"code": typed})
    assert page.status_code == 422
    assert says in site.words(page)


def test_words_of_two_lists_ask_for_the_language(site, valid_html):
    shared = " ".join(["train"] * 8)
    page = site.post("/return", {"code": shared})
    assert page.status_code == 422
    assert "In which language" in site.words(page)
    valid_html(page.get_data(as_text=True))
    for language in ("en", "fr"):
        assert site.post("/return", {"code": shared, "words_in": language}).status_code == 404
    assert site.post("/return", {"code": shared, "words_in": "xx"}).status_code == 422


def test_looked_at_comes_from_a_signed_note(site, reported, group):
    code, worker = reported()
    file_waiting(group.engine, group.desk())
    page = site.words(site.open(code)[0])
    assert "Looked at Not yet." in page
    assert "On file with us: version 1." in page
    site.later(days=1)
    look(group, worker)
    page = site.words(site.open(code)[0])
    assert "Looked at March 3, 2026" in page
    assert "On file with us: version 1" in page


def test_a_yes_is_taken_back_with_one_save(site, reported):
    code, _ = reported()
    opened, state = site.open(code)
    assert site.words(opened).count("You said yes.") == 5
    saved = site.take_back(state, "consent_compare", "consent_police_report")
    assert saved.status_code == 200
    assert "Saved." in site.words(saved)
    assert site.words(saved).count("You said yes.") == 3
    assert site.words(saved).count("You took it back.") == 2
    assert "Version 2." in site.words(saved)


def test_nothing_ticked_changes_nothing(site, reported):
    code, _ = reported()
    _, state = site.open(code)
    page = site.take_back(state)
    assert "Nothing was ticked" in site.words(page)
    assert "Version 1." in site.words(page)


def test_no_box_can_say_yes_at_once(site, reported, group):
    """Somebody who found the card learns what was agreed; what allows more waits."""
    code, worker = reported(ONLY_WARNING)
    site.later(days=1)
    _, state = site.open(code)
    page = site.take_back(state, consent_police_report="yes", agree="consent_police_report")
    assert site.words(page).count("You said yes.") == 1
    assert site.words(page).count("Your yes does not count yet.") == 1
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        case = cases.open_case(session, group.desk(), worker.report)
    assert not case.consent.choices.consent_police_report


@pytest.mark.parametrize(
    "name",
    ["consent_everything", "police_leave_out:", "police_leave_out:moon", "../", "ask_days"],
)
def test_a_box_that_is_none_is_refused_and_changes_nothing(site, reported, name):
    code, _ = reported()
    _, state = site.open(code)
    assert site.take_back(state, name).status_code == 400
    assert "Version 1." in site.words(site.post("/return", {"state": state}))


def test_a_force_is_left_out_and_the_wording_is_asked_first(site, reported):
    code, _ = reported()
    opened, state = site.open(code)
    assert "Never send it to: City Police" in site.words(opened)
    assert "We do not show you the words first." in site.words(opened)
    page = site.take_back(state, "police_leave_out:city", "publish_unasked")
    assert "Never sent to: City Police" in site.words(page)
    assert "If you don't answer, we don't publish them." in site.words(page)


def test_staffs_narrowing_is_shown_without_how_it_was_given(site, reported, group):
    code, worker = reported()
    file_waiting(group.engine, group.desk())
    removed = frozenset({"consent_compare"})
    cases.narrow(group.engine, group.desk(), worker.report, removed, "by phone")
    page = site.words(site.open(code)[0])
    assert "You took it back, and we wrote it down." in page
    assert "by phone" not in page


def test_a_page_open_for_too_long_asks_again_and_keeps_what_was_ticked(site, reported, valid_html):
    code, _ = reported()
    _, state = site.open(code)
    site.later(minutes=16)
    stale = site.take_back(state, "consent_compare")
    assert stale.status_code == 403
    valid_html(stale.get_data(as_text=True))
    assert site.hidden(stale, "take_back") == "consent_compare"
    again = site.post(
        "/return",
        {"code": " ".join(code.digits()), "take_back": "consent_compare", "do": "open"},
    )
    assert "Version 1." in site.words(again)
    assert re.search(r'value="consent_compare"[^>]* checked', again.get_data(as_text=True))


def test_another_language_keeps_what_was_ticked(site, reported, valid_html):
    code, _ = reported()
    _, state = site.open(code)
    body = site.take_back(state, "consent_compare", switch_lang="fr").get_data(as_text=True)
    valid_html(body)
    assert '<html lang="fr"' in body
    assert re.search(r'value="consent_compare"[^>]* checked', body)
    # the words she signed stay those she signed
    assert '<span lang="en">Yes, staff may compare it' in body


def test_a_flood_of_tries_gets_a_number_to_call(site, monkeypatch):
    services = site.app.extensions["brolly"]
    rate = type(services.throttles["return"])(per_minute=1, burst=1)
    monkeypatch.setitem(services.throttles, "return", rate)
    typed = " ".join(Code.random().digits())
    assert site.post("/return", {"code": typed}).status_code == 404
    page = site.post("/return", {"code": typed})
    assert page.status_code == 429
    assert typed in page.get_data(as_text=True)
    assert "911" in site.words(page)


def test_a_store_in_trouble_loses_nothing(site, reported, monkeypatch, valid_html):
    code, _ = reported()
    _, state = site.open(code)

    def fails(*_):
        raise Unavailable("no")

    monkeypatch.setattr(type(site.app.extensions["brolly"].gate), "mailbox_read", fails)
    page = site.take_back(state, "consent_compare")
    assert page.status_code == 503
    valid_html(page.get_data(as_text=True))
    assert "Try to save again" in site.words(page)
    assert site.hidden(page, "take_back") == "consent_compare"
    assert site.hidden(page)


def test_a_broken_body_is_answered_calmly(site):
    assert site.post("/return", {"code": b"\xff\xfe"}).status_code == 400
    as_json = site.client.post("/return", data="{}", content_type="application/json")
    assert as_json.status_code == 400


def test_the_button_leads_to_an_addition(site, reported, valid_html):
    code, _ = reported()
    _, state = site.open(code)
    page = site.post("/report/add", {"state": state, "do": "open"})
    assert page.status_code == 200
    valid_html(page.get_data(as_text=True))
    assert "Add to your report" in site.words(page)


def look(group, worker):
    with reading(group.engine) as session:
        case = cases.open_case(session, group.desk(), worker.report)
    cases.look(group.engine, group.desk(), case)
