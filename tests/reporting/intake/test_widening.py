"""Saying yes to more with the code: in her words, after a wait, and stopped by herself."""

import re
from datetime import date

import pytest

from reporting.casework import cases
from reporting.casework.filing import file_waiting
from reporting.casework.reported import open_reported
from reporting.domain.consent import Choices
from reporting.domain.settings import PublicSettings
from reporting.intake.mailbox import Opened
from reporting.intake.widening import widened
from reporting.sealed.consents import Arrived
from reporting.sealed.errors import StatementRefused
from reporting.sealed.replies import Narrowing
from reporting.sealed.statements import MAX_ACKNOWLEDGED, Statement
from reporting.store.engine import reading

both_databases = pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)
ONLY_COUNTED = Choices(consent_statistics=True)


def agree(site, state, *names, **more):
    return site.post("/return", {"state": state, "do": "consent", "agree": [*names], **more})


def choices_of(group, worker):
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        return cases.open_case(session, group.desk(), worker.report).consent.choices


@both_databases
def test_a_yes_to_more_counts_after_three_days(site, reported, group, valid_html):
    code, worker = reported(ONLY_COUNTED)
    site.later(days=5)
    _, state = site.open(code)
    saved = agree(site, state, "consent_compare")
    valid_html(saved.get_data(as_text=True))
    words = site.words(saved)
    assert "Your yes counts from the day that stands beside it below." in words
    assert "It counts from Tuesday, March 10, 2026." in words
    assert not choices_of(group, worker).consent_compare
    site.later(days=3)
    assert choices_of(group, worker).consent_compare
    assert "It counts from" not in site.words(site.open(code)[0])


def test_on_the_day_of_the_report_it_counts_at_once(site, reported, group):
    code, worker = reported(ONLY_COUNTED)
    _, state = site.open(code)
    agree(site, state, "consent_compare")
    assert choices_of(group, worker).consent_compare


def test_whoever_has_the_code_can_take_it_back_before_it_counts(site, reported, group):
    code, worker = reported(ONLY_COUNTED)
    site.later(days=5)
    _, state = site.open(code)
    agree(site, state, "consent_police_report", "consent_compare")
    page = site.take_back(state, "consent_police_report")
    assert "From now on the answer is no." in site.words(page)
    site.later(days=9)
    after = choices_of(group, worker)
    assert (after.consent_police_report, after.consent_compare) == (False, True)


def test_what_is_ticked_both_ways_is_a_no(site, reported, group):
    code, worker = reported(ONLY_COUNTED)
    _, state = site.open(code)
    agree(site, state, "consent_compare", take_back="consent_compare")
    assert not choices_of(group, worker).consent_compare


def test_a_new_yes_to_a_warning_is_show_me_first(site, reported, group):
    code, worker = reported(ONLY_COUNTED)
    _, state = site.open(code)
    agree(site, state, "consent_bulletin")
    choices = choices_of(group, worker)
    assert choices.consent_bulletin
    assert choices.ask_before_publishing
    assert choices.ask_otherwise == "dont"
    page = agree(site, state, "publish_unasked")
    assert "We do not show you the words first." in site.words(page)


def test_publishing_more_easily_waits_and_is_stopped(site, reported, group):
    first = Choices(consent_bulletin=True, ask_before_publishing=True)
    code, worker = reported(first)
    site.later(days=2)
    _, state = site.open(code)
    page = agree(site, state, "publish_unasked")
    assert "You made this easier for us. It counts from Saturday, March 7, 2026." in site.words(
        page
    )
    site.take_back(state, "publish_unanswered")
    site.later(days=5)
    assert choices_of(group, worker).ask_before_publishing


def test_a_force_that_was_left_out_may_get_it_again(site, reported, group):
    code, worker = reported()
    _, state = site.open(code)
    site.take_back(state, "police_leave_out:city")
    assert not choices_of(group, worker).may_go_to("city")
    site.later(days=1)
    _, state = site.open(code)
    page = agree(site, state, "police_leave_out:city")
    assert "You allowed another police force. It counts from Friday, March 6, 2026." in site.words(page)  # fmt: skip
    assert not choices_of(group, worker).may_go_to("city")
    site.later(days=3)
    assert choices_of(group, worker).may_go_to("city")


def test_what_staff_took_back_can_be_given_again(site, reported, group):
    code, worker = reported()
    file_waiting(group.engine, group.desk())
    removed = frozenset({"consent_compare", "consent_contact"})
    cases.narrow(group.engine, group.desk(), worker.report, removed, "by phone")
    site.later(days=1)
    _, state = site.open(code)
    page = agree(site, state, "consent_compare")
    assert "It counts from Friday, March 6, 2026." in site.words(page)
    assert not choices_of(group, worker).consent_compare
    site.later(days=3)
    after = choices_of(group, worker)
    # what she did not give again stays taken back
    assert (after.consent_compare, after.consent_contact) == (True, False)


@pytest.mark.parametrize(
    "name", ["consent_everything", "police_place_exact", "police_leave_out:moon", "publish_unasked"]
)
def test_what_is_not_offered_is_refused(site, reported, name):
    code, _ = reported(ONLY_COUNTED)
    _, state = site.open(code)
    assert agree(site, state, name).status_code == 400
    assert "Version 1." in site.words(site.post("/return", {"state": state}))


