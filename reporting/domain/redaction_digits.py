"""Digits in a text, however they were written: 613, "six one three", 6l3, "soixante-treize".

English and French number words are read as people say telephone numbers, group by group.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from reporting.domain.identifiers import LOOK_ALIKES
from reporting.domain.redaction_finding import Span
from reporting.domain.redaction_text import Text

_ONES = (
    "zero oh nought aught nil;one un une;two deux;three trois;four quatre;five cinq;six;"
    "seven sept;eight huit;nine neuf;ten dix;eleven onze;twelve douze;thirteen treize;"
    "fourteen quatorze;fifteen quinze;sixteen seize;seventeen;eighteen;nineteen"
)
_TENS = (
    "twenty vingt vingts;thirty trente;forty fourty quarante;fifty cinquante;"
    "sixty soixante;seventy septante;eighty huitante octante;ninety nonante"
)
UNITS = {word: n for n, words in enumerate(_ONES.split(";")) for word in words.split()}
TENS = {word: 10 * n for n, words in enumerate(_TENS.split(";"), 2) for word in words.split()}
_REPEAT = {"double": 2, "triple": 3}
_HUNDRED = frozenset({"hundred", "cent", "cents"})
_SOFT = frozenset({"et", "and"})  # soixante et onze; five hundred and five

# Not the signs of heights, money and years: 6'2" 190-200, 200$ 350$, 2019 & 2020.
_GAP = re.compile(r"(?:[^\w,;!?$%€£'\"&]|_){0,12}")
_GAP_OF_LIST = re.compile(r"(?:[^\w!?$%€£'\"&]|_){0,12}")
_SAID_BETWEEN = r"(?:[\s,;.'\"&]|\b(?:then|and|next|followed|by|puis|et|ensuite|suivi|de)\b){1,8}"
_GROUPS = re.compile(
    rf"(?<!\d)\d{{3}}(?P<one>{_SAID_BETWEEN})\d{{3}}(?P<two>{_SAID_BETWEEN})\d{{4}}(?!\d)"
)
"""A number in its three groups, as somebody dictates it: "613, then 555, then 0142"."""
_LIKE_DIGITS = re.compile(r"[0-9OQDILZSBGoilszbgqd]{1,12}")


@dataclass(frozen=True, slots=True)
class Run:
    """Digits that stand together, each with its span in the folded text."""

    digits: str
    spans: tuple[Span, ...]

    def span(self, start: int, end: int) -> Span:
        """Give the span in the folded text of digits start to end (excluded)."""
        return self.spans[start][0], self.spans[end - 1][1]


@dataclass(frozen=True, slots=True)
class _Atom:
    digits: str
    start: int
    end: int
    sure: bool = True  # False for a letter that is a digit only among digits
    spoken: bool = False


def runs(text: Text) -> Iterator[Run]:
    """Give the runs of digits of a text, longest first as they stand."""
    together: list[_Atom] = []
    dictated = {m.span(gap) for m in _GROUPS.finditer(text.folded) for gap in ("one", "two")}
    for atom in _atoms(text):
        if together and not _adjoin(text, together[-1], atom, dictated):
            yield from _run(together)
            together = []
        together.append(atom)
    yield from _run(together)


def _run(atoms: list[_Atom]) -> Iterator[Run]:
    while atoms and not atoms[-1].sure:
        atoms = atoms[:-1]
    while atoms and not atoms[0].sure:
        atoms = atoms[1:]
    if atoms:
        spans = tuple(span for atom in atoms for span in _spans(atom))
        yield Run("".join(atom.digits for atom in atoms), spans)


def _spans(atom: _Atom) -> Iterator[Span]:
    """Spread the digits over the signs when there is one each, else give each the whole word."""
    if len(atom.digits) == atom.end - atom.start:
        yield from ((atom.start + i, atom.start + i + 1) for i in range(len(atom.digits)))
    else:
        yield from ((atom.start, atom.end) for _ in atom.digits)


def _adjoin(text: Text, one: _Atom, two: _Atom, dictated: Container[Span]) -> bool:
    if (one.end, two.start) in dictated:
        return True
    between = text.folded[one.end : two.start]
    listed = one.spoken or two.spoken or len(one.digits) == len(two.digits) == 1  # "6, 1, 3"
    return (_GAP_OF_LIST if listed else _GAP).fullmatch(between) is not None


def _atoms(text: Text) -> Iterator[_Atom]:
    words = text.words
    at = 0
    while at < len(words):
        value, used = _spoken([word.form for word in words[at : at + 8]])
        if used:
            yield _Atom(value, words[at].start, words[at + used - 1].end, spoken=True)
            at += used
            continue
        cased = words[at].cased
        if cased.isdigit() and cased.isascii():
            yield _Atom(cased, words[at].start, words[at].end)
        elif _LIKE_DIGITS.fullmatch(cased) and _may_be_digits(cased):
            digits = cased.upper().translate(LOOK_ALIKES)
            sure = any(c.isdigit() for c in cased)
            yield _Atom(digits, words[at].start, words[at].end, sure)
        at += 1


def _may_be_digits(cased: str) -> bool:
    """Tell a mistyped group (I234, OO, l) from a word (is, big): letters alone stand in capitals.

    A lone small o, l or i counts too; runs drop letters at their ends again.
    """
    if any(c.isdigit() for c in cased):
        return cased.isupper() or sum(c.isdigit() for c in cased) * 2 >= len(cased)
    return (cased.isupper() and len(cased) <= 4) or cased in {"o", "l", "i"}  # noqa: PLR2004 - a group of a number


def _spoken(forms: list[str]) -> tuple[str, int]:
    """Read number words from the start of `forms`: their digits, and how many words they took."""
    if forms[0] in _REPEAT and len(forms) > 1:
        unit, used = _spoken(forms[1:])
        if used and len(unit) == 1:
            return unit * _REPEAT[forms[0]], used + 1
        if len(forms[1]) == 1 and forms[1].isdigit():
            return forms[1] * _REPEAT[forms[0]], 2
        return "", 0
    number, used = _below_hundred(forms)
    if used and used < len(forms) and forms[used] in _HUNDRED and 0 < number <= 9:  # noqa: PLR2004 - one hundreds digit
        return _hundreds(number, forms, used + 1)
    if forms[0] in {"cent", "cents"}:
        return _hundreds(1, forms, 1)
    return (str(number), used) if used else ("", 0)


def _hundreds(hundreds: int, forms: list[str], used: int) -> tuple[str, int]:
    skip = used < len(forms) and forms[used] in _SOFT
    rest, more = _below_hundred(forms[used + skip :])
    if more and rest:
        return str(hundreds * 100 + rest), used + skip + more
    return str(hundreds * 100), used


def _below_hundred(forms: list[str]) -> tuple[int, int]:
    """Read a number under a hundred; gives (0, 0) when none stands here, (0, 1) for nought."""
    if not forms:
        return 0, 0
    if forms[0] == "quatre" and len(forms) > 1 and forms[1] in {"vingt", "vingts"}:
        return _with_rest(80, forms, 2, 19)
    if forms[0] in TENS:
        tens = TENS[forms[0]]
        most = 19 if forms[0] == "soixante" else 9
        return _with_rest(tens, forms, 1, most)
    if forms[0] == "dix" and len(forms) > 1 and forms[1] in {"sept", "huit", "neuf"}:
        return 10 + UNITS[forms[1]], 2
    return (UNITS[forms[0]], 1) if forms[0] in UNITS else (0, 0)


def _with_rest(tens: int, forms: list[str], used: int, most: int) -> tuple[int, int]:
    skip = used < len(forms) and forms[used] in _SOFT
    rest, more = _below_hundred(forms[used + skip : used + skip + 2])
    if more and 0 < rest <= most and (forms[used + skip] not in TENS):
        return tens + rest, used + skip + more
    return tens, used
