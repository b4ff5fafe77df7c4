"""Rule 2: phones, plates, e-mail, handles and web addresses that are not the person's.

What may stand in a text is what the reports have about the person, or less of it; a number of
which the report knows four digits does not stand there whole.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reporting.domain.identifiers import (
    FULL_PHONE,
    Normal,
    digits_of,
    email,
    fold_plate,
    handle,
    plate,
    url,
)
from reporting.domain.redaction_digits import Run, runs
from reporting.domain.redaction_finding import REACH, Finding, Span, findings, outside
from reporting.domain.redaction_text import Text

_DOMAINS = (
    "com|ca|org|net|info|biz|xxx|club|me|io|co|app|link|site|online|fr|cc|to|ly|gg|tv|ch|be|uk|us|"
    "quebec|example|test"
)
_DOT = r"(?:\.|\s?[(\[]\s?(?:dot|point)\s?[)\]]\s?|\s(?:dot|point)\s)"
_AT = r"(?:@|\s@\s|\s?[(\[]\s?(?:at|a|arobase|chez)\s?[)\]]\s?|\s(?:arobase|arobas)\s)"
_LOCAL = r"[\w+%-]+(?:(?:\.|\sdot\s|\spoint\s|\sunderscore\s)[\w+%-]+)*"
_EMAIL = re.compile(rf"{_LOCAL}{_AT}[\w-]+(?:{_DOT}[\w-]+)*")
_EMAIL_SPOKEN = re.compile(rf"{_LOCAL}\sat\s[\w-]+(?:{_DOT}[\w-]+)*{_DOT}(?:{_DOMAINS})\b")
_URL = re.compile(
    rf"https?:/{{0,2}}\S+|\bwww\.\S+|"
    rf"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{_DOMAINS})\b(?:/\S*)?|"
    rf"\b[a-z0-9-]{{2,}}\s?(?:\(dot\)|\[dot\]|\bdot\b|\bpoint\b)\s?(?:com|ca|org|net|info|fr|"
    rf"example)\b"
)
_APPS = (
    "instagram|insta|ig|snapchat|snap|telegram|tg|whatsapp|wechat|weixin|signal|kik|tiktok|"
    "facebook|fb|messenger|twitter|onlyfans|leolist|discord|wickr|session|threema|cashapp|cash app|"
    "paypal|venmo|interac|skype|viber|line|tinder|grindr|leo list|tryst"
)
_NAMED = (
    r"(?:as|under|handle|user ?name|account|profile|pseudo|compte|profil|sous|nom|is|est|[:=@])"
)
_APP_HANDLE = re.compile(rf"\b(?:{_APPS})\b\s?(?:{_NAMED}\s?){{1,3}}[\"']?(?P<name>[\w.\-]{{3,}})")
_AT_HANDLE = re.compile(r"(?<![\w.])@\s?(?P<name>[\w.\-]{2,}\w)")
_DOTTED = re.compile(r"(?<![\w.@/])(?P<name>[a-z][\w]+(?:\.[a-z_]\w+)+)(?![\w/@])")
_MIXED = re.compile(r"\b(?=\w*[a-z])(?=\w*[\d_])[a-z0-9_][\w.]{2,}\w\b")
_HARMLESS_MIXED = re.compile(
    r"\d{1,4}(?:st|nd|rd|th|s|e|er|ere|eme|nde|h|hr|hrs|x|k|km|cm|mm|m|kg|lbs?|ft|in|mg|ml|g|min|"
    r"mins|ans|am|pm|h\d\d|m\d\d|ft\d{1,2})|"
    r"(?:[a-z]\d[a-z])|"  # first three signs of a postal code
    r"\d{1,2}x\d{1,2}|(?:19|20)\d\ds|f\d50|rav4|cx\d{1,2}|[aqxs]\d|mazda\d|4runner|covid19|"
    r"mp[34]|"
    r"ps[45]|h1n1|3d|24h|c\d{3}|e\d{3}|x\d{1,2}d"
)
_PLATE = re.compile(
    r"(?<![\w?])(?:[A-Z]{2,4}[ -]?[0-9?]{3,5}|[0-9?]{2,4}[ -]?[A-Z]{2,4}|"
    r"[A-Z][0-9]{2}[ -]?[A-Z]{3}|"
    r"[A-Z]{1,2} ?[0-9?]{5}|"
    r"(?=[A-Z0-9? -]*[0-9])(?=[A-Z0-9? -]*[A-Z])[A-Z0-9?]{2,4}[ -][A-Z0-9?]{2,4})"
    r"(?![\w?])"
)
# In small letters four of them are mostly a word; without a vowel they are none.
_PLATE_SMALL = re.compile(r"(?<![\w?])[b-df-hj-np-tv-z]{4}[ -][0-9?]{3}(?![\w?])")
_NO_PLATE = re.compile(r"(?:SUV|VUS|US|USA|TV|GPS|AM|PM|CA|HIV|VIH|ID|OK|NO|NOT|AND|THE|OF)\b")
_PLATE_WORD = r"\b(?:plates?|plaques?|licen[cs]e|tags?|immatricul\w+)\b"
_PLATE_NAMED = re.compile(
    rf"{_PLATE_WORD}(?:\s?(?:number|no|is|was|est|reads?|starts?|begins?|ends?|with|in|by|par|"
    rf"commence|"
    rf"finit|numero|:|,|"
    rf"=))*\s?[\"']?(?P<plate>(?=[a-z0-9? -]*[0-9?])[a-z0-9?]{{1,4}}(?:[ -]?[a-z0-9?]{{1,5}})?)\b"
)
_SPELLED = re.compile(r"(?<![\w'])(?:[a-z0-9][ .\-_,]{1,2}){4,}[a-z0-9](?![\w'])")
_ENDING = re.compile(
    r"(?:\bend(?:s|ing)?|\bfin(?:it|issent|issant)?|\btermin\w+|\blast (?:four|4)|\bnumbers?|"
    r"\bnumeros?|"
    r"\bphones?|\btel|\btelephones?|\bcells?|\btexts?|\bderniers chiffres)\b[^.!?\d]{0,30}$"
)


@dataclass(frozen=True, slots=True)
class Reachable:
    """Something by which somebody could be reached or found, and where it stands."""

    normal: Normal
    span: Span


def reachable(text: Text) -> Iterator[Reachable]:
    """Give everything in a text that reads as a phone, plate, address or handle."""
    taken: list[Span] = []
    for found in (*_addresses(text), *_handles(text), *_phones(text), *_plates(text)):
        if any(True for _ in outside([found.span], taken)):
            taken.append(found.span)
            yield found


def allowed_spans(text: Text, allowed: Iterable[Normal]) -> list[Span]:
    """Give the spans of a text where an identifier of the person stands, or less of one."""
    known = tuple(allowed)
    spans = [r.span for r in reachable(text) if any(tells_no_more(r.normal, n) for n in known)]
    spans.extend(_allowed_digits(text, known))
    return spans


def check_reach(text: Text, allowed: Iterable[Normal]) -> Iterator[Finding]:
    """Give what is reachable and not the person's."""
    known = tuple(allowed)
    fine = allowed_spans(text, known)
    spans = outside((r.span for r in reachable(text)), fine)
    yield from findings(REACH, text, spans)


