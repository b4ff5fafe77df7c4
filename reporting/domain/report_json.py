"""Accounts and contacts as JSON values, and back from documents that anybody may have made.

A worker's browser seals what it likes. Reading keeps the limits of the form: wrong types and
answers over a limit raise Invalid, hidden signs are cleaned away, and a field or option that the
catalogue does not have is left out and counted, so that a newer form never hides a whole report.
"""

from collections.abc import Mapping

from reporting.domain.catalogue import FIELDS, MAX_REPEATS, UNKNOWN, Compartment, Field, Group
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.report import Account, Answers, Contact, Identifier
from reporting.domain.report_answer import NOT_AN_OPTION, in_order, read_option, read_words
from reporting.domain.report_day import parse_day

WRONG_TYPE = N_("This cannot be read.")
TOO_MANY = N_("There can be at most %(most)s of these.")
MAX_CHOSEN = 100  # more than any list has; stops a list of a million


def account_to_json(account: Account) -> dict[str, object]:
    """Give the document of an account: answers, persons, vehicles, identifiers."""
    return {
        "answers": _plain(account.answers),
        "persons": [_plain(person) for person in account.persons],
        "vehicles": [_plain(vehicle) for vehicle in account.vehicles],
        "identifiers": [
            {"kind": item.kind, "value": item.value, "partial": item.partial}
            for item in account.identifiers
        ],
    }


def contact_to_json(contact: Contact) -> dict[str, object]:
    """Give the document of a contact: answers."""
    return {"answers": _plain(contact.answers)}


def account_from_json(data: object) -> Account:
    """Read the document of an account; raise Invalid naming the fields that are wrong."""
    reader = _Reader()
    document = reader.members(data, "account", ("answers", "persons", "vehicles", "identifiers"))
    account = Account(
        answers=reader.answers(document.get("answers", {}), _named("account", ""), "answers"),
        persons=reader.repeated(
            document.get("persons", []), _named("account", "person"), "persons"
        ),
        vehicles=reader.repeated(
            document.get("vehicles", []), _named("account", "vehicle"), "vehicles"
        ),
        identifiers=reader.identifiers(document.get("identifiers", [])),
        dropped=reader.dropped,
    )
    reader.finish()
    return account


def contact_from_json(data: object) -> Contact:
    """Read the document of a contact; raise Invalid naming the fields that are wrong."""
    reader = _Reader()
    document = reader.members(data, "contact", ("answers",))
    answers = reader.answers(document.get("answers", {}), _named("contact", ""), "answers")
    reader.finish()
    return Contact(answers, reader.dropped)


def _plain(answers: Answers) -> dict[str, object]:
    """Give answers with lists for tuples."""
    return {
        name: answer if isinstance(answer, str) else list(answer)
        for name, answer in answers.items()
    }


def _named(compartment: Compartment, group: Group) -> Mapping[str, Field]:
    """Give the questions that may stand in one place of a document."""
    return {
        name: field
        for name, field in FIELDS.items()
        if field.compartment == compartment and field.group == group
    }


class _Reader:
    """Reads one document, keeping what is wrong and counting what is left out."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.dropped = 0

    def finish(self) -> None:
        """Raise Invalid if anything was wrong."""
        if self.problems:
            raise Invalid(self.problems)

    def members(self, data: object, name: str, known: tuple[str, ...]) -> Mapping[str, object]:
        """Give the known members of an object; count the rest."""
        if not isinstance(data, dict):
            self._wrong(name)
            return {}
        self.dropped += sum(1 for key in data if key not in known)
        return {key: data[key] for key in known if key in data}

    def answers(
        self, data: object, fields: Mapping[str, Field], place: str, instance: int = 1
    ) -> Answers:
        """Read the answers of one place of the document."""
        members = self.members(data, place, tuple(fields))
        read = {name: self._answer(fields[name], members[name], instance) for name in members}
        return {name: answer for name, answer in read.items() if answer}

    def repeated(
        self, data: object, fields: Mapping[str, Field], place: str
    ) -> tuple[Answers, ...]:
        """Read persons or vehicles; those without an answer go."""
        items = self._items(data, place)
        read = [self.answers(item, fields, place, n) for n, item in enumerate(items, start=1)]
        return tuple(answers for answers in read if answers)

    def identifiers(self, data: object) -> tuple[Identifier, ...]:
        """Read identifiers; those without a value go."""
        items = self._items(data, "identifiers")
        read = [self._identifier(item, n) for n, item in enumerate(items, start=1)]
        return tuple(item for item in read if item.value)

    def _identifier(self, data: object, instance: int) -> Identifier:
        document = self.members(data, "identifiers", ("kind", "value", "partial"))
        kind = self._option(FIELDS["identifiers_kind"], document.get("kind", ""), instance)
        value = self._words(FIELDS["identifiers_value"], document.get("value", ""), instance)
        partial = document.get("partial", False)
        if not isinstance(partial, bool):
            self._wrong("identifiers_partial", instance)
        return Identifier(kind or UNKNOWN.value, value, partial is True)

    def _answer(self, field: Field, value: object, instance: int) -> str | tuple[str, ...]:
        if field.kind == "choices":
            return self._options(field, value, instance)
        if field.kind == "choice":
            return self._option(field, value, instance)
        if field.kind == "day":
            return self._day(field, value, instance)
        return self._words(field, value, instance)

    def _words(self, field: Field, value: object, instance: int) -> str:
        if not isinstance(value, str):
            return self._wrong(field.name, instance)
        read = read_words(field, value, instance)
        if read.problem:
            self.problems.append(read.problem)
        return read.text

    def _option(self, field: Field, value: object, instance: int) -> str:
        if not isinstance(value, str):
            return self._wrong(field.name, instance)
        read = read_option(field, value, instance)
        if read.problem and read.problem.message == NOT_AN_OPTION:
            self.dropped += 1
            return ""
        if read.problem:
            self.problems.append(read.problem)
        return read.text

    def _options(self, field: Field, value: object, instance: int) -> tuple[str, ...]:
        if not isinstance(value, list) or len(value) > MAX_CHOSEN:
            self._wrong(field.name, instance)
            return ()
        chosen = [self._option(field, item, instance) for item in value]
        return in_order(field, [item for item in chosen if item])

    def _day(self, field: Field, value: object, instance: int) -> str:
        if not isinstance(value, str):
            return self._wrong(field.name, instance)
        if value in ("", UNKNOWN.value):
            return value
        day = parse_day(value)
        return self._wrong(field.name, instance) if day is None else str(day)

    def _items(self, data: object, place: str) -> list[object]:
        if not isinstance(data, list):
            self._wrong(place)
            return []
        if len(data) > MAX_REPEATS:
            self.problems.append(Problem(place, TOO_MANY, params={"most": MAX_REPEATS}))
            return []
        return data

    def _wrong(self, name: str, instance: int = 1) -> str:
        self.problems.append(Problem(name, WRONG_TYPE, instance))
        return ""
