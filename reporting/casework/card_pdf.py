"""A receipt code on a plain card to cut out, for whoever has no phone to keep it on.

Somebody else may find it: it carries the neutral title, the code and where to type it in, and
says nothing of what the code is about. The file has no date at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.casework.typesetting import Language, Paper, Value, Words, typeset


@dataclass(frozen=True, slots=True)
class CodeCard:
    """Eight words and the same eight numbers as digits; `address` is where to come back."""

    title: Words
    address: str
    words: tuple[str, ...]
    digits: tuple[str, ...]
    labels: Mapping[str, Words]


def card_pdf(card: CodeCard, paper: Paper, language: Language) -> bytes:
    """Set one card on a sheet of paper. Raises CannotPrint."""
    data: dict[str, Value] = {
        "title": card.title,
        "address": card.address,
        "words": card.words,
        "digits": card.digits,
        "labels": card.labels,
    }
    return typeset("card", data, paper=paper, language=language, day=None)
