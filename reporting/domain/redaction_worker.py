"""Rule 1: any value of the worker's own fields, also spelled out, split, mirrored, one letter off.

What counts as a value: the name she gave, numbers and addresses anywhere in her contact, rare
words of what she wrote there, and the words for her gender, work and language.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from reporting.domain.bulletin_facts import Passage
from reporting.domain.catalogue import FIELDS
from reporting.domain.identifiers import FULL_PHONE, Normal, digits_of
from reporting.domain.redaction_common import COMMON, FUNCTION_WORDS
from reporting.domain.redaction_digits import runs
from reporting.domain.redaction_finding import WORKER, Finding, Span, findings
from reporting.domain.redaction_reach import reachable, tells_no_more
from reporting.domain.redaction_text import Text, Word, folded_words
from reporting.domain.redaction_worker_words import words_of_choice
from reporting.domain.report import Contact

NAME_FIELDS = ("contact_name",)
WORD_FIELDS = ("contact_how", "contact_when_safe", "contact_say_we_are")
CHOICE_FIELDS = ("your_gender", "your_work", "your_language")

SHORTEST_FUZZY = 5  # in four letters one letter off is another word
SHORTEST_INSIDE = 5
SHORTEST_RARE = 5
SHORTEST_SPLIT = 4
SHORTEST_SPELLED = 3  # k-a-y
LONGEST_SPLIT = 14
SAME_DIGITS = 6  # digits in a row shared with her number; fewer is an area code
LAST_DIGITS = 4

_ACCENTED = frozenset({"marie", "desire", "aime", "aimee", "rene", "renee"})
_BEGINNERS = FUNCTION_WORDS | {"may", "mark", "bill", "chase", "grant", "rob"}
_SAID_OF_PEOPLE = re.compile(
    r"(?:'s\b|,| (?:says?|said|told|tells|was|is|has|had|and|knows|thinks|asked|wants|got|dit|"
    r"a dit|est|et|a)\b)"
)


@dataclass(frozen=True, slots=True)
class Secrets:
    """What of a worker's own fields must not be found in a bulletin."""

    names: frozenset[str]
    words: frozenset[str]
    numbers: frozenset[str]
    reachable: frozenset[Normal]
    phrases: tuple[re.Pattern[str], ...]

    def without_words(self) -> "Secrets":
        """Give numbers and addresses only."""
        return replace(self, names=frozenset(), words=frozenset(), phrases=())


def secrets_of(contacts: Iterable[Contact], seen_on_person: frozenset[str]) -> Secrets:
    """Gather the worker's values; `seen_on_person` are slugs and words that fit the person too."""
    names: set[str] = set()
    words: set[str] = set()
    normals: set[Normal] = set()
    phrases: list[re.Pattern[str]] = []
    for contact in contacts:
        for name in NAME_FIELDS:
            names |= {word for word in folded_words(contact.text(name)) if len(word) > 1}
        for name in (*NAME_FIELDS, *WORD_FIELDS):
            text = Text.of(Passage(name, "", contact.text(name)))
            normals |= {found.normal for found in reachable(text)}
            words |= {word.form for word in text.words if _is_rare(word)}
        for name in CHOICE_FIELDS:
            phrases.extend(_phrases(name, contact.text(name), seen_on_person))
    numbers = {_national(n.key) for n in normals if n.kind == "phone"}
    return Secrets(
        frozenset(names),
        frozenset(words - names),
        frozenset(numbers),
        frozenset(normals),
        tuple(phrases),
    )


def check_worker(text: Text, secrets: Secrets, person_words: frozenset[str]) -> Iterator[Finding]:
    """Give every place where a worker's value can be read.

    `person_words` are the words of the person's own fields: a name one letter off hers is fine.
    """
    spans = [
        *_names(text, secrets.names, person_words),
        *_rare_words(text, secrets.words, person_words),
        *_numbers(text, secrets.numbers),
        *_addresses(text, secrets.reachable),
        *(m.span() for pattern in secrets.phrases for m in pattern.finditer(text.folded)),
    ]
    yield from findings(WORKER, text, spans)


def _is_rare(word: Word) -> bool:
    if word.form in COMMON or word.form.isdigit():
        return False
    return len(word.form) >= SHORTEST_RARE or (word.is_name_like and len(word.form) > 2)  # noqa: PLR2004 - initials are no word


def _phrases(name: str, value: str, seen: frozenset[str]) -> Iterator[re.Pattern[str]]:
    if not value or value in seen:
        return
    own = folded_words(value) if not FIELDS[name].has_option(value) else ()
    for phrase in words_of_choice(name, value, " ".join(own)):
        if not set(folded_words(phrase)) & seen:
            yield re.compile(rf"\b(?:{phrase})\b")


def _national(digits: str) -> str:
    bare = digits_of(digits)
    return bare[1:] if len(bare) == 11 and bare.startswith("1") else bare  # noqa: PLR2004 - +1 and ten digits


def _names(text: Text, names: frozenset[str], person_words: frozenset[str]) -> Iterator[Span]:
    if not names:
        return
    for word in text.words:
        if word.form in _ACCENTED and _is_accented(text, word):
            continue
        exact = word.form in names and (word.form not in COMMON or _is_name(text, word))
        if exact or any(_is_like(word, name, person_words) for name in names):
            yield word.start, word.end
    for word in text.unmasked:
        if word.form in names and len(word.form) > 3:  # noqa: PLR2004 - "1l" is no name
            yield word.start, word.end
    yield from _split(text, [name for name in names if len(name) >= SHORTEST_SPELLED])


