"""Who heard a consent that no code signed by itself, and what a forged witness is worth."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from crypto.manifest import Member, Roster
from crypto.parts import read_part
from crypto.private.identity import Identity
from reporting.domain.consent import Choices, Consent, Witness
from reporting.domain.errors import ConsentMissing
from reporting.sealed.consents import (
    Arrived,
    Subject,
    consent_today,
    verify_statement,
    witness_today,
)
from reporting.sealed.errors import NotDecodable, StatementRefused
from reporting.sealed.seal import seal_report
from reporting.sealed.statements import read_statement
from reporting.sealed.witness import Hearing, attest, read_consent

INSTALLATION = b"n" * 16
DAY = date(2026, 11, 20)
HEARING = Hearing("spoken", "at the van, read aloud")
NOT_ENOUGH = ("consent_police_report", "consent_police_information", "consent_partners")


@pytest.fixture(scope="module")
def vik():
    return Identity.random()


@pytest.fixture(scope="module")
def ada():
    return Identity.random()


def member(handle: str, person: Identity, role: str = "outreach", removed: date | None = None):
    keys = (person.opening.public, person.signer.verifying_key)
    return Member(handle, *keys, frozenset({role}), frozenset(), removed)


@pytest.fixture
def roster(vik, ada):
    people = (member("vik", vik), member("ada", ada, "advocate"))
    valid = DAY + timedelta(days=180)
    return Roster(INSTALLATION, 20_000_000, valid, people, vik.opening.public)


@pytest.fixture
def take(keys, telling, house):
    """Take a report down with these witnesses; gives what an advocate reads of its consent."""

    def taken(*witnesses, hearing=HEARING, choices=None) -> Arrived:
        told = telling if choices is None else replace(telling, choices=choices)
        heard_by = [(handle, person.signer) for handle, person in witnesses]
        report = seal_report(
            keys, told, house.manifest, DAY, lambda s: attest(s, hearing, INSTALLATION, heard_by)
        )
        part = next(part for part in report.parts if part.compartment == "consent")
        place, body = house.open(report, part)
        return verify_statement(place, (keys.signer.verifying_key,), body, DAY)

    return taken


def consent_of(arrived: Arrived, roster: Roster, code: int = 0, day: date = DAY) -> Consent:
    first = arrived.statement
    witness = witness_today([arrived], code, roster)
    return consent_today(
        Subject(first.report, first.account_digest, witness=witness), [arrived], [], day
    )


def test_a_spoken_yes_names_who_heard_it_and_how_it_was_asked(take, vik, roster):
    consent = consent_of(take(("vik", vik)), roster)
    assert consent.witness == Witness(("vik",), "spoken", HEARING.asked, "fr", DAY, consent.choices)
    consent.require("consent_bulletin")
    consent.require("consent_compare")


def test_a_spoken_yes_is_not_enough_for_police_or_partners(take, vik, roster):
    all_yes = Choices(**dict.fromkeys((*NOT_ENOUGH, "consent_bulletin"), True))
    consent = consent_of(take(("vik", vik), choices=all_yes), roster)
    for name in NOT_ENOUGH:
        with pytest.raises(ConsentMissing) as refused:
            consent.require(name)
        assert refused.value.reason == "only witnessed"


def test_two_can_have_heard_it(take, vik, ada, roster):
    consent = consent_of(take(("vik", vik), ("ada", ada)), roster)
    assert consent.witness is not None
    assert consent.witness.staff == ("vik", "ada")


def test_the_code_she_chose_herself_speaks_alone(take, vik, roster):
    assert witness_today([take(("vik", vik))], 1, roster) is None


def test_what_a_code_signed_has_no_witness(house, report, parts, keys, roster):
    place, body = house.open(report, parts["consent"])
    arrived = verify_statement(place, (keys.signer.verifying_key,), body, DAY)
    assert arrived.attested is None
    assert witness_today([arrived], 0, roster) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda people: (replace(people[0], roles=frozenset({"coordinator"})), people[1]),
        lambda people: (replace(people[0], handle="vic"), people[1]),
        lambda people: (replace(people[0], removed=DAY - timedelta(days=1)), people[1]),
        lambda people: (replace(people[0], sign=people[1].sign), people[1]),
    ],
    ids=["another role", "another name", "removed before", "another key"],
)
def test_who_is_not_on_the_roster_of_that_day_is_no_witness(take, vik, roster, change):
    arrived = take(("vik", vik))
    with pytest.raises(StatementRefused):
        witness_today([arrived], 0, replace(roster, members=change(roster.members)))


def test_who_left_later_was_a_witness(take, vik, roster):
    left = replace(roster.members[0], removed=DAY + timedelta(days=2))
    witness = witness_today([take(("vik", vik))], 0, replace(roster, members=(left,)))
    assert witness is not None


def test_one_person_is_not_two_witnesses(take, vik, roster):
    with pytest.raises(StatementRefused):
        witness_today([take(("vik", vik), ("vik", vik))], 0, roster)
    twin = replace(roster, members=(*roster.members, member("viktor", vik)))
    with pytest.raises(StatementRefused):
        witness_today([take(("vik", vik), ("viktor", vik))], 0, twin)


def test_a_signature_is_about_these_choices_and_these_words(take, vik, roster, monkeypatch):
    honest = take(("vik", vik))
    assert honest.attested is not None
    said = json.loads(honest.attested.statement)
    said["choices"]["consent_police_report"] = True
    wider = replace(honest.attested, statement=json.dumps(said).encode())
    other_words = replace(honest.attested, hearing=Hearing("spoken", "she asked for it"))
    on_paper = replace(honest.attested, hearing=replace(HEARING, how="paper"))
    for forged in (wider, other_words, on_paper):
        with pytest.raises(StatementRefused):
            witness_today([replace(honest, attested=forged)], 0, roster)


def test_the_next_statement_follows_the_whole_content(take, vik, keys, house, telling, report):
    arrived = take(("vik", vik))
    assert arrived.attested is not None
    plain = read_statement(arrived.attested.statement)
    assert arrived.statement.choices == plain.choices
    assert arrived.statement.digest != plain.digest


def content(**changes) -> bytes:
    """A witnessed consent with some of it changed."""
    made = {
        "v": 1,
        "kind": "witnessed consent",
        "statement": "{}",
        "how": "spoken",
        "asked": "",
        "heard_by": [{"handle": "vik", "signature": "A" * 86}],
    }
    return json.dumps({**made, **changes}).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"how": "guessed"},
        {"asked": "x" * 121},
        {"heard_by": []},
        {"heard_by": [{"handle": f"v{i}", "signature": "A" * 86} for i in range(3)]},
        {"heard_by": [{"handle": "vik", "signature": "A"}]},
        {"statement": 3},
        {"more": ""},
    ],
)
def test_anything_else_is_not_read(changes):
    with pytest.raises(NotDecodable):
        read_consent(content(**changes))


def test_the_part_is_as_large_as_any_other_consent(take, vik, keys, house, telling, parts):
    signed = seal_report(
        keys,
        telling,
        house.manifest,
        DAY,
        lambda s: attest(s, Hearing("paper", "ü" * 120), INSTALLATION, [("vik", vik.signer)]),
    )
    ciphertext = next(p.ciphertext for p in signed.parts if p.compartment == "consent")
    assert len(ciphertext) == len(parts["consent"].ciphertext)
    place, body = house.open(signed, next(p for p in signed.parts if p.compartment == "consent"))
    assert read_part(place, keys.signer.verifying_key, body)
