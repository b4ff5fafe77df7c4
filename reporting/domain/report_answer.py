"""One answer to one question, checked against the catalogue; for forms and opened reports alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.domain.catalogue_field import UNKNOWN, Field
from reporting.domain.errors import Problem
from reporting.domain.labels import N_
from reporting.domain.report_text import clean_line, clean_text

TOO_LONG = N_("This is too long: %(length)s characters. The most is %(most)s.")
NOT_AN_OPTION = N_("Please choose from the list.")


@dataclass(frozen=True, slots=True)
class Read:
    """Cleaned text, whole, and what is wrong with it, if anything."""

    text: str
    problem: Problem | None = None


def read_words(field: Field, text: str, instance: int = 1) -> Read:
    """Clean the answer to a question in words; one line unless its kind is `text`."""
    cleaned = clean_text(text) if field.kind == "text" else clean_line(text)
    return Read(cleaned, _length_problem(field, cleaned, instance))


def read_option(field: Field, text: str, instance: int = 1) -> Read:
    """Check one chosen option; text is taken as it is where the organisation has the list."""
    cleaned = clean_line(text)
    if cleaned == "" or field.has_option(cleaned):
        return Read(cleaned)
    if field.list_name:
        return Read(cleaned, _length_problem(field, cleaned, instance))
    return Read(cleaned, Problem(field.name, NOT_AN_OPTION, instance))


def in_order(field: Field, chosen: Sequence[str]) -> tuple[str, ...]:
    """Give each chosen option once, in the catalogue's order, others behind.

    "I don't know" beside a real answer says nothing, and goes.
    """
    order = [option.value for option in field.options]
    known = [value for value in order if value in chosen]
    others = [value for value in dict.fromkeys(chosen) if value not in order]
    result = (*known, *others)
    if len(result) > 1:
        return tuple(value for value in result if value != UNKNOWN.value)
    return result


def _length_problem(field: Field, text: str, instance: int) -> Problem | None:
    """Complain about text over the question's limit, which counts code points."""
    if len(text) <= field.max_length:
        return None
    params = {"length": len(text), "most": field.max_length}
    return Problem(field.name, TOO_LONG, instance, params)
