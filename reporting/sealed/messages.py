"""The two voices of a conversation: what advocates write to a worker, and what she answers.

Both lie in the compartment "message". Advocates' messages are replies, signed by the epoch, each
with a sequence and the SHA-256 of the one before; a question that police asked through them is one
of the same chain. Hers are parts, signed by her code, and she never has to write any.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from crypto.suite import ID_BYTES, sha256
from reporting.sealed.documents import dump, load, previous_digest, reading
from reporting.sealed.encode import read_language
from reporting.sealed.errors import NotDecodable

if TYPE_CHECKING:
    from datetime import date

    from crypto.strictjson import Fields

COMPARTMENT = "message"
LONGEST_MESSAGE = 10_000
"""Characters of one message; what is longer than 16 KiB sealed is refused as TooLarge as well."""

Kind = Literal["message", "question"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MESSAGE_KEYS = frozenset({"report", "sequence", "previous", "day", "language", "text"})
ANSWER_KEYS = frozenset({"report", "day", "language", "text", "stop_replies"})


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    """What advocates wrote to a worker; `question` is one that police asked through them.

    `digest` is the SHA-256 of the message's own bytes, `previous` that of the one before (b"" for
    sequence 1). No `repr`: what is said stays out of logs.
    """

    report: bytes
    sequence: int
    previous: bytes
    day: date
    language: str
    text: str
    kind: Kind = "message"
    digest: bytes = b""


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What a worker wrote; with `stop_replies` she asks to be written to no more.

    The newest answer counts: writing again without it lets replies come again.
    """

    report: bytes
    day: date
    language: str
    text: str
    stop_replies: bool = False
    digest: bytes = b""


def message_bytes(message: Message) -> bytes:
    """Return the content of an advocates' message; `digest` is not in it."""
    return dump(
        message.kind,
        report=message.report.hex(),
        sequence=message.sequence,
        previous=message.previous.hex(),
        day=message.day.isoformat(),
        language=message.language,
        text=message.text,
    )


def read_message(content: bytes) -> Message:
    """Return the message or question in `content`; raise NotDecodable for anything else."""
    try:
        return _message("message", content)
    except NotDecodable:
        return _message("question", content)


def answer_bytes(answer: Answer) -> bytes:
    """Return the content of a worker's answer; `digest` is not in it."""
    return dump(
        "answer",
        report=answer.report.hex(),
        day=answer.day.isoformat(),
        language=answer.language,
        text=answer.text,
        stop_replies=answer.stop_replies,
    )


def read_answer(content: bytes) -> Answer:
    """Return the answer in `content`; raise NotDecodable for anything else.

    Without a word it must at least ask that replies stop.
    """
    document = load("answer", ANSWER_KEYS, content)
    with reading():
        stop = document.value("stop_replies")
        text = document.text("text", longest=LONGEST_MESSAGE)
        if not isinstance(stop, bool) or not (text.strip() or stop):
            raise NotDecodable("an answer that says nothing")
        return Answer(
            report=document.hexadecimal("report", ID_BYTES),
            day=document.day("day"),
            language=read_language(document),
            text=text,
            stop_replies=stop,
            digest=sha256(content),
        )


def _message(kind: Kind, content: bytes) -> Message:
    document = load(kind, MESSAGE_KEYS, content)
    with reading():
        sequence = document.number("sequence", least=1)
        return Message(
            report=document.hexadecimal("report", ID_BYTES),
            sequence=sequence,
            previous=previous_digest(document, sequence),
            day=document.day("day"),
            language=read_language(document),
            text=_words(document),
            kind=kind,
            digest=sha256(content),
        )


def _words(document: Fields) -> str:
    text = document.text("text", longest=LONGEST_MESSAGE)
    if not text.strip():
        raise NotDecodable("a message without a word")
    return text
