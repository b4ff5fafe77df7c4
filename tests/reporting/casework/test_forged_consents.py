"""What would publish or forward refuses every consent that is not hers, and learns of new codes.

The attacker writes to the database and, where it says so, has the worker's card.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from secrets import token_bytes

import pytest

from crypto.envelope import Place, Wrap
from crypto.errors import CannotOpen
from crypto.receipts import Code, keys_of
from reporting.casework import bulletins, forwarding
from reporting.casework.cases import narrow, open_case
from reporting.casework.conversation import say
from reporting.casework.errors import DeletionPending, NotVerified
from reporting.casework.filing import file_waiting
from reporting.casework.reported import open_reported
from reporting.domain.consent import Choices
from reporting.domain.errors import ConsentMissing
from reporting.sealed.codes import new_code
from reporting.sealed.consents import next_statement, verify_statement
from reporting.sealed.errors import StatementRefused
from reporting.sealed.seal import Sealer, seal_consent
from reporting.sealed.statements import statement_bytes
from reporting.store.engine import reading, writing
from reporting.store.returning import stop_deletion

from ..group import police_order

NO = Choices(consent_statistics=True)
YES = Choices(consent_bulletin=True, consent_police_report=True)


@pytest.fixture
def worker(group):
    made = group.report(choices=NO)
    file_waiting(group.engine, group.desk())
    return made


@pytest.fixture
def stranger(group):
    """Somebody with a code of her own."""
    return keys_of(Code.random(), group.pins.installation)


def statement_of(group, worker):
    """Return the newest statement as her own code reads it."""
    return max(statements_of(group, worker), key=lambda one: one.version)


def first_of(group, worker):
    return min(statements_of(group, worker), key=lambda one: one.version)


def statements_of(group, worker):
    keys, installation = worker.keys, group.pins.installation
    mailbox = group.gate.mailbox_read(keys.token)
    found = []
    for item in mailbox.items:
        if item.compartment == "consent":
            place = Place(installation, worker.report, "consent", item.item)
            body = keys.mailbox.open(place, item.ciphertext, item.wrap)
            verifying = [keys.signer.verifying_key]
            found.append(verify_statement(place, verifying, body, item.day).statement)
    return found


def put(group, worker, part):
    """Put a part under a report, as a database or whoever has the token can; and let it settle."""
    assert group.gate.mailbox_add(worker.keys.token, [part], group.today)
    file_waiting(group.engine, group.desk())
    group.later(days=9)


def refused(group, worker):
    """Say that neither publishing nor forwarding takes the consents of this report."""
    desk = group.desk()
    with reading(group.engine) as session, pytest.raises((StatementRefused, ConsentMissing)):
        bulletins.first_draft(desk, open_reported(session, desk, worker.report))
    order = police_order(worker)
    with pytest.raises((StatementRefused, ConsentMissing, DeletionPending)):
        forwarding.forward(group.engine, desk, order, open_reported)
    return True


def test_another_code_consents_to_nothing(group, worker, stranger):
    forged = next_statement(statement_of(group, worker), YES, group.today)
    put(group, worker, seal_consent(stranger, forged, group.lists.manifest))
    assert refused(group, worker)


def test_a_changed_choice_is_noticed(group, worker):
    """A member of the circle, who can seal what she likes, changes what was signed."""
    latest = statement_of(group, worker)
    signed = next_statement(latest, NO, group.today)
    part = seal_consent(worker.keys, signed, group.lists.manifest)
    wider = seal_consent(worker.keys, replace(signed, choices=YES), group.lists.manifest)
    mixed = replace(part, ciphertext=wider.ciphertext)
    put(group, worker, mixed)
    assert refused(group, worker)


def test_a_consent_of_another_report_is_noticed(group, worker):
    other = group.report(choices=YES)
    file_waiting(group.engine, group.desk())
    replayed = next_statement(statement_of(group, other), YES, group.today)
    put(group, worker, seal_consent(other.keys, replayed, group.lists.manifest))
    assert refused(group, worker)


def test_an_older_version_after_a_newer_is_noticed(group):
    """She said yes and then no; the database forgets the no."""
    worker = group.report(choices=YES)
    file_waiting(group.engine, group.desk())
    (first,) = consents_of(group, worker)
    group.state(worker, next_statement(statement_of(group, worker), NO, group.today))
    file_waiting(group.engine, group.desk())
    (second,) = consents_of(group, worker) - {first}
    group.sql("DELETE FROM filed_part WHERE item = :item", item=second)
    with reading(group.engine) as session, pytest.raises(StatementRefused, match="older consent"):
        open_reported(session, group.desk(), worker.report)
    assert refused(group, worker)


def by_another_code(group, worker, statement, stranger):
    return seal_consent(stranger, statement, group.lists.manifest)


def with_a_changed_choice(group, worker, statement, stranger):
    """What she signed says no; what the circle's member sealed in its place says yes."""
    del stranger
    signed = seal_consent(worker.keys, replace(statement, choices=NO), group.lists.manifest)
    wider = seal_consent(worker.keys, statement, group.lists.manifest)
    return replace(signed, ciphertext=wider.ciphertext)


