"""Errors say what was refused without repeating what was written."""

from reporting.domain.errors import Blocked, ConsentMissing, DomainError, Invalid, Problem


def test_a_problem_knows_the_name_of_its_control():
    assert Problem("person_name", "x").form_name == "person_name"
    assert Problem("person_name", "x", 3).form_name == "person_name-3"


def test_all_are_one_tree():
    for error in (Invalid([]), ConsentMissing("consent_bulletin"), Blocked([1, 2])):
        assert isinstance(error, DomainError)


def test_errors_name_fields_and_uses():
    problems = [Problem("b", "x"), Problem("a", "x"), Problem("", "x"), Problem("a", "y")]
    assert str(Invalid(problems)) == "invalid: a, b, form"
    assert Invalid(problems).problems == tuple(problems)
    assert str(ConsentMissing("consent_bulletin")) == "consent_bulletin: not given"
    assert Blocked([1, 2]).findings == (1, 2)
