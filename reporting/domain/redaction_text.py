"""A text as the redaction check reads it: folded, cut into words, with the way back to each sign.

Folding undoes what hides a word from a search and not from a reader: accents, width, invisible
signs, Cyrillic and Greek letters that look Latin, letters in small capitals or boxes, digits of
every script, typographic marks.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from reporting.domain.bulletin_facts import BLANK_LETTERS, Passage

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n]\s*|-\s+)[\"(\s]*$")

# A letter that is a Latin one with something to it: small capitals, boxes, hooks and strokes.
_DRESSED = re.compile(
    r"(?P<small>LATIN LETTER SMALL CAPITAL|LATIN SMALL LETTER(?: SCRIPT| DOTLESS| INSULAR)?)"
    r" (?P<one>[A-Z])(?: WITH .+)?|"
    r"(?:NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER|REGIONAL INDICATOR SYMBOL LETTER|"
    r"LATIN CAPITAL LETTER) (?P<other>[A-Z])(?: WITH .+)?"
)
_HAN_DIGITS = {
    sign: str(at // 2) for at, sign in enumerate("〇零一壹二贰三叁四肆五伍六陆七柒八捌九玖")
}
_LOOKS_LATIN = str.maketrans(
    "абвеёзикмнорстухѕіјһԁԛԝүАВЕЗКМНОРСТУХЅІЈҺԚԜαβεικνορτυχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧıłøđŁØĐ‘’‚`´“”„«»‐‑‒–—―−·",
    "abbee3ukmhopctyxsijhdqwyABE3KMHOPCTYXSIJHQWabeikvoptuxyABEZHIKMNOPTYXilodLOD'''''\"\"\"\"\"-------.",
)
_BLANK = str.maketrans(BLANK_LETTERS, " " * len(BLANK_LETTERS))
_LEET = str.maketrans("013457@$|!8€", "oieastasiibe")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: folded and in lower case, folded with its case, and where it stands.

    `start` and `end` count signs of the folded text. `starts` says that a sentence begins here,
    so that a capital says nothing.
    """

    form: str
    cased: str
    start: int
    end: int
    starts: bool

    @property
    def is_name_like(self) -> bool:
        """Tell whether the word has a capital that its place does not explain."""
        return self.cased[0].isupper() and not self.starts


@dataclass(frozen=True)
class Text:
    """A passage with its folded form.

    `cased` and `folded` have the same length; `index[i]` is where sign i stands in the passage.
    """

    passage: Passage
    cased: str
    folded: str
    index: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, passage: Passage) -> "Text":
        """Fold a passage, sign by sign, so that every span leads back to the original."""
        signs: list[str] = []
        index: list[int] = []
        for position, sign in enumerate(passage.text):
            for folded in fold(sign):
                signs.append(folded)
                index.append(position)
        cased = "".join(signs)
        return cls(passage, cased, _lower(cased), tuple(index))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order; an apostrophe or a hyphen divides."""
        return tuple(self._words(self.folded))

    @cached_property
    def unmasked(self) -> tuple[Word, ...]:
        """The words that read otherwise when digits and signs stand for letters (m4ri@)."""
        read = self.folded.translate(_LEET)
        return tuple(w for w in self._words(read) if w.form != self.folded[w.start : w.end])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span in the passage of a span in the folded text (end excluded)."""
        return self.index[start], self.index[end - 1] + 1

    def _words(self, read: str) -> Iterator[Word]:
        for match in _WORD.finditer(read):
            start, end = match.span()
            starts = _SENTENCE_START.search(self.folded[max(0, start - 6) : start]) is not None
            yield Word(match.group(), self.cased[start:end], start, end, starts)


def fold(text: str) -> str:
    """Fold signs without changing their case; invisible ones and accents disappear."""
    if text.isascii():  # a report may hold a megabyte of it
        return text.replace("`", "'")
    spread = unicodedata.normalize("NFKD", text).translate(_LOOKS_LATIN | _BLANK)
    kept = "".join(
        c if c.isascii() else _plain(c)
        for c in spread
        if c.isascii() or unicodedata.category(c) not in _DROPPED
    )
    return kept.replace("\u00a0", " ").replace("ß", "ss").replace("œ", "oe").replace("æ", "ae")


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """Give the ASCII digit or letter that a sign of another kind is read as, else itself."""
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    dressed = _DRESSED.fullmatch(unicodedata.name(sign, ""))
    if dressed is None:
        return _HAN_DIGITS.get(sign, sign)
    return dressed["one"].lower() if dressed["small"] else dressed["other"]


def folded_words(text: str) -> tuple[str, ...]:
    """Give the folded words of a text that is not itself checked."""
    return tuple(_WORD.findall(_lower(fold(text))))


_DROPPED = frozenset({"Mn", "Me", "Mc", "Cf"})


def _lower(cased: str) -> str:
    """Give lower case of the same length, so that spans hold in both."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in cased)
