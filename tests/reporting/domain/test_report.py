"""Report values answer by name and keep their content out of tracebacks."""

from reporting.domain.consent import Choices
from reporting.domain.errors import Problem
from reporting.domain.report import Account, Contact, Draft, Identifier, text_of, values_of


def test_answers_are_found_by_name():
    answers = {"area": "downtown", "incident_types": ("threats", "theft")}
    account, contact = Account(answers), Contact({"contact_name": "Robin"})
    assert account.text("area") == text_of(answers, "area") == "downtown"
    assert account.text("incident_types") == "threats"
    assert account.text("severity") == ""
    assert account.values("incident_types") == ("threats", "theft")
    assert account.values("area") == ("downtown",)
    assert account.values("severity") == values_of({"severity": ""}, "severity") == ()
    assert contact.text("contact_name") == "Robin"
    assert contact.values("support_wanted") == ()


def test_an_account_is_empty_until_something_was_answered():
    assert Account().is_empty
    assert not Account({"area": "downtown"}).is_empty
    assert not Account(identifiers=(Identifier("phone", "604-555-0142"),)).is_empty


def test_what_was_left_out_takes_no_part_in_comparing():
    assert Account({"area": "x"}, dropped=3) == Account({"area": "x"})
    assert Contact(dropped=3) == Contact()


def test_no_content_stands_in_a_repr():
    account = Account(
        {"what_happened": "CANARY"},
        ({"person_name": "CANARY"},),
        ({"vehicle_plate": "CANARY"},),
        (Identifier("phone", "CANARY"),),
    )
    draft = Draft(account, Contact({"contact_how": "CANARY"}), Choices(), (), {"a": ("CANARY",)})
    assert "CANARY" not in repr(draft)
    assert "CANARY" not in repr(account.identifiers)


def test_a_draft_gives_back_what_was_typed_and_the_problems_of_a_control():
    second = Problem("person_name", "too long", 2)
    draft = Draft(
        Account(), Contact(), Choices(), (Problem("person_name", "x"), second), {"a": ("1", "2")}
    )
    assert draft.value("a") == "1"
    assert draft.values("a") == ("1", "2")
    assert draft.value("b") == ""
    assert draft.problems_of("person_name-2") == (second,)
