"""Rules 6, 7 and 12: words copied from the report, first person, a rare word shared with it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reporting.domain.bulletin import Quote
from reporting.domain.redaction_common import COMMON, FUNCTION_WORDS
from reporting.domain.redaction_finding import (
    COPIED,
    FIRST_PERSON,
    RARE,
    Finding,
    Span,
    findings,
    outside,
)
from reporting.domain.redaction_text import Text, fold

COPIED_WORDS = 4
SHORTEST_TYPO = 5  # a word of this length with one slip is still the same word
SHORTEST_RARE = 6

_NOT = re.compile(r"\b(\w+?)n't\b")
_SHORT_FORMS = (
    (re.compile(r"\bwo n't\b|\bwon't\b"), "will not"),
    (re.compile(r"\bcan't\b|\bcannot\b"), "can not"),
    (_NOT, r"\1 not"),
    (re.compile(r"'(?:m|re|ve|ll|d|s)\b"), ""),
    (re.compile(r"\b(?:l|d|j|m|t|s|c|n|qu|jusqu|lorsqu|puisqu)'(?=\w)"), ""),
)
_WORD = re.compile(r"[^\W_]+")
_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789"
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese: no space divides words, so each sign is one."""

_ENGLISH = (
    r"\bi(?:'?m|'ve|'ll|'d)?\b(?!\.?\d)|\bive\b|\bme\b|\bmy\b|\bmyself\b|\bmine\b|\bwe(?:'re|"
    r"'ve|'ll|'d)?\b|"
    r"\bour(?:s|selves)?\b"
)
_ENGLISH_US = re.compile(r"\b(?:us|Us)\b")
_FRENCH = (
    r"\bj'|\bje\b|\bmoi\b|\bm'(?=\w)|\bme\b|\bmon\b|\bma\b|\bmes\b|\bmien(?:ne)?s?\b|\bnous\b|"
    r"\bnotres?\b|\bnos\b|"
    r"\bmoi-meme\b"
)
_PATTERNS = {
    "en": re.compile(rf"{_ENGLISH}|\bj'|\bje\b|\bmoi\b|\bnous\b"),
    "fr": re.compile(rf"{_FRENCH}|\bi'm\b|\bmy\b|\bmyself\b|\bwe\b"),
    "": re.compile(rf"{_ENGLISH}|{_FRENCH}"),
}


@dataclass(frozen=True, slots=True)
class _Said:
    form: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sources:
    """The report's own free texts, and the publishable values whose words do not count."""

    copied: frozenset[tuple[str, ...]]
    words: frozenset[str]
    publishable: frozenset[tuple[str, ...]]
    publishable_words: frozenset[str]
    looks: frozenset[str]


def sources_of(private: Iterable[str], publishable: Iterable[str], looks: Iterable[str]) -> Sources:
    """Cut the report's texts into runs of four words; `looks` are traits and vehicles."""
    own, open_ = [_spoken(t) for t in private], [_spoken(t) for t in publishable]
    return Sources(
        frozenset(run for words in own for run in _windows(words)),
        frozenset(word for words in own for word in words),
        frozenset(run for words in open_ for run in _windows(words)),
        frozenset(word for words in open_ for word in words),
        frozenset(word for look in looks for word in _spoken(look)),
    )


def check_copied(
    text: Text, sources: Sources, quotes: Sequence[Quote], identifiers: Iterable[Span]
) -> Iterator[Finding]:
    """Give runs of four or more words that also stand in the report's free text (rule 6).

    Case, accents, punctuation, short forms and one slip in a longer word do not hide a copy.
    Words of grammar alone copy nothing, nor does a run whose other words are all traits of the
    person or the vehicle ("a red pickup with a plow mount"). `identifiers` are spans that are the
    person's.
    """
    taken = tuple(identifiers)
    said = [word for word in _said(text) if not _touches(word.span, taken)]
    forms = [_as_in(word.form, sources.words) for word in said]
    spans = []
    for first in range(len(said) - COPIED_WORDS + 1):
        window = tuple(forms[first : first + COPIED_WORDS])
        if window in sources.copied and not _is_open(window, sources):
            spans.append((first, first + COPIED_WORDS))
    runs = [_whole(said, run) for run in _merged(spans)]
    marked = quoted_spans(text, quotes)
    yield from findings(COPIED, text, outside(runs, marked))


