"""What a database could do to a mailbox, and what is shown then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crypto.envelope import Place, Recipient
from crypto.parts import read_reply, sign_part, sign_reply
from crypto.private.epochs import EpochSecret
from crypto.sealing import seal
from crypto.suite import prefixed, sha256, u32
from reporting.casework import cases
from reporting.casework.filing import file_waiting
from reporting.domain.consent import Choices
from reporting.intake.mailbox import Reader
from reporting.sealed.consents import next_statement
from reporting.sealed.replies import StatusNote, read_status, status_bytes
from reporting.sealed.statements import read_statement, statement_bytes
from reporting.store.engine import reading
from reporting.store.records import MailboxItem


@pytest.fixture
def worker(group):
    return group.report()


@pytest.fixture
def looked_at(group, worker):
    """Filed on one day and read on the next: two signed notes."""
    file_waiting(group.engine, group.desk())
    group.later(days=1)
    with reading(group.engine) as session:
        case = cases.open_case(session, group.desk(), worker.report)
    cases.look(group.engine, group.desk(), case)
    return worker


@pytest.fixture
def reader(group, worker):
    return Reader(worker.keys, group.pins.installation, group.lists.manifest, group.today, 3)


@pytest.fixture
def box(group):
    def read(worker):
        return group.gate.mailbox_read(worker.keys.token)

    return read


@pytest.fixture
def put(group):
    """Put something of somebody's making into a mailbox, as a database could."""

    def put(mailbox, worker, compartment, make, item=bytes(range(16))):
        place = Place(group.pins.installation, mailbox.report, compartment, item)
        to = Recipient("", 0, worker.keys.mailbox.public)
        envelope = seal(place, make(place), [to])
        new = MailboxItem(item, compartment, group.today, envelope.ciphertext, envelope.wraps[0])
        return replace(mailbox, items=(*mailbox.items, new))

    return put


def without(mailbox, *items):
    return replace(mailbox, items=tuple(i for i in mailbox.items if i.item not in items))


def notes(group, worker, mailbox):
    """The items of status notes, by their sequence."""
    found = {}
    for item in mailbox.items:
        if item.compartment == "status":
            place = Place(group.pins.installation, mailbox.report, "status", item.item)
            body = worker.keys.mailbox.open(place, item.ciphertext, item.wrap)
            content = read_reply(place, group.lists.manifest, body, item.day)
            found[read_status(content).sequence] = item.item
    return found


def test_a_new_report_has_one_statement_and_no_note(reader, box, worker):
    opened = reader.open(box(worker))
    assert opened.status is None
    assert opened.consent.version == 1
    assert opened.choices == worker.telling.choices
    assert not opened.kept_back


def test_the_last_note_of_a_whole_chain_counts(reader, box, looked_at):
    opened = reader.open(box(looked_at))
    assert (opened.status.stage, opened.status.sequence) == ("looked_at", 2)
    assert opened.status.consent_version == 1
    assert not opened.kept_back


def test_a_missing_first_note_is_noticed(reader, box, looked_at, group):
    mailbox = box(looked_at)
    first = notes(group, looked_at, mailbox)[1]
    opened = reader.open(without(mailbox, first))
    assert opened.kept_back
    assert opened.status is None


def test_a_hidden_newer_statement_is_noticed(reader, box, looked_at, group):
    """Advocates have signed to have seen version 2; the database shows version 1 alone."""
    latest = read_latest(group, looked_at)
    group.state(looked_at, next_statement(latest, Choices(), group.today))
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        case = cases.open_case(session, group.desk(), looked_at.report)
    cases.look(group.engine, group.desk(), case)
    mailbox = box(looked_at)
    assert reader.open(mailbox).consent.version == 2
    named = (looked_at.keys.token, looked_at.report, u32(2))
    second = sha256(prefixed(b"brolly/statement item/v2", *named))[:16]
    opened = reader.open(without(mailbox, second))
    assert opened.kept_back
    assert opened.consent is None
    assert opened.choices is None


def test_no_statement_at_all_is_noticed(reader, box, worker):
    mailbox = box(worker)
    opened = reader.open(replace(mailbox, items=()))
    assert opened.kept_back
    assert opened.statements == ()


