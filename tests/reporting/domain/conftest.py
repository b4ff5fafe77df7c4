"""What tests of the field's rules share."""

import pytest

from reporting.domain.bulletin_facts import Passage
from reporting.domain.redaction_text import Text


@pytest.fixture
def read():
    """Fold a text as a passage of a summary: `read("some words", "fr")`."""

    def folded(text, language="en", where="summary.en"):
        return Text.of(Passage(where, language, text))

    return folded
