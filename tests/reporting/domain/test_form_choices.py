"""What was ticked, and nothing else, is a yes."""

import pytest

from reporting.domain.consent import PERMISSIONS, Choices
from reporting.domain.form_choices import TWO_ANSWERS, read_choices


def read(**typed):
    choices, problems = read_choices({name: (value,) for name, value in typed.items()})
    assert problems == []
    return choices


def test_nothing_ticked_is_no_to_everything():
    assert read_choices({}) == (Choices(), [])
    assert not any(getattr(Choices(), name) for name in PERMISSIONS)


@pytest.mark.parametrize(
    ("answer", "bulletin", "ask"),
    [
        ("now", True, False),
        ("first", True, True),
        ("no", False, False),
        ("unknown", False, False),
        ("", False, False),
    ],
)
def test_warning_others_sets_the_bulletin_choices(answer, bulletin, ask):
    choices = read(warn_others=answer)
    assert (choices.consent_bulletin, choices.ask_before_publishing) == (bulletin, ask)


def test_the_boxes_of_the_long_form_say_the_same():
    assert read(consent_bulletin="yes").consent_bulletin
    both = read(warn_others="now", consent_bulletin="yes", ask_before_publishing="yes")
    assert both.consent_bulletin
    assert both.ask_before_publishing


@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_a_no_beside_a_ticked_box_is_asked_again_and_is_no_until_then(answer):
    choices, problems = read_choices({"warn_others": (answer,), "consent_bulletin": ("yes",)})
    assert [(problem.field, problem.message) for problem in problems] == [
        ("warn_others", TWO_ANSWERS)
    ]
    assert not choices.consent_bulletin


def test_two_radio_answers_are_asked_again_and_are_no_until_then():
    choices, problems = read_choices({"warn_others": ("now", "no")})
    assert [problem.field for problem in problems] == ["warn_others"]
    assert not choices.consent_bulletin


@pytest.mark.parametrize("value", ["yes", "on", "1", "true", "Yes"])
def test_a_tick_is_a_yes(value):
    assert read(consent_police_report=value).consent_police_report


@pytest.mark.parametrize("value", ["", "no", "off", "0", "false"])
def test_a_plain_no_is_a_no(value):
    assert not read(consent_police_report=value).consent_police_report


def test_anything_else_in_a_box_is_a_no_and_said():
    choices, problems = read_choices({"consent_partners": ("maybe", "yes")})
    assert not choices.consent_partners
    assert [problem.field for problem in problems] == ["consent_partners"]


def test_the_limits_are_read():
    choices, problems = read_choices(
        {
            "ask_otherwise": ("publish",),
            "ask_days": ("14",),
            "police_force": ("", "north"),
            "police_leave_out": ("east", "", "west", "unknown"),
        }
    )
    assert problems == []
    assert (choices.ask_otherwise, choices.ask_days) == ("publish", 14)
    assert choices.police_force == "north"
    assert choices.police_leave_out == {"east", "west"}
    assert read(police_force="unknown").police_force == ""


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("ask_days", ("400",)),
        ("ask_otherwise", ("yes",)),
        ("police_force", ("the ones downtown",)),
        ("police_leave_out", ("x" * 101,)),
        ("police_leave_out", tuple(f"force-{n}" for n in range(21))),
    ],
)
def test_a_limit_that_cannot_be_read_is_said(name, values):
    choices, problems = read_choices({name: values})
    assert [problem.field for problem in problems] == [name]
    assert choices == Choices()
