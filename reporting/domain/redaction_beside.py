"""What a worker wrote beside a number or a name, in the same box: her words, not the person's.

An identifier is published as it was entered, and compared by its digits or its letters alone.
"""

import re
from collections.abc import Iterator

from reporting.domain.redaction_finding import COPIED, REACH, Finding, finding
from reporting.domain.redaction_text import Text
from reporting.domain.redaction_warn import check_care, check_looks
from reporting.domain.redaction_words import COPIED_WORDS, check_first_person

_NUMBER = re.compile(r"\d{3}\D{0,2}\d{4}")
_PIECE = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NAMES = frozenset({"payment"})  # of a business, four words and more


def check_beside(text: Text, kind: str) -> Iterator[Finding]:
    """Give what stands in an identifier's value beside the one number or name.

    A second number, four words or more (hers, and so free text of the report), first person,
    looks and care; a name of one piece is nothing but itself.
    """
    pieces = _PIECE.findall(text.folded)
    if len(pieces) == 1:
        return
    words = [piece for piece in pieces if _WORD.search(piece)]
    if len(_NUMBER.findall(text.folded)) > 1:
        yield finding(REACH, text, 0, len(text.folded))
    if len(words) >= COPIED_WORDS and kind not in _NAMES:
        yield finding(COPIED, text, 0, len(text.folded))
    yield from check_first_person(text, ())
    yield from check_looks(text)
    yield from check_care(text)
