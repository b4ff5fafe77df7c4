"""Opening a report: what somebody with the database changes is noticed, and the rest still read."""

from __future__ import annotations

import pytest

from crypto.envelope import Place
from crypto.parts import sign_part
from crypto.receipts import Code, keys_of
from crypto.sealing import seal
from crypto.suite import sha256
from reporting.casework.filing import file_waiting
from reporting.casework.opening import Why, open_contact
from reporting.domain.report import Account
from reporting.sealed.encode import account_bytes
from reporting.store.cases import read_case
from reporting.store.engine import reading


def item_of(group, worker, compartment):
    with reading(group.engine) as session:
        parts = read_case(session, worker.report).parts
    return next(part for part in parts if part.compartment == compartment)


@pytest.fixture
def worker(group):
    made = group.report(contact={"contact_name": "Robin"})
    file_waiting(group.engine, group.desk())
    return made


def test_a_sound_report_opens_whole(group, worker):
    opened = group.case(worker).opened
    assert opened.keys_hold
    assert opened.account.account == worker.telling.account
    assert opened.account.language == "en"
    assert not opened.unopened
    assert len(opened.contacts) == 1
    assert open_contact(opened, opened.contacts[0]).text("contact_name") == "Robin"


def test_another_mailbox_key_is_noticed(group, worker):
    other = keys_of(Code.random(), group.pins.installation)
    group.sql(
        "UPDATE filed_report SET mailbox_key = :key WHERE id = :id",
        key=other.mailbox.public.raw,
        id=worker.report,
    )
    case = group.case(worker)
    assert not case.opened.keys_hold
    assert case.consent is None
    assert case.opened.account is not None  # her words are not lost, but under a warning


def test_another_verifying_key_is_noticed(group, worker):
    other = keys_of(Code.random(), group.pins.installation)
    group.sql(
        "UPDATE filed_report SET verifying_key = :key WHERE id = :id",
        key=other.signer.verifying_key,
        id=worker.report,
    )
    case = group.case(worker)
    assert not case.opened.keys_hold
    assert case.consent is None
    assert case.opened.account is None


def test_a_whole_report_put_in_its_place_is_noticed(group, worker):
    """A thief knows the public keys: seals, signs with a key of their own, and swaps that too."""
    thief = keys_of(Code.random(), group.pins.installation)
    part = item_of(group, worker, "account")
    place = Place(group.pins.installation, worker.report, "account", part.item)
    content = account_bytes(
        "account", Account({"what_happened": "nothing"}), language="en", day=group.today
    )
    body = sign_part(thief.signer, place, content)
    forged = seal(place, body, [group.lists.manifest.recipient()])
    wrap = forged.wraps[0]
    group.sql("DELETE FROM filed_key WHERE item = :item", item=part.item)
    group.sql(
        "UPDATE filed_part SET ciphertext = :c WHERE item = :item",
        c=forged.ciphertext,
        item=part.item,
    )
    group.sql(
        "INSERT INTO unopened_wrap (item, circle, epoch, key_id, sealed)"
        " VALUES (:item, :circle, :epoch, :key_id, :sealed)",
        item=part.item,
        circle=wrap.circle,
        epoch=wrap.epoch,
        key_id=wrap.key_id,
        sealed=wrap.sealed,
    )
    (closed,) = group.case(worker).opened.unopened
    assert (closed.compartment, closed.why) == ("account", Why.CHANGED)
    group.sql(
        "UPDATE filed_report SET verifying_key = :key WHERE id = :id",
        key=thief.signer.verifying_key,
        id=worker.report,
    )
    case = group.case(worker)
    assert not case.opened.keys_hold
    assert case.consent is None


@pytest.mark.parametrize("compartment", ["account", "consent"])
def test_another_reports_ciphertext_is_noticed(group, worker, compartment):
    other = group.report({"what_happened": "another story"})
    file_waiting(group.engine, group.desk())
    mine, theirs = item_of(group, worker, compartment), item_of(group, other, compartment)
    group.sql(
        "UPDATE filed_part SET ciphertext = :c WHERE item = :item",
        c=theirs.ciphertext,
        item=mine.item,
    )
    case = group.case(worker)
    assert [(p.compartment, p.why) for p in case.opened.unopened] == [(compartment, Why.CHANGED)]
    assert case.consent is None


def test_another_reports_contact_is_noticed_when_it_is_opened(group, worker):
    other = group.report(contact={"contact_name": "Mallory"})
    file_waiting(group.engine, group.desk())
    mine, theirs = item_of(group, worker, "contact"), item_of(group, other, "contact")
    group.sql(
        "UPDATE filed_part SET ciphertext = :c WHERE item = :item",
        c=theirs.ciphertext,
        item=mine.item,
    )
    opened = group.case(worker).opened
    assert open_contact(opened, opened.contacts[0]) is None


def test_a_second_account_does_not_take_the_place_of_the_first(group, worker):
    """Whoever finds the card can sign another account; the consents name which one they are of."""
    part = item_of(group, worker, "account")
    content = account_bytes(
        "account", Account({"what_happened": "another"}), language="en", day=group.today
    )
    item = bytes(16)
    place = Place(group.pins.installation, worker.report, "account", item)
    forged = seal(
        place, sign_part(worker.keys.signer, place, content), [group.lists.manifest.recipient()]
    )
    wrap = forged.wraps[0]
    group.sql(
        "INSERT INTO filed_part (item, report, compartment, day, ciphertext)"
        " SELECT :item, report, compartment, day, :c FROM filed_part WHERE item = :old",
        item=item,
        c=forged.ciphertext,
        old=part.item,
    )
    group.sql(
        "INSERT INTO unopened_wrap (item, circle, epoch, key_id, sealed)"
        " VALUES (:item, 'main', 1, :key_id, :sealed)",
        item=item,
        key_id=wrap.key_id,
        sealed=wrap.sealed,
    )
    case = group.case(worker)
    assert case.opened.account.account == worker.telling.account
    assert [one.told.account.text("what_happened") for one in case.opened.additions] == ["another"]
    assert case.consent.account_digest != sha256(content)
