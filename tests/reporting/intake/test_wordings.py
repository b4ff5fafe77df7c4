"""The words of a warning, laid before her: shown as they would be printed, and answered."""

import pytest

from reporting.casework import wordings as casework
from reporting.casework.reported import open_reported
from reporting.domain.consent import Choices
from reporting.store.engine import reading, writing

both_databases = pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)
ASK_FIRST = Choices(consent_bulletin=True, ask_before_publishing=True, ask_days=7)


@pytest.fixture
def asked(site, reported, desks, group):
    """A draft that was laid before a worker; gives (code, worker, draft)."""

    def ask(choices=ASK_FIRST):
        code, worker = reported(choices)
        desks.file()
        draft = desks.write(
            desks.begin(worker), summary={"en": "Refuses to pay, drives off.", "fr": "Ne paie pas."}
        )
        with writing(group.engine) as session:
            casework.ask(session, group.desk(), draft, open_reported, ())
        return code, worker, draft

    return ask


def verdict(site, state, page, do, **more):
    name = _name(page)
    return site.post("/return", {"state": state, "do": f"{do} {name}", **_comment(name, more)})


def _name(page):
    return page.get_data(as_text=True).split('value="approve ')[1].split('"')[0]


def _comment(name, more):
    return {f"comment_{name}": more.pop("comment"), **more} if "comment" in more else more


def standing(group, worker, draft):
    with reading(group.engine) as session:
        one = open_reported(session, group.desk(), worker.report)
        return casework.standing_of(group.desk(), one, draft)


@both_databases
def test_the_draft_is_shown_as_printed_and_approved(site, asked, group, desks, valid_html):
    code, worker, draft = asked()
    page, state = site.open(code)
    valid_html(page.get_data(as_text=True))
    words = site.words(page)
    assert "Refuses to pay, drives off." in words
    assert "Sexual assault" in words
    assert "Please answer by Monday, March 9, 2026." in words
    assert "If you don't answer, we do not print it" in words
    after = verdict(site, state, page, "approve")
    assert "You said: print it like this. March 2, 2026" in site.words(after)
    assert "Print it like this</button>" not in after.get_data(as_text=True)
    desks.file()
    assert standing(group, worker, draft).standing == "approved"


def test_a_no_to_warnings_is_said_beside_words_she_approved(site, asked):
    would = "This is what would be printed"
    over = "You said no to a warning, so these words are not printed any more."
    code, _, _ = asked()
    page, state = site.open(code)
    after = verdict(site, state, page, "approve")
    assert would in site.words(after)
    assert over not in site.words(after)
    _, state = site.open(code)
    words = site.words(site.take_back(state, "consent_bulletin"))
    assert over in words
    assert would not in words


def test_the_page_is_in_french_too(site, asked, valid_html):
    code, _, _ = asked()
    _, state = site.open(code)
    page = site.post("/return", {"state": state, "lang": "fr"})
    valid_html(page.get_data(as_text=True))
    assert "Ne paie pas." in site.words(page)


def test_a_correction_needs_words_and_keeps_them(site, asked, group, desks):
    code, worker, draft = asked()
    page, state = site.open(code)
    empty = verdict(site, state, page, "correct", comment=" ")
    assert empty.status_code == 422
    assert "Write what should be different." in site.words(empty)
    long = verdict(site, state, page, "correct", comment="y" * 2001)
    assert long.status_code == 422
    assert "y" * 2001 in long.get_data(as_text=True)
    done = verdict(site, state, page, "correct", comment="Leave out the car.")
    assert "You said: change something." in site.words(done)
    assert "Leave out the car." in site.words(done)
    desks.file()
    said = standing(group, worker, draft)
    assert (said.standing, said.comment) == ("corrected", "Leave out the car.")


def test_a_refusal_is_one_press(site, asked, group, desks):
    code, worker, draft = asked()
    page, state = site.open(code)
    assert "You said: do not print it." in site.words(verdict(site, state, page, "refuse"))
    desks.file()
    assert standing(group, worker, draft).standing == "refused"


def test_the_first_answer_counts(site, asked):
    code, _, _ = asked()
    page, state = site.open(code)
    verdict(site, state, page, "refuse")
    again = verdict(site, state, page, "approve")
    assert "You said: do not print it." in site.words(again)


@pytest.mark.parametrize("name", ["", "00" * 8, "../x"])
def test_words_that_are_not_there_cannot_be_approved(site, asked, name):
    code, _, _ = asked()
    _, state = site.open(code)
    page = site.post("/return", {"state": state, "do": f"approve {name}"})
    assert page.status_code == 422
    assert "These words have changed since." in site.words(page)


def test_after_the_day_it_says_so_and_what_she_chose(site, asked):
    publishes = Choices(
        consent_bulletin=True, ask_before_publishing=True, ask_otherwise="publish", ask_days=2
    )
    code, _, _ = asked(publishes)
    site.later(days=3)
    words = site.words(site.open(code)[0])
    assert "You wanted to answer by Wednesday, March 4, 2026; that day is over." in words
    assert "If you don't answer, we may print it as it stands: you chose that." in words
