from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from crypto.envelope import Place
from crypto.errors import BadSignature, CannotOpen, TooLarge
from crypto.parts import read_part
from crypto.receipts import report_id
from crypto.suite import prefixed, sha256
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact
from reporting.sealed.encode import read_account, read_contact
from reporting.sealed.seal import seal_addition, seal_consent, seal_report
from reporting.sealed.statements import read_statement

INSTALLATION = b"n" * 16
DAY = date(2026, 11, 20)


def test_a_report_has_one_account_one_contact_and_one_consent(report, keys):
    assert sorted(part.compartment for part in report.parts) == ["account", "consent", "contact"]
    assert report.id == report_id(report.verifying_key, report.mailbox_key, report.token_hash)
    assert report.token_hash == hashlib.sha256(keys.token).digest()


def test_the_circle_reads_exactly_what_was_told(report, parts, house, telling):
    place, body = house.open(report, parts["account"])
    told = read_account("account", read_part(place, report.verifying_key, body))
    assert (told.account, told.language, told.day) == (telling.account, "fr", DAY)
    place, body = house.open(report, parts["contact"])
    assert read_contact(read_part(place, report.verifying_key, body)) == telling.contact


def test_the_code_opens_the_consent_and_nothing_else(report, parts, keys):
    consent = parts["consent"]
    own = next(wrap for wrap in consent.wraps if wrap.circle == "")
    place = Place(INSTALLATION, report.id, "consent", consent.item)
    content = read_part(
        place, report.verifying_key, keys.mailbox.open(place, consent.ciphertext, own)
    )
    assert read_statement(content).choices.consent_bulletin
    for compartment in ("account", "contact"):
        assert [wrap.circle for wrap in parts[compartment].wraps] == ["main"]
        place = Place(INSTALLATION, report.id, compartment, parts[compartment].item)
        with pytest.raises(CannotOpen):
            keys.mailbox.open(place, parts[compartment].ciphertext, parts[compartment].wraps[0])


def test_the_consent_names_the_account_it_is_about(report, parts, house):
    place, body = house.open(report, parts["account"])
    account = read_part(place, report.verifying_key, body)
    place, body = house.open(report, parts["consent"])
    statement = read_statement(read_part(place, report.verifying_key, body))
    assert statement.account_digest == hashlib.sha256(account).digest()
    assert (statement.report, statement.version, statement.previous) == (report.id, 1, b"")


def test_nothing_of_the_report_stands_in_the_sealed_bytes(report):
    everything = b"".join(
        part.ciphertext + b"".join(wrap.sealed for wrap in part.wraps) for part in report.parts
    )
    for planted in ("gardé", "Stéphane", "555-0142", "Anastazja", "no_payment"):
        assert planted.encode() not in everything


def test_two_reports_of_different_length_look_alike(keys, telling, house):
    long = replace(telling, account=Account(answers={"what_happened": "x" * 2000}))
    short = replace(telling, account=Account(answers={"what_happened": "y"}))
    sizes = [
        [len(part.ciphertext) for part in seal_report(keys, one, house.manifest, DAY).parts]
        for one in (long, short)
    ]
    assert sizes[0] == sizes[1]


def test_an_account_past_the_largest_size_says_how_large(keys, telling, house):
    huge = replace(telling, account=Account(answers={"what_happened": "x" * 300_000}))
    with pytest.raises(TooLarge) as raised:
        seal_report(keys, huge, house.manifest, DAY)
    assert raised.value.size > raised.value.limit


def test_an_addition_is_signed_and_leaves_the_consents_alone(report, keys, telling, house):
    parts = seal_addition(keys, report.id, telling, house.manifest, DAY)
    assert [part.compartment for part in parts] == ["addition", "contact"]
    place, body = house.open(report, parts[0])
    told = read_account("addition", read_part(place, report.verifying_key, body))
    assert told.account == telling.account


def test_an_addition_without_contact_brings_none(report, keys, telling, house):
    silent = replace(telling, contact=Contact())
    parts = seal_addition(keys, report.id, silent, house.manifest, DAY)
    assert [part.compartment for part in parts] == ["addition"]


def test_the_same_words_of_one_form_are_the_same_items(report, keys, telling, house):
    def items(told, nonce):
        parts = seal_addition(keys, report.id, told, house.manifest, DAY, nonce=nonce)
        return {part.item for part in parts}

    once = items(telling, b"n" * 16)
    assert len(once) == 2
    assert items(telling, b"n" * 16) == once
    assert not items(telling, b"m" * 16) & once
    assert not items(telling, b"") & items(telling, b"")
    other = replace(telling, account=replace(telling.account, answers={"severity": "risky"}))
    assert len(items(other, b"n" * 16) - once) == 1  # the contact said the same


def test_an_addition_by_another_code_is_noticed(report, other_keys, telling, house):
    (addition, _) = seal_addition(other_keys, report.id, telling, house.manifest, DAY)
    place, body = house.open(report, addition)
    with pytest.raises(BadSignature):
        read_part(place, report.verifying_key, body)


def test_a_later_consent_has_an_id_that_the_same_code_alone_makes_again(
    report, parts, keys, other_keys, house
):
    """Whoever knows the report's id could else take that id, and she could take nothing back."""
    place, body = house.open(report, parts["consent"])
    first = read_statement(read_part(place, report.verifying_key, body))
    later = replace(first, version=2, previous=first.digest, choices=Choices())
    named = [seal_consent(who, later, house.manifest).item for who in (keys, keys, other_keys)]
    assert named[0] == named[1] != named[2]
    token = (keys.token, report.id, (2).to_bytes(4))
    assert named[0] == sha256(prefixed(b"brolly/statement item/v2", *token))[:16]
    third = replace(later, version=3)
    assert seal_consent(keys, third, house.manifest).item != named[0]


def test_a_later_consent_goes_to_the_circle_and_to_her(report, parts, keys, house):
    place, body = house.open(report, parts["consent"])
    first = read_statement(read_part(place, report.verifying_key, body))
    later = replace(first, version=2, previous=first.digest, choices=Choices())
    sealed = seal_consent(keys, later, house.manifest)
    assert sorted(wrap.circle for wrap in sealed.wraps) == ["", "main"]
    place, body = house.open(report, sealed)
    assert read_statement(read_part(place, report.verifying_key, body)).choices == Choices()
