"""The fields of a bulletin: only names that may be published, in the order of the sheet."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self, cast

from reporting.domain import coarsening
from reporting.domain.catalogue import FIELDS, MAX_REPEATS, UNKNOWN
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.report import Answers, Identifier

HAPPENING_ORDER = (
    "incident_types",
    "severity",
    "when",
    "area",
    "region",
    "part_of_day",
    "place",
    "completed",
    "weapon",
    "injuries",
    "drugs",
    "happened_before",
    "report_kind",
    "first_contact",
    "ad_site",
    "ad_handle",
)
VEHICLE_ORDER = (
    "vehicle_make",
    "vehicle_model",
    "vehicle_colour",
    "vehicle_type",
    "vehicle_plate",
    "vehicle_region",
    "vehicle_detail",
)
PERSON_ORDER = (
    "person_name",
    "person_role",
    "person_gender",
    "person_build",
    "person_age",
    "person_height",
    "person_appearance_race",
    "person_hair",
    "person_hair_length",
    "person_facial_hair",
    "person_eyes",
    "person_glasses",
    "person_marks",
    "person_accent",
    "person_behaviour",
    "person_clothing",
    "person_smell",
)
COARSENED = frozenset(
    {"when", "area", "region", "part_of_day", "place", "weapon", "injuries", "drugs"}
)
"""Names that stand for a coarsened answer; `area` keeps its catalogue name, listed areas only."""

RACE = "person_appearance_race"
_BESIDE_RACE = frozenset(PERSON_ORDER) - {RACE, "person_role", "person_gender", "person_age"}
_COARSE_SLUGS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "part_of_day": frozenset({"night", "morning", "afternoon", "evening"}),
        "place": frozenset({"outdoors", "vehicle", "indoors", "online"}),
        "weapon": frozenset({"a_weapon"}),
        "injuries": frozenset({"physical_harm"}),
        "drugs": frozenset({"drugs_involved"}),
    }
)
_KINDS = frozenset(option.value for option in FIELDS["identifiers_kind"].options)


@dataclass(frozen=True, slots=True)
class Passage:
    """A free text that would be published: where it stands, its language ("" unknown), itself."""

    where: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One field to show: its name, its answer, and which person or vehicle (from 1, else 0)."""

    name: str
    value: str | tuple[str, ...]
    instance: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """The structured part of a bulletin; raises `Invalid` for anything that is not publishable.

    `happening` holds answers that stand once. Slugs are the catalogue's or those of `coarsening`.
    How a person's race was seen never stands without another trait.
    """

    happening: Answers = field(default_factory=dict)
    persons: tuple[Answers, ...] = ()
    vehicles: tuple[Answers, ...] = ()
    identifiers: tuple[Identifier, ...] = ()

    def __post_init__(self) -> None:
        """Check every name and value, and freeze them in the order of the sheet."""
        problems = [*_problems(self.happening, HAPPENING_ORDER, 1)]
        for order, group in ((PERSON_ORDER, self.persons), (VEHICLE_ORDER, self.vehicles)):
            for number, answers in enumerate(group, 1):
                problems.extend(_problems(answers, order, number))
        problems.extend(_race_alone(self.persons))
        problems.extend(_identifier_problems(self.identifiers))
        if max(map(len, (self.persons, self.vehicles, self.identifiers))) > MAX_REPEATS:
            problems.append(Problem("", N_("There are too many of these.")))
        if problems:
            raise Invalid(problems)
        object.__setattr__(self, "happening", _frozen(self.happening, HAPPENING_ORDER))
        object.__setattr__(self, "persons", _all_frozen(self.persons, PERSON_ORDER))
        object.__setattr__(self, "vehicles", _all_frozen(self.vehicles, VEHICLE_ORDER))

    def rows(self) -> Iterator[Row]:
        """Give the fields as a sheet prints them: what, vehicles, persons; identifiers follow."""
        yield from (Row(name, value) for name, value in self.happening.items())
        for group in (self.vehicles, self.persons):
            for number, answers in enumerate(group, 1):
                yield from (Row(name, value, number) for name, value in answers.items())

    def passages(self) -> Iterator[Passage]:
        """Give every free text among the fields, to be read by the redaction check."""
        yield from _texts("happening", self.happening)
        for name, group in (("persons", self.persons), ("vehicles", self.vehicles)):
            for number, answers in enumerate(group, 1):
                yield from _texts(f"{name}.{number}", answers)

    def to_json(self) -> dict[str, object]:
        """Give the fields as JSON values."""
        return {
            "happening": _jsoned(self.happening),
            "persons": [_jsoned(answers) for answers in self.persons],
            "vehicles": [_jsoned(answers) for answers in self.vehicles],
            "identifiers": [
                {"kind": i.kind, "value": i.value, "partial": i.partial} for i in self.identifiers
            ],
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read fields strictly; raises `Invalid` for an unknown name, type, option or length."""
        keys = {"happening", "persons", "vehicles", "identifiers"}
        if not isinstance(data, dict) or set(data) != keys:
            raise unreadable()
        return cls(
            _answers(data["happening"]),
            tuple(_answers(item) for item in _list(data["persons"])),
            tuple(_answers(item) for item in _list(data["vehicles"])),
            tuple(_identifier(item) for item in _list(data["identifiers"])),
        )


def unreadable() -> Invalid:
    """Make the error for JSON that is not a bulletin's."""
    return Invalid((Problem("bulletin", N_("This bulletin cannot be read.")),))


def is_plain_text(text: str) -> bool:
    """Tell whether `text` has no control, invisible, private or unassigned signs but newlines."""
    return all(c == "\n" or not _is_hidden(c) for c in text)


def plain_text(text: str) -> str:
    """Give a text without the signs that `is_plain_text` refuses.

    A report may hold them: Persian and family emoji are written with joiners, and a phone knows
    emoji that this Python does not.
    """
    kept = (c for c in text if c == "\n" or not _is_hidden(c))
    return "".join(kept).strip()


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})

BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs by their category that nobody sees: Hangul fillers, the empty Braille cell."""


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in _HIDDEN or sign in BLANK_LETTERS


def _problems(answers: Answers, names: tuple[str, ...], instance: int) -> Iterator[Problem]:
    for name, value in answers.items():
        if name not in names:
            yield Problem("", N_("A field that must not be published stands in the bulletin."))
        elif not _fits(name, value):
            message = N_("This answer cannot be published as it is.")
            yield Problem(name, message, instance)


def _fits(name: str, value: str | tuple[str, ...]) -> bool:
    if not isinstance(value, str):
        choices = name not in COARSENED and FIELDS[name].kind == "choices"
        return choices and bool(value) and all(map(FIELDS[name].has_option, value))
    if name == "when":
        return coarsening.is_coarse_when(value)
    if name in _COARSE_SLUGS:
        return value in _COARSE_SLUGS[name]
    question = FIELDS["area" if name == "region" else name]
    if question.kind == "choices" or value == UNKNOWN.value:
        return False
    if question.kind == "choice" and not question.list_name:
        return question.has_option(value)
    return _is_text(value, question.max_length)


def _is_text(value: str, longest: int) -> bool:
    return bool(value.strip()) and len(value) <= longest and is_plain_text(value)


def _race_alone(persons: Iterable[Answers]) -> Iterator[Problem]:
    for number, answers in enumerate(persons, 1):
        if RACE in answers and not _BESIDE_RACE & set(answers):
            yield Problem(RACE, N_("This is never shown alone. Add another trait."), number)


def race_stands_alone(answers: Answers) -> bool:
    """Tell whether the race somebody saw is all there is to know a person by."""
    return any(True for _ in _race_alone((answers,)))


def _identifier_problems(identifiers: Iterable[Identifier]) -> Iterator[Problem]:
    longest = FIELDS["identifiers_value"].max_length
    for number, item in enumerate(identifiers, 1):
        if item.kind not in _KINDS or not _is_text(item.value, longest):
            message = N_("This answer cannot be published as it is.")
            yield Problem("identifiers_value", message, number)


def _frozen(answers: Answers, order: tuple[str, ...]) -> Answers:
    return MappingProxyType({name: answers[name] for name in order if name in answers})


def _all_frozen(group: Iterable[Answers], order: tuple[str, ...]) -> tuple[Answers, ...]:
    return tuple(_frozen(answers, order) for answers in group)


def _texts(where: str, answers: Answers) -> Iterator[Passage]:
    for name, value in answers.items():
        question = FIELDS.get(name)
        if name in COARSENED or question is None or question.kind not in {"text", "line"}:
            continue
        if isinstance(value, str):
            yield Passage(f"{where}.{name}", "", value)


def _jsoned(answers: Answers) -> dict[str, object]:
    return {name: v if isinstance(v, str) else list(v) for name, v in answers.items()}


def _answers(data: object) -> Answers:
    if not isinstance(data, dict):
        raise unreadable()
    return {str(name): _answer(value) for name, value in data.items()}


def _answer(value: object) -> str | tuple[str, ...]:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(cast("list[str]", value))
    raise unreadable()


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise unreadable()
    return value


def _identifier(data: object) -> Identifier:
    if not isinstance(data, dict) or set(data) != {"kind", "value", "partial"}:
        raise unreadable()
    kind, value, partial = data["kind"], data["value"], data["partial"]
    if not (isinstance(kind, str) and isinstance(value, str) and isinstance(partial, bool)):
        raise unreadable()
    return Identifier(kind, value, partial)
