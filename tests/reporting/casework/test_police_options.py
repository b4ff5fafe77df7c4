"""What may go to police, and to which force, before anybody makes a package of it."""

from dataclasses import replace

import pytest

from reporting.casework import police_options
from reporting.casework.errors import Excluded
from reporting.casework.police_options import Options
from reporting.domain.consent import Choices
from reporting.domain.errors import ConsentMissing
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import Listed, Text
from reporting.domain.views import Exclusions, PoliceRecipientRefused

YES = Choices(consent_police_report=True)


def reported(group, desks, *told, **parts):
    """Somebody's report on file, and the desk of who looks at it."""
    worker = group.report(*told, **parts)
    desks.file()
    return group.reported(worker)


def put_forces(group, *slugs):
    forces = tuple(Listed(slug, Text({"en": slug.title()})) for slug in slugs)
    rows = PublicSettings(police_forces=forces).to_mapping()
    group.sign({"police_forces": rows["police_forces"]})


def test_forces_that_she_left_out_are_no_choice_and_one_that_she_named_is_the_only_one(
    group, desks
):
    put_forces(group, "city", "provincial", "port")
    left_out = replace(YES, police_leave_out=frozenset({"city"}))
    assert police_options.options(*reported(group, desks, choices=left_out)) == Options(
        {"report": ("provincial", "port")}, {"information": "not given"}
    )
    named = replace(YES, police_force="port", consent_police_information=True)
    assert police_options.options(*reported(group, desks, choices=named)).forces == {
        "report": ("port",),
        "information": ("city", "provincial", "port"),
    }


def test_with_no_force_left_there_is_nothing_to_choose(group, desks):
    left_out = replace(YES, police_leave_out=frozenset({"city"}))
    found = police_options.options(*reported(group, desks, choices=left_out))
    assert found == Options({}, {"report": "no force", "information": "not given"})
    assert not found.any


def test_a_report_about_police_has_no_force(group, desks):
    with pytest.raises(PoliceRecipientRefused):
        police_options.options(
            *reported(group, desks, {"incident_types": ("abuse_police",)}, choices=YES)
        )


@pytest.mark.parametrize(
    ("choices", "exclusions", "refusal"),
    [
        (YES, Exclusions(child=True), Excluded),
        (Choices(), Exclusions(), ConsentMissing),
    ],
)
def test_nothing_is_clear_past_an_exclusion_or_without_her_yes(
    group, desks, choices, exclusions, refusal
):
    with pytest.raises(refusal):
        police_options.clear(*reported(group, desks, choices=choices), exclusions)


def test_what_the_report_says_is_answered_beforehand(group, desks):
    told = {"danger_now": "yes", "report_kind": "authority"}
    _, found = reported(group, desks, told, YES, contact={"your_age_19": "no"})
    known = police_options.known_exclusions(found)
    assert known == Exclusions(danger_now=True, child=True, police_offender=True)


def test_what_was_added_counts_and_what_was_said_first_is_not_unsaid(group, desks):
    worker = group.report({"danger_now": "no"}, YES, contact={"your_age_19": "no"})
    group.add_to(worker, {"incident_types": ("abuse_police",), "danger_now": "yes"})
    group.add_contact(worker, {"your_age_19": "yes"})
    desks.file()
    _, found = group.reported(worker)
    known = police_options.known_exclusions(found)
    assert known == Exclusions(danger_now=True, child=True, police_offender=True)
