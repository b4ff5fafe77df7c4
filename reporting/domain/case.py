"""A case as a list of cases shows it: where it stands, its card, its short reference."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Self, cast

from reporting.domain.consent_arrivals import Arrivals
from reporting.domain.errors import DomainError, Invalid, MoveNotAllowed, Problem
from reporting.domain.identifiers import Normal
from reporting.domain.labels import N_

CARD_VERSION = 1
MOST_IDENTIFIERS = 40  # ten each of persons' and vehicles', doubled by additions; fits 8 KiB
LONGEST_TEXT = 300
REF_BYTES = 5  # 40 bits: eight signs that a person can read out; clashes are rare
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 by Douglas Crockford: no I, L, O, U, so that nothing is misread or spells a word."""

_READ_AS = str.maketrans("OIL", "011")


class Status(StrEnum):
    """Where a case stands."""

    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    DONE = "done"
    JUNK = "junk"


STATUS_LABELS: Mapping[Status, str] = MappingProxyType(
    {
        Status.NEW: N_("New"),
        Status.OPEN: N_("Being worked on"),
        Status.WAITING: N_("Waiting for somebody else"),
        Status.DONE: N_("Done"),
        Status.JUNK: N_("Junk"),
    }
)

_MOVES: Mapping[Status, frozenset[Status]] = MappingProxyType(
    {
        Status.NEW: frozenset({Status.OPEN, Status.WAITING, Status.DONE, Status.JUNK}),
        Status.OPEN: frozenset({Status.WAITING, Status.DONE, Status.JUNK}),
        Status.WAITING: frozenset({Status.OPEN, Status.DONE, Status.JUNK}),
        Status.DONE: frozenset({Status.OPEN}),
        Status.JUNK: frozenset({Status.OPEN}),  # nothing is dropped for good by a wrong click
    }
)


class NotAReference(DomainError):
    """What was typed is not the short reference of a case."""


def moves(status: Status) -> frozenset[Status]:
    """Give the statuses to which a case may go from `status`."""
    return _MOVES[status]


def move(status: Status, to: Status) -> Status:
    """Give `to` when a case may go there, else raise `MoveNotAllowed`."""
    if to not in _MOVES[status]:
        raise MoveNotAllowed(f"a case does not go from {status} to {to}")
    return to


