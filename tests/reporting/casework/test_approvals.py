"""The second person, and what somebody who can write to the database tries against her."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from crypto.editions import Hand, sign_edition
from crypto.envelope import Place
from crypto.errors import Malformed
from crypto.parts import read_part, read_reply
from crypto.stoptokens import read_stop_token
from reporting.casework import approvals, drafts
from reporting.casework.drafts import State
from reporting.casework.errors import (
    AskFirst,
    Damaged,
    NotAsSigned,
    NotFiledYet,
    NotThere,
    OwnDraft,
)
from reporting.casework.published import Showing, edition_bytes, read_published
from reporting.casework.record import read as read_record
from reporting.casework.reported import open_reported
from reporting.domain.consent import Choices
from reporting.domain.errors import Blocked, ConsentMissing
from reporting.sealed.errors import StatementRefused
from reporting.sealed.statements import read_statement
from reporting.store.engine import reading, writing
from reporting.store.errors import Conflict
from reporting.store.models.bulletins import Edition, Stop
from reporting.store.models.casework import Draft as DraftTable
from reporting.store.models.filed import FiledPart

SUMMARY = {"en": "Drives slowly along the road and asks for a ride, then locks the doors."}


@pytest.fixture
def worker(group, desks, identifier):
    made = group.report(identifiers=(identifier(),), vehicles=({"vehicle_plate": "CKB 018"},))
    desks.file()
    return made


@pytest.fixture
def submitted(desks, worker):
    return desks.submit(desks.write(desks.begin(worker), summary=SUMMARY))


def published(group, handle="ada"):
    with reading(group.engine) as session:
        return read_published(session, group.desk(handle))


def acts(group):
    with reading(group.engine) as session:
        return [act.action for act in read_record(session, group.desk()).acts]


def test_two_people_put_a_bulletin_out_and_a_stop_token_into_the_mailbox(
    group, desks, worker, submitted
):
    record = desks.approve(submitted, hours=5)
    assert (record.number, record.author, record.approver) == (1, "ada", "bo")
    assert record.visible_from == group.now.replace(minute=0) + timedelta(hours=6)
    (one,) = published(group)
    assert one.showing is Showing.SCHEDULED
    assert one.edition.body.summary == SUMMARY
    with reading(group.engine) as session:
        assert drafts.read(session, group.desk(), submitted.id).state is State.PUBLISHED
        assert len(session.execute(select(Stop.token_hash)).all()) == 1
    assert acts(group)[:2] == ["bulletin_approved", "draft_submitted"]


def test_her_withdrawal_hides_it_by_the_token_in_her_mailbox(group, desks, worker):
    desks.publish(worker)
    mailbox = group.gate.mailbox_read(worker.keys.token)
    manifest = group.lists.manifest
    tokens = []
    for item in mailbox.items:
        if item.compartment != "status":
            continue
        place = Place(group.pins.installation, worker.report, "status", item.item)
        body = worker.keys.mailbox.open(place, item.ciphertext, item.wrap)
        try:
            tokens.append(read_stop_token(read_reply(place, manifest, body, item.day)))
        except Malformed:
            continue  # a status note
    (token,) = tokens
    assert group.gate.bulletin_stop(token.token)
    assert [one.showing for one in published(group)] == [Showing.STOPPED]
    assert [edition.body for edition in group.gate.public_read(group.now).editions] == [None]


def test_an_urgent_one_is_seen_at_once(group, desks, worker):
    desks.publish(worker)
    assert [one.showing for one in published(group)] == [Showing.LIVE]


@pytest.mark.parametrize(
    ("urgent", "expected"),
    [(True, datetime(2026, 3, 2, 18, tzinfo=UTC)), (False, datetime(2026, 3, 3, 2, tzinfo=UTC))],
)
def test_a_bulletin_appears_at_a_whole_hour(urgent, expected):
    now = datetime(2026, 3, 2, 18, 41, 7, tzinfo=UTC)
    asked = []
    found = approvals.appears(now, urgent=urgent, pick=lambda most: asked.append(most) or 7)
    assert found == expected
    assert asked == ([] if urgent else [24])


# --- attacks -----------------------------------------------------------------------------------


def test_the_author_does_not_approve_her_own(desks, submitted):
    with pytest.raises(OwnDraft):
        desks.approve(submitted, "ada")


def test_nor_when_she_writes_another_name_into_the_row(group, desks, submitted):
    """She holds the vault's key, so she can seal any row she likes: the signature is what counts."""
    ada = group.desk("ada")
    with writing(group.engine) as session:
        drafts.put(session, ada, replace(submitted, author="bo"))
    with pytest.raises(NotAsSigned):
        desks.approve(submitted, "ada")


