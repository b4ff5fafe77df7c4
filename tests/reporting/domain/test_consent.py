"""How a yes narrows, widens and comes into force, and who is turned away without one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.consent import (
    NARROWABLE,
    PERMISSIONS,
    POLICE_PARTS,
    PUBLISH_UNANSWERED,
    PUBLISH_UNASKED,
    Choices,
    Consent,
    Witness,
    effective,
    meet,
    narrowed,
    settled,
    widens,
)
from reporting.domain.errors import ConsentMissing, Invalid

DAY = date(2026, 11, 2)
FORCES = ("north", "south")
EVERYTHING = Choices(**dict.fromkeys((*PERMISSIONS, *POLICE_PARTS), True))
WITNESS = Witness(("ana", "bo"), "spoken", "I read it out.", "en", DAY, EVERYTHING)

all_choices = st.builds(
    Choices,
    **dict.fromkeys((*PERMISSIONS, *POLICE_PARTS, "ask_before_publishing"), st.booleans()),
    ask_otherwise=st.sampled_from(["publish", "dont"]),
    ask_days=st.sampled_from([3, 7, 14]),
    police_force=st.sampled_from(["", *FORCES]),
    police_leave_out=st.frozensets(st.sampled_from(FORCES)),
)


def consent(choices, witness=None):
    return Consent(choices, 1, bytes(16), bytes(32), DAY, "en", "2026-11", witness)


@pytest.mark.parametrize("name", PERMISSIONS)
def test_a_use_without_a_yes_is_refused_by_name(name):
    with pytest.raises(ConsentMissing) as refused:
        consent(Choices()).require(name)
    assert (refused.value.name, refused.value.reason) == (name, "not given")


@pytest.mark.parametrize("name", PERMISSIONS)
def test_a_signed_yes_is_enough_for_its_own_use_only(name):
    signed = consent(Choices(**{name: True}))
    signed.require(name)
    assert [other for other in PERMISSIONS if signed.allows(other)] == [name]


def test_an_unknown_use_is_refused():
    for name in ("consent_everything", "ask_before_publishing", "police_force", ""):
        with pytest.raises(ConsentMissing):
            consent(EVERYTHING).require(name)


def test_a_police_part_counts_only_with_the_police_report():
    consent(EVERYTHING).require("police_own_words")
    without = replace(EVERYTHING, consent_police_report=False)
    with pytest.raises(ConsentMissing):
        consent(without).require("police_own_words")


def test_a_witnessed_yes_is_enough_for_figures_comparing_bulletins_and_contact():
    witnessed = consent(EVERYTHING, WITNESS)
    allowed = {name for name in (*PERMISSIONS, *POLICE_PARTS) if witnessed.allows(name)}
    assert allowed == {
        "consent_statistics",
        "consent_compare",
        "consent_bulletin",
        "consent_contact",
    }
    with pytest.raises(ConsentMissing) as refused:
        witnessed.require("consent_police_report")
    assert refused.value.reason == "only witnessed"
    witnessed.require("consent_police_report", witnessed_enough=True)


@pytest.mark.parametrize(
    "heard",
    [
        Choices(consent_bulletin=True),
        replace(EVERYTHING, police_place_exact=False),
        replace(EVERYTHING, consent_police_questions=False),
        replace(EVERYTHING, police_force="north"),
        replace(EVERYTHING, police_leave_out=frozenset({"north"})),
    ],
)
def test_for_police_it_is_enough_for_what_was_heard_and_for_no_more(heard):
    witnessed = consent(EVERYTHING, replace(WITNESS, heard=heard))
    assert not witnessed.allows("consent_police_report", witnessed_enough=True)
    assert not witnessed.allows("consent_police_information", witnessed_enough=True)
    assert witnessed.allows("consent_bulletin")
    less = consent(meet(EVERYTHING, heard), replace(WITNESS, heard=heard))
    assert less.allows("consent_police_report", witnessed_enough=True) == less.choices.allows(
        "consent_police_report"
    )


def test_a_police_report_goes_to_the_named_force_and_never_to_one_left_out():
    anywhere = Choices(consent_police_report=True)
    assert anywhere.may_go_to("north")
    assert not replace(anywhere, police_leave_out=frozenset({"north"})).may_go_to("north")
    named = replace(anywhere, police_force="north")
    assert named.may_go_to("north")
    assert not named.may_go_to("south")
    assert not replace(named, police_leave_out=frozenset({"north"})).may_go_to("north")
    assert not Choices(police_force="north").may_go_to("north")


def test_dropping_a_limit_is_widening():
    asked = Choices(consent_bulletin=True, ask_before_publishing=True)
    assert widens(asked, replace(asked, ask_before_publishing=False)) == {"ask_before_publishing"}
    assert widens(replace(asked, ask_before_publishing=False), asked) == frozenset()
    assert widens(asked, replace(asked, ask_otherwise="publish")) == {"ask_otherwise"}
    fortnight = replace(asked, ask_otherwise="publish", ask_days=14)
    assert widens(fortnight, replace(fortnight, ask_days=7)) == {"ask_days"}
    police = Choices(consent_police_report=True, police_leave_out=frozenset({"north"}))
    assert widens(police, replace(police, police_leave_out=frozenset())) == {"police_leave_out"}
    assert widens(police, replace(police, police_force="south")) == {"police_force"}
    assert widens(police, replace(police, police_pictures=True)) == {"police_pictures"}


def test_a_limit_without_its_permission_is_not_widening():
    assert widens(Choices(), Choices(police_pictures=True, ask_otherwise="publish")) == frozenset()


@given(all_choices, all_choices)
def test_what_both_allow_is_wider_than_neither(first, second):
    both = meet(first, second)
    assert widens(first, both) == frozenset()
    assert widens(second, both) == frozenset()
    for force in FORCES:
        assert both.may_go_to(force) <= (first.may_go_to(force) and second.may_go_to(force))


@given(all_choices)
def test_a_choice_and_itself_allow_the_same(choices):
    assert meet(choices, choices) == choices
    assert widens(choices, choices) == frozenset()


@given(all_choices, st.frozensets(st.sampled_from([*NARROWABLE, "police_leave_out:north"])))
def test_narrowing_never_widens_and_twice_is_once(choices, removed):
    result = narrowed(choices, removed)
    assert widens(choices, result) == frozenset()
    assert narrowed(result, removed) == result
    assert not any(result.allows(name) for name in removed)


def test_narrowing_by_asking_first():
    now = Choices(consent_bulletin=True, ask_otherwise="publish")
    asked = narrowed(now, frozenset({PUBLISH_UNASKED}))
    assert asked == Choices(consent_bulletin=True, ask_before_publishing=True)
    waiting = replace(now, ask_before_publishing=True)
    assert narrowed(waiting, frozenset({PUBLISH_UNASKED})) == waiting
    assert narrowed(waiting, frozenset({PUBLISH_UNANSWERED})).ask_otherwise == "dont"


@pytest.mark.parametrize(
    "name",
    [
        "consent_all",
        "ask_before_publishing",
        "police_leave_out:",
        "police_leave_out:North Shore",
        "",
    ],
)
def test_a_narrowing_that_is_not_understood_is_an_error(name):
    with pytest.raises(Invalid):
        narrowed(EVERYTHING, frozenset({name}))


def test_effective_is_the_latest_less_every_narrowing():
    narrowings = [frozenset({"consent_bulletin"}), frozenset({"police_leave_out:north"})]
    result = effective(EVERYTHING, narrowings)
    assert not result.consent_bulletin
    assert not result.may_go_to("north")
    assert result.consent_statistics
    assert effective(EVERYTHING, []) == EVERYTHING


class TestSettled:
    bulletin = Choices(consent_bulletin=True)
    both = Choices(consent_bulletin=True, consent_police_report=True)

    def on(self, versions, days):
        arrived = [(DAY + timedelta(days=day), choices) for day, choices in versions]
        return settled(arrived, DAY + timedelta(days=days))

    def test_nothing_said_is_no(self):
        assert settled([], DAY) == Choices()

    def test_the_first_statement_and_those_of_its_day_count_at_once(self):
        assert self.on([(0, self.bulletin)], 0) == self.bulletin
        assert self.on([(0, self.bulletin), (0, self.both)], 0) == self.both

    def test_a_later_wider_use_waits_three_days(self):
        versions = [(0, self.bulletin), (5, self.both)]
        assert self.on(versions, 7) == self.bulletin
        assert self.on(versions, 8) == self.both

    def test_a_later_narrowing_counts_at_once(self):
        assert self.on([(0, self.both), (5, self.bulletin)], 5) == self.bulletin

    def test_a_statement_that_does_both_narrows_now_and_widens_later(self):
        police = Choices(consent_police_report=True)
        versions = [(0, self.bulletin), (5, police)]
        assert self.on(versions, 5) == Choices()
        assert self.on(versions, 8) == police

    def test_a_widening_that_was_stopped_in_time_never_counts(self):
        versions = [(0, self.bulletin), (5, self.both), (6, self.bulletin)]
        assert all(self.on(versions, day) == self.bulletin for day in (5, 6, 8, 9, 30))

    def test_another_force_waits_and_the_old_one_stops(self):
        north = Choices(consent_police_report=True, police_force="north")
        south = replace(north, police_force="south")
        waiting = self.on([(0, north), (5, south)], 6)
        assert not waiting.may_go_to("north")
        assert not waiting.may_go_to("south")
        assert self.on([(0, north), (5, south)], 8).may_go_to("south")
