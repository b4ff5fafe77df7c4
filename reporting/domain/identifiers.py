"""Numbers, names and plates brought to one form, so that two reports can be compared.

`same` shows why two may belong together; it never decides (docs/field.md, section 8).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol
from urllib.parse import urlsplit

import phonenumbers

from reporting.domain.labels import N_

NormalKind = Literal["phone", "email", "handle", "url", "plate"]

HOME_REGION = "CA"  # a number without a country code is read as a Canadian one
SHORTEST_PHONE_PART = 4  # people remember the last four; fewer match half the list
SHORTEST_PLATE_PART = 3  # known signs; fewer match half the car park
SHORTEST_EDITED_PLATE = 5  # one edit in four signs is a quarter of the plate
FULL_PHONE = 7  # digits from which a text is read as a phone number

LOOK_ALIKES = str.maketrans("OQDILZSBG", "000112586")
"""Signs that are read or typed for one another, folded to the digit (docs/field.md, section 8)."""

_EXTENSION = re.compile(r"(?:ext|poste|extension|x)\.?\s*\d{1,5}\s*$", re.IGNORECASE)
_LOOK_ALIKE_RUN = re.compile(r"(?<![A-Za-z])[OQDILZSBGolzs|!]+(?![A-Za-z])")
_EMAIL = re.compile(r"^[^\s@]+@[^\s@]+\.[^\s@]+$")
_URL = re.compile(r"^(?:https?://|www\.)|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/", re.IGNORECASE)
_HANDLE_NOISE = re.compile(r"[^\w.\-]+")


class Why(StrEnum):
    """Why two identifiers may be the same."""

    EXACT = "exact"
    ENDING = "ending"
    LOOK_ALIKE = "look_alike"
    WILDCARD = "wildcard"
    ONE_EDIT = "one_edit"
    PART = "part"


WHY_LABELS = {
    Why.EXACT: N_("the same"),
    Why.ENDING: N_("the same ending"),
    Why.LOOK_ALIKE: N_("the same but for signs that look alike"),
    Why.WILDCARD: N_("fits where signs are unknown"),
    Why.ONE_EDIT: N_("one sign differs"),
    Why.PART: N_("one is part of the other"),
}


class Named(Protocol):
    """What `normalise_all` needs of an identifier of a report."""

    @property
    def kind(self) -> str:
        """The catalogue's slug of the kind."""
        ...

    @property
    def value(self) -> str:
        """The value as it was typed."""
        ...

    @property
    def partial(self) -> bool:
        """Whether only a part is known."""
        ...


@dataclass(frozen=True, slots=True)
class Normal:
    """An identifier in its comparable form.

    `key` is E.164 for a whole phone, bare digits for a part of one, and lower case for addresses
    and handles; a plate keeps its letters in upper case, with `?` for a sign nobody knows.
    """

    kind: NormalKind
    key: str
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Two identifiers that may be one, and why; an advocate decides."""

    kind: NormalKind
    why: Why

    @property
    def label(self) -> str:
        """The reason as an English msgid."""
        return WHY_LABELS[self.why]


def plain(text: str) -> str:
    """Give `text` in NFKC without invisible signs (zero width, bidirectional, soft hyphen)."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c) != "Cf")


def digits_of(text: str) -> str:
    """Give the digits of `text` in ASCII, whatever script they were written in."""
    digits = (unicodedata.digit(c, None) for c in text)
    return "".join(str(digit) for digit in digits if digit is not None)


def phone(value: str, *, partial: bool = False) -> Normal | None:
    """Read a phone number, or the part of one that is known; None when there is too little.

    Look-alike letters become digits before anything is parsed: "613-236-I234" read as it stands
    is a shorter, wrong number.
    """
    text = _EXTENSION.sub("", plain(value)).strip()
    text = _LOOK_ALIKE_RUN.sub(_to_digits, text)
    digits = digits_of(text)
    if len(digits) < SHORTEST_PHONE_PART:
        return None
    whole = None if partial or "?" in text else _whole_phone(text, digits)
    return Normal("phone", whole, partial=False) if whole else Normal("phone", digits, partial=True)


def plate(value: str) -> Normal | None:
    """Read a plate; spaces and hyphens do not count, `?`, `*` and `_` are unknown signs."""
    text = re.sub(r"[*_]", "?", plain(value).upper())
    key = "".join(c for c in _without_marks(text) if c == "?" or (c.isascii() and c.isalnum()))
    known = len(key) - key.count("?")
    return Normal("plate", key, partial="?" in key) if known >= 2 else None  # noqa: PLR2004 - one sign says nothing


def fold_plate(key: str) -> str:
    """Fold look-alike signs of a plate: the key under which candidates are found."""
    return key.upper().translate(LOOK_ALIKES)


def email(value: str, *, partial: bool = False) -> Normal | None:
    """Read an e-mail address: one case, no `mailto:`, no `+tag`."""
    text = plain(value).strip().casefold().removeprefix("mailto:")
    local, at, domain = text.rpartition("@")
    if not at:
        return Normal("email", text, partial=True) if len(text) >= SHORTEST_PLATE_PART else None
    local = local.split("+", 1)[0]
    return Normal("email", f"{local}@{domain}", partial=partial or not _EMAIL.match(text))