def _is_accented(text: Text, word: Word) -> bool:
    """Tell "marié" from Marie: in small letters, with an accent that the name has not."""
    start, end = text.span(word.start, word.end)
    return word.cased.islower() and not text.passage.text[start:end].isascii()


def _is_name(text: Text, word: Word) -> bool:
    """Tell Will and Rose from "will" and "rose": a capital that a sentence does not explain.

    Where a sentence begins, only words that often begin one ("Will not stop") need more: quotes
    around it, or what is said of people behind it.
    """
    if not word.cased[0].isupper():
        return False
    if not word.starts or word.form not in _BEGINNERS:
        return True
    quoted = (
        text.folded[max(0, word.start - 1) : word.start]
        == '"'
        == text.folded[word.end : word.end + 1]
    )
    return quoted or _SAID_OF_PEOPLE.match(text.folded[word.end : word.end + 16]) is not None


def _is_like(word: Word, name: str, person_words: frozenset[str]) -> bool:
    """Tell whether a word is a name mirrored, shortened, drawn out, in another, or one slip off."""
    form = word.form
    if form == name or form in COMMON or form in person_words:
        return False
    mirrored = len(name) >= SHORTEST_SPLIT and form == name[::-1]
    inside = len(name) >= SHORTEST_INSIDE and name in form
    shortened = len(form) >= SHORTEST_SPLIT and name.startswith(form) and word.cased[0].isupper()
    drawn_out = len(name) >= SHORTEST_FUZZY and _squeezed(form) == _squeezed(name)
    return mirrored or inside or shortened or drawn_out or _one_off(word, name)


def _squeezed(form: str) -> str:
    """Give a word with each letter once where it stands several times in a row (Jeessa)."""
    return re.sub(r"(.)\1+", r"\1", form)


def _one_off(word: Word, name: str) -> bool:
    """Tell a name with one slip; four letters must look like a name and begin the same."""
    close = OSA.distance(word.form, name, score_cutoff=1) <= 1
    if len(name) >= SHORTEST_FUZZY:
        return close
    same_start = word.is_name_like and word.form[0] == name[0]
    return close and same_start and len(name) == SHORTEST_FUZZY - 1


def _split(text: Text, names: Iterable[str]) -> Iterator[Span]:
    """Find a name cut into pieces ("Jes sa", "j.e.s.s"), forwards or mirrored."""
    wanted = {form for name in names for form in (name, name[::-1])}
    words = text.words
    for first in range(len(words)):
        pieces = words[first].form
        for last in range(first + 1, min(first + LONGEST_SPLIT, len(words))):
            pieces += words[last].form
            if len(pieces) > max(map(len, wanted), default=0):
                break
            together = words[first : last + 1]
            if pieces in wanted and _is_cut(pieces, together):
                yield words[first].start, words[last].end


def _is_cut(pieces: str, words: tuple[Word, ...]) -> bool:
    """Tell a name in pieces from words that happen to meet ("may ra", but "a man")."""
    if all(len(word.form) == 1 for word in words):
        return True
    return len(pieces) >= SHORTEST_SPLIT and not all(word.form in COMMON for word in words)


def _rare_words(text: Text, rare: frozenset[str], person_words: frozenset[str]) -> Iterator[Span]:
    longer = [form for form in rare if len(form) > SHORTEST_RARE]
    for word in text.words:
        if word.form in person_words or word.form in COMMON:
            continue
        near = len(word.form) > SHORTEST_RARE and any(_near(word.form, form) for form in longer)
        if near or word.form in rare:  # dentist, dentiste
            yield word.start, word.end


def _numbers(text: Text, numbers: frozenset[str]) -> Iterator[Span]:
    for run in runs(text):
        for number in numbers:
            if _gives_away(run.digits, number):
                yield run.span(0, len(run.digits))


def _gives_away(shown: str, number: str) -> bool:
    """Tell whether digits in a text are her number, a telling part of it, or it mirrored."""
    if len(number) < FULL_PHONE:
        return shown.endswith(number) and len(shown) >= LAST_DIGITS
    local, last = number[-FULL_PHONE:], number[-LAST_DIGITS:]
    if local in shown or local in shown[::-1] or shown == last:
        return True
    if SAME_DIGITS <= len(shown) < FULL_PHONE or len(shown) == LAST_DIGITS + 1:
        return shown in number
    if len(shown) < FULL_PHONE:
        return False
    bare = _national(shown)
    return any(
        OSA.distance(way, whole, score_cutoff=1) <= 1
        for way in (bare, bare[::-1])
        for whole in (number, local)
    )


def _addresses(text: Text, hers: frozenset[Normal]) -> Iterator[Span]:
    """Find her addresses and handles, also one sign off, also when the text hides their kind."""
    keys = {_bare(n.key) for n in hers if n.kind != "phone"}
    keys |= {_bare(n.key.split("@")[0]) for n in hers if n.kind == "email"}
    keys = {key for key in keys if len(key) >= SHORTEST_FUZZY and key not in COMMON}
    for found in reachable(text):
        if found.normal.kind == "phone":
            continue
        near = any(_near(_bare(found.normal.key), key) for key in keys)
        if near or any(tells_no_more(found.normal, normal) for normal in hers):
            yield found.span
    for match in re.finditer(r"\S+", text.folded):
        if any(_near(_bare(match.group()), key) for key in keys):
            yield match.span()


def _near(one: str, other: str) -> bool:
    return OSA.distance(one, other, score_cutoff=1) <= 1


def _bare(key: str) -> str:
    return re.sub(r"[^a-z0-9@]", "", key).strip("@")
