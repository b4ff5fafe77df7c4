"""Blank paper forms, from the printer to the day they are typed in."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from crypto.receipts import Code, keys_of
from reporting.casework.filing import file_waiting

ORDER = {"copies": "2", "forms_in": "en", "paper": "letter"}
TYPED = {
    "do": "send",
    "nonce": "0b" * 16,
    "incident_types": ["robbery"],
    "what_happened": "She wrote this on paper.",
    "warn_others": "now",
    "how": "paper",
}
DIGITS = re.compile(r"(?:\d{4} ){7}\d{4}")


@pytest.fixture
def vik(browser):
    return browser("vik")


@pytest.fixture
def printed(vik):
    """Print forms, and give the codes that stand on them."""

    def codes(**changes) -> list[str]:
        answer = vik.post_after("/report/paper", {**ORDER, **changes})
        assert answer.mimetype == "application/pdf"
        assert answer.headers["Cache-Control"] == "no-store"
        sides = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages]
        return [DIGITS.search(" ".join(side.split()))[0] for side in sides[::2]]

    return codes


@pytest.fixture
def browser(browser):
    """Browsers that look at a page before they send its form."""

    def make(handle):
        person = browser(handle)
        person.post_after = lambda url, data: (person.get(url), person.post(url, data))[1]
        return person

    return make


def test_a_paper_is_typed_in_under_the_code_on_her_card(printed, vik, group, valid_html):
    first, second = printed()
    assert first != second
    page = vik.post_after("/report", {**TYPED, "code": first})
    assert page.status_code == 200
    valid_html(page.text)
    assert "It belongs to the code on her card." in page.text
    assert "Shred the paper now" in page.text
    assert "data-receipt" not in page.text
    assert file_waiting(group.engine, group.desk("ada")).reports == 1
    token = keys_of(Code.parse(first), group.pins.installation).token
    assert group.gate.mailbox_read(token) is not None
    unused = keys_of(Code.parse(second), group.pins.installation).token
    assert group.gate.mailbox_read(unused) is None


def test_the_same_paper_twice_is_said_and_keeps_what_was_typed(printed, vik, valid_html):
    (code, _) = printed()
    vik.post_after("/report", {**TYPED, "code": code})
    again = vik.post("/report", {**TYPED, "nonce": "0c" * 16, "code": code})
    assert again.status_code == 422
    valid_html(again.text)
    assert "A report with this code is here already." in again.text
    assert TYPED["what_happened"] in again.text
    assert code in again.text


def test_a_code_that_cannot_be_read_gives_way_to_a_new_card(browser):
    page = browser("vik").post_after("/report", {**TYPED, "code_unreadable": "yes"})
    assert 'data-receipt="digits"' in page.text


@pytest.mark.parametrize("handle", ["vik", "ada"])
def test_what_is_chosen_is_asked_and_explained(browser, valid_html, handle):
    page = browser(handle).get("/report/paper")
    assert page.status_code == 200
    valid_html(page.text)
    for word in ("locked bag", "next day", "shredded"):
        assert word in page.text


@pytest.mark.parametrize("copies", ["0", "51", "many", "", "1e3", "٣"])
def test_a_number_that_is_none_is_said_and_stays(browser, valid_html, copies):
    page = browser("vik").post_after(
        "/report/paper", {**ORDER, "copies": copies, "forms_in": "fr", "paper": "a4"}
    )
    assert page.status_code == 400
    valid_html(page.text)
    assert "Choose 1 to 50 copies." in page.text
    assert f'value="{copies}"' in page.text
    assert 'value="a4" checked' in page.text
    assert 'value="fr" checked' in page.text


def test_without_the_sessions_token_nothing_is_printed(browser):
    vik = browser("vik")
    vik.token = "0" * 64
    assert vik.post("/report/paper", ORDER).status_code == 400
