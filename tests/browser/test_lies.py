"""A sealed report that lies inside its seal: visible in review, cleaned or closed, breaking nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from crypto.envelope import MAILBOX_CIRCLE, Place, Recipient
from crypto.parts import sign_part
from crypto.receipts import Code, keys_of
from crypto.sealing import seal
from crypto.suite import random_bytes
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact
from reporting.sealed.encode import account_bytes, contact_bytes
from reporting.sealed.seal import Telling, seal_report
from reporting.sealed.wire import report_json
from reporting.store.records import SealedPart


@pytest.fixture
def hand_in(group, house):
    """Post a rightly sealed report whose part of one compartment says `content`."""

    def post(compartment, content):
        keys = keys_of(Code.random(), group.pins.installation)
        telling = Telling(
            Account({"what_happened": "True words."}), Contact(), Choices(), "en", "2026-11"
        )
        honest = seal_report(keys, telling, group.lists.manifest, group.today)
        place = Place(group.pins.installation, honest.id, compartment, random_bytes(16))
        recipients = [group.lists.manifest.recipient()]
        if compartment == "consent":
            recipients.append(Recipient(MAILBOX_CIRCLE, 0, keys.mailbox.public))
        envelope = seal(place, sign_part(keys.signer, place, content), recipients)
        lie = SealedPart(place.item, compartment, envelope.ciphertext, envelope.wraps)
        parts = [lie if part.compartment == compartment else part for part in honest.parts]
        body = report_json(replace(honest, parts=tuple(parts)))
        answer = house.app.test_client().post(
            "/report/sealed", data=body, content_type="application/json"
        )
        assert answer.status_code == 200
        return honest.id

    return post


def account(**changes):
    document = json.loads(
        account_bytes(
            "account", Account({"what_happened": "x"}), language="en", day=date(2026, 3, 2)
        )
    )
    document.update(changes)
    return json.dumps(document).encode()


def answers(**told):
    return account(account={"answers": told, "persons": [], "vehicles": [], "identifiers": []})


CLOSED = {
    "no document at all": b"He took the money.",
    "random bytes": bytes(range(256)),
    "an answer over the limit": answers(what_happened="x" * 20_001),
    "a number for words": answers(what_happened=7),
    "an object for a list": answers(incident_types={"a": 1}),
    "an unknown name in the document": account(extra="x"),
    "another version": account(v=2),
    "eleven persons": account(
        account={"answers": {}, "persons": [{}] * 11, "vehicles": [], "identifiers": []}
    ),
    "a repeated name": b'{"v":1,"v":1,"kind":"account"}',
    "deep brackets": b"[" * 10_000,
    "half a sign": b'{"v":1,"kind":"account","language":"\\ud83d"}',
}
CLEANED = {
    "an unknown field": answers(what_happened="Kept.", favourite_colour="teal"),
    "an unknown option": answers(what_happened="Kept.", incident_types=["rain"]),
    "markup": answers(what_happened="Kept.<script>alert(1)</script>{{7*7}}<img src=x>"),
    "signs that turn a line around": answers(what_happened="Kept.\u202e\u0000\u200b"),
}


@pytest.mark.parametrize("name", CLOSED)
def test_an_account_that_breaks_the_rules_is_a_case_that_says_so(hand_in, cases, group, name):
    lying = hand_in("account", CLOSED[name])
    group.report()
    opened = cases()
    assert len(opened) == 2
    (case,) = [case for case in opened if case.opened.report.id == lying]
    assert case.opened.account is None
    assert case.card.unreadable
    assert case.consent is None


@pytest.mark.parametrize("name", CLEANED)
def test_an_account_with_more_than_it_should_is_cleaned(hand_in, cases, name):
    hand_in("account", CLEANED[name])
    (case,) = cases()
    assert case.opened.account.account.text("what_happened").startswith("Kept.")
    told = case.opened.account.account
    assert "\u202e" not in told.text("what_happened")
    assert not told.values("incident_types")


@pytest.mark.parametrize(
    "content",
    [b"{}", contact_bytes(Contact({"contact_name": "x" * 5000})), b'{"v":1,"kind":"contact"}'],
)
def test_a_contact_that_lies_breaks_nothing(hand_in, cases, content):
    hand_in("contact", content)
    (case,) = cases()
    assert case.opened.account.account.text("what_happened") == "True words."


@pytest.mark.parametrize("content", [b"yes", b'{"v":1,"kind":"consent","choices":"all"}'])
def test_a_consent_that_lies_allows_nothing(hand_in, cases, content):
    hand_in("consent", content)
    (case,) = cases()
    assert case.consent is None
    assert case.refusal
