"""Every setting on a page has words, and the record says them."""

from __future__ import annotations

import pytest

from reporting.domain.settings import PublicSettings
from reporting.review.settings_form import PARTS
from reporting.review.settings_words import (
    EXAMPLES,
    HELP,
    LABELS,
    PART_HELP,
    PART_NAMES,
    WHY,
    changed_names,
)

NAMES = {control.name for controls in PARTS.values() for control in controls}


def test_all_have_words_and_no_words_are_about_nothing():
    assert NAMES | {"support.en", "support.fr"} == set(LABELS)
    assert set(HELP) | set(EXAMPLES) | set(WHY) <= NAMES
    assert set(PART_NAMES) == set(PART_HELP) == {*PARTS, "support"}
    assert PublicSettings().to_mapping().keys() - NAMES == {"languages"}


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("areas, support.fr", "Areas, Page of support, French"),
        ("<b>", "<b>"),
        ("", ""),
    ],
)
def test_what_the_record_says(app, what, words):
    with app.test_request_context("/"):
        assert changed_names(what) == words
