"""The word lists of receipt codes, and how a typed code is brought to one spelling.

BIP-39's lists of 2048 words (github.com/bitcoin/bips, bip-0039), from the `mnemonic` package; only
the lists, since BIP-39 itself knows no code of 88 bits. In each list the first four letters name
the word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from mnemonic import Mnemonic

if TYPE_CHECKING:
    from collections.abc import Mapping

LISTS: Mapping[str, str] = MappingProxyType({"en": "english", "fr": "french"})
"""Lists by language tag, in the order in which a person is asked about them."""

PREFIX = 4
"""So many letters tell every word of a list from every other."""

_ACCENTS = re.compile("[\u0300-\u036f]")
_TOKEN = re.compile(r"[^\W_]+")

_ZEROS = "\u0660\u06f0\u0966\u09e6\u0a66\u0e50"
"""Zero in Arabic, Persian, Devanagari, Bengali, Gurmukhi and Thai; nine more follow each."""

_ASCII_DIGITS = {ord(zero) + value: str(value) for zero in _ZEROS for value in range(10)}


@cache
def words(language: str) -> tuple[str, ...]:
    """Return the 2048 words of a list, composed (NFC), as a card shows them."""
    listed = Mnemonic(LISTS[language]).wordlist
    return tuple(unicodedata.normalize("NFC", word) for word in listed)


def tokens(text: str) -> list[str]:
    """Split what was typed into words and numbers, in one spelling.

    Accents of Latin letters and compatibility forms (full-width) go (NFKD), the rest is composed
    again (NFC), letters become small; whatever is neither letter nor digit separates.
    """
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    spelled = unicodedata.normalize("NFC", bare).lower().translate(_ASCII_DIGITS)
    return _TOKEN.findall(spelled)


def number_of(token: str, language: str) -> int | None:
    """Return the place of a word in a list, by the whole word or its first four letters or more."""
    spellings = _spellings(language)
    exact = spellings.get(token)
    if exact is not None or len(token) < PREFIX:
        return exact
    number = _by_prefix(language).get(token[:PREFIX])
    return number if number is not None and _plain(language)[number].startswith(token) else None


@cache
def _plain(language: str) -> tuple[str, ...]:
    return tuple(tokens(word)[0] for word in words(language))


@cache
def _spellings(language: str) -> dict[str, int]:
    return {word: number for number, word in enumerate(_plain(language))}


@cache
def _by_prefix(language: str) -> dict[str, int]:
    return {
        word[:PREFIX]: number for number, word in enumerate(_plain(language)) if len(word) >= PREFIX
    }