def test_nor_when_she_signs_under_another_name(group, desks, submitted):
    ada = group.desk("ada")
    forged = sign_edition(
        ada.identity.signer, group.pins.installation, Hand.AUTHOR, "bo", submitted.body
    )
    with writing(group.engine) as session:
        drafts.put(session, ada, replace(submitted, author="bo", signature=forged))
    with pytest.raises(NotAsSigned):
        desks.approve(submitted, "ada")


def test_a_body_swapped_after_the_author_signed_is_not_approved(group, desks, submitted):
    bo = group.desk("bo")
    other = replace(submitted.draft.body, summary={"en": "Something else altogether."})
    swap = replace(submitted.draft, body=other)
    edition = replace(approvals.signed_edition(submitted), body=other)
    for swapped in (
        replace(submitted, body=edition_bytes(edition)),
        replace(submitted, draft=swap),
        replace(submitted, body=edition_bytes(edition), draft=swap),
        replace(submitted, body=b"{}"),
        replace(submitted, number=7),
    ):
        with writing(group.engine) as session:
            stored = drafts.read(session, bo, submitted.id)
            drafts.put(session, bo, replace(swapped, version=stored.version))
        with pytest.raises(NotAsSigned):
            desks.approve(submitted)
    assert published(group) == ()


def test_a_draft_row_swapped_with_another_reports_does_not_open(group, desks, worker, submitted):
    other = group.report()
    desks.file()
    second = desks.submit(desks.write(desks.begin(other)))
    with writing(group.engine) as session:
        rows = {
            row.id: row.ciphertext
            for row in session.execute(select(DraftTable.id, DraftTable.ciphertext))
        }
        session.execute(
            update(DraftTable)
            .where(DraftTable.id == submitted.id)
            .values(ciphertext=rows[second.id], version=second.version)
        )
    with pytest.raises(Damaged):
        desks.approve(submitted)
    with reading(group.engine) as session:
        found, closed = drafts.read_all(session, group.desk())
    assert [one.id for one in found] == [second.id]
    assert closed == 1


def test_a_draft_that_names_another_report_is_held_against_that_one(group, desks, submitted):
    """Somebody with the vault's key points a signed draft at a report that allows nothing."""
    silent = group.report(choices=Choices())
    desks.file()
    with writing(group.engine) as session:
        drafts.put(session, group.desk(), replace(submitted, reports=(silent.report,)))
    with pytest.raises(ConsentMissing):
        desks.approve(submitted)


def test_an_earlier_version_of_a_draft_does_not_stand_for_the_newest(group, desks, worker):
    begun = desks.begin(worker)
    with reading(group.engine) as session:
        old = session.execute(select(DraftTable.ciphertext)).scalar_one()
    desks.submit(desks.write(begun, summary=SUMMARY))
    with writing(group.engine) as session:
        session.execute(update(DraftTable).values(ciphertext=old))
    with pytest.raises(Damaged):
        desks.approve(begun)


def test_a_consent_withdrawn_after_submitting_stops_the_approval(group, desks, worker, submitted):
    withdraw(group, worker, replace(worker.telling.choices, consent_bulletin=False))
    desks.file()
    with pytest.raises(ConsentMissing):
        desks.approve(submitted)
    assert published(group) == ()


def test_a_withdrawal_that_nobody_has_filed_yet_stops_it_too(group, desks, worker, submitted):
    withdraw(group, worker, replace(worker.telling.choices, consent_bulletin=False))
    with pytest.raises(NotFiledYet):
        desks.approve(submitted)
    assert published(group) == ()
    desks.file()
    with pytest.raises(ConsentMissing):
        desks.approve(submitted)


def test_so_does_asking_to_see_the_words_first(group, desks, worker, submitted):
    withdraw(group, worker, replace(worker.telling.choices, ask_before_publishing=True))
    desks.file()
    with pytest.raises(AskFirst):
        desks.approve(submitted)


