"""Passing a report on to police, as an advocate meets it."""

import io

import pypdf
import pytest

from reporting.domain.consent import Choices

PHRASE = "four plain invented words"
NO = dict.fromkeys(("danger_now", "child", "partner", "police_offender"), "no")
ORDER = {
    "kind": "report",
    "force": "city",
    "asked_again": "yes",
    "phone": "604 555-0199",
    "hours": "Monday to Friday",
    "language": "en",
    "paper": "a4",
}


@pytest.fixture
def worker(group, desks):
    made = group.report(choices=Choices(consent_police_report=True))
    desks.file()
    return made


@pytest.fixture
def ada(browser):
    return browser("ada")


def asked(ada, worker, **answers):
    url = f"/cases/{worker.report.hex()}/forward"
    assert ada.get(url).status_code == 200
    return ada.post(url, {**NO, "id": "ab" * 16, **answers})


def test_questions_come_first_then_options_then_the_file(ada, worker, valid_html):
    url = f"/cases/{worker.report.hex()}/forward"
    first = ada.get(url)
    valid_html(first.text)
    assert "Is somebody in danger now?" in first.text
    assert "What there is to choose from" not in first.text
    second = asked(ada, worker)
    assert second.status_code == 200
    valid_html(second.text)
    assert "signed by her code" in second.text
    assert "City Police" in second.text
    made = ada.post(f"{url}/package", {**NO, **ORDER, "id": "ab" * 16})
    assert made.status_code == 200
    assert made.mimetype == "application/pdf"
    assert made.headers["Cache-Control"] == "no-store"
    assert made.headers["Content-Disposition"] == 'attachment; filename="document.pdf"'
    page = pypdf.PdfReader(io.BytesIO(made.data)).pages[0]
    assert page.mediabox.width == pytest.approx(595, abs=1)
    listed = ada.get("/forwarding")
    valid_html(listed.text)
    assert "City Police" in listed.text


def test_she_is_asked_once_more_and_the_record_says_so(ada, worker, valid_html):
    assert "she was told that you ask again" in asked(ada, worker).text
    url = f"/cases/{worker.report.hex()}/forward/package"
    unasked = ada.post(url, {**NO, **ORDER, "asked_again": "", "id": "ab" * 16})
    assert unasked.status_code == 400
    valid_html(unasked.text)
    assert "Please ask her again first." in unasked.text
    assert ada.post(url, {**NO, **ORDER, "id": "ab" * 16}).mimetype == "application/pdf"
    assert "after asking her again" in ada.get("/record").text


def test_their_number_is_filled_in_later(ada, worker):
    asked(ada, worker)
    ada.post(f"/cases/{worker.report.hex()}/forward/package", {**NO, **ORDER, "id": "ab" * 16})
    ada.get("/forwarding")
    url = f"/forwarding/{'ab' * 16}"
    page = ada.post(url, {"police_number": "26-1234"}, follow_redirects=True)
    assert "26-1234" in page.text
    assert ada.post("/forwarding/zz", {"police_number": "1"}).status_code == 404


def test_the_next_package_starts_from_how_police_reach_us(group, desks, ada, worker):
    asked(ada, worker)
    ada.post(f"/cases/{worker.report.hex()}/forward/package", {**NO, **ORDER, "id": "ab" * 16})
    other = group.report(choices=Choices(consent_police_report=True))
    desks.file()
    page = asked(ada, other, id="cd" * 16).text
    assert "Monday to Friday" in page
    assert "604 555-0199" in page


def test_a_question_that_is_not_answered_is_asked_again(ada, worker, valid_html):
    page = asked(ada, worker, partner="")
    assert page.status_code == 400
    valid_html(page.text)
    assert "Please answer this first." in page.text


@pytest.mark.parametrize(
    ("answers", "said", "recorded"),
    [
        (
            {"danger_now": "yes"},
            "Somebody is in danger now: call, do not write.",
            "somebody is in danger now",
        ),
        ({"police_offender": "yes"}, "civilian oversight", "it was police"),
    ],
)
def test_an_exclusion_is_a_page_that_says_what_to_do(
    ada, worker, valid_html, answers, said, recorded
):
    page = asked(ada, worker, **answers)
    assert page.status_code == 403
    valid_html(page.text)
    assert said in page.text
    assert "Numbers" in page.text
    assert recorded in ada.get("/record").text


