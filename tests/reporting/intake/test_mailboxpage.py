"""The page of one report: what happened, and what somebody learns who found the card."""

import re

import pytest
from sqlalchemy import select

from crypto.receipts import Code, keys_of
from reporting.casework.conversation import say
from reporting.casework.events import tell
from reporting.casework.filing import file_waiting
from reporting.domain.consent import Choices
from reporting.store.engine import reading, writing
from reporting.store.models.filed import FiledPart
from reporting.store.returning import all_deletions

TOLD = {
    "what_happened": "A heron stood on the roof of 12 Canary Street.",
    "known_by": "Ends in 0142, grey van",
}
CONTACT = {"your_name": "Wren", "your_phone": "604 555-0188"}


@pytest.fixture
def tell_her(group):
    def write(worker, event, detail=""):
        file_waiting(group.engine, group.desk())
        with writing(group.engine) as session:
            assert tell(session, group.desk(), worker.report, event, detail)

    return write


def test_what_happened_is_told_in_plain_words_and_days(site, reported, tell_her, valid_html):
    code, worker = reported()
    tell_her(worker, "compared")
    site.later(days=1)
    tell_her(worker, "bulletin", "12")
    tell_her(worker, "sheet", "4")
    site.later(days=1)
    tell_her(worker, "forwarded", "city")
    tell_her(worker, "file_number", "2026-0815")
    tell_her(worker, "question")
    page = site.open(code)[0]
    valid_html(page.get_data(as_text=True))
    words = site.words(page)
    told = [
        "Received March 2, 2026",
        "Compared with other reports March 2, 2026",
        "A warning was made from it March 3, 2026 Number 12",
        "Printed on sheet 4 March 3, 2026",
        "Sent to City Police March 4, 2026",
        "The police gave it the number 2026-0815 March 4, 2026",
        "The police asked something through us",
    ]
    assert [words.index(line) for line in told] == sorted(words.index(line) for line in told)
    assert 'href="/bulletins/12"' in page.get_data(as_text=True)
    assert "Printed on sheet 4 on March 3, 2026. Paper cannot be called back." in words
    assert "Sent to City Police on March 4, 2026. It cannot be called back." in words


def test_a_warning_that_we_took_back_is_said_to_be_off_the_site(site, reported, tell_her):
    code, worker = reported()
    tell_her(worker, "bulletin", "12")
    tell_her(worker, "recalled", "12")
    words = site.words(site.open(code)[0])
    assert (
        "The warning 12 was taken back March 2, 2026 It then went off this site. What was" in words
    )
    assert "You took that yes back" not in words


def items(group):
    with reading(group.owner) as session:
        return set(session.scalars(select(FiledPart.item)))


def test_a_hidden_step_is_said_to_be_missing(site, reported, tell_her, group):
    code, worker = reported()
    file_waiting(group.engine, group.desk())
    known = items(group)
    tell_her(worker, "compared")
    (first,) = items(group) - known
    tell_her(worker, "bulletin", "12")
    assert "Something is missing here" not in site.words(site.open(code)[0])
    group.sql("DELETE FROM mailbox_wrap WHERE item = :item", item=first)
    assert "Something is missing here" in site.words(site.open(code)[0])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_is_whole_in_both_languages(site, reported, tell_her, valid_html, language):
    code, worker = reported()
    tell_her(worker, "bulletin", "12")
    _, state = site.open(code)
    site.post("/return", {"state": state, "do": "delete", "scope": "contact"})
    page = site.post("/return", {"state": state, "lang": language})
    valid_html(page.get_data(as_text=True))
    assert f'<html lang="{language}"' in page.get_data(as_text=True)


def test_whoever_found_the_card_learns_no_more_than_is_meant_and_can_be_stopped(
    site, group, reported
):
    """Plays somebody who has the card alone, and the worker who comes back after."""
    code = Code.random()
    keys = keys_of(code, group.pins.installation)
    worker = group.report(TOLD, Choices(consent_statistics=True), contact=CONTACT, keys=keys)
    group.add_to(worker, {"what_happened": "His flat is in Canary Street."})
    file_waiting(group.engine, group.desk())
    say(group.engine, group.desk(), worker.report, "Shall we meet on Thursday?", "en")
    site.later(days=4)
    page, state = site.open(code)
    seen = page.get_data(as_text=True)
    # learns: that there is a report, what was agreed to, the conversation
    assert "Shall we meet on Thursday?" in seen
    # does not learn: the account, additions, contact, pictures, in this page or any it leads to
    added = site.post("/report/add", {"state": state, "do": "open"}).get_data(as_text=True)
    receipt = site.post("/report", {"state": state, "do": "receipt"}).get_data(as_text=True)
    for secret in ("heron", "Canary", "Ends in 0142", "grey van", *CONTACT.values()):
        assert secret not in seen + added + receipt
    # tries everything that the page has: what allows more waits, and so does deleting
    site.post("/return", {"state": state, "do": "consent", "agree": ["consent_police_report", "consent_bulletin"]})  # fmt: skip
    site.post("/return", {"state": state, "do": "delete", "scope": "all"})
    # the worker comes back within the wait and stops both
    site.later(days=2)
    page, state = site.open(code)
    words = site.words(page)
    assert "Everything is deleted on" in words
    assert words.count("Your yes does not count yet.") == 2
    site.post("/return", {"state": state, "do": "keep"})
    site.take_back(state, "consent_police_report", "consent_bulletin")
    page = site.post("/return", {"state": state})
    # and locks the other one out
    receipt = site.post(
        "/return", {"state": state, "do": "code", "nonce": site.hidden(page, "nonce")}
    )
    new = re.search(r'data-receipt="digits">([\d ]+)<', receipt.get_data(as_text=True)).group(1)
    assert site.post("/return", {"code": " ".join(code.digits())}).status_code == 404
    assert site.post("/return", {"state": state, "do": "delete", "scope": "all"}).status_code == 404
    site.later(days=10)
    words = site.words(site.post("/return", {"code": new}))
    assert words.count("You said yes.") == 1
    assert "going to be deleted" not in words
    with reading(group.engine) as session:
        assert not all_deletions(session)
