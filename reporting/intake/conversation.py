"""The conversation as the return page shows it, and the worker's answer. Knows no Flask.

Days, not times; and nothing is stored that says whether or when she has read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.report_text import clean_text
from reporting.intake.errors import Throttled
from reporting.sealed.messages import COMPARTMENT, LONGEST_MESSAGE, Answer, Message, answer_bytes

if TYPE_CHECKING:
    from datetime import date

    from reporting.intake.mailbox import Opened
    from reporting.intake.withdrawal import Visit

TOO_LONG = N_("This is longer than %(count)s characters. Send it in two parts.")
NOTHING_SAID = N_("Write something first, or tick that you want no more answers.")


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One message: who wrote it, when, in which language; `stops` asks for no more replies."""

    day: date
    voice: Literal["ours", "police", "hers"]
    language: str
    text: str
    stops: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Conversation:
    """All messages, oldest first; `stopped` while she wants no replies."""

    lines: tuple[Line, ...]
    stopped: bool


def conversation_of(opened: Opened) -> Conversation:
    """Put the messages of a mailbox into lines."""
    lines: list[Line] = []
    answers: list[tuple[date, Answer]] = []
    for one in opened.said:
        said = one.said
        if isinstance(said, Message):
            voice: Literal["ours", "police"] = "police" if said.kind == "question" else "ours"
            lines.append(Line(said.day, voice, said.language, said.text))
        elif isinstance(said, Answer):
            answers.append((one.day, said))
            lines.append(Line(one.day, "hers", said.language, said.text, said.stop_replies))
    newest = max((day for day, _ in answers), default=None)
    # The order of a day's answers is not kept: where one of them says stop, it is stop.
    stopped = any(day == newest and answer.stop_replies for day, answer in answers)
    return Conversation(tuple(lines), stopped)


def say(visit: Visit, opened: Opened, typed: Answer, nonce: bytes) -> None:
    """Send what she wrote; only its text, language and wish for no replies are looked at.

    Raises Invalid for nothing or too much, Throttled, ReportsClosed, NoReport, TooLarge when many
    wide signs go beyond what a message holds, and StoreError.
    """
    text = clean_text(typed.text)
    if len(text) > LONGEST_MESSAGE:
        raise Invalid([Problem("answer_text", TOO_LONG, params={"count": LONGEST_MESSAGE})])
    if not text and not typed.stop_replies:
        raise Invalid([Problem("answer_text", NOTHING_SAID)])
    if not visit.services.take("report"):
        raise Throttled
    answer = Answer(opened.report, visit.seen.today, typed.language, text, typed.stop_replies)
    visit.add(opened, COMPARTMENT, answer_bytes(answer), nonce)