def case_ref(report_id: bytes) -> str:
    """Give the short reference of a report: its first 40 bits as `XXXX-XXXX`.

    It is for people to say and type; two reports may share one, so programs use the whole id.
    """
    number = int.from_bytes(report_id[:REF_BYTES], "big")
    signs = "".join(CROCKFORD[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{signs[:4]}-{signs[4:]}"


def parse_case_ref(text: str) -> bytes:
    """Read a short reference into the five bytes with which the id begins; raise `NotAReference`.

    Case, spaces and hyphens do not matter; O is read as 0, I and L as 1.
    """
    signs = re.sub(r"[\s\-\u2013]", "", text).upper().translate(_READ_AS)
    if len(signs) != 8 or any(sign not in CROCKFORD for sign in signs):  # noqa: PLR2004 - 40 bits
        raise NotAReference("a reference has eight signs, like 7K3M-9QXW")
    number = 0
    for sign in signs:
        number = number << 5 | CROCKFORD.index(sign)
    return number.to_bytes(REF_BYTES, "big")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What lists, search and linking know of a case, kept encrypted; one per report.

    `version` rises with every write; `consent_version` and `code_version` keep the highest seen,
    so that an older statement or code change is refused; `code_head` is the hash (hex) of that
    change, so that another chain of the same length is refused too. `identifiers`, `roles` and
    `month` (`2026-05`, of what happened) are filled only with `consent_compare`. `kept_from`
    names the handles that must not open the case ("I know this person"). `staff_entered` says that
    a person gave them structure, not the worker. `narrowings` are the hex digests of the narrowings
    seen, so that a database that hides one is noticed, and `arrivals` the days on which her
    statements came, so that one that sets a day back is not believed (`consent_arrivals`).
    `unreadable` says that something of the report could not be
    opened or verified.
    """

    report: bytes
    day: date
    version: int = 1
    status: Status = Status.NEW
    report_kind: str = ""
    severity: str = ""
    types: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    month: str = ""
    area: str = ""
    language: str = ""
    danger_now: bool = False
    unread: bool = True
    assignee: str = ""
    consents: frozenset[str] = frozenset()
    consent_version: int = 0
    consent_wording: str = ""
    witnessed: bool = False
    code_version: int = 0
    code_head: str = ""
    identifiers: tuple[Normal, ...] = ()
    staff_entered: bool = False
    kept_from: frozenset[str] = field(default_factory=frozenset)
    narrowings: frozenset[str] = field(default_factory=frozenset)
    arrivals: Arrivals = ()
    unreadable: bool = False

    def __post_init__(self) -> None:
        """Refuse identifiers of a report that may not be compared; raises `Invalid`."""
        if self.identifiers and "consent_compare" not in self.consents:
            raise Invalid((Problem("identifiers", N_("This report may not be compared.")),))

    @property
    def ref(self) -> str:
        """The short reference, as people say it."""
        return case_ref(self.report)

    def moved(self, to: Status) -> Self:
        """Give the card with another status and the next version; raises `MoveNotAllowed`."""
        return replace(self, status=move(self.status, to), version=self.version + 1)

    def to_json(self) -> dict[str, object]:
        """Give the card as JSON values, sets in a fixed order."""
        return {
            "v": CARD_VERSION,
            "report": self.report.hex(),
            "day": self.day.isoformat(),
            "version": self.version,
            "status": self.status.value,
            "report_kind": self.report_kind,
            "severity": self.severity,
            "types": list(self.types),
            "roles": list(self.roles),
            "month": self.month,
            "area": self.area,
            "language": self.language,
            "danger_now": self.danger_now,
            "unread": self.unread,
            "assignee": self.assignee,
            "consents": sorted(self.consents),
            "consent_version": self.consent_version,
            "consent_wording": self.consent_wording,
            "witnessed": self.witnessed,
            "code_version": self.code_version,
            "code_head": self.code_head,
            "identifiers": [[n.kind, n.key, n.partial] for n in self.identifiers],
            "staff_entered": self.staff_entered,
            "kept_from": sorted(self.kept_from),
            "narrowings": sorted(self.narrowings),
            "arrivals": [[version, day.isoformat()] for version, day in self.arrivals],
            "unreadable": self.unreadable,
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read a card strictly: every key, no other, each of its type; raises `Invalid`."""
        try:
            return cls(**_card_values(_exact_keys(data)))  # type: ignore[arg-type]
        except (TypeError, ValueError, KeyError) as error:
            raise Invalid((Problem("card", N_("This card cannot be read.")),)) from error


def _exact_keys(data: object) -> Mapping[str, object]:
    expected = {"v"} | {f.name for f in fields(Card)}
    if not isinstance(data, dict) or set(data) != expected or data["v"] != CARD_VERSION:
        raise ValueError
    return cast("Mapping[str, object]", data)


def _card_values(data: Mapping[str, object]) -> dict[str, object]:
    """Read each value by the type that the card holds; raises ValueError or TypeError."""
    values: dict[str, object] = {
        name: _text(data[name])
        for name in (
            "report_kind",
            "severity",
            "month",
            "area",
            "language",
            "assignee",
            "consent_wording",
            "code_head",
        )
    }
    for name in ("version", "consent_version", "code_version"):
        values[name] = _count(data[name])
    for name in ("danger_now", "unread", "witnessed", "staff_entered", "unreadable"):
        values[name] = _flag(data[name])
    for name in ("consents", "kept_from", "narrowings"):
        values[name] = frozenset(_texts(data[name]))
    report = bytes.fromhex(_text(data["report"]))
    if len(report) != 16:  # noqa: PLR2004 - the size of a report id
        raise ValueError
    identifiers = _list(data["identifiers"])
    if len(identifiers) > MOST_IDENTIFIERS:
        raise ValueError
    return values | {
        "report": report,
        "day": date.fromisoformat(_text(data["day"])),
        "status": Status(_text(data["status"])),
        "types": tuple(_texts(data["types"])),
        "roles": tuple(_texts(data["roles"])),
        "identifiers": tuple(_normal(item) for item in identifiers),
        "arrivals": tuple(_arrival(item) for item in _list(data["arrivals"])),
    }


def _normal(item: object) -> Normal:
    kind, key, partial = _list(item)
    if kind not in {"phone", "email", "handle", "url", "plate"}:
        raise ValueError
    return Normal(kind, _text(key), partial=_flag(partial))


def _arrival(item: object) -> tuple[int, date]:
    version, day = _list(item)
    return _count(version), date.fromisoformat(_text(day))


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise ValueError
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _texts(value: object) -> list[str]:
    return [_text(item) for item in _list(value)]
