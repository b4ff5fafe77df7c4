"""A report as a worker gives it: what happened and who did it, and apart from it how to reach her.

None of these values shows its content in `repr`, so that a traceback or a log line cannot.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reporting.domain.consent import Choices
from reporting.domain.errors import Problem

__all__ = ["Account", "Answers", "Contact", "Draft", "Identifier", "Problem"]

Answers = Mapping[str, str | tuple[str, ...]]
"""Catalogue name to answer: a text or slug, or slugs for `choices`. `flag` is "yes" or absent."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number, name or address of the person. `kind` is a slug of `identifiers_kind`."""

    kind: str
    value: str = field(repr=False)
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """What happened and who did it: the account compartment, of a report or of an addition.

    `dropped` counts what was left out of an opened report because the catalogue has no such
    field or option; it is not part of the report and takes no part in comparing.
    """

    answers: Answers = field(default_factory=dict, repr=False)
    persons: tuple[Answers, ...] = field(default=(), repr=False)
    vehicles: tuple[Answers, ...] = field(default=(), repr=False)
    identifiers: tuple[Identifier, ...] = field(default=(), repr=False)
    dropped: int = field(default=0, compare=False)

    def text(self, name: str) -> str:
        """Give the single answer to a question, or ""."""
        return text_of(self.answers, name)

    def values(self, name: str) -> tuple[str, ...]:
        """Give all answers to a question, or none."""
        return values_of(self.answers, name)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was answered."""
        return not (self.answers or self.persons or self.vehicles or self.identifiers)


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the worker and what she wants: the contact compartment."""

    answers: Answers = field(default_factory=dict, repr=False)
    dropped: int = field(default=0, compare=False)

    def text(self, name: str) -> str:
        """Give the single answer to a question, or ""."""
        return text_of(self.answers, name)

    def values(self, name: str) -> tuple[str, ...]:
        """Give all answers to a question, or none."""
        return values_of(self.answers, name)


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it was posted, read.

    `account`, `contact` and `choices` hold the cleaned answers that could be read; a text that is
    too long is in there whole. `typed` holds every posted value of a catalogue field by form name,
    also those that could not be read, to fill the form again. `repeats` says how many of each
    group to show. Nothing may be sealed while there are `problems`.
    """

    account: Account
    contact: Contact
    choices: Choices
    problems: tuple[Problem, ...]
    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    repeats: Mapping[str, int] = field(default_factory=dict)

    def value(self, form_name: str) -> str:
        """Give what was typed under a form name, or ""."""
        return next(iter(self.typed.get(form_name, ())), "")

    def values(self, form_name: str) -> tuple[str, ...]:
        """Give all that was chosen under a form name."""
        return self.typed.get(form_name, ())

    def problems_of(self, form_name: str) -> tuple[Problem, ...]:
        """Give the problems to show beside one form control."""
        return tuple(problem for problem in self.problems if problem.form_name == form_name)


def text_of(answers: Answers, name: str) -> str:
    """Give the single answer under `name`: the first of several, "" for none."""
    answer = answers.get(name, "")
    return answer if isinstance(answer, str) else next(iter(answer), "")


def values_of(answers: Answers, name: str) -> tuple[str, ...]:
    """Give the answers under `name` as a tuple, empty for none."""
    answer = answers.get(name, ())
    if isinstance(answer, str):
        return (answer,) if answer else ()
    return answer
