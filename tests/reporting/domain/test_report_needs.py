"""Deadlines for care, help now, and keeping police out."""

from datetime import date

import pytest

from reporting.domain.report import Account
from reporting.domain.report_needs import danger_now, may_be_about_police, urgent_care_applies

TODAY = date(2026, 11, 20)


def account(*types, persons=(), **answers):
    return Account({"incident_types": types, **answers}, persons=persons)


@pytest.mark.parametrize("when", ["today", "yesterday", "this_week"])
@pytest.mark.parametrize(
    "harm", ["sexual_assault", "physical_assault", "drugged", "condom_removed"]
)
def test_a_recent_assault_shows_deadlines_for_care(when, harm):
    assert urgent_care_applies(account("creepy", harm, when_rough=when))


@pytest.mark.parametrize("when", ["earlier", "unknown", ""])
def test_an_older_one_does_not(when):
    assert not urgent_care_applies(account("sexual_assault", when_rough=when))


def test_a_recent_harm_of_another_kind_does_not():
    assert not urgent_care_applies(account("no_payment", when_rough="today"))
    assert not urgent_care_applies(Account({"when_rough": "today"}))


def test_being_hurt_counts_without_a_kind_of_harm():
    assert urgent_care_applies(account(injuries=("choked",), when_rough="today"))
    assert not urgent_care_applies(account(injuries=("none",), when_rough="today"))


@pytest.mark.parametrize(
    ("day", "applies"),
    [
        ("2026-11-20", True),
        ("2026-11-13?", True),
        ("2026-11-12", False),
        ("2026-11-XX", False),
        ("2026-11-21", False),
        ("unknown", False),
    ],
)
def test_an_exact_day_of_the_last_week_is_recent(day, applies):
    assert urgent_care_applies(account("drugged", happened_on=day), TODAY) is applies
    assert not urgent_care_applies(account("drugged", happened_on=day))


def test_danger_now_is_only_a_yes():
    assert danger_now(Account({"danger_now": "yes"}))
    assert not danger_now(Account({"danger_now": "unknown"}))
    assert not danger_now(Account())


@pytest.mark.parametrize(
    ("report", "police"),
    [
        (account("abuse_police"), True),
        (account("threats", persons=({"person_role": "police"},)), True),
        (account("threats", persons=({}, {"person_role": "police"})), True),
        (account(report_kind="authority"), True),
        (account(report_kind="authority", persons=({"person_role": "unknown"},)), True),
        (account(report_kind="authority", persons=({"person_role": "manager"},)), False),
        (account("abuse_authority", report_kind="authority"), False),
        (account("abuse_authority"), False),
        (account("robbery", persons=({"person_role": "client"},)), False),
    ],
)
def test_a_report_that_may_be_about_police_is_known_as_one(report, police):
    assert may_be_about_police(report) is police