def of_another_report(group, worker, statement, stranger):
    del worker, statement
    other = group.report(choices=YES, keys=stranger)
    file_waiting(group.engine, group.desk())
    replayed = next_statement(statement_of(group, other), YES, group.today)
    return seal_consent(other.keys, replayed, group.lists.manifest)


def as_it_was_before(group, worker, statement, stranger):
    """Her own first yes, sealed again as another item."""
    del statement, stranger
    sealer = Sealer(worker.keys, group.lists.manifest, worker.report)
    return sealer.to_both("consent", statement_bytes(first_of(group, worker)), token_bytes(16))


FORGERIES = [by_another_code, with_a_changed_choice, of_another_report, as_it_was_before]


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_what_is_ready_to_go_out_stays_in_when_her_no_is_forged_into_a_yes(
    group, desks, stranger, forge
):
    """A bulletin was submitted and police chosen on her yes; then she said no to both."""
    worker = group.report(choices=YES)
    file_waiting(group.engine, group.desk())
    submitted = desks.submit(desks.write(desks.begin(worker), summary={"en": "Grabs arms."}))
    group.state(worker, next_statement(statement_of(group, worker), NO, group.today))
    file_waiting(group.engine, group.desk())
    wanted = next_statement(statement_of(group, worker), YES, group.today)
    put(group, worker, forge(group, worker, wanted, stranger))
    with pytest.raises((StatementRefused, ConsentMissing)):
        desks.approve(submitted)
    assert group.gate.public_read(group.now).editions == ()
    assert refused(group, worker)


def test_a_yes_with_a_day_of_arrival_set_back_goes_out_no_sooner(group, worker):
    """Whoever has her card says yes, and a hand in the database says that it was long ago."""
    group.later(days=1)
    group.state(worker, next_statement(statement_of(group, worker), YES, group.today))
    file_waiting(group.engine, group.desk())
    group.sql("UPDATE filed_part SET day = :day WHERE compartment = 'consent'", day=worker.day)
    group.later(days=2)
    assert refused(group, worker)
    group.later(days=1)
    with reading(group.engine) as session:
        assert bulletins.first_draft(
            group.desk(), open_reported(session, group.desk(), worker.report)
        )


def consents_of(group, worker):
    items = group.gate.mailbox_read(worker.keys.token).items
    return {item.item for item in items if item.compartment == "consent"}


def test_staff_heard_no_and_the_signed_yes_does_not_outdo_it(group):
    worker = group.report(choices=YES)
    file_waiting(group.engine, group.desk())
    removed = frozenset({"consent_bulletin", "consent_police_report"})
    narrow(group.engine, group.desk(), worker.report, removed, "at the van")
    group.sql("DELETE FROM filed_part WHERE compartment = 'narrowing'")
    assert refused(group, worker)