def check_first_person(text: Text, quotes: Sequence[Quote]) -> Iterator[Finding]:
    """Give first persons, outside the offender's own marked words (rule 7)."""
    language = text.passage.language
    spans = [m.span() for m in _PATTERNS[language].finditer(text.folded)]
    if language != "fr" and not text.cased.isupper():  # "US plates" are no person
        spans += [m.span() for m in _ENGLISH_US.finditer(text.cased)]
    yield from findings(FIRST_PERSON, text, outside(spans, quoted_spans(text, quotes)))


def check_rare(
    text: Text, sources: Sources, vocabulary: frozenset[str], quotes: Sequence[Quote]
) -> Iterator[Finding]:
    """Give rare words that also stand in the report's free text (rule 12).

    `vocabulary` are words of bulletins that are already out; common words are never rare.
    """
    spans = [
        (word.start, word.end)
        for word in text.words
        if len(word.form) >= SHORTEST_RARE
        and not word.form.isdigit()
        and word.form in sources.words
        and not _is_common(word.form)
        and word.form not in sources.publishable_words
        and word.form not in vocabulary
    ]
    yield from findings(RARE, text, outside(spans, quoted_spans(text, quotes)))


def quoted_spans(text: Text, quotes: Iterable[Quote]) -> list[Span]:
    """Give where marked quotes stand in the folded text: with a reason, and in quotation marks.

    Whoever reads the bulletin, and the second person before, then sees whose words they are.
    """
    marks = [match.start() for match in re.finditer('"', text.folded)]
    spoken = list(zip(marks[::2], marks[1::2], strict=False))
    spans = []
    for quote in quotes:
        wanted = fold(quote.text).lower().strip(' "')
        found = re.finditer(re.escape(wanted) + "[.,;:!?]*", text.folded) if wanted else ()
        spans += [match.span() for match in found if quote.reason.strip()]
    return [span for span in spans if any(one < span[0] and span[1] <= two for one, two in spoken)]


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _is_open(window: tuple[str, ...], sources: Sources) -> bool:
    """Tell whether a run stands in a publishable field, or names looks and nothing else."""
    if window in sources.publishable:
        return True
    return {form for form in window if form not in FUNCTION_WORDS} <= sources.looks


def _is_common(form: str) -> bool:
    """Tell whether a word or the word it is an ending of is common (doors, robbing)."""
    stems = {form, form.removesuffix("s"), form.removesuffix("es"), form.removesuffix("e")}
    stems |= {
        form.removesuffix(end) for end in ("ed", "ing", "er", "ent", "ly", "ment", "ees", "ee")
    }
    stems |= {stem + "e" for stem in tuple(stems)} | {stem + "er" for stem in tuple(stems)}
    return bool(stems & COMMON)


def _spoken(text: str) -> list[str]:
    """Give the words of a source as they are compared."""
    read = fold(text).lower()
    for pattern, instead in _SHORT_FORMS:
        read = pattern.sub(instead, read)
    return _WORD.findall(_UNSPACED.sub(r" \g<0> ", read))


def _said(text: Text) -> list[_Said]:
    """Give the words of a draft as they are compared, each with its span."""
    result: list[_Said] = []
    for match in re.finditer(r"[^\s\"]+", text.folded):
        words = _spoken(match.group())
        result.extend(_Said(word, match.span()) for word in words)
    return result


def _windows(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for first in range(len(words) - COPIED_WORDS + 1):
        yield tuple(words[first : first + COPIED_WORDS])


def _as_in(form: str, known: frozenset[str]) -> str:
    """Give the source's word when the draft's differs from it by one slip."""
    if form in known or len(form) < SHORTEST_TYPO or form in COMMON:
        return form
    near = (word for word in _slips(form) if word in known and len(word) >= SHORTEST_TYPO)
    return next(near, form)


def _slips(form: str) -> Iterator[str]:
    """Give every word that is one slip away: a sign more, less, another, or two exchanged.

    A report may hold a million words, a word has some hundred neighbours.
    """
    signs = dict.fromkeys(_SIGNS + form)
    for at in range(len(form) + 1):
        start, end = form[:at], form[at:]
        if end:
            yield start + end[1:]
            yield from (start + sign + end[1:] for sign in signs)
        if len(end) > 1:
            yield start + end[1] + end[0] + end[2:]
        yield from (start + sign + end for sign in signs)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    result: list[tuple[int, int]] = []
    for first, last in spans:
        if result and first < result[-1][1]:
            result[-1] = (result[-1][0], last)
        else:
            result.append((first, last))
    return result


def _whole(said: Sequence[_Said], run: tuple[int, int]) -> Span:
    first, last = run
    return said[first].span[0], said[last - 1].span[1]
