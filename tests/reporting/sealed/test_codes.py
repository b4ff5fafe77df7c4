"""Changing the code: what the new one may do, and what the old one must not do any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crypto.envelope import Place
from crypto.errors import BadSignature, CannotOpen, CryptoError, RolledBack
from crypto.receipts import Code, keys_of
from reporting.sealed.codes import MOST_CHANGES, check_change, follow, followed, new_code
from reporting.sealed.consents import Subject, consent_today, next_statement, verify_statement
from reporting.sealed.errors import NotSealed, StatementRefused
from reporting.sealed.seal import seal_consent
from reporting.store.records import CodeKeys, Codes, SignedChange

INSTALLATION = b"n" * 16
DAY = date(2026, 11, 20)


def opened(house, report, part, verifying):
    place, body = house.open(report, part)
    return verify_statement(place, verifying, body, DAY)


@pytest.fixture(scope="module")
def codes(first, new):
    return Codes(first, (new.change,))


def test_the_changes_lead_from_the_id_to_the_keys(report, first, new, codes):
    assert follow(report.id, first, Codes()).verifying == (first.verifying_key,)
    there = follow(report.id, new.keys, codes)
    assert there.chain.version == 1
    assert there.verifying == (first.verifying_key, new.keys.verifying_key)


def test_the_new_code_opens_what_was_in_the_mailbox(report, parts, keys, other_keys, new):
    part = parts["consent"]
    place = Place(INSTALLATION, report.id, "consent", part.item)
    wrap = new.wraps[part.item]
    old = next(wrap for wrap in part.wraps if wrap.circle == "")
    assert other_keys.mailbox.open(place, part.ciphertext, wrap) == keys.mailbox.open(
        place, part.ciphertext, old
    )
    with pytest.raises(CannotOpen):
        keys.mailbox.open(place, part.ciphertext, wrap)
    assert new.seen == {part.item}


def test_what_cannot_be_opened_stays_as_it_is(house, keys, other_keys, mailbox, statement):
    odd = replace(mailbox.items[0], item=b"o" * 16)
    more = replace(mailbox, items=(*mailbox.items, odd))
    made = new_code(keys, other_keys, more, statement, house.manifest, DAY)
    assert odd.item in made.seen
    assert odd.item not in made.wraps


def test_a_database_cannot_put_a_code_of_its_own(report, keys, first, new, codes, mailbox):
    thief = keys_of(Code((9,) * 8), INSTALLATION)
    own = CodeKeys(thief.signer.verifying_key, thief.mailbox.public.raw, thief.token_hash)
    forged = [
        (own, Codes()),
        (own, codes),
        (own, Codes(own, codes.changes)),
        (new.keys, Codes(None, codes.changes)),
        (new.keys, Codes(first, ())),
        (new.keys, Codes(first, codes.changes * 2)),
        (new.keys, Codes(first, codes.changes * (MOST_CHANGES + 1))),
        (new.keys, Codes(first, (SignedChange(new.change.statement, bytes(64)),))),
        (first, codes),
    ]
    for now, said in forged:
        with pytest.raises(CryptoError):
            follow(report.id, now, said)
    with pytest.raises(RolledBack):
        follow(report.id, first, Codes(), minimum_version=1)
    with pytest.raises(BadSignature):
        follow(b"o" * 16, first, Codes())
    assert followed(mailbox, keys.token_hash).chain.version == 0


def test_only_the_code_in_force_changes_the_code(
    house, keys, other_keys, new, codes, mailbox, statement
):
    changed = replace(mailbox, verifying_key=new.keys.verifying_key, codes=codes)
    with pytest.raises(CryptoError):
        new_code(keys, other_keys, changed, statement, house.manifest, DAY)


def test_a_server_without_a_key_takes_the_change(house, keys, other_keys, mailbox, new, codes):
    check_change(mailbox, keys.token_hash, new, house.manifest, DAY)
    keys_now = {"verifying_key": new.keys.verifying_key, "mailbox_key": new.keys.mailbox_key}
    changed = replace(mailbox, codes=codes, **keys_now)
    with pytest.raises(CryptoError):
        check_change(changed, other_keys.token_hash, new, house.manifest, DAY)


def _wrap(new, **change):
    return replace(new, wraps={item: replace(wrap, **change) for item, wrap in new.wraps.items()})


NO_CHANGES = {
    "signed by nobody": lambda new: replace(new, change=replace(new.change, signature=bytes(64))),
    "leads to other keys": lambda new: replace(new, keys=replace(new.keys, token_hash=bytes(32))),
    "a wrap of an item not seen": lambda new: replace(new, seen=frozenset()),
    "a wrap to another key": lambda new: _wrap(new, key_id=bytes(8)),
    "a wrap to a circle": lambda new: _wrap(new, circle="main"),
    "a wrap cut": lambda new: _wrap(new, sealed=b"\x01"),
    "a wrap of another version": lambda new: _wrap(new, sealed=b"\x02" + bytes(1168)),
    "no consent": lambda new: replace(new, parts=()),
    "an answer instead": lambda new: replace(
        new, parts=(replace(new.parts[0], compartment="message"),)
    ),
    "a consent to the old mailbox": lambda new: replace(
        new, parts=(replace(new.parts[0], wraps=new.parts[0].wraps[:1]),)
    ),
}


@pytest.mark.parametrize("name", NO_CHANGES)
def test_a_server_without_a_key_refuses_what_cannot_be_one(house, keys, mailbox, new, name):
    with pytest.raises((CryptoError, NotSealed)):
        check_change(mailbox, keys.token_hash, NO_CHANGES[name](new), house.manifest, DAY)


def test_from_the_change_on_the_old_code_consents_to_nothing(
    house, report, parts, keys, other_keys, first, new, codes, statement
):
    both = follow(report.id, new.keys, codes).verifying
    before = opened(house, report, parts["consent"], both)
    after = opened(house, report, new.parts[0], both)
    assert (before.code, after.code) == (0, 1)
    subject = Subject(report.id, statement.account_digest, code=1)
    consent = consent_today(subject, [before, after], (), DAY)
    assert (consent.version, consent.choices) == (2, statement.choices)

    def signed(signer, after_statement):
        wider = replace(after_statement.choices, consent_police_report=True)
        following = next_statement(after_statement, wider, DAY)
        part = seal_consent(signer, replace(following, report=report.id), house.manifest)
        return opened(house, report, part, both)

    by_old = signed(keys, after.statement)
    instead = signed(keys, before.statement)
    for forged in ([before, after, by_old], [before, instead], [before]):
        with pytest.raises(StatementRefused):
            consent_today(subject, forged, (), DAY)
    by_new = signed(other_keys, after.statement)
    assert consent_today(subject, [before, after, by_new], (), DAY).version == 3
