"""The form: every question by name, in the order in which it is asked (docs/field.md, section 3).

At least `what_happened` or one of `incident_types` is needed; everything else is optional.
`attachments` are not questions with an answer and are not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reporting.domain.catalogue_choices import CHOICES
from reporting.domain.catalogue_contact import CONTACT
from reporting.domain.catalogue_field import (
    UNKNOWN,
    Compartment,
    Disclosure,
    Field,
    Group,
    Kind,
    Option,
)
from reporting.domain.catalogue_person import IDENTIFIER, KNOWN_BY, PERSON
from reporting.domain.catalogue_vehicle import VEHICLE
from reporting.domain.catalogue_what import (
    HARMS_FIRST,
    HARMS_MORE,
    INCIDENT_TYPES,
    START,
    WHAT,
)
from reporting.domain.catalogue_where import APPROACH, WHEN, WHERE
from reporting.domain.labels import N_

__all__ = [
    "FIELDS",
    "FIRST_SCREEN",
    "HARMS_FIRST",
    "HARMS_MORE",
    "INCIDENT_TYPES",
    "MAX_REPEATS",
    "PARTS",
    "UNKNOWN",
    "Compartment",
    "Disclosure",
    "Field",
    "Group",
    "Kind",
    "Option",
    "Part",
    "fields_in",
    "fields_of",
    "fields_of_group",
]

MAX_REPEATS = 10  # persons, vehicles and identifiers each; more belongs in the words


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the form; `label` is an English msgid."""

    slug: str
    label: str


PARTS = (
    Part("start", N_("What it is about")),
    Part("what", N_("What happened")),
    Part("when", N_("When")),
    Part("where", N_("Where")),
    Part("approach", N_("How contact was made")),
    Part("person", N_("The person")),
    Part("identifier", N_("Their numbers, names and addresses")),
    Part("vehicle", N_("Vehicle")),
    Part("contact", N_("Support, and how to reach you")),
    Part("choices", N_("What we may do with it")),
)

_ALL = (
    *START,
    *WHAT,
    *WHEN,
    *WHERE,
    *APPROACH,
    KNOWN_BY,
    *PERSON,
    *IDENTIFIER,
    *VEHICLE,
    *CONTACT,
    *CHOICES,
)
FIELDS: Mapping[str, Field] = MappingProxyType({field.name: field for field in _ALL})
FIRST_SCREEN = tuple(field for field in _ALL if field.first_screen)


def fields_of(part: str) -> tuple[Field, ...]:
    """Give the questions to ask in a section, in order, those of the first screen included."""
    return tuple(field for field in _ALL if field.part == part and not field.beside)


def fields_in(compartment: Compartment) -> tuple[Field, ...]:
    """Give every question whose answer is sealed in one compartment."""
    return tuple(field for field in _ALL if field.compartment == compartment)


def fields_of_group(group: Group) -> tuple[Field, ...]:
    """Give the questions that repeat together; "" gives those that are asked once."""
    return tuple(field for field in _ALL if field.group == group)
