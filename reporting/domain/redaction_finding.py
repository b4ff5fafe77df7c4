"""What the redaction check says: which rule, where, the very words, and what to do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from reporting.domain.labels import N_
from reporting.domain.redaction_text import Text

Severity = Literal["block", "warn"]
Span = tuple[int, int]

WORKER, REACH, CLOCK, DATE, PLACE, COPIED, FIRST_PERSON = range(1, 8)
LOOKS, CARE, SMALL_PLACE, UNIQUE, RARE, MORE, LEGAL_NAME = range(8, 15)
"""Numbers of the rules (docs/field.md, section 7)."""

CLEARED_BY_APPROVAL = frozenset({SMALL_PLACE, UNIQUE})
BLOCKING = frozenset(range(WORKER, FIRST_PERSON + 1))

MESSAGES: Mapping[int, str] = MappingProxyType(
    {
        WORKER: N_("This belongs to the worker. Take it out."),
        REACH: N_(
            "This number, plate or address is not among the person's. "
            "Take it out, or add it to the person first."
        ),
        CLOCK: N_("A clock time. Say night, morning, afternoon or evening."),
        DATE: N_("An exact day. Say early, mid or late in the month."),
        PLACE: N_("An exact place. Name the area only."),
        COPIED: N_(
            "These words are copied from the report. Say it in other words, "
            "or mark them as the offender's own words with a reason."
        ),
        FIRST_PERSON: N_("First person: the worker speaks here. Write about the offender instead."),
        LOOKS: N_(
            "This may describe the worker or those around her. "
            "Take it out, or write why it must stay."
        ),
        CARE: N_("A particular injury or treatment. Say physical harm, or write why it must stay."),
        SMALL_PLACE: N_("Few people live there. Name the region, or ask the worker."),
        UNIQUE: N_("Few reports share this place, month and kind. Make it coarser, or ask her."),
        RARE: N_("A rare word that is also in the report. Use another, or write why it must stay."),
        MORE: N_("Together with an earlier bulletin this tells more. Write why it must stay."),
        LEGAL_NAME: N_("This looks like a full legal name. Use the alias, or write why."),
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the check found.

    `where` is `summary.en`, `persons.1.person_name` or the like; `start` and `end` are the span of
    `excerpt` in that text, end excluded. `message` is an English msgid that says what to do.
    """

    rule: int
    where: str
    excerpt: str = field(repr=False)
    start: int
    end: int
    language: str = ""

    @property
    def severity(self) -> Severity:
        """Whether it stops the bulletin, or asks for a written reason."""
        return "block" if self.rule in BLOCKING else "warn"

    @property
    def message(self) -> str:
        """What is wrong and what to do, as an English msgid."""
        return MESSAGES[self.rule]


def finding(rule: int, text: Text, start: int, end: int) -> Finding:
    """Make a finding from a span of the folded text."""
    first, last = text.span(start, end)
    passage = text.passage
    return Finding(rule, passage.where, passage.text[first:last], first, last, passage.language)


def findings(rule: int, text: Text, spans: Iterable[Span]) -> Iterator[Finding]:
    """Make findings from spans of the folded text, those that overlap joined."""
    for start, end in joined(spans):
        yield finding(rule, text, start, end)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap, in order."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result


def outside(spans: Iterable[Span], allowed: Iterable[Span]) -> Iterator[Span]:
    """Give the spans that do not lie inside an allowed one."""
    kept = tuple(allowed)
    for start, end in spans:
        if not any(first <= start and end <= last for first, last in kept):
            yield start, end