def test_without_her_yes_there_is_a_page_and_an_entry(group, desks, ada, valid_html):
    silent = group.report(choices=Choices())
    desks.file()
    page = asked(ada, silent)
    assert page.status_code == 403
    valid_html(page.text)
    assert "She has not said yes to police" in page.text
    assert "recorded" in page.text
    made = ada.post(
        f"/cases/{silent.report.hex()}/forward/package", {**NO, **ORDER, "id": "ab" * 16}
    )
    assert made.status_code == 403


def test_a_report_about_police_shows_the_other_way(group, desks, ada):
    about = group.report({"incident_types": ("abuse_police",)}, Choices(consent_police_report=True))
    desks.file()
    page = asked(ada, about)
    assert page.status_code == 403
    assert "it does not go to police" in page.text
    assert "it was police" in ada.get("/record").text


@pytest.mark.parametrize("changes", [{"kind": "gossip"}, {"force": "elsewhere"}, {"phone": ""}])
def test_a_form_that_was_not_filled_comes_back_as_it_was(ada, worker, valid_html, changes):
    asked(ada, worker)
    url = f"/cases/{worker.report.hex()}/forward/package"
    page = ada.post(url, {**NO, **ORDER, "id": "ab" * 16, **changes})
    assert page.status_code == 400
    valid_html(page.text)
    assert "Monday to Friday" in page.text


def test_making_it_asks_for_the_passphrase_after_a_while(group, ada, worker):
    asked(ada, worker)
    group.later(minutes=11)
    url = f"/cases/{worker.report.hex()}/forward/package"
    sent = {**NO, **ORDER, "id": "ab" * 16, "hours": "Weekdays, 9 to 3"}
    assert "Your passphrase, please" in ada.post(url, sent).text
    wrong = ada.post(url, {**sent, "confirm_passphrase": "not this one at all"})
    assert "That did not work." in wrong.text


def test_after_the_passphrase_the_form_comes_back_and_saves_the_file(
    group, ada, worker, valid_html
):
    asked(ada, worker)
    group.later(minutes=11)
    url = f"/cases/{worker.report.hex()}/forward/package"
    sent = {**NO, **ORDER, "id": "ab" * 16, "hours": "Weekdays, 9 to 3"}
    back = ada.post(url, {**sent, "confirm_passphrase": PHRASE})
    assert back.mimetype == "text/html"
    valid_html(back.text)
    assert "Your passphrase is right." in back.text
    assert 'value="Weekdays, 9 to 3"' in back.text
    assert PHRASE not in back.text
    assert "City Police" not in ada.get("/forwarding").text
    made = [ada.post(url, sent) for _ in range(2)]
    assert [one.mimetype for one in made] == ["application/pdf"] * 2
    assert ada.get("/forwarding").text.count(f"/forwarding/{'ab' * 16}") == 1


def test_her_no_that_came_while_the_passphrase_was_asked_is_heard(group, desks, ada):
    silent = group.report(choices=Choices())
    desks.file()
    group.later(minutes=11)
    url = f"/cases/{silent.report.hex()}/forward/package"
    sent = {**NO, **ORDER, "id": "ab" * 16, "confirm_passphrase": PHRASE}
    assert ada.post(url, sent).status_code == 403


def test_outreach_forwards_nothing(browser, worker):
    vik = browser("vik")
    for url in (f"/cases/{worker.report.hex()}/forward", "/forwarding"):
        assert vik.get(url).status_code == 403


def test_what_came_after_her_yes_is_named_with_how_to_ask(group, desks, browser, valid_html):
    worker = group.report(choices=Choices(consent_police_report=True))
    desks.file()
    assert "Not in the package" not in asked(browser("bo"), worker).text
    group.later(days=2)
    group.add_to(worker, {"completed": "tried"})
    desks.file()
    page = asked(browser("ada"), worker)
    valid_html(page.text)
    assert "Not in the package: it came after her yes." in page.text
    assert "it does after 3 days" in page.text
    assert f"/cases/{worker.report.hex()}#talk" in page.text