def test_a_statement_of_another_signer_is_not_hers(reader, box, worker, group, put):
    stranger = group.report()
    mailbox = box(worker)
    content = statement_bytes(read_latest(group, worker))
    forged = put(
        mailbox, worker, "consent", lambda place: sign_part(stranger.keys.signer, place, content)
    )
    opened = reader.open(forged)
    assert opened.kept_back
    assert len(opened.statements) == 1


def test_her_statement_of_another_report_is_refused(reader, box, worker, group, put):
    other = group.report()
    content = statement_bytes(read_latest(group, other))
    mailbox = put(
        box(worker),
        worker,
        "consent",
        lambda place: sign_part(worker.keys.signer, place, content),
    )
    assert reader.open(mailbox).kept_back


def note(group, worker, **changes):
    made = StatusNote(worker.report, 1, b"", group.today, "looked_at", 1)
    return status_bytes(replace(made, **changes))


def test_a_note_that_no_circle_signed_is_not_shown(reader, box, worker, group, put):
    somebody = EpochSecret.random("main", 1)
    mailbox = put(
        box(worker),
        worker,
        "status",
        lambda place: sign_reply(somebody.signer, place, "main", 1, note(group, worker)),
    )
    opened = reader.open(mailbox)
    assert opened.status is None
    assert opened.kept_back


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b'{"v":1,"kind":"status"}', b'{"v":1,"kind":"stop token","number":1}', b"\xff"],
)
def test_what_a_circle_signed_but_nobody_can_read_is_kept_back(
    reader, box, worker, group, put, content
):
    epoch = group.desk().current()
    mailbox = put(
        box(worker),
        worker,
        "status",
        lambda place: sign_reply(epoch.signer, place, "main", 1, content),
    )
    opened = reader.open(mailbox)
    assert opened.kept_back
    assert opened.stop_tokens == ()


def test_a_note_about_another_report_is_refused(reader, box, worker, group, put):
    other = group.report()
    epoch = group.desk().current()
    mailbox = put(
        box(worker),
        worker,
        "status",
        lambda place: sign_reply(epoch.signer, place, "main", 1, note(group, other)),
    )
    opened = reader.open(mailbox)
    assert opened.status is None
    assert opened.kept_back


def test_an_item_moved_from_another_mailbox_does_not_open(reader, box, worker, group):
    other = group.report()
    mailbox = box(worker)
    moved = replace(mailbox, items=(*mailbox.items, *box(other).items))
    opened = reader.open(moved)
    assert opened.kept_back
    assert opened.consent.version == 1


def test_with_nobody_to_believe_her_own_consents_are_still_hers(box, looked_at, group):
    reader = Reader(looked_at.keys, group.pins.installation, None, group.today, 3)
    opened = reader.open(box(looked_at))
    assert opened.kept_back
    assert opened.status is None
    assert opened.consent.version == 1


@pytest.mark.parametrize("compartment", ["message", "wording"])
def test_words_that_nobody_signed_are_kept_back_and_said_to_be(
    reader, box, worker, put, compartment
):
    mailbox = put(box(worker), worker, compartment, lambda _: b"\x02 something new")
    opened = reader.open(mailbox)
    assert opened.kept_back
    assert not opened.said
    assert not opened.wordings


def test_staffs_narrowing_counts_and_is_kept_in_order(reader, box, looked_at, group):
    for name in ("consent_compare", "consent_contact"):
        removed = frozenset({name})
        cases.narrow(group.engine, group.desk(), looked_at.report, removed, "by phone")
        group.later(days=1)
    opened = replace(reader, today=group.today + timedelta(days=1)).open(box(looked_at))
    assert not opened.choices.consent_compare
    assert not opened.choices.consent_contact
    assert [narrowing.removed for narrowing in opened.narrowings] == [
        frozenset({"consent_compare"}),
        frozenset({"consent_contact"}),
    ]


def read_latest(group, worker):
    """Her latest statement, as her code opens it."""
    box = group.gate.mailbox_read(worker.keys.token)
    found = []
    for item in box.items:
        if item.compartment == "consent":
            place = Place(group.pins.installation, worker.report, "consent", item.item)
            body = worker.keys.mailbox.open(place, item.ciphertext, item.wrap)
            found.append(read_statement(body[65:]))
    return max(found, key=lambda statement: statement.version)