def tells_no_more(shown: Normal, known: Normal) -> bool:
    """Tell whether `shown` says nothing beyond `known`: the same, or a part of it."""
    if known.kind == "plate":  # a plate of digits alone reads as a number
        written = plate(shown.key) if shown.kind in {"plate", "phone", "handle"} else None
        return written is not None and _part_of_plate(written.key, known.key)
    if shown.kind == known.kind == "phone":
        return digits_of(known.key).endswith(digits_of(shown.key).removeprefix("1"))
    if {shown.kind, known.kind} <= {"email", "handle", "url"}:
        return _bare(shown) in {_bare(known), _bare(known).rsplit("/", 1)[-1]}
    return False


def _bare(normal: Normal) -> str:
    return normal.key.strip("@.-_").replace(" ", "")


def _part_of_plate(shown: str, known: str) -> bool:
    one, two = fold_plate(shown), fold_plate(known)
    parts = (two[at : at + len(one)] for at in range(len(two) - len(one) + 1))
    return any(all(a in {"?", b} for a, b in zip(one, part, strict=True)) for part in parts)


def _addresses(text: Text) -> Iterator[Reachable]:
    for pattern in (_EMAIL, _EMAIL_SPOKEN):
        for match in pattern.finditer(text.folded):
            written = re.sub(r"\s?[(\[]?\b(?:dot|point)\b[)\]]?\s?", ".", match.group())
            written = re.sub(r"\sunderscore\s", "_", written)
            written = re.sub(rf"{_AT}|\sat\s", "@", written, count=1)
            normal = email(written)
            if normal:
                yield Reachable(normal, match.span())
    for match in _URL.finditer(text.folded):
        written = re.sub(r"\s?[(\[]?\b(?:dot|point)\b[)\]]?\s?", ".", match.group())
        normal = url(written.rstrip('.,;:!?)"'))
        if normal:
            yield Reachable(normal, match.span())


