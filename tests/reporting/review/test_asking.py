"""What the taker says about the asking: how she answered, and whose card it is."""

import pytest

from crypto.receipts import Code
from reporting.domain.settings import PublicSettings
from reporting.review import asking
from reporting.review.asking import Answered, aloud, read
from reporting.sealed.witness import Hearing
from reporting.web.formpage import EMPTY

CODE = Code((0, 412, 1893, 1104, 1401, 1822, 1151, 2047))


@pytest.fixture(autouse=True)
def request_of_review(app):
    with app.test_request_context("/report"):
        yield


@pytest.mark.parametrize(
    "typed",
    [
        " ".join(CODE.digits()),
        "".join(CODE.digits()),
        " ".join(CODE.words("en")),
        " ".join(CODE.words("fr")),
    ],
)
def test_a_code_is_read_in_words_or_digits(typed):
    found = read(Answered("paper", "", typed))
    assert (found.problems, found.card) == ((), CODE)


def test_a_spoken_report_may_have_a_card_from_a_paper_form():
    assert read(Answered("spoken", "", " ".join(CODE.digits()))).card == CODE


def test_what_was_asked_is_one_line():
    assert read(Answered("spoken", "  read\naloud ")).hearing == Hearing("spoken", "read aloud")


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        (Answered(), "how", asking.CHOOSE),
        (Answered("shouted"), "how", asking.CHOOSE),
        (Answered("spoken", "x" * 121), "asked", asking.LONG),
        (Answered("paper"), "code", asking.NO_CODE),
        (Answered("paper", "", "2048 " * 8), "code", asking.BAD_WORD),
        (Answered("paper", "", "not a code"), "code", asking.BAD_CODE),
    ],
)
def test_what_is_missing_is_a_problem_of_its_field(typed, field, message):
    found = read(typed)
    assert [(p.field, p.message) for p in found.problems] == [(field, message)]
    assert found.hearing is None


def test_a_paper_whose_code_cannot_be_read_gets_a_new_one():
    found = read(Answered("paper", unreadable=True))
    assert (found.problems, found.card) == ((), None)


def test_first_questions_are_put_as_one_says_them():
    parts = aloud(EMPTY, PublicSettings(), frozenset())
    assert parts["first"]["what_happened"].label == "Tell me as much or as little as you want."
    assert parts["labels"]["how"] == "How she answered"
