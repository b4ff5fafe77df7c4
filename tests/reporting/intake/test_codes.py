"""A new code: the old card opens nothing, whoever has it."""

import re

import pytest

from crypto.receipts import Code, keys_of
from reporting.casework import cases
from reporting.casework.filing import file_waiting
from reporting.casework.taking import take
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact
from reporting.intake.codes import own_word_of
from reporting.sealed.seal import Telling
from reporting.sealed.witness import Hearing
from reporting.store.engine import reading

both_databases = pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)


def change(site, state, page, **more):
    return site.post(
        "/return", {"state": state, "do": "code", "nonce": site.hidden(page, "nonce"), **more}
    )


def code_on(text_of, page):
    return Code.parse(text_of(page.get_data(as_text=True), "data-receipt", "digits"))


@both_databases
def test_the_new_code_opens_all_of_it_and_the_old_one_nothing(
    site, reported, group, text_of, valid_html
):
    code, worker = reported()
    file_waiting(group.engine, group.desk())
    page, state = site.open(code)
    receipt = change(site, state, page)
    assert receipt.status_code == 200
    valid_html(receipt.get_data(as_text=True))
    assert "Your new code" in site.words(receipt)
    new = code_on(text_of, receipt)
    assert new != code
    assert site.post("/return", {"code": " ".join(code.digits())}).status_code == 404
    assert site.post("/return", {"state": state, "do": "delete", "scope": "all"}).status_code == 404
    opened = site.words(site.open(new)[0])
    assert "Version 2." in opened
    assert opened.count("You said yes.") == 5
    assert "Something is missing here" not in opened
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        case = cases.open_case(session, group.desk(), worker.report)
    assert case.consent.choices == worker.telling.choices


def test_an_own_word_is_asked_for_too(site, reported, text_of):
    code, _ = reported()
    page, state = site.open(code)
    receipt = change(site, state, page, new_word=" Heron  Roof ")
    assert "Your own word is asked for together with the new one." in site.words(receipt)
    assert "heron" not in receipt.get_data(as_text=True).lower()
    digits = " ".join(code_on(text_of, receipt).digits())
    alone = site.post("/return", {"code": digits})
    assert alone.status_code == 404
    both = site.post("/return", {"code": digits, "own_word": "heron roof"})
    assert both.status_code == 200
    added = site.post(
        "/report/add",
        {
            "state": site.hidden(both),
            "nonce": "ab" * 16,
            "do": "send",
            "lang": "en",
            "what_happened": "One more thing.",
        },
    )
    assert "Added. We have it." in site.words(added)


def test_sent_twice_it_is_the_same_code(site, reported, text_of):
    """The answer may never have come: without this, the report would be lost with it."""
    code, _ = reported()
    page, state = site.open(code)
    first, second = (change(site, state, page) for _ in range(2))
    assert code_on(text_of, first) == code_on(text_of, second)
    assert "Version 2." in site.words(site.open(code_on(text_of, second))[0])


def test_it_is_changed_again(site, reported, text_of):
    code, _ = reported()
    for _ in range(2):
        page, state = site.open(code)
        code = code_on(text_of, change(site, state, page))
    page, state = site.open(code)
    assert "Version 3." in site.words(page)
    saved = site.take_back(state, "consent_compare")
    assert "From now on the answer is no." in site.words(saved)


def test_a_code_put_there_by_somebody_with_the_database_opens_nothing(site, reported, group):
    _, worker = reported()
    thief = Code.random()
    keys = keys_of(thief, group.pins.installation)
    group.sql(
        "UPDATE inbox_report SET verifying_key = :vk, mailbox_key = :mk, token_hash = :th",
        vk=keys.signer.verifying_key,
        mk=keys.mailbox.public.raw,
        th=keys.token_hash,
    )
    assert site.post("/return", {"code": " ".join(thief.digits())}).status_code == 404
    assert worker.report


def test_an_own_word_is_one_short_line():
    assert own_word_of(" a\n\u202e b ") == "a b"
    assert len(own_word_of("x" * 500)) == 60


def test_offered_first_where_staff_took_it_down(site, group, text_of, valid_html):
    telling = Telling(
        Account({"incident_types": ("threats",)}),
        Contact(),
        Choices(consent_bulletin=True),
        "en",
        "2026-11",
    )
    heard = Hearing("spoken", "in the van")
    code = take(group.engine, group.desk("vik"), telling, heard, bytes(range(16))).code
    page, state = site.open(code)
    valid_html(page.get_data(as_text=True))
    assert "Please change your code first" in site.words(page)
    receipt = change(site, state, page)
    again = site.words(site.open(code_on(text_of, receipt))[0])
    assert "Please change your code first" not in again
    assert "You said yes." in again


def test_it_is_not_urged_where_she_wrote_herself(site, reported):
    code, _ = reported()
    page = site.open(code)[0].get_data(as_text=True)
    assert "Please change your code first" not in page
    assert re.search(r'<details class="part" id="code">', page)
