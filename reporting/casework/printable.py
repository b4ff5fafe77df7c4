"""Text that was typed by anybody -> text that paper shows as it is.

A sheet is read in a van and believed. So a sign that nobody can see (a control character, a
right-to-left override that turns a plate around) or that our fonts cannot draw (typst would leave
a gap, and PDF/UA forbids it) is printed as its code point, e.g. `‹U+202E›`, never dropped.
"""

import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parents[2] / "templates" / "sheets" / "fonts"

# Real writing needs at most three marks on a letter (Vietnamese two, pointed Hebrew three);
# more is a tower of marks that prints across the neighbouring entry.
MARKS_ON_A_LETTER = 3

# Unseen, reserved for private agreement, half a sign, or no sign at all.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Me"})

# Hebrew or Arabic inside an English line would pull the digits beside it to its own other side;
# an isolate (UAX 9) keeps it, and what stands around it, in place. Drawn as nothing.
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


@cache
def drawable() -> frozenset[int]:
    """Give the code points that both weights of the text face can draw."""
    lines = (FONTS / "coverage.txt").read_text(encoding="ascii").splitlines()
    faces = [_code_points(line) for line in lines if not line.startswith("#")]
    return frozenset.intersection(*faces)


def printable(text: str) -> str:
    """Give text in NFC that our fonts can draw; a line break stays one."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    signs: list[str] = []
    marks = 0
    for sign in composed:
        marks = marks + 1 if unicodedata.category(sign) in _MARKS else 0
        is_shown = sign == "\n" or (_is_seen(sign) and marks <= MARKS_ON_A_LETTER)
        signs.append(sign if is_shown else f"‹U+{ord(sign):04X}›")
    shown = "".join(signs)
    if any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in shown):
        return f"{_FIRST_STRONG_ISOLATE}{shown}{_POP_ISOLATE}"
    return shown


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in _UNSEEN and ord(sign) in drawable()


def _code_points(line: str) -> frozenset[int]:
    spans = (span.partition("-") for span in line.split())
    return frozenset(
        point
        for first, _, last in spans
        for point in range(int(first, 16), int(last or first, 16) + 1)
    )
