"""Taking a report down for somebody without a phone, as an outreach worker and an advocate do it."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from sqlalchemy import func, select

from crypto.receipts import Code, keys_of
from reporting.casework import cases
from reporting.casework.filing import file_waiting
from reporting.store.engine import reading
from reporting.store.errors import Unavailable
from reporting.store.intake_gate import IntakeGate
from reporting.store.models.people import SignIn
from reporting.web.words import whole

NONCE = "0a" * 16
PHRASE = "four plain invented words"
TOLD = {
    "do": "send",
    "nonce": NONCE,
    "incident_types": ["threats", "no_payment"],
    "what_happened": "He took the money back and showed a knife.",
    "area": "downtown",
    "known_by": "grey van, ends in 0142",
    "consent_compare": "yes",
    "consent_bulletin": "yes",
    "consent_police_report": "yes",
    "contact_name": "Ana",
    "how": "spoken",
    "asked": "read aloud in the van",
}


def shown(page: str, which: str) -> str:
    found = re.search(rf'data-receipt="{which}">([^<]+)<', page)
    return found[1] if found else ""


@pytest.fixture
def read(group):
    """What an advocate sees of everything that has come in."""

    def cases_of() -> list[cases.CaseFile]:
        desk = group.desk("ada")
        file_waiting(group.engine, desk)
        with reading(group.engine) as session:
            reports = cases.store.card_versions(session)
            return [cases.open_case(session, desk, report) for report in reports]

    return cases_of


@pytest.mark.parametrize("handle", ["vik", "ada"])
def test_what_she_tells_is_sealed_to_the_circle_and_to_the_code_on_her_card(
    browser, group, read, valid_html, handle
):
    person = browser(handle)
    form = person.get("/report")
    assert form.status_code == 200
    valid_html(form.text)
    taken = person.post("/report", TOLD)
    assert taken.status_code == 200
    valid_html(taken.text)
    digits, words = shown(taken.text, "digits"), shown(taken.text, "words")
    code = Code.parse(digits)
    assert Code.parse(words) == code
    (case,) = read()
    assert case.opened.account.account.text("what_happened") == TOLD["what_happened"]
    witness = case.consent.witness
    assert (witness.staff, witness.how) == ((handle,), "spoken")
    assert (witness.asked, witness.language) == ("read aloud in the van", "en")
    assert case.card.witnessed
    mailbox = group.gate.mailbox_read(keys_of(code, group.pins.installation).token)
    assert mailbox.report == case.report


def test_her_yes_to_the_bulletin_counts_and_that_to_police_does_not(browser, read):
    browser("vik").post("/report", TOLD)
    (case,) = read()
    assert case.consent.allows("consent_bulletin")
    assert case.consent.choices.consent_police_report
    assert not case.consent.allows("consent_police_report")


def test_an_outreach_worker_cannot_read_it_again(browser, read):
    vik = browser("vik")
    page = vik.post("/report", TOLD).text
    assert TOLD["what_happened"] not in page
    (case,) = read()
    for url in ("/cases", f"/cases/{case.ref}", f"/cases/{case.report.hex()}"):
        assert vik.get(url).status_code == 403
    again = vik.get("/report").text
    assert TOLD["what_happened"] not in again
    assert shown(page, "digits") not in again


def test_an_advocate_sees_that_it_was_witnessed_and_the_record_says_who_took_it(browser, read):
    browser("vik").post("/report", TOLD)
    (case,) = read()
    ada = browser("ada")
    assert "heard by vik" in ada.get(f"/cases/{case.ref}").text
    assert "witnessed" in ada.get("/cases").text
    took = whole(f"took report {case.ref} down for somebody, as she told it")
    assert took in ada.get("/record").text


def test_a_second_press_is_no_second_report_and_shows_the_same_code(browser, read):
    vik = browser("vik")
    first = vik.post("/report", TOLD).text
    second = vik.post("/report", {**TOLD, "what_happened": "other words"}).text
    assert "It had arrived before" in second
    assert shown(first, "digits") == shown(second, "digits")
    (case,) = read()
    assert case.opened.account.account.text("what_happened") == TOLD["what_happened"]


def test_once_she_has_her_card_nobody_sees_the_code_again(browser, group):
    vik = browser("vik")
    code = shown(vik.post("/report", TOLD).text, "digits")
    page = vik.post("/report/handed-over", {"code": code}, follow_redirects=True)
    assert "She has her card" in page.text
    assert shown(vik.post("/report", TOLD).text, "digits") == ""
    token = keys_of(Code.parse(code), group.pins.installation).token
    assert group.gate.mailbox_read(token).receipt_kept


def by_two(group, handle="bo", **changes):
    """What is sent when somebody else signs too."""
    said = {"second_passphrase": PHRASE, "second_code": group.code(handle)}
    return {**TOLD, "second_handle": handle, **said, **changes}


def test_without_the_switch_nobody_is_asked_for_a_second_person(browser):
    assert "second_handle" not in browser("vik").get("/report").text


def test_what_two_heard_counts_for_police_from_the_next_day(browser, group, read, valid_html):
    group.sign({"witnessed_police": "true"})
    vik = browser("vik")
    form = vik.get("/report")
    valid_html(form.text)
    assert "if two of you heard it" in form.text
    taken = vik.post("/report", by_two(group))
    assert shown(taken.text, "digits")
    (case,) = read()
    assert case.consent.witness.staff == ("vik", "bo")
    url = f"/cases/{case.ref}/forward"
    no = dict.fromkeys(("danger_now", "child", "partner", "police_offender"), "no")
    asked = {**no, "id": "ab" * 16}
    ada = browser("ada")
    assert ada.post(url, asked).status_code == 403
    assert "that does not count now" in ada.get(f"/cases/{case.ref}").text
    group.later(days=1)
    ada = browser("ada")
    assert "Prepare a police report</a>" in ada.get(f"/cases/{case.ref}").text
    allowed = ada.post(url, asked)
    assert allowed.status_code == 200
    valid_html(allowed.text)
    assert "heard by vik, bo" in allowed.text
    assert "City Police" in allowed.text


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"second_handle": "vik"}, "This is you."),
        ({"second_passphrase": "another one entirely"}, "do not fit"),
        ({"second_code": "000000"}, "do not fit"),
        ({"second_handle": "nobody"}, "do not fit"),
    ],
)
def test_who_does_not_prove_who_she_is_signs_nothing_and_every_word_stays(
    browser, group, read, valid_html, changes, why
):
    group.sign({"witnessed_police": "true"})
    page = browser("vik").post("/report", by_two(group, **changes))
    assert page.status_code == 422
    valid_html(page.text)
    assert why in page.text
    assert TOLD["what_happened"] in page.text
    assert PHRASE not in page.text
    assert read() == []


def test_the_second_persons_code_is_used_once_and_her_session_is_gone(browser, group, read):
    group.sign({"witnessed_police": "true"})
    vik = browser("vik")
    sent = by_two(group)
    vik.post("/report", sent)
    again = vik.post("/report", {**sent, "nonce": "0b" * 16})
    assert again.status_code == 422
    assert len(read()) == 1
    with reading(group.engine) as session:
        assert session.execute(select(func.count()).select_from(SignIn)).scalar() == 1


@pytest.mark.parametrize("language", ["en", "fr"])
def test_her_card_is_plain_and_says_to_change_the_code(browser, language):
    vik = browser("vik")
    taken = vik.post("/report", {**TOLD, "lang": language}).text
    digits, words = shown(taken, "digits"), shown(taken, "words")
    printed = vik.post("/report/card", {"code": digits, "lang": language, "paper": "a4"})
    assert printed.mimetype == "application/pdf"
    assert printed.headers["Cache-Control"] == "no-store"
    text = " ".join(pypdf.PdfReader(io.BytesIO(printed.data)).pages[0].extract_text().split())
    assert words in text
    assert digits in text
    assert language == "fr" or "Change your code when you first come back" in text
    for telling in ("report", "signalement", "threat", "2026", "bulletin"):
        assert telling not in text.lower()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"how": ""}, "Say how she answered: you sign it."),
        ({"asked": "x" * 121}, "This is too long; 120 characters are the most."),
        ({"how": "paper"}, "Type the code that stands on the paper form"),
        ({"code": "one two three"}, "This is no code."),
        ({"code": "0001 0002 0003 9999 0005 0006 0007 0008"}, "Look at number 4 again."),
        ({"incident_types": [], "what_happened": ""}, "Please choose what happened"),
        ({"warn_others": "no"}, "two different answers about warning others"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_stays(browser, read, valid_html, changes, said):
    vik = browser("vik")
    sent = {**TOLD, **changes}
    page = vik.post("/report", sent)
    assert page.status_code == 422
    valid_html(page.text)
    assert said in page.text
    for name in ("what_happened", "known_by", "asked", "contact_name", "code"):
        assert sent.get(name, "") in page.text
    assert read() == []


def test_one_more_person_and_another_language_keep_what_was_typed(browser, valid_html):
    vik = browser("vik")
    more = vik.post("/report", {**TOLD, "do": "add-person"})
    valid_html(more.text)
    assert 'id="person-2"' in more.text
    french = vik.post("/report", {**TOLD, "do": "again", "switch_lang": "fr"})
    valid_html(french.text)
    for page in (more.text, french.text):
        assert TOLD["what_happened"] in page
        assert TOLD["asked"] in page
        assert NONCE in page
    assert 'lang="fr"' in french.text


def test_the_consents_are_the_exact_words_that_are_signed(browser):
    from reporting.domain.consent_wording import wording

    page = browser("vik").get("/report?lang=fr").text
    words = wording("fr")
    for text in (words.intro, *words.yes.values(), *words.police_risks):
        if text not in (words.yes["ask_otherwise"], words.yes["police_leave_out"]):
            assert text in page or text.replace("'", "&#39;") in page


def test_when_the_database_does_not_answer_the_words_come_back(browser, monkeypatch):
    vik = browser("vik")

    def fail(*_):
        raise Unavailable("the database does not answer")

    monkeypatch.setattr(IntakeGate, "report_add", fail)
    page = vik.post("/report", TOLD)
    assert page.status_code == 503
    assert TOLD["what_happened"] in page.text
    assert "It was not saved" in page.text


def test_half_a_form_is_not_sent(browser, read):
    page = browser("vik").post("/report", {**TOLD, "known_by": "x" * 1_100_000})
    assert page.status_code == 400
    assert TOLD["what_happened"] in page.text
    assert read() == []


def test_without_the_sessions_token_nothing_is_taken(browser, read):
    vik = browser("vik")
    for url in ("/report", "/report/card", "/report/handed-over"):
        vik.token = "0" * 64
        assert vik.post(url, {**TOLD, "code": "0001 " * 8}).status_code == 400
    assert read() == []


@pytest.mark.parametrize("url", ["/report/card", "/report/handed-over"])
def test_a_card_of_no_code_is_refused(browser, url):
    assert browser("vik").post(url, {"code": "nothing"}).status_code == 400


def test_a_coordinator_alone_takes_none(browser, group):
    from crypto.manifest import DEFAULT_CIRCLE
    from reporting.casework.membership import Newcomer

    assert DEFAULT_CIRCLE == "main"
    group.add(
        Newcomer(
            "cor",
            frozenset({"coordinator"}),
            frozenset(),
            "four plain invented words",
            settled=True,
        )
    )
    assert browser("cor").get("/report").status_code == 403
