"""Which publishable fields stand in a bulletin: ticked one by one, texts changed where needed.

A field is named by its path among all that may be published: `happening.severity`,
`persons.2.person_hair`, `vehicles.1.vehicle_plate`, `identifiers.1`. Paths stay what they are when
a field before them is left out; what the redaction check says is named by places in the bulletin.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reporting.domain.bulletin_facts import Facts
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.report import Answers, Identifier, values_of
from reporting.domain.report_text import clean_line

Kept = Mapping[str, str]
"""Path of each field that was ticked -> its text where somebody changed it, else ""."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One field that may be published.

    `name` is its name among facts, "" for an identifier; `instance` counts persons, vehicles and
    identifiers from 1 and is 0 for what stands once. `text` is what was typed, where the field is a
    text that may be changed, else "".
    """

    path: str
    name: str
    instance: int
    value: str | tuple[str, ...] | Identifier = field(repr=False)
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The fields of a bulletin, and the path behind each place in it."""

    facts: Facts
    paths: Mapping[str, str]


def choices(offered: Facts) -> Iterator[Choice]:
    """Give every field that may be published, in the order of a sheet."""
    texts = {passage.where: passage.text for passage in offered.passages()}
    for name, value in offered.happening.items():
        path = f"happening.{name}"
        yield Choice(path, name, 0, value, texts.get(path, ""))
    for group, members in (("vehicles", offered.vehicles), ("persons", offered.persons)):
        for number, answers in enumerate(members, 1):
            for name, value in answers.items():
                path = f"{group}.{number}.{name}"
                yield Choice(path, name, number, value, texts.get(path, ""))
    for number, identifier in enumerate(offered.identifiers, 1):
        yield Choice(f"identifiers.{number}", "", number, identifier)


def choose(offered: Facts, kept: Kept) -> Chosen:
    """Give the bulletin's fields: those of `offered` that are ticked. Raises `Invalid`.

    A person or vehicle of which nothing is ticked is left out, so that those behind it count on.
    """
    paths: dict[str, str] = {}
    _refuse_other_options(offered, kept)
    happening = _ticked("happening", offered.happening, kept, "happening", paths)
    groups: dict[str, tuple[Answers, ...]] = {}
    for group, members in (("vehicles", offered.vehicles), ("persons", offered.persons)):
        shown: list[Answers] = []
        for number, answers in enumerate(members, 1):
            place = f"{group}.{len(shown) + 1}"
            ticked = _ticked(f"{group}.{number}", answers, kept, place, paths)
            shown += [ticked] if ticked else []
        groups[group] = tuple(shown)
    identifiers: list[Identifier] = []
    for number, identifier in enumerate(offered.identifiers, 1):
        if f"identifiers.{number}" in kept:
            identifiers.append(identifier)
            paths[f"identifiers.{len(identifiers)}"] = f"identifiers.{number}"
    facts = Facts(happening, groups["persons"], groups["vehicles"], tuple(identifiers))
    return Chosen(facts, paths)


def kept_within(offered: Facts, known: Facts) -> Kept:
    """Give the paths of all that is known too, nothing changed: how a draft begins."""
    paths = {choice.path: choice for choice in choices(known)}
    return {
        choice.path: ""
        for choice in choices(offered)
        if choice.path in paths and paths[choice.path].value == choice.value
    }


def within(facts: Facts, known: Facts) -> bool:
    """Tell whether facts say nothing but what is known, each person and vehicle of one there."""
    return (
        _part_of(facts.happening, known.happening)
        and all(any(_part_of(one, all_) for all_ in known.persons) for one in facts.persons)
        and all(any(_part_of(one, all_) for all_ in known.vehicles) for one in facts.vehicles)
        and set(facts.identifiers) <= set(known.identifiers)
    )


def _part_of(some: Answers, known: Answers) -> bool:
    return all(
        set(values_of(some, name)) <= set(values_of(known, name))
        if isinstance(value, tuple)
        else value == known.get(name)
        for name, value in some.items()
    )


def _refuse_other_options(offered: Facts, kept: Kept) -> None:
    """Raise Invalid where more than a text was said in other words: an option stays what it is."""
    changed = [
        Problem(choice.name, N_("This answer cannot be published as it is."), choice.instance)
        for choice in choices(offered)
        if isinstance(choice.value, str)
        and not choice.text
        and clean_line(kept.get(choice.path, ""))
    ]
    if changed:
        raise Invalid(changed)


def _ticked(
    path: str, answers: Answers, kept: Kept, place: str, paths: dict[str, str]
) -> dict[str, str | tuple[str, ...]]:
    ticked: dict[str, str | tuple[str, ...]] = {}
    for name, value in answers.items():
        own = f"{path}.{name}"
        if own not in kept:
            continue
        changed = clean_line(kept[own])
        ticked[name] = changed if changed and isinstance(value, str) else value
        paths[f"{place}.{name}"] = own
    return ticked
