"""What the buttons do, and what comes back when they could not."""

from werkzeug.datastructures import MultiDict

from reporting.domain.errors import Problem
from reporting.intake.deeds import DEEDS, Asked, is_on_page, kept_fields


def test_what_was_typed_is_kept_and_nothing_else():
    form = MultiDict(
        [
            ("take_back", "consent_compare"),
            ("agree", "consent_bulletin"),
            ("answer_text", "words"),
            ("comment_00ff", "shorter"),
            ("stop_replies", ""),
            ("code", "a code"),
            ("new_word", "a secret"),
            ("state", "sealed"),
        ]
    )
    assert dict(kept_fields(form)) == {
        "take_back": "consent_compare",
        "agree": "consent_bulletin",
        "answer_text": "words",
        "comment_00ff": "shorter",
    }


def test_a_button_names_its_deed_and_what_it_is_about():
    asked = Asked(MultiDict({"do": "approve 00ff"}), "en", b"")
    assert (asked.deed, asked.about) == ("approve", "00ff")
    assert asked.deed in DEEDS
    assert Asked(MultiDict(), "en", b"").deed not in DEEDS


def test_only_problems_of_the_page_are_shown_on_it():
    assert is_on_page(Problem("answer_text", ""))
    assert is_on_page(Problem("comment_00ff", ""))
    assert not is_on_page(Problem("removed", ""))