def change(group, worker, new):
    mailbox = group.gate.mailbox_read(worker.keys.token)
    latest = statement_of(group, worker)
    made = new_code(worker.keys, new, mailbox, latest, group.lists.manifest, group.today)
    assert group.gate.code_change(worker.keys.token, made, group.today)
    return replace(worker, keys=new)


def test_after_a_change_the_new_code_speaks_and_replies_go_to_it(group, stranger):
    old = group.report(choices=YES)
    file_waiting(group.engine, group.desk())
    worker = change(group, old, stranger)
    file_waiting(group.engine, group.desk())
    say(group.engine, group.desk(), worker.report, "Hello", "en")
    with reading(group.engine) as session:
        case = open_case(session, group.desk(), worker.report)
    assert (case.consent.version, case.consent.choices) == (2, YES)
    assert (case.card.code_version, case.card.unreadable) == (1, False)
    mailbox = group.gate.mailbox_read(worker.keys.token)
    for item in mailbox.items:
        place = Place(group.pins.installation, worker.report, item.compartment, item.item)
        assert worker.keys.mailbox.open(place, item.ciphertext, item.wrap)
        old_wrap = Wrap("", 0, old.keys.mailbox.public.key_id, item.wrap.sealed)
        with pytest.raises(CannotOpen):
            old.keys.mailbox.open(place, item.ciphertext, old_wrap)
    assert group.gate.mailbox_read(old.keys.token) is None


def test_the_old_code_consents_to_nothing_any_more(group, stranger):
    old = group.report(choices=NO)
    file_waiting(group.engine, group.desk())
    latest = statement_of(group, old)
    worker = change(group, old, stranger)
    file_waiting(group.engine, group.desk())
    forged = next_statement(next_statement(latest, NO, group.today), YES, group.today)
    forged = replace(forged, version=3, previous=statement_now(group, worker))
    put(group, worker, seal_consent(old.keys, forged, group.lists.manifest))
    assert refused(group, worker)


def statement_now(group, worker):
    with reading(group.engine) as session:
        opened = open_case(session, group.desk(), worker.report).opened
    return max(opened.statements, key=lambda one: one.statement.version).statement.digest


def test_a_database_cannot_put_its_own_code_or_take_the_new_one_back(group, stranger):
    old = group.report(choices=YES)
    file_waiting(group.engine, group.desk())
    worker = change(group, old, stranger)
    file_waiting(group.engine, group.desk())
    group.sql("DELETE FROM code_change")
    assert refused(group, worker)
    with pytest.raises(NotVerified):
        say(group.engine, group.desk(), worker.report, "Hello", "en")
    group.sql(
        "UPDATE filed_report SET verifying_key = f.verifying_key, mailbox_key = f.mailbox_key,"
        " token_hash = f.token_hash FROM first_code f WHERE f.report = filed_report.id"
    )
    group.sql("DELETE FROM first_code")
    assert refused(group, worker)


def test_the_card_alone_shows_no_report_widens_nothing_at_once_and_can_be_stopped(group):
    worker = group.report({"what_happened": "At my place."}, NO, contact={"contact_name": "Ana"})
    file_waiting(group.engine, group.desk())
    say(group.engine, group.desk(), worker.report, "Hello", "en")
    mailbox = group.gate.mailbox_read(worker.keys.token)
    assert {item.compartment for item in mailbox.items} <= {"consent", "status", "message"}
    group.later(days=1)
    group.state(worker, next_statement(statement_of(group, worker), YES, group.today))
    due = group.today + timedelta(days=3)
    group.gate.deletion_ask(worker.keys.token, "all", due)
    file_waiting(group.engine, group.desk())
    assert refused(group, worker)
    group.later(days=2)
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        reported = open_reported(session, group.desk(), worker.report)
    assert reported.frozen == due
    removed = frozenset({"consent_bulletin", "consent_police_report"})
    narrow(group.engine, group.desk(), worker.report, removed, "her card is lost")
    group.later(days=9)
    with writing(group.engine) as session:
        assert stop_deletion(session, worker.report)
    file_waiting(group.engine, group.desk())
    assert refused(group, worker)
