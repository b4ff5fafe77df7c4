"""Taking a report down: stored once, for the circle and her code, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crypto.errors import Expired
from crypto.receipts import Code, keys_of
from reporting.casework import record
from reporting.casework.cases import open_case
from reporting.casework.errors import CodeUsed
from reporting.casework.filing import file_waiting
from reporting.casework.taking import handed_over, take
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact
from reporting.intake.mailbox import Reader
from reporting.sealed.codes import new_code
from reporting.sealed.seal import Telling
from reporting.sealed.witness import Hearing
from reporting.store.engine import reading
from reporting.store.errors import Conflict

NONCE = bytes(range(16))
HEARING = Hearing("spoken", "in the van")
TELLING = Telling(
    Account({"incident_types": ("threats",)}),
    Contact(),
    Choices(consent_bulletin=True),
    "en",
    "2026-11",
)


@pytest.fixture
def vik(group):
    return group.desk("vik")


def test_it_waits_in_the_same_inbox_and_can_be_opened_by_her_code(group, vik):
    taken = take(group.engine, vik, TELLING, HEARING, NONCE)
    assert not taken.repeated
    mailbox = group.gate.mailbox_read(keys_of(taken.code, vik.installation).token)
    assert [item.compartment for item in mailbox.items] == ["consent"]
    assert file_waiting(group.engine, group.desk("ada")).reports == 1


def test_the_same_form_again_keeps_the_first(group, vik):
    first = take(group.engine, vik, TELLING, HEARING, NONCE)
    second = take(group.engine, vik, TELLING, HEARING, NONCE)
    assert (second.repeated, second.kept) == (True, False)
    assert second.code == first.code
    handed_over(group.engine, vik, first.code)
    assert take(group.engine, vik, TELLING, HEARING, NONCE).kept
    assert file_waiting(group.engine, group.desk("ada")).reports == 1


def test_a_paper_forms_code_is_used_once(group, vik):
    card = Code.random()
    assert take(group.engine, vik, TELLING, HEARING, NONCE, card).code == card
    with pytest.raises(CodeUsed):
        take(group.engine, vik, TELLING, HEARING, bytes(16), card)
    file_waiting(group.engine, group.desk("ada"))
    with pytest.raises(CodeUsed):
        take(group.engine, vik, TELLING, HEARING, bytes(16), card)


def test_the_record_says_who_took_it_and_how(group, vik):
    take(group.engine, vik, TELLING, HEARING, NONCE)
    with reading(group.engine) as session:
        newest = record.read(session, group.desk("ada")).acts[0]
    assert (newest.actor, newest.action) == ("vik", record.Action.REPORT_TAKEN)
    assert newest.about["what"] == "spoken"


def test_somebody_who_writes_in_the_record_first_is_waited_for(group, vik, monkeypatch):
    written = record.write_alone
    tries = []

    def late(*args, **about):
        tries.append(1)
        if len(tries) < 3:
            raise Conflict("somebody wrote first")
        written(*args, **about)

    monkeypatch.setattr("reporting.casework.taking.write_alone", late)
    take(group.engine, vik, TELLING, HEARING, NONCE)
    assert len(tries) == 3
    monkeypatch.setattr("reporting.casework.taking.TRIES", 1)
    tries.clear()
    with pytest.raises(Conflict):
        take(group.engine, vik, TELLING, HEARING, bytes(16))


def test_she_reads_with_her_card_what_she_said_yes_to(group, vik):
    taken = take(group.engine, vik, TELLING, HEARING, NONCE)
    keys = keys_of(taken.code, vik.installation)
    reader = Reader(keys, vik.installation, group.lists.manifest, group.today, 3)
    opened = reader.open(group.gate.mailbox_read(keys.token))
    assert not opened.kept_back
    assert opened.consent.choices == TELLING.choices


def test_with_a_code_of_her_own_the_same_yes_is_hers_alone(group, vik):
    police = replace(TELLING, choices=Choices(consent_bulletin=True, consent_police_report=True))
    taken = take(group.engine, vik, police, HEARING, NONCE)
    old = keys_of(taken.code, vik.installation)
    new = keys_of(Code.random(), vik.installation)
    ada = group.desk("ada")
    file_waiting(group.engine, ada)
    mailbox = group.gate.mailbox_read(old.token)
    with reading(group.engine) as session:
        before = open_case(session, ada, mailbox.report)
    assert before.consent.witness.staff == ("vik",)
    assert not before.consent.allows("consent_police_report")
    latest = before.opened.statements[0].statement
    change = new_code(old, new, mailbox, latest, group.lists.manifest, group.today)
    assert group.gate.code_change(old.token, change, group.today)
    file_waiting(group.engine, ada)
    with reading(group.engine) as session:
        after = open_case(session, ada, mailbox.report)
    assert after.consent.witness is None
    assert not after.card.witnessed
    assert after.consent.allows("consent_police_report")


def test_nothing_is_sealed_to_a_list_that_has_expired(group, vik):
    late = replace(vik, today=date(2027, 3, 2))
    with pytest.raises(Expired):
        take(group.engine, late, TELLING, HEARING, NONCE)
    assert file_waiting(group.engine, group.desk("ada")).reports == 0
