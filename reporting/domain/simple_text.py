"""Pages that an organisation writes: plain lines that become headings, lists, paragraphs, links.

    # A heading              ## A smaller one           - an entry of a list
    A blank line ends a paragraph. https://example.org and tel:+1-604-555-0100 become links, and
    so does [what to press](https://example.org).

There is no HTML in it, and none comes out: values only, which a template escapes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

Kind = Literal["heading", "subheading", "list", "paragraph"]

LONGEST_LINK = 500  # characters of an address; a longer one stays text

# Only these: `javascript:` and `data:` run, `mailto:` opens a program that keeps what was written.
_ADDRESS = r"(?:https?://[^\s<>\"\[\]()]+[^\s<>\"\[\]().,;:!?'»]|tel:\+?[0-9][0-9().-]*[0-9])"
_LINK = re.compile(
    rf"\[(?P<label>[^\[\]\n]{{1,200}})\]\((?P<named>{_ADDRESS})\)|(?P<bare>{_ADDRESS})"
)
_MARKS: tuple[tuple[str, Kind], ...] = (
    ("## ", "subheading"),
    ("# ", "heading"),
    ("- ", "list"),
    ("* ", "list"),
)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line; `href` is "" where it is no link."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (one line), a paragraph (its lines) or a list (a line for each entry)."""

    kind: Kind
    lines: tuple[tuple[Span, ...], ...]


def read_blocks(text: str) -> tuple[Block, ...]:
    """Take a page apart; never raises, whatever the text."""
    marked = (_marked(line.strip()) for line in text.splitlines())
    return tuple(
        block
        for kind, group in groupby(marked, key=lambda pair: pair[0])
        if kind is not None
        for block in _blocks(kind, [line for _, line in group])
    )


def _marked(line: str) -> tuple[Kind | None, str]:
    """Tell what a line begins; None for a blank one."""
    for mark, kind in _MARKS:
        if line.startswith(mark):
            return kind, line.removeprefix(mark).strip()
    return ("paragraph" if line else None), line


def _blocks(kind: Kind, lines: list[str]) -> Iterable[Block]:
    if kind in {"heading", "subheading"}:
        return [Block(kind, (tuple(_spans(line)),)) for line in lines]
    return [Block(kind, tuple(tuple(_spans(line)) for line in lines))]


def _spans(line: str) -> Iterator[Span]:
    """Cut a line into text and links."""
    end = 0
    for found in _LINK.finditer(line):
        href = found["named"] or found["bare"]
        if len(href) > LONGEST_LINK:
            continue
        if found.start() > end:
            yield Span(line[end : found.start()])
        yield Span(found["label"] or href.removeprefix("tel:"), href)
        end = found.end()
    if end < len(line):
        yield Span(line[end:])
