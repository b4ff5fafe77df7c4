"""Cards and consents: the highest seen is kept, what is forged or older counts as no."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crypto.receipts import Code, keys_of
from reporting.casework.cards import consent_of, list_cards, open_card, seal_card
from reporting.casework.cases import narrow
from reporting.casework.filing import file_waiting
from reporting.domain.case import Card
from reporting.domain.consent import Choices
from reporting.domain.identifiers import Normal
from reporting.domain.report import Identifier
from reporting.sealed.consents import next_statement
from reporting.sealed.errors import StatementRefused
from reporting.sealed.seal import seal_consent
from reporting.store.cases import read_card, read_case
from reporting.store.engine import reading


def row_of(group, worker):
    with reading(group.engine) as session:
        return read_card(session, worker.report)


def state(group, worker, choices):
    """Have her sign a further statement, and file it."""
    last = max(group.case(worker).opened.statements, key=lambda one: one.statement.version)
    group.state(worker, next_statement(last.statement, choices, group.today))
    file_waiting(group.engine, group.desk())


def test_a_card_opens_as_it_was_sealed(group, worker):
    card = open_card(group.desk("bo"), row_of(group, worker))
    assert card.report == worker.report
    again = seal_card(group.desk(), card)
    assert open_card(group.desk("bo"), again) == card


def test_another_reports_card_is_not_this_ones(group, worker):
    other = group.report()
    file_waiting(group.engine, group.desk())
    group.sql(
        "UPDATE card SET ciphertext = (SELECT ciphertext FROM card WHERE report = :other)"
        " WHERE report = :id",
        other=other.report,
        id=worker.report,
    )
    case = group.case(worker)
    assert case.card is None
    assert case.consent is None
    with reading(group.engine) as session:
        assert list_cards(session, group.desk())[0].card is None  # on top of the list


def test_more_identifiers_than_fit_do_not_stop_filing(group):
    long = tuple(Identifier("handle", f"{n}" + "x" * 190) for n in range(10))
    worker = group.report(identifiers=long)
    group.add_to(
        worker, {}, identifiers=tuple(replace(one, value="y" + one.value[1:]) for one in long)
    )
    file_waiting(group.engine, group.desk())
    card = open_card(group.desk(), row_of(group, worker))
    assert card.identifiers
    big = replace(card, identifiers=tuple(Normal("handle", f"{n}" + "z" * 290) for n in range(40)))
    assert 0 < len(open_card(group.desk(), seal_card(group.desk(), big)).identifiers) < 40


def test_a_forged_consent_is_no(group, worker):
    """Signed by another code, put in by somebody with the database: nothing is believed."""
    first = group.case(worker).opened.statements[0].statement
    thief = keys_of(Code.random(), group.pins.installation)
    widest = replace(first.choices, consent_partners=True, police_own_words=True)
    part = seal_consent(thief, next_statement(first, widest, group.today), group.lists.manifest)
    assert group.gate.mailbox_add(worker.keys.token, [part], group.today)
    file_waiting(group.engine, group.desk())
    case = group.case(worker)
    assert case.consent is None
    assert case.card.consents == frozenset()
    assert case.card.unreadable


def test_a_statement_of_another_report_is_no(group, worker):
    other = group.report()
    file_waiting(group.engine, group.desk())
    theirs = group.case(other).opened.statements[0].statement
    group.state(worker, next_statement(theirs, Choices(consent_partners=True), group.today))
    file_waiting(group.engine, group.desk())
    assert group.case(worker).consent is None


def consents_of(group, worker):
    with reading(group.engine) as session:
        parts = read_case(session, worker.report).parts
    return {part.item for part in parts if part.compartment == "consent"}


def test_an_older_consent_put_back_is_no(group, worker):
    """She said no; the database forgets that statement."""
    (first,) = consents_of(group, worker)
    state(group, worker, Choices())
    assert not group.case(worker).consent.choices.consent_bulletin
    (second,) = consents_of(group, worker) - {first}
    group.sql("DELETE FROM filed_part WHERE item = :item", item=second)
    case = group.case(worker)
    assert case.consent is None
    assert case.refusal == "an older consent than the one seen before"


def test_a_consent_cut_out_of_the_middle_is_no(group, worker):
    (first,) = consents_of(group, worker)
    state(group, worker, Choices())
    group.sql("DELETE FROM filed_part WHERE item = :item", item=first)
    assert group.case(worker).consent is None


def test_a_narrowing_that_the_database_hides_is_missed(group, worker):
    narrow(group.engine, group.desk(), worker.report, frozenset({"consent_bulletin"}), "at the van")
    assert not group.case(worker).consent.choices.consent_bulletin
    group.sql("DELETE FROM filed_part WHERE compartment = 'narrowing'")
    case = group.case(worker)
    assert case.consent is None
    assert "narrowing" in case.refusal


def test_a_wider_use_waits_and_a_narrower_does_not(group):
    worker = group.report(choices=Choices(consent_statistics=True))
    file_waiting(group.engine, group.desk())
    group.later(days=1)
    state(group, worker, Choices(consent_bulletin=True))
    choices = group.case(worker).consent.choices
    assert not choices.consent_statistics
    assert not choices.consent_bulletin
    group.later(days=3)
    assert group.case(worker).consent.choices.consent_bulletin


@pytest.mark.parametrize(
    "lie",
    [
        "UPDATE filed_part SET day = '2026-03-02' WHERE compartment = 'consent'",
        "UPDATE filed_part SET day = '2026-03-07' WHERE compartment = 'consent'",
        "UPDATE filed_part SET day = '2026-02-01' WHERE compartment = 'consent'",
    ],
)
def test_setting_the_day_of_arrival_back_shortens_no_wait(group, lie):
    """Attack: a found card says yes to police, and a database writer makes it an old yes."""
    worker = group.report(choices=Choices(consent_bulletin=True))
    file_waiting(group.engine, group.desk())
    group.later(days=5)
    state(group, worker, Choices(consent_bulletin=True, consent_police_report=True))
    group.sql(lie)
    for days, allowed in ((0, False), (2, False), (1, True)):
        group.later(days=days)
        consent = group.case(worker).consent
        assert consent.allows("consent_police_report") is allowed
        assert consent.allows("consent_bulletin")


def test_no_account_means_no_consent(group, worker):
    case = group.case(worker)
    with pytest.raises(StatementRefused):
        consent_of(group.desk(), replace(case.opened, account=None), case.card)
    with pytest.raises(StatementRefused):
        consent_of(group.desk(), replace(case.opened, keys_hold=False), case.card)


def test_who_is_kept_from_a_case_does_not_see_it(group, worker):
    desk = group.desk()
    card = open_card(desk, row_of(group, worker))
    kept = seal_card(desk, replace(card, kept_from=frozenset({"ada"}), version=card.version + 1))
    group.sql(
        "UPDATE card SET ciphertext = :c, version = :v WHERE report = :r",
        c=kept.ciphertext,
        v=kept.version,
        r=worker.report,
    )
    with reading(group.engine) as session:
        assert list_cards(session, group.desk("ada")) == []
        assert len(list_cards(session, group.desk("bo"))) == 1


def test_the_newest_day_comes_first_then_what_is_unread_and_worst(group):
    quiet = group.report({"severity": "unpleasant"})
    bad = group.report({"severity": "dangerous"})
    group.later(days=1)
    new = group.report({"severity": "risky"})
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        order = [line.report for line in list_cards(session, group.desk())]
    assert order == [new.report, bad.report, quiet.report]


def test_a_card_of_somebody_without_the_key_is_a_line_that_says_so(group, worker):
    with reading(group.engine) as session:
        (line,) = list_cards(session, group.desk("vik"))
    assert line.card is None
    assert isinstance(open_card(group.desk(), row_of(group, worker)), Card)
