"""Pack the BIP-39 word lists for the browser: `python tests/crypto/vectors/make/words.py`.

A list is alphabetical, so each word is written as the number of letters it shares with the word
before, and the rest: 6.2 kB of English on the wire become 4.5.
"""

from __future__ import annotations

import unicodedata
from itertools import takewhile
from pathlib import Path

from mnemonic import Mnemonic

LISTS = {"en": "english", "fr": "french"}
FOLDER = Path(__file__).parents[4] / "reporting" / "intake" / "static" / "seal" / "words"


def pack(words: list[str]) -> str:
    """Front-code `words`; a shared prefix is counted with one digit, so with nine at most."""
    packed = []
    last = ""
    for word in words:
        shared = min(shared_letters(last, word), 9)
        packed.append(f"{shared}{word[shared:]}")
        last = word
    return "".join(packed)


def shared_letters(first: str, second: str) -> int:
    """Count the letters with which both words begin."""
    pairs = zip(first, second, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def module(name: str) -> str:
    """Return the text of the browser's module for the list `name` of the mnemonic package."""
    words = [unicodedata.normalize("NFC", word) for word in Mnemonic(name).wordlist]
    return f'// Made by tests/crypto/vectors/make/words.py\nexport default "{pack(words)}";\n'


if __name__ == "__main__":
    for language, name in LISTS.items():
        (FOLDER / f"{language}.mjs").write_text(module(name), encoding="utf-8")
