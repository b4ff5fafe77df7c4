"""What a question of the form is: its name, its words, its options, and what may leave with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from reporting.domain.labels import N_

Kind = Literal["text", "line", "choice", "choices", "day", "flag"]
Compartment = Literal["account", "contact", "consent"]
Group = Literal["", "person", "vehicle", "identifier"]
ListName = Literal["", "areas", "races", "languages", "forces"]

LINE_LENGTH = 200  # one line on a phone, with room to explain
DETAIL_LENGTH = 1_000  # a few sentences
NARRATIVE_LENGTH = 20_000  # five printed pages; the account compartment holds 256 KiB
LISTED_LENGTH = 100  # a slug of an organisation's list, or a place in a worker's own words


class Disclosure(StrEnum):
    """What may leave the report with an answer (docs/field.md, section 3).

    Everything that may be published may also go to police with that consent.
    """

    NEVER = "never"
    POLICE = "police"
    POLICE_IF_EXACT = "police_if_exact"  # place or time, as its part says, and only if she chose
    POLICE_IF_OWN_WORDS = "police_if_own_words"  # her own text, under its own signed choice
    PUBLISH = "publish"
    COARSEN = "coarsen"
    CHOICE = "choice"  # an answer about consent; not a thing that is disclosed


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a list: a stable slug and its English msgid."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. `label` and `help` are English msgids; lengths count code points.

    `list_name` says that the organisation's settings add options; text that is on no list is
    accepted there too, since lists change while somebody is writing. `beside` names the question
    whose own-words box this is: it has no control of its own in a list of questions.
    """

    name: str
    label: str
    part: str
    disclosure: Disclosure
    kind: Kind = "line"
    help: str = ""
    compartment: Compartment = "account"
    options: tuple[Option, ...] = ()
    max_length: int = LINE_LENGTH
    first_screen: bool = False
    group: Group = ""
    list_name: ListName = ""
    beside: str = ""

    def has_option(self, value: str) -> bool:
        """Tell whether `value` is one of the fixed options."""
        return any(option.value == value for option in self.options)

    def label_of(self, value: str) -> str:
        """Give the msgid of an option, or the value itself when it is text or from a list."""
        return next((o.label for o in self.options if o.value == value), value)


UNKNOWN = Option("unknown", N_("I don't know"))


def with_unknown(options: Sequence[Option]) -> tuple[Option, ...]:
    """Close a list with "I don't know": nobody should have to guess."""
    return (*options, UNKNOWN)
