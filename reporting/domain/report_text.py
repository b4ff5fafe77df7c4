"""Text as people type it, made safe to store, compare and print.

Invisible signs can hide a number from the redaction check, or turn a line around on the page of
whoever reads it, so they go. Phones put some of them around pasted numbers without anybody
noticing, so nobody is bothered with it.
"""

import re
import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Bidirectional controls (Unicode UAX #9; the "Trojan Source" attack, CVE-2021-42574).
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Signs without width that carry no meaning in running text. U+200C and U+200D stay: Persian,
# Hindi and family emoji are misspelt without them.
_HIDDEN = "\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
# Everything of category Cc but what is a tab or ends a line.
_CONTROL = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"

# What some programs end a line with inside a paragraph (U+000B, U+000C, U+001C to U+001F) divides
# words as well: taken away, it would join them.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_REMOVED = re.compile(f"[{_CONTROL}{_BIDI}{_HIDDEN}]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")
_UNBROKEN = re.compile("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]")
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}", re.ASCII)


def has_surrogates(text: str) -> bool:
    """Tell whether half a sign stands alone: something was lost on the way here."""
    return _SURROGATES.search(text) is not None


def clean_text(text: str) -> str:
    """Give text in NFC with newlines as U+000A and without signs that cannot be seen.

    A lone surrogate becomes U+FFFD, since it cannot be written as UTF-8. Cleaning twice changes
    nothing more. Blanks at the ends go.
    """
    text = _LINE_ENDS.sub("\n", _SURROGATES.sub(REPLACEMENT, text))
    return unicodedata.normalize("NFC", _REMOVED.sub("", text)).strip()


def clean_line(text: str) -> str:
    """Give cleaned text in one line: every run of blanks, of whatever width, is one space.

    So two spellings of a name, a plate or a number are the same text.
    """
    return _BLANKS.sub(" ", clean_text(text)).strip()


def clean_printed_line(text: str) -> str:
    """Give cleaned text in one line that keeps its no-break spaces, for words that are only shown.

    French sets one before : ; ? ! and in numbers, and a line must not end there. A run of blanks
    with one in it is that one.
    """
    return _BLANKS.sub(_one_blank, clean_text(text)).strip()


def _one_blank(run: re.Match[str]) -> str:
    unbroken = _UNBROKEN.search(run.group())
    return unbroken.group() if unbroken else " "


def is_slug(value: object) -> bool:
    """Tell whether a value can name an entry of an organisation's list: 1 to 40 plain signs."""
    return isinstance(value, str) and _SLUG.fullmatch(value) is not None