def test_a_statement_that_was_taken_away_again_is_missed(group, desks, worker, submitted):
    """The database hides the withdrawal that the card has seen."""
    withdraw(group, worker, replace(worker.telling.choices, consent_bulletin=False))
    desks.file()
    with writing(group.engine) as session:
        items = session.execute(
            select(FiledPart.item).where(FiledPart.compartment == "consent").order_by(FiledPart.day)
        ).scalars()
        newest = next(item for item in items if is_version(group, worker, item, 2))
        session.execute(FiledPart.__table__.delete().where(FiledPart.item == newest))
    with pytest.raises(StatementRefused):
        desks.approve(submitted)


def test_what_was_told_since_is_held_against_the_draft_too(group, desks, worker, submitted):
    """An addition says in the same words what the summary says: copied, so it is not approved."""
    group.add_to(worker, {"what_happened": SUMMARY["en"]})
    desks.file()
    with pytest.raises(Blocked):
        desks.approve(submitted)


def test_an_edition_put_into_the_table_without_two_signatures_is_believed_by_nobody(
    group, desks, worker
):
    record = desks.publish(worker)
    with writing(group.engine) as session:
        body = json.loads(record.body)
        body["body"]["summary"] = {"en": "A name and a street."}
        session.execute(update(Edition).values(body=json.dumps(body).encode()))
    assert [(one.showing, one.edition) for one in published(group)] == [(Showing.REFUSED, None)]


# --- sending back, recalling, correcting -------------------------------------------------------


def test_sending_back_drops_the_signature_and_keeps_the_number(group, desks, submitted):
    bo = group.desk("bo")
    with writing(group.engine) as session:
        back = approvals.send_back(session, bo, submitted, "  Please leave out the road.  ")
    assert (back.state, back.comment) == (State.SENT_BACK, "Please leave out the road.")
    assert (back.body, back.signature, back.number) == (b"", b"", 1)
    with pytest.raises(NotThere):
        desks.approve(back)
    assert desks.approve(desks.submit(back)).number == 1


def test_a_recalled_bulletin_keeps_its_number_and_loses_its_text(group, desks, worker):
    desks.publish(worker)
    with writing(group.engine) as session:
        approvals.recall(session, group.desk("bo"), 1, "A worker asked.")
    (one,) = published(group)
    assert (one.showing, one.edition, one.record.body) == (Showing.RECALLED, None, None)
    assert acts(group)[0] == "bulletin_recalled"
    with writing(group.engine) as session, pytest.raises(NotThere):
        approvals.correct(session, group.desk(), 1)


def test_a_correction_is_the_next_edition_and_replaces_the_one_before(group, desks, worker):
    desks.publish(worker)
    with writing(group.engine) as session:
        begun = approvals.correct(session, group.desk("ada"), 1)
        assert approvals.correct(session, group.desk("bo"), 1).id == begun.id
    assert (begun.number, begun.edition, begun.state) == (1, 2, State.WRITING)
    corrected = desks.write(begun, summary={"en": "Has a dog in the car."}, urgent=True)
    record = desks.approve(desks.submit(corrected))
    assert (record.number, record.edition) == (1, 2)
    (one,) = published(group)
    assert one.edition.body.summary == {"en": "Has a dog in the car."}
    with writing(group.engine) as session:
        statuses = session.execute(select(Edition.status).order_by(Edition.edition)).scalars()
        assert list(statuses) == ["superseded", "live"]


def test_two_who_approve_at_once_publish_once(group, desks, submitted):
    desks.approve(submitted)
    with pytest.raises(NotThere):
        desks.approve(submitted, "kim")
    with writing(group.engine) as session, pytest.raises((Conflict, OwnDraft, NotThere)):
        approvals.approve(session, group.desk("kim"), submitted, open_reported, lambda _: 0)


def withdraw(group, worker, choices):
    """Hand in the worker's next statement."""
    group.says(worker, choices)


def is_version(group, worker, item, version):
    for one in group.gate.mailbox_read(worker.keys.token).items:
        if one.item == item:
            place = Place(group.pins.installation, worker.report, "consent", item)
            body = worker.keys.mailbox.open(place, one.ciphertext, one.wrap)
            content = read_part(place, worker.keys.signer.verifying_key, body)
            return read_statement(content).version == version
    return False
