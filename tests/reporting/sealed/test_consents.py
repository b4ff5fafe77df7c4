from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crypto.envelope import Place
from crypto.errors import BadSignature
from crypto.parts import sign_part
from reporting.domain.consent import Choices, Witness
from reporting.domain.errors import ConsentMissing
from reporting.sealed.consents import (
    Arrived,
    Subject,
    chain,
    consent_today,
    next_statement,
    verify_statement,
)
from reporting.sealed.errors import StatementRefused
from reporting.sealed.replies import Narrowing, narrowing_bytes, read_narrowing
from reporting.sealed.statements import Statement, read_statement, statement_bytes

INSTALLATION = b"n" * 16
REPORT = b"r" * 16
ACCOUNT = b"a" * 32
DAY = date(2026, 11, 20)
SUBJECT = Subject(REPORT, ACCOUNT)
YES = Choices(consent_bulletin=True)


def statement(choices=YES, **changes) -> Statement:
    values = {
        "report": REPORT,
        "version": 1,
        "previous": b"",
        "day": DAY,
        "wording": "2026-11",
        "language": "en",
        "account_digest": ACCOUNT,
        "choices": choices,
        "acknowledged": frozenset(),
        "digest": b"",
    }
    return read_statement(statement_bytes(Statement(**{**values, **changes})))


def follow(first: Statement, choices: Choices, day: date, **changes) -> Statement:
    return read_statement(statement_bytes(replace(next_statement(first, choices, day), **changes)))


def narrowing(*removed: str) -> Narrowing:
    kept = Narrowing(REPORT, DAY, frozenset(removed), "ada", "by phone")
    return read_narrowing(narrowing_bytes(kept))


@pytest.fixture
def first() -> Statement:
    return statement()


def test_what_she_said_on_the_day_of_the_report_counts_at_once(first):
    consent = consent_today(SUBJECT, [Arrived(first, DAY)], [], DAY)
    consent.require("consent_bulletin")
    with pytest.raises(ConsentMissing):
        consent.require("consent_partners")
    assert (consent.report, consent.account_digest, consent.version) == (REPORT, ACCOUNT, 1)


def test_taking_back_counts_at_once(first):
    later = DAY + timedelta(days=9)
    second = follow(first, Choices(), later)
    consent = consent_today(SUBJECT, [Arrived(second, later), Arrived(first, DAY)], [], later)
    assert not consent.allows("consent_bulletin")


def test_a_wider_use_waits_three_days_from_its_arrival(first):
    arrival = DAY + timedelta(days=5)
    wider = replace(YES, consent_partners=True)
    # Dated back by whoever found the card: the arrival counts, not the day inside.
    second = follow(first, wider, DAY)
    both = [Arrived(first, DAY), Arrived(second, arrival)]
    for days, allowed in ((0, False), (2, False), (3, True)):
        consent = consent_today(SUBJECT, both, [], arrival + timedelta(days=days))
        assert consent.allows("consent_partners") is allowed
        assert consent.allows("consent_bulletin")


def test_what_staff_narrowed_on_somebodys_word_holds_against_an_old_yes(first):
    taken = narrowing("consent_bulletin")
    consent = consent_today(SUBJECT, [Arrived(first, DAY)], [taken], DAY)
    assert not consent.allows("consent_bulletin")


def test_lifting_a_narrowing_waits_like_any_wider_use(first):
    taken = narrowing("consent_bulletin")
    arrival = DAY + timedelta(days=5)
    second = follow(first, YES, arrival, acknowledged=frozenset({taken.digest}))
    both = [Arrived(first, DAY), Arrived(second, arrival)]
    for days, allowed in ((0, False), (3, True)):
        today = arrival + timedelta(days=days)
        consent = consent_today(SUBJECT, both, [taken], today)
        assert consent.allows("consent_bulletin") is allowed


def test_a_narrowing_that_was_seen_cannot_be_hidden(first):
    taken = narrowing("consent_bulletin")
    subject = replace(SUBJECT, seen_narrowings=frozenset({taken.digest}))
    with pytest.raises(StatementRefused, match="narrowing"):
        consent_today(subject, [Arrived(first, DAY)], [], DAY)


def test_an_older_version_than_the_one_seen_is_refused(first):
    with pytest.raises(StatementRefused, match="older"):
        consent_today(replace(SUBJECT, seen_version=2), [Arrived(first, DAY)], [], DAY)


def test_a_statement_about_another_account_is_refused(first):
    with pytest.raises(StatementRefused, match="another account"):
        consent_today(replace(SUBJECT, account_digest=b"b" * 32), [Arrived(first, DAY)], [], DAY)


def test_a_statement_about_another_report_is_refused(first):
    with pytest.raises(StatementRefused, match="another report"):
        consent_today(replace(SUBJECT, report=b"s" * 16), [Arrived(first, DAY)], [], DAY)


def test_nobody_consents_by_silence():
    with pytest.raises(StatementRefused, match="no consent"):
        consent_today(SUBJECT, [], [], DAY)


@pytest.mark.parametrize("broken", ["gap", "fork", "double", "rootless"])
def test_a_broken_chain_is_refused(first, broken):
    second = follow(first, Choices(), DAY)
    third = follow(second, YES, DAY)
    other_second = follow(first, YES, DAY)
    told = {
        "gap": [first, third],
        "fork": [first, other_second, third],
        "double": [first, second, other_second],
        "rootless": [second, third],
    }[broken]
    with pytest.raises(StatementRefused, match="missing, doubled or out of order"):
        chain([Arrived(one, DAY) for one in told])


def test_a_witnessed_yes_is_marked_and_does_not_reach_police():
    spoken = statement(Choices(consent_bulletin=True, consent_police_report=True))
    witness = Witness(("ada",), "spoken", "asked in the van", "en", DAY)
    consent = consent_today(replace(SUBJECT, witness=witness), [Arrived(spoken, DAY)], [], DAY)
    consent.require("consent_bulletin")
    with pytest.raises(ConsentMissing) as raised:
        consent.require("consent_police_report")
    assert raised.value.reason == "only witnessed"


def place(report: bytes = REPORT, item: bytes = b"i" * 16) -> Place:
    return Place(INSTALLATION, report, "consent", item)


def test_only_the_workers_own_signature_makes_a_statement(keys, other_keys, first):
    content = statement_bytes(first)
    body = sign_part(keys.signer, place(), content)
    arrived = verify_statement(place(), [keys.signer.verifying_key], body, DAY)
    assert (arrived.statement, arrived.day) == (first, DAY)
    forged = sign_part(other_keys.signer, place(), content)
    with pytest.raises(BadSignature):
        verify_statement(place(), [keys.signer.verifying_key], forged, DAY)


def test_a_changed_choice_breaks_the_signature(keys, first):
    body = sign_part(keys.signer, place(), statement_bytes(first))
    changed = body.replace(b'"consent_partners":false', b'"consent_partners":true ')
    assert changed != body
    with pytest.raises(BadSignature):
        verify_statement(place(), [keys.signer.verifying_key], changed, DAY)


def test_a_statement_replayed_into_another_report_is_refused(keys, first):
    body = sign_part(keys.signer, place(), statement_bytes(first))
    elsewhere = place(report=b"s" * 16)
    with pytest.raises(BadSignature):
        verify_statement(elsewhere, [keys.signer.verifying_key], body, DAY)
    # Signed anew for the other place by the same code, it still names the first report.
    signed_anew = sign_part(keys.signer, elsewhere, statement_bytes(first))
    with pytest.raises(StatementRefused, match="another report"):
        verify_statement(elsewhere, [keys.signer.verifying_key], signed_anew, DAY)
