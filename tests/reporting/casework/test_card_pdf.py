import io
from collections.abc import Callable

import pypdf
import pytest

from reporting.casework.card_pdf import CodeCard, card_pdf
from reporting.casework.print_labels import print_labels

WORDS = ("abandon", "crystal", "ladder", "mechanic", "question", "together", "mountain", "zoo")
DIGITS = ("0000", "0412", "1893", "1104", "1401", "1822", "1151", "2047")


@pytest.fixture
def card() -> CodeCard:
    return CodeCard(
        title={"en": "Corner House", "fr": "Maison du coin"},
        address="https://corner.example.org/return",
        words=WORDS,
        digits=DIGITS,
        labels=print_labels("card", lambda _, msgid: msgid),
    )


def test_the_code_stands_in_order_as_words_and_as_digits(
    card: CodeCard, pages: Callable[[bytes], list[str]]
) -> None:
    (text,) = pages(card_pdf(card, "letter", "en"))
    assert " ".join(WORDS) in text
    assert " ".join(DIGITS) in text
    assert "https://corner.example.org/return" in text


def test_a_card_tells_a_finder_neither_day_nor_purpose(
    card: CodeCard, pages: Callable[[bytes], list[str]]
) -> None:
    made = card_pdf(card, "letter", "en")
    (text,) = pages(made)
    assert "report" not in text.lower()
    assert dict(pypdf.PdfReader(io.BytesIO(made)).metadata or {}) == {
        "/Title": "Corner House",
        "/Creator": "Typst 0.15.1",
    }
