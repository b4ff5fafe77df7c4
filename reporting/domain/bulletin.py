"""A bulletin: the draft an advocate writes, the body that is published, the edition that is signed.

A body is made from a draft only by way of the redaction check; an edition only from its result.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from json import dumps
from types import MappingProxyType
from typing import Self, cast

from reporting.domain.bulletin_facts import Facts, Passage, is_plain_text, unreadable
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_

LANGUAGES = ("en", "fr")
LONGEST_SUMMARY = 1_200  # three sentences, doubled; longer does not fit the sheet's column
LONGEST_REASON = 500
MOST_REASONS = 40
BODY_VERSION = 1


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in the summary that are the offender's own, and why they must stand as they are.

    They may repeat the report and speak in the first person; nothing else is forgiven them.
    """

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an advocate lets a warning stand: the finding it answers, and her words."""

    rule: int
    where: str
    excerpt: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinBody:
    """What everybody may read: facts, a few sentences per language, how long it holds.

    `unconfirmed` marks "one unconfirmed report". Raises `Invalid` for text that is too long or
    holds hidden signs.
    """

    facts: Facts
    expires: date
    summary: Mapping[str, str] = field(default_factory=dict)
    urgent: bool = False
    unconfirmed: bool = True

    def __post_init__(self) -> None:
        """Check the summary and freeze it in the order of the languages; raises `Invalid`."""
        if not set(self.summary) <= set(LANGUAGES):
            raise unreadable()
        if any(not _is_summary(text) for text in self.summary.values()):
            message = N_("At most %(count)s signs, and no invisible ones.")
            raise Invalid((Problem("summary", message, params={"count": LONGEST_SUMMARY}),))
        written = {lang: self.summary[lang] for lang in LANGUAGES if self.summary.get(lang)}
        object.__setattr__(self, "summary", MappingProxyType(written))

    def passages(self) -> Iterator[Passage]:
        """Give every free text that would be published."""
        yield from (Passage(f"summary.{lang}", lang, text) for lang, text in self.summary.items())
        yield from self.facts.passages()

    @property
    def digest(self) -> bytes:
        """SHA-256 over the canonical JSON: what a worker approves, word for word."""
        return sha256(dumps(self.to_json(), sort_keys=True).encode()).digest()

    def to_json(self) -> dict[str, object]:
        """Give the body as JSON values."""
        return {
            "facts": self.facts.to_json(),
            "summary": dict(self.summary),
            "urgent": self.urgent,
            "unconfirmed": self.unconfirmed,
            "expires": self.expires.isoformat(),
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read a body strictly; raises `Invalid`."""
        values = _exact(data, {"facts", "summary", "urgent", "unconfirmed", "expires"})
        return cls(
            facts=Facts.from_json(values["facts"]),
            summary=_summary(values["summary"]),
            urgent=_flag(values["urgent"]),
            unconfirmed=_flag(values["unconfirmed"]),
            expires=_day(values["expires"]),
        )


@dataclass(frozen=True, slots=True)
class BulletinDraft:
    """A body on its way, with what the advocate wrote about findings; never published itself."""

    body: BulletinBody
    quotes: tuple[Quote, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        """Refuse empty or overlong reasons and too many of them; raises `Invalid`."""
        texts = [r.text for r in self.reasons] + [q.reason for q in self.quotes]
        if len(texts) > MOST_REASONS or not all(_is_reason(text) for text in texts):
            message = N_("Write a reason of at most %(count)s signs.")
            raise Invalid((Problem("reasons", message, params={"count": LONGEST_REASON}),))

    def to_json(self) -> dict[str, object]:
        """Give the draft as JSON values."""
        return {
            "v": BODY_VERSION,
            "body": self.body.to_json(),
            "quotes": [[q.text, q.reason] for q in self.quotes],
            "reasons": [[r.rule, r.where, r.excerpt, r.text] for r in self.reasons],
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read a draft strictly; raises `Invalid`."""
        values = _exact(data, {"v", "body", "quotes", "reasons"})
        if values["v"] != BODY_VERSION:
            raise unreadable()
        return cls(
            BulletinBody.from_json(values["body"]),
            tuple(Quote(*_strings(item, 2)) for item in _items(values["quotes"])),
            tuple(_reason(item) for item in _items(values["reasons"])),
        )


@dataclass(frozen=True, slots=True)
class Edition:
    """A body under its number, as two members sign it.

    `number` stays the same through corrections, `edition` counts them from 1; `issued` is a day.
    Make one by `Redacted.as_edition`, or by `from_json` of one that was signed.
    """

    number: int
    edition: int
    issued: date
    body: BulletinBody

    def to_json(self) -> dict[str, object]:
        """Give the edition as the JSON values whose bytes are signed."""
        return {
            "v": BODY_VERSION,
            "kind": "edition",
            "number": self.number,
            "edition": self.edition,
            "issued": self.issued.isoformat(),
            "body": self.body.to_json(),
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read an edition strictly; raises `Invalid`. The signatures are checked elsewhere."""
        values = _exact(data, {"v", "kind", "number", "edition", "issued", "body"})
        if values["v"] != BODY_VERSION or values["kind"] != "edition":
            raise unreadable()
        return cls(
            _number(values["number"]),
            _number(values["edition"]),
            _day(values["issued"]),
            BulletinBody.from_json(values["body"]),
        )


def _is_summary(text: str) -> bool:
    return len(text) <= LONGEST_SUMMARY and is_plain_text(text)


def _is_reason(text: str) -> bool:
    return bool(text.strip()) and len(text) <= LONGEST_REASON


def _exact(data: object, keys: set[str]) -> Mapping[str, object]:
    if not isinstance(data, dict) or set(data) != keys:
        raise unreadable()
    return cast("Mapping[str, object]", data)


def _items(value: object) -> list[object]:
    if not isinstance(value, list):
        raise unreadable()
    return value


def _strings(value: object, count: int) -> list[str]:
    items = _items(value)
    if len(items) != count or not all(isinstance(item, str) for item in items):
        raise unreadable()
    return cast("list[str]", items)


def _reason(value: object) -> Reason:
    rule, *rest = _items(value) or [None]
    return Reason(_number(rule), *_strings(rest, 3))


def _summary(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise unreadable()
    texts: Iterable[object] = value.values()
    if not all(isinstance(text, str) for text in texts):
        raise unreadable()
    return cast("Mapping[str, str]", value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise unreadable()
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise unreadable()
    return value


def _day(value: object) -> date:
    if not isinstance(value, str):
        raise unreadable()
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise unreadable() from error