def url(value: str, *, partial: bool = False) -> Normal | None:
    """Read a web address: host and path without scheme, `www.`, query and closing slash."""
    text = plain(value).strip()
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # an unfinished IPv6 bracket; nothing that could be compared
        return None
    path = parts.path.rstrip("/").casefold()
    return Normal("url", host + path, partial=partial) if "." in host else None


def handle(value: str, *, partial: bool = False) -> Normal | None:
    """Read a name in an app or an ad: one case, no `@`, the last part of a profile's address."""
    text = plain(value).strip()
    if _URL.match(text):
        text = text.split("?", 1)[0].rstrip("/").rsplit("/", 1)[-1]
    key = _HANDLE_NOISE.sub("", text.casefold()).strip(".-")
    return Normal("handle", key, partial=partial) if len(key) > 1 else None


def normalise(kind: str, value: str, *, partial: bool = False) -> Normal | None:
    """Read a value of the catalogue's kinds; None when too little is there to compare.

    People put numbers and addresses under any kind, so the shape of the value is looked at too.
    """
    text = plain(value).strip()
    if kind == "plate":
        return plate(text)
    if kind == "email" or _EMAIL.match(text):
        return email(text, partial=partial)
    if kind == "phone" or _reads_as_phone(text):
        return phone(text, partial=partial)
    if kind == "url":
        return url(text, partial=partial) or handle(text, partial=partial)
    return handle(text, partial=partial)


def normalise_all(identifiers: Iterable[Named], plates: Iterable[str] = ()) -> tuple[Normal, ...]:
    """Read all identifiers and plates of a report, each once, what cannot be compared left out."""
    found = [normalise(i.kind, i.value, partial=i.partial) for i in identifiers]
    found.extend(plate(value) for value in plates)
    return tuple(dict.fromkeys(n for n in found if n is not None))


def same(one: Normal, other: Normal) -> Match | None:
    """Say why two identifiers may be the same, or None; the order of the two does not matter."""
    if one.kind != other.kind:
        return None
    if one.kind == "plate":
        why = _same_plate(one.key, other.key)
    elif one.kind == "phone":
        why = _same_phone(one, other)
    else:
        why = _same_text(one, other)
    return Match(one.kind, why) if why else None


def _to_digits(match: re.Match[str]) -> str:
    return match.group().upper().replace("|", "I").replace("!", "I").translate(LOOK_ALIKES)


def _reads_as_phone(text: str) -> bool:
    return len(digits_of(text)) >= FULL_PHONE and not re.search(r"[^\W\d_]{2,}", text)


def _whole_phone(text: str, digits: str) -> str | None:
    written = "+" + digits if text.lstrip().startswith(("+", "(+")) else digits
    if written == digits and digits.startswith(("011", "00")):
        written = "+" + digits.removeprefix("011").removeprefix("00")
    try:
        number = phonenumbers.parse(written, HOME_REGION)
    except phonenumbers.NumberParseException:
        return None
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE:  # seven digits are a local part
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


def _same_text(one: Normal, other: Normal) -> Why | None:
    if one.key == other.key:
        return Why.EXACT
    part, whole = sorted((one, other), key=lambda n: len(n.key))
    if part.partial and len(part.key) >= SHORTEST_PHONE_PART and part.key in whole.key:
        return Why.PART
    return None


def _same_phone(one: Normal, other: Normal) -> Why | None:
    if not one.partial and not other.partial:
        return Why.EXACT if one.key == other.key else None
    short, long = sorted((digits_of(one.key), digits_of(other.key)), key=len)
    if len(short) < SHORTEST_PHONE_PART:
        return None
    return Why.ENDING if long.endswith(short) else None


def _same_plate(one: str, other: str) -> Why | None:
    if one == other:
        return Why.EXACT if "?" not in one else Why.WILDCARD
    first, second = fold_plate(one), fold_plate(other)
    if first == second:
        return Why.LOOK_ALIKE if "?" not in first else Why.WILDCARD
    if _fits(first, second, edits=0):
        return Why.WILDCARD if _known_in_common(first, second) >= SHORTEST_PLATE_PART else None
    short, long = sorted((first, second), key=len)
    if "?" not in short and len(short) >= SHORTEST_PLATE_PART and short in long:
        return Why.PART
    if min(_known(first), _known(second)) < SHORTEST_EDITED_PLATE:
        return None
    return Why.ONE_EDIT if _fits(first, second, edits=1) else None


def _known(key: str) -> int:
    return len(key) - key.count("?")


def _known_in_common(one: str, other: str) -> int:
    return sum(a == b != "?" for a, b in zip(one, other, strict=True))


def _fits(one: str, other: str, *, edits: int) -> bool:
    """Tell whether at most `edits` changes make one the other, `?` standing for any sign."""
    if abs(len(one) - len(other)) > edits:
        return False
    while one and other and (one[0] == other[0] or "?" in {one[0], other[0]}):
        one, other = one[1:], other[1:]
    if not one or not other:
        return len(one) + len(other) <= edits
    if edits == 0:
        return False
    return (
        _fits(one[1:], other[1:], edits=edits - 1)
        or _fits(one[1:], other, edits=edits - 1)
        or _fits(one, other[1:], edits=edits - 1)
    )