def _handles(text: Text) -> Iterator[Reachable]:
    for pattern in (_AT_HANDLE, _APP_HANDLE):
        for match in pattern.finditer(text.folded):
            if pattern is _APP_HANDLE and not _like_handle(match["name"], match.group()):
                continue
            normal = handle(match["name"])
            if normal:
                yield Reachable(normal, match.span("name"))
    for match in _DOTTED.finditer(text.cased):  # a capital behind the dot begins a sentence
        normal = handle(match["name"])
        if normal:
            yield Reachable(normal, match.span("name"))
    for match in _MIXED.finditer(text.folded):
        normal = handle(match.group())
        if normal and not _HARMLESS_MIXED.fullmatch(match.group()):
            yield Reachable(normal, match.span())


def _like_handle(name: str, whole: str) -> bool:
    """Tell a handle from the next word of a sentence."""
    marked = any(sign in whole.removesuffix(name)[-3:] for sign in ":=@\"'")
    return marked or re.search(r"[\d_]|\w\.\w", name) is not None


def _phones(text: Text) -> Iterator[Reachable]:
    for run in runs(text):
        named = _ENDING.search(text.folded[max(0, run.spans[0][0] - 45) : run.spans[0][0]])
        if len(run.digits) >= FULL_PHONE or (named and len(run.digits) >= 4):  # noqa: PLR2004 - the last four
            span = run.span(0, len(run.digits))
            yield Reachable(Normal("phone", run.digits, partial=True), span)


def _allowed_digits(text: Text, known: Iterable[Normal]) -> Iterator[Span]:
    """Give the spans of known numbers and plates inside longer runs: two numbers side by side."""
    numbers = [digits_of(n.key) for n in known if n.kind == "phone"]
    for run in runs(text):
        yield from _known_runs(run, numbers)


def _known_runs(run: Run, numbers: Iterable[str]) -> Iterator[Span]:
    spans: list[tuple[int, int]] = []
    for number in sorted(numbers, key=len, reverse=True):
        for written in dict.fromkeys((number, number.removeprefix("1"))):
            if len(written) >= 4:  # noqa: PLR2004 - the last four
                spans.extend(_places(written, run.digits))
    covered = {i for start, end in spans for i in range(start, end)}
    rest = len(run.digits) - len(covered)
    if spans and (rest == 0 or _is_country_code(run, covered)):
        yield run.span(0, len(run.digits))


def _places(part: str, whole: str) -> Iterator[Span]:
    at = whole.find(part)
    while at >= 0:
        yield at, at + len(part)
        at = whole.find(part, at + len(part))


def _is_country_code(run: Run, covered: set[int]) -> bool:
    return all(run.digits[i] == "1" for i in range(len(run.digits)) if i not in covered)


def _plates(text: Text) -> Iterator[Reachable]:
    for match in _PLATE.finditer(text.cased):
        normal = plate(match.group())
        if normal and not _NO_PLATE.match(match.group()):
            yield Reachable(normal, match.span())
    for match in _PLATE_SMALL.finditer(text.folded):
        normal = plate(match.group())
        if normal:
            yield Reachable(normal, match.span())
    for match in _PLATE_NAMED.finditer(text.folded):
        normal = plate(match["plate"])
        if normal:
            yield Reachable(normal, match.span("plate"))
    for match in _SPELLED.finditer(text.folded):
        signs = re.sub(r"[^a-z0-9]", "", match.group())
        normal = plate(signs)
        if normal and any(c.isdigit() for c in signs) and not signs.isdigit():
            yield Reachable(normal, match.span())