def test_careful_words_that_nobody_reviewed_are_not_offered(site, reported):
    code, _ = reported(ONLY_COUNTED)
    site.set(reviewed_languages=["fr"])
    page, state = site.open(code)
    offered = set(re.findall(r'name="agree" value="([a-z_]+)"', page.get_data(as_text=True)))
    assert "consent_compare" in offered
    assert not {name for name in offered if "police" in name or "partners" in name}
    assert agree(site, state, "consent_police_report").status_code == 400


def test_the_risks_stand_beside_a_yes_to_police(site, reported):
    code, _ = reported(ONLY_COUNTED)
    from reporting.domain.consent_wording import wording

    words = site.words(site.open(code)[0])
    for risk in wording("en", "2026-11").police_risks:
        assert " ".join(risk.split()) in words


def test_more_of_staffs_notes_than_a_statement_can_name_are_refused():
    day = date(2026, 3, 2)
    statement = Statement(
        b"r" * 16, 1, b"", day, "2026-11", "en", bytes(32), ONLY_COUNTED, frozenset(), b"d" * 32
    )
    notes = [
        Narrowing(b"r" * 16, day, frozenset({"consent_compare"}), "ada", "by phone", bytes([n]))
        for n in range(MAX_ACKNOWLEDGED + 1)
    ]

    def agreed(*narrowings):
        arrived = (Arrived(statement, day),)
        opened = Opened(b"r" * 16, day, None, arrived, narrowings, (), None, kept_back=False)
        return widened(opened, frozenset({"consent_compare"}), PublicSettings())

    assert len(agreed(*notes[1:]).acknowledged) == MAX_ACKNOWLEDGED
    with pytest.raises(StatementRefused):
        agreed(*notes)


# --- "my yes also holds for what I added since" --------------------------------------------------


def restate(site, state):
    return site.post("/return", {"state": state, "do": "restate"})


def later_of(group, worker):
    """What she added and her yes does not cover, as publishing and forwarding see it."""
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        return open_reported(session, group.desk(), worker.report).later


def added(site, group, worker, days=2):
    site.later(days=days)
    group.add_to(worker, {"weapon_detail": "a bread knife"})


@both_databases
def test_her_yes_holds_for_what_she_added_after_the_wait(site, reported, group, valid_html):
    code, worker = reported()
    added(site, group, worker)
    page, state = site.open(code)
    assert "holds for what you had sent by March 2, 2026." in site.words(page)
    assert "It then counts from Saturday, March 7, 2026." in site.words(page)
    saved = restate(site, state)
    valid_html(saved.get_data(as_text=True))
    words = site.words(saved)
    assert "The day from which your yes holds for what you added stands below." in words
    assert "From Saturday, March 7, 2026 it holds for what you had sent by March 4" in words
    assert 'value="restate"' not in saved.get_data(as_text=True)
    site.later(days=2)
    assert len(later_of(group, worker)) == 1
    site.later(days=1)
    assert later_of(group, worker) == ()


def test_it_changes_nothing_else(site, reported, group):
    code, worker = reported()
    file_waiting(group.engine, group.desk())
    taken = frozenset({"consent_compare"})
    cases.narrow(group.engine, group.desk(), worker.report, taken, "by phone")
    before = choices_of(group, worker)
    site.later(days=1)
    restate(site, site.open(code)[1])
    site.later(days=3)
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        case = cases.open_case(session, group.desk(), worker.report)
    first, again = [one.statement for one in case.opened.statements]
    assert (again.choices, again.acknowledged) == (first.choices, first.acknowledged)
    assert choices_of(group, worker) == before
    assert not before.consent_compare


def test_whoever_found_the_card_and_said_it_is_stopped_in_time(site, reported, group):
    code, worker = reported()
    added(site, group, worker)
    restate(site, site.open(code)[1])
    site.later(days=2)
    police = ("consent_police_report", "consent_police_information")
    site.take_back(site.open(code)[1], *police)
    site.later(days=9)
    after = choices_of(group, worker)
    assert not any(after.allows(name) for name in police)


def test_pressed_twice_it_is_said_once_a_day(site, reported):
    code, _ = reported()
    _, state = site.open(code)
    assert "Version 1." in site.words(restate(site, state))
    site.later(days=1)
    restate(site, site.open(code)[1])
    assert "Version 2." in site.words(restate(site, site.open(code)[1]))
    site.later(days=1)
    assert "Version 3." in site.words(restate(site, site.open(code)[1]))


def test_where_nothing_is_passed_on_there_is_nothing_to_say_again(site, reported):
    code, _ = reported(ONLY_COUNTED)
    site.later(days=2)
    page, state = site.open(code)
    assert "What you added later" not in site.words(page)
    words = site.words(restate(site, state))
    assert "so nothing was changed" in words
    assert "Version 1." in words


def test_what_was_ticked_and_not_saved_stays_ticked(site, reported):
    code, _ = reported()
    site.later(days=1)
    _, state = site.open(code)
    form = {"state": state, "do": "restate", "take_back": "consent_compare"}
    page = site.post("/return", form).get_data(as_text=True)
    assert re.search(r'value="consent_compare"[^>]* checked', page)
