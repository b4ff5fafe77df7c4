"""The conversation with a worker: what was said on both sides, and writing to her.

She is written to only while she lets us: `stop replies` closes it until she writes again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from reporting.casework.cases import CaseFile, open_case
from reporting.casework.desk import Desk
from reporting.casework.errors import NotVerified, RepliesStopped
from reporting.casework.events import next_card, tell
from reporting.casework.opening import Opened
from reporting.casework.record import Action, write
from reporting.casework.replies import seal_reply
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.sealed.deletion import Deletion
from reporting.sealed.errors import NotDecodable, StatementRefused
from reporting.sealed.items import unbroken
from reporting.sealed.messages import (
    COMPARTMENT,
    LONGEST_MESSAGE,
    Answer,
    Kind,
    Message,
    message_bytes,
)
from reporting.sealed.wording import WordingAnswer
from reporting.store import cases as store
from reporting.store.engine import writing

if TYPE_CHECKING:
    from sqlalchemy import Engine

Voice = Literal["hers", "ours"]


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One thing that was said. `kind` is message, question, answer, a verdict or a deletion."""

    day: date
    voice: Voice
    kind: str
    text: str = ""
    language: str = ""
    stops: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Conversation:
    """All that was said, oldest first.

    `stopped` says that she asked for no more replies. `broken` says that one of our own messages is
    missing from the database, or was put there by somebody else.
    """

    lines: tuple[Line, ...]
    stopped: bool
    broken: bool


def conversation_of(opened: Opened) -> Conversation:
    """Put together what was said."""
    ours = [one.said for one in opened.said if isinstance(one.said, Message)]
    answers = [one for one in opened.said if isinstance(one.said, Answer)]
    newest = max((one.day for one in answers), default=None)
    # The day's order of hers is not kept: where one of them says stop, it is stop.
    stopped = any(
        one.day == newest and isinstance(one.said, Answer) and one.said.stop_replies
        for one in answers
    )
    try:
        unbroken(ours)
    except NotDecodable:
        return Conversation(_lines(opened), stopped, broken=True)
    return Conversation(_lines(opened), stopped, broken=False)


def say(
    engine: Engine, desk: Desk, report: bytes, text: str, language: str, kind: Kind = "message"
) -> None:
    """Write to a worker; a `question` is one that police asked through us.

    Raises Invalid for nothing or too much, RepliesStopped, NotVerified when her keys were changed,
    ConsentMissing and StatementRefused for a question that she has not agreed to be asked,
    TooLarge, Conflict when somebody else wrote in the same moment.
    """
    typed = text.strip()
    if not typed or len(typed) > LONGEST_MESSAGE:
        too_long = N_("Write something, and at most %(count)s characters.")
        raise Invalid([Problem("text", too_long, params={"count": LONGEST_MESSAGE})])
    with writing(engine) as session:
        case = open_case(session, desk, report)
        if conversation_of(case.opened).stopped:
            raise RepliesStopped
        if kind == "question":
            _may_ask(case)
        said = _next(desk, case.opened, typed, language, kind)
        part = seal_reply(desk, case.opened.report, COMPARTMENT, message_bytes(said))
        store.add_part(session, replace(part, day=said.day))
        if next_card(session, desk, report) is None:
            raise NotVerified
        if kind == "question":
            tell(session, desk, report, "question")
        action = Action.QUESTION_PASSED_ON if kind == "question" else Action.MESSAGE_WRITTEN
        write(session, desk, action, case=case.ref)


def _may_ask(case: CaseFile) -> None:
    if case.consent is None:
        raise StatementRefused(case.refusal)
    case.consent.require("consent_police_questions")


def _next(desk: Desk, opened: Opened, text: str, language: str, kind: Kind) -> Message:
    ours = [one.said for one in opened.said if isinstance(one.said, Message)]
    last = max(ours, key=lambda message: message.sequence, default=None)
    return Message(
        report=opened.report.id,
        sequence=last.sequence + 1 if last else 1,
        previous=last.digest if last else b"",
        # Dates never go back in a mailbox, even where a clock did.
        day=max(desk.today, last.day) if last else desk.today,
        language=language,
        text=text,
        kind=kind,
    )


def _lines(opened: Opened) -> tuple[Line, ...]:
    lines: list[Line] = []
    for one in opened.said:
        said = one.said
        if isinstance(said, Message):
            lines.append(Line(one.day, "ours", said.kind, said.text, said.language))
        elif isinstance(said, Answer):
            line = Line(one.day, "hers", "answer", said.text, said.language, said.stop_replies)
            lines.append(line)
        elif isinstance(said, WordingAnswer):
            lines.append(Line(one.day, "hers", said.answer, said.comment))
        elif isinstance(said, Deletion):
            lines.append(Line(one.day, "hers", f"{said.action} {said.scope}"))
    return tuple(lines)
