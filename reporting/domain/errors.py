"""What can be wrong with a value of the field, as one tree of conditions."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing about one field that has to be looked at again.

    `field` is a catalogue name, or "" for the form as a whole. `message` is an English msgid with
    `%(name)s` places filled from `params`; it never repeats what was typed. `instance` counts
    persons, vehicles and identifiers from 1.
    """

    field: str
    message: str
    instance: int = 1
    params: Mapping[str, str | int] = dataclasses.field(default_factory=dict)

    @property
    def form_name(self) -> str:
        """The name of the form control: bare for the first, `-2`, `-3` and so on for the next."""
        return self.field if self.instance == 1 else f"{self.field}-{self.instance}"


class DomainError(Exception):
    """Anything that this package refuses."""


class Invalid(DomainError):
    """A value from outside is not what it should be; `problems` names each field.

    The text of the error holds field names only, never content, so that it may be logged.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("invalid: " + ", ".join(sorted({p.field or "form" for p in problems})))


class ConsentMissing(DomainError):
    """A use was asked for that the worker has not said yes to, or not in a way that is enough."""

    def __init__(self, name: str, reason: str = "not given") -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"{name}: {reason}")


class MoveNotAllowed(DomainError):
    """A case may not go from its status to the one asked for."""


class Blocked(DomainError):
    """A draft would give a worker away; `findings` says where and by which rule."""

    def __init__(self, findings: Sequence[object]) -> None:
        self.findings = tuple(findings)
        super().__init__(f"{len(self.findings)} finding(s) block this draft")
