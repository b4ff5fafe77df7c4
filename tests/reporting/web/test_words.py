import pytest

from reporting.domain.errors import Problem
from reporting.web.words import ICONS, icon, problem_text, problems_of, suffix, whole


def test_an_icon_is_always_a_word_too(app):
    with app.test_request_context("/"):
        for name in ICONS:
            assert icon(name).count("</span> ") == 1
            assert len(icon(name).split("</span> ")[1]) > 1
        assert icon("yes", "<seen>").endswith("&lt;seen&gt;")
        with pytest.raises(KeyError):
            icon("umbrella")


def test_a_problem_is_said_with_what_fills_it(app):
    with app.test_request_context("/"):
        problem = Problem("what_happened", "Too long: %(size)s", params={"size": 5})
        assert problem_text(problem) == "Too long: 5"


def test_problems_belong_to_a_field_and_its_number():
    first, second = Problem("person_name", "a"), Problem("person_name", "b", 2)
    assert problems_of([first, second], "person_name") == [first]
    assert problems_of([first, second], "person_name", 2) == [second]
    assert problems_of([first, second], "person_marks") == []


def test_a_name_ends_as_the_form_reader_expects():
    assert [suffix(0), suffix(1), suffix(2), suffix(10)] == ["", "", "-2", "-10"]


def test_references_and_telephone_numbers_stay_on_one_line():
    unbroken = '<span class="whole">{}</span>'.format
    said = whole("Read 2QF5-2NE7 & F-5861-5A04: 604 555-0100, 604-555-0199")
    assert said == (
        f"Read {unbroken('2QF5-2NE7')} &amp; {unbroken('F-5861-5A04')}: "
        f"{unbroken('604 555-0100')}, {unbroken('604-555-0199')}"
    )
    assert whole("<b>") == "&lt;b&gt;"
    assert whole("well-known half-hour") == "well-known half-hour"
