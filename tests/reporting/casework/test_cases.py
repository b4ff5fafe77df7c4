"""What advocates do with a case: each act changes the card, is recorded, and is refused in doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporting.casework import cases
from reporting.casework.cases import MOST_NARROWINGS, find
from reporting.casework.errors import NotVerified, TooManyNarrowings
from reporting.casework.filing import file_waiting
from reporting.casework.record import read
from reporting.domain.case import Status, case_ref
from reporting.domain.consent import Choices
from reporting.domain.errors import Invalid, MoveNotAllowed
from reporting.domain.report import Account, Identifier
from reporting.store.engine import reading
from reporting.store.errors import NotFound
from reporting.store.settings import last_looked


@pytest.fixture
def worker(group):
    made = group.report(contact={"contact_name": "Robin"})
    file_waiting(group.engine, group.desk())
    return made


def acts(group):
    with reading(group.engine) as session:
        return [act.action.value for act in read(session, group.desk("kim")).acts]


def test_a_case_is_found_by_its_reference(group, worker):
    with reading(group.engine) as session:
        for ref in (case_ref(worker.report), worker.report.hex(), worker.report.hex().upper()):
            assert find(session, ref) == worker.report
        for ref in ("0000-0000", "no such thing"):
            with pytest.raises(NotFound):
                find(session, ref)


def test_a_reference_that_fits_two_finds_neither(group, worker, monkeypatch):
    twin = worker.report[:5] + bytes(11)
    monkeypatch.setattr(cases.store, "card_versions", lambda _: {worker.report: 1, twin: 1})
    with reading(group.engine) as session:
        with pytest.raises(NotFound):
            find(session, case_ref(worker.report))
        assert find(session, twin.hex()) == twin


def test_looking_marks_it_read_and_tells_her_once(group, worker):
    for _ in range(2):
        cases.look(group.engine, group.desk(), group.case(worker))
    case = group.case(worker)
    assert not case.card.unread
    assert case.card.version == 2
    assert [note.stage for note in case.opened.statuses] == ["received", "looked_at"]
    with reading(group.engine) as session:
        assert last_looked(session) == group.today


def test_two_who_look_at_once_do_not_trip_over_each_other(group, worker):
    first, second = group.case(worker), group.case(worker, "bo")
    cases.look(group.engine, group.desk("ada"), first)
    cases.look(group.engine, group.desk("bo"), second)
    case = group.case(worker)
    assert [note.stage for note in case.opened.statuses] == ["received", "looked_at"]


def test_a_report_whose_keys_were_changed_is_told_nothing(group, worker):
    group.sql("UPDATE filed_report SET mailbox_key = :key", key=group.desk("bo").member.seal.raw)
    case = cases.look(group.engine, group.desk(), group.case(worker))
    assert not case.card.unread
    assert case.card.consents == frozenset()
    assert len(group.case(worker).opened.statuses) == 1


def test_the_contact_is_opened_with_a_trace(group, worker):
    (contact,) = cases.contact(group.engine, group.desk(), worker.report)
    assert contact.text("contact_name") == "Robin"
    assert acts(group)[0] == "contact_opened"


def test_a_contact_that_cannot_be_recorded_is_not_opened(group, worker):
    group.later(days=181)
    with pytest.raises(Exception, match="valid until"):
        cases.contact(group.engine, group.desk(), worker.report)


def test_a_status_moves_where_it_may(group, worker):
    cases.move(group.engine, group.desk(), worker.report, Status.DONE)
    assert group.case(worker).card.status is Status.DONE
    with pytest.raises(MoveNotAllowed):
        cases.move(group.engine, group.desk(), worker.report, Status.JUNK)
    assert acts(group)[0] == "status_changed"


def test_an_addition_opens_a_case_that_was_done(group, worker):
    cases.move(group.engine, group.desk(), worker.report, Status.DONE)
    group.add_to(worker, {"weapon": ("knife",)})
    file_waiting(group.engine, group.desk())
    card = group.case(worker).card
    assert (card.status, card.unread) == (Status.OPEN, True)


def test_a_case_is_taken_and_given_back(group, worker):
    cases.assign(group.engine, group.desk(), worker.report, "ada")
    card = group.case(worker).card
    assert (card.assignee, card.status) == ("ada", Status.OPEN)
    cases.assign(group.engine, group.desk(), worker.report, "")
    assert group.case(worker).card.assignee == ""


def test_notes_are_the_teams(group, worker):
    cases.add_note(group.engine, group.desk("ada"), worker.report, "first")
    cases.add_note(group.engine, group.desk("bo"), worker.report, "second")
    notes = group.case(worker).notes
    assert [(note.by, note.text) for note in notes] == [("ada", "first"), ("bo", "second")]


def test_a_note_on_a_case_that_is_not_there_is_refused(group):
    with pytest.raises(Exception, match=r"."):
        cases.add_note(group.engine, group.desk(), bytes(16), "lost")


def test_structure_stands_apart_and_is_compared_where_she_allows_it(group, worker):
    given = Account(identifiers=(Identifier("phone", "604 555-0142"),))
    cases.structure(group.engine, group.desk(), worker.report, given)
    case = group.case(worker)
    assert case.staff == given
    assert case.opened.account.account == worker.telling.account
    assert case.accounts[-1] == given
    assert case.card.staff_entered
    assert [one.key for one in case.card.identifiers] == ["+16045550142"]


def test_without_her_yes_nothing_of_the_structure_is_on_the_card(group):
    worker = group.report(choices=Choices())
    file_waiting(group.engine, group.desk())
    given = Account(identifiers=(Identifier("phone", "604 555-0142"),))
    cases.structure(group.engine, group.desk(), worker.report, given)
    assert group.case(worker).card.identifiers == ()


def test_a_narrowing_is_at_once_and_in_her_mailbox(group, worker):
    cases.narrow(
        group.engine, group.desk(), worker.report, frozenset({"consent_compare"}), "at the van"
    )
    case = group.case(worker)
    assert not case.consent.choices.consent_compare
    assert case.consent.choices.consent_bulletin
    assert case.card.identifiers == ()
    assert len(case.card.narrowings) == 1
    (narrowing,) = case.opened.narrowings
    # whoever found the card opens it, so on whose word it was said is for advocates alone
    assert (narrowing.recorded_by, narrowing.how) == ("ada", "")
    assert [note.text for note in case.notes] == ["at the van"]
    box = group.gate.mailbox_read(worker.keys.token)
    assert "narrowing" in [item.compartment for item in box.items]
    assert acts(group)[0] == "narrowed"


def test_a_narrowing_that_nobody_understands_is_not_done(group, worker):
    with pytest.raises(Invalid):
        cases.narrow(group.engine, group.desk(), worker.report, frozenset({"consent_x"}), "how")
    assert group.case(worker).opened.narrowings == ()


def test_a_narrowing_is_not_sealed_to_changed_keys(group, worker):
    group.sql("UPDATE filed_report SET mailbox_key = :key", key=group.desk("bo").member.seal.raw)
    with pytest.raises(NotVerified):
        cases.narrow(
            group.engine, group.desk(), worker.report, frozenset({"consent_compare"}), "how"
        )


def test_narrowings_have_an_end(group, worker, monkeypatch):
    monkeypatch.setattr(cases, "MOST_NARROWINGS", 1)
    assert MOST_NARROWINGS > 1
    one = frozenset({"consent_compare"})
    cases.narrow(group.engine, group.desk(), worker.report, one, "how")
    with pytest.raises(TooManyNarrowings):
        cases.narrow(group.engine, group.desk(), worker.report, one, "how")


def test_who_is_kept_from_it_does_not_open_it(group, worker):
    desk = group.desk()
    card = group.case(worker).card
    kept = cases.seal_card(
        desk, replace(card, kept_from=frozenset({"bo"}), version=card.version + 1)
    )
    group.sql("UPDATE card SET ciphertext = :c, version = :v", c=kept.ciphertext, v=kept.version)
    with pytest.raises(NotFound):
        group.case(worker, "bo")
    with pytest.raises(NotFound):
        cases.move(group.engine, group.desk("bo"), worker.report, Status.DONE)
    assert group.case(worker).card is not None


def test_without_its_card_nothing_is_done_with_a_case(group, worker):
    group.sql("UPDATE card SET ciphertext = :junk", junk=b"\x01junk")
    case = group.case(worker)
    assert (case.card, case.consent) == (None, None)
    assert cases.look(group.engine, group.desk(), case) is case
    with pytest.raises(NotFound):
        cases.move(group.engine, group.desk(), worker.report, Status.DONE)
    with pytest.raises(NotVerified):
        cases.structure(group.engine, group.desk(), worker.report, Account())
    group.add_to(worker, {"weapon": ("knife",)})
    assert file_waiting(group.engine, group.desk()).unreadable == 1
    assert len(group.case(worker).opened.additions) == 1


def test_what_was_closed_opens_for_who_has_the_key(group):
    """Filed by somebody without the epoch's key; the next who has it puts it into the vault."""
    worker = group.report()
    group.sql("UPDATE inbox_wrap SET epoch = 7 WHERE circle = 'main'")
    file_waiting(group.engine, group.desk())
    case = group.case(worker)
    assert {part.why.value for part in case.opened.unopened} == {"no key"}
    group.sql("UPDATE unopened_wrap SET epoch = 1")
    case = group.case(worker)
    assert not case.opened.unopened
    cases.look(group.engine, group.desk(), case)
    with reading(group.engine) as session:
        assert cases.store.unopened_parts(session) == ()
    assert not group.case(worker).card.unreadable
