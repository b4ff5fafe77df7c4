"""What she allows, said in a word, in a sentence, and with what proof."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporting.casework.cases import read_one
from reporting.casework.filing import file_waiting
from reporting.domain.consent import (
    PERMISSIONS,
    POLICE_PARTS,
    PUBLISH_UNANSWERED,
    PUBLISH_UNASKED,
    Choices,
    Witness,
)
from reporting.review.consents import LONG, SHORT, may_be_taken_back, proof, short, uses

POLICE = Choices(
    consent_bulletin=True,
    ask_before_publishing=True,
    ask_otherwise="publish",
    ask_days=5,
    consent_police_report=True,
    police_own_words=True,
    police_force="city",
    police_leave_out=frozenset({"other"}),
)


@pytest.fixture
def case_with(group):
    def make(choices):
        worker = group.report(choices=choices)
        file_waiting(group.engine, group.desk())
        return read_one(group.engine, group.desk(), worker.report.hex())

    return make


def test_every_use_has_its_words():
    assert set(SHORT) == set(PERMISSIONS)
    assert {*PERMISSIONS, *POLICE_PARTS, PUBLISH_UNASKED, PUBLISH_UNANSWERED} == set(LONG)


def test_a_list_names_what_is_allowed_alone(app):
    with app.test_request_context("/"):
        assert short({"consent_bulletin", "consent_compare"}) == ["bulletin", "compare"]
        assert short(frozenset()) == []


def test_a_page_names_all_with_yes_or_no(app, case_with, group):
    case = case_with(POLICE)
    with app.test_request_context("/"):
        found = {use.name: use for use in uses(case.consent, group.desk().settings)}
        nothing = uses(None, group.desk().settings)
    assert found["consent_bulletin"].allowed
    assert "No answer in 5 days: publish." in found["consent_bulletin"].more
    assert "Only to: City Police" in found["consent_police_report"].more
    assert "Never to: other" in found["consent_police_report"].more
    assert not found["consent_compare"].allowed
    assert not any(use.allowed for use in nothing)


def test_what_can_be_taken_back_is_what_she_allows(app, case_with):
    with app.test_request_context("/"):
        found = [use.name for use in may_be_taken_back(case_with(POLICE).consent)]
        assert found == [
            "consent_bulletin",
            "consent_police_report",
            "police_own_words",
            PUBLISH_UNANSWERED,
        ]
        unasked = may_be_taken_back(case_with(Choices(consent_bulletin=True)).consent)
        assert [use.name for use in unasked] == ["consent_bulletin", PUBLISH_UNASKED]
        assert may_be_taken_back(None) == []


def police_uses(consent, group, **more):
    every = uses(consent, group.desk().settings, **more)
    return [use for use in every if use.name.startswith("consent_police")]


def test_the_proof_is_said(app, case_with, group):
    case = case_with(POLICE)
    witness = Witness(("ada",), "spoken", "at the van", "en", group.today)
    heard = replace(case, consent=replace(case.consent, witness=witness))
    with app.test_request_context("/"):
        assert not any(use.allowed for use in police_uses(heard.consent, group))
        assert [use.more for use in police_uses(heard.consent, group)] == [
            ("Staff heard her say yes; that does not count now.",),
            (),
            (),
        ]
        both = replace(heard.consent, witness=replace(witness, heard=heard.consent.choices))
        said = police_uses(both, group, witnessed_enough=True)
        assert [use.name for use in said if use.allowed] == ["consent_police_report"]
        assert "Never to: other" in said[0].more
        assert proof(case)[0] == "yes"
        assert "witnessed" in proof(heard)[1]
        assert proof(replace(case, consent=None)) == (
            "blocked",
            "cannot be verified: treat everything as no",
        )
