"""A bulletin's words laid before the worker it is about, and what she says to them.

The question lies in the compartment "wording" (a reply, signed by the epoch), her answer in the
compartment "message" (a part, signed by her code). It names the draft and the digest of exactly
the body that she was shown: a yes to other words is no yes to these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from crypto.suite import ID_BYTES
from reporting.domain.bulletin import BulletinBody
from reporting.domain.errors import Invalid
from reporting.sealed.documents import DIGEST_BYTES, dump, load, reading
from reporting.sealed.errors import NotDecodable

if TYPE_CHECKING:
    from datetime import date

COMPARTMENT = "wording"
LONGEST_COMMENT = 2_000
Verdict = Literal["approve", "correct", "refuse"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
WORDING_KEYS = frozenset({"report", "day", "answer_by", "draft", "digest", "body"})
ANSWER_KEYS = frozenset({"report", "day", "draft", "digest", "answer", "comment"})


@dataclass(frozen=True, slots=True, repr=False)
class Wording:
    """A body as it would be published, and the day by which she wanted to have answered.

    `draft` is the 16-byte id of the advocates' draft.
    """

    report: bytes
    day: date
    answer_by: date
    draft: bytes
    body: BulletinBody

    @property
    def digest(self) -> bytes:
        """The SHA-256 that her answer names."""
        return self.body.digest


@dataclass(frozen=True, slots=True, repr=False)
class WordingAnswer:
    """What she says to one body of one draft; a correction has a comment."""

    report: bytes
    day: date
    draft: bytes
    digest: bytes
    answer: Verdict
    comment: str = ""


def wording_bytes(wording: Wording) -> bytes:
    """Return the content of the question."""
    return dump(
        "wording",
        report=wording.report.hex(),
        day=wording.day.isoformat(),
        answer_by=wording.answer_by.isoformat(),
        draft=wording.draft.hex(),
        digest=wording.digest.hex(),
        body=wording.body.to_json(),
    )


def read_wording(content: bytes) -> Wording:
    """Return the question in `content`; raise NotDecodable for anything else.

    Also for a digest that is not that of the body: she must not approve what she does not see.
    """
    document = load("wording", WORDING_KEYS, content)
    try:
        body = BulletinBody.from_json(document.value("body"))
    except Invalid as error:
        raise NotDecodable("not the body of a bulletin") from error
    with reading():
        wording = Wording(
            report=document.hexadecimal("report", ID_BYTES),
            day=document.day("day"),
            answer_by=document.day("answer_by"),
            draft=document.hexadecimal("draft", ID_BYTES),
            body=body,
        )
        if document.hexadecimal("digest", DIGEST_BYTES) != wording.digest:
            raise NotDecodable("the digest is not that of the body")
    return wording


def wording_answer_bytes(answer: WordingAnswer) -> bytes:
    """Return the content of her answer."""
    return dump(
        "wording answer",
        report=answer.report.hex(),
        day=answer.day.isoformat(),
        draft=answer.draft.hex(),
        digest=answer.digest.hex(),
        answer=answer.answer,
        comment=answer.comment,
    )


def read_wording_answer(content: bytes) -> WordingAnswer:
    """Return the answer in `content`; raise NotDecodable for anything else."""
    document = load("wording answer", ANSWER_KEYS, content)
    with reading():
        said = document.name("answer")
        verdict = next((known for known in VERDICTS if known == said), None)
        comment = document.text("comment", longest=LONGEST_COMMENT)
        if verdict is None or (verdict == "correct" and not comment.strip()):
            raise NotDecodable("neither approved, corrected nor refused")
        return WordingAnswer(
            report=document.hexadecimal("report", ID_BYTES),
            day=document.day("day"),
            draft=document.hexadecimal("draft", ID_BYTES),
            digest=document.hexadecimal("digest", DIGEST_BYTES),
            answer=verdict,
            comment=comment,
        )
