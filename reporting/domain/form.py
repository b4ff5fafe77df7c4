"""Reads a posted form into a `Draft`, whatever was posted.

Names are the catalogue's: bare for the first person, vehicle and identifier, with `-2`, `-3` and
so on behind for the next; a program may as well post the bare name again for each of them.
`happened_on` is posted as `happened_on_day`, `_month`, `_year` and, for
"not sure", `_unsure`. Any other name is not ours and is passed over.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date

from reporting.domain.catalogue import FIELDS, MAX_REPEATS, UNKNOWN, Compartment, Field, Group
from reporting.domain.consent import Choices
from reporting.domain.errors import Problem
from reporting.domain.form_choices import read_choices
from reporting.domain.labels import N_
from reporting.domain.report import Account, Answers, Contact, Draft, Identifier
from reporting.domain.report_answer import Read, in_order, read_option, read_words
from reporting.domain.report_day import read_day_parts
from reporting.domain.report_json import account_to_json, contact_to_json
from reporting.domain.report_text import clean_text, has_surrogates

MAX_VALUES = 2_000  # ten of everything with every box filled are about 700
MAX_SHOWN = 20  # blocks of a group that are shown again, when somebody posted more than allowed
ACCOUNT_BYTES = 250_000  # the largest account compartment is 256 KiB, less frame and signature
CONTACT_BYTES = 8_000  # the contact compartment is 8 KiB, less frame and signature
GROUPS: tuple[Group, ...] = ("person", "vehicle", "identifier")

NEEDED = N_("Please choose what happened, or write a few words.")
NOTHING_ADDED = N_("There is nothing here yet.")
ONE_ONLY = N_("Please keep one answer here.")
UNREADABLE = N_("Some characters could not be read. Please look at this again.")
NO_SUCH_DAY = N_("There is no such day. Please check it, or leave a part empty.")
NOT_YET = N_("This day has not come yet. Please check it.")
TOO_MANY = N_("There is room for %(most)s. Please write the rest in your own words.")
TOO_MUCH = N_("This form is too large. Please send a part of it now and add the rest after.")
TOO_LARGE = N_("All together this is %(size)s kB. The most is %(most)s kB.")

_NAME = re.compile(r"([a-z0-9_]+?)(?:-([1-9][0-9]{0,3}))?", re.ASCII)
_DAY_PARTS = {"day": "happened_on_day", "month": "happened_on_month", "year": "happened_on_year"}
_UNSURE = "happened_on_unsure"
_SINGLE = (*_DAY_PARTS.values(), _UNSURE)
_YES = frozenset({"yes", "on", "1", "true"})


def read_form(
    raw: Mapping[str, Sequence[str]],
    *,
    addition: bool = False,
    today: date | None = None,
    max_values: int = MAX_VALUES,
) -> Draft:
    """Read form name -> values into a Draft with everything typed; never raises on content.

    An `addition` needs no harm or words of its own, only something. With `today`, a day that has
    not come yet is a problem. Over `max_values` values in all, what was read is still given back.
    """
    form = _Form(raw, max_values)
    account = form.account(today)
    contact = Contact(form.answers("contact", ""))
    choices, problems = read_choices(form.typed)
    for problem in problems:
        form.add(problem)
    form.check_sizes(account, contact)
    if addition and account.is_empty and not contact.answers:
        form.add(Problem("what_happened", NOTHING_ADDED))
    if not addition and not (account.text("what_happened") or account.values("incident_types")):
        form.add(Problem("incident_types", NEEDED))
    return form.draft(account, contact, choices)


def split_name(form_name: str) -> tuple[str, int] | None:
    """Give the catalogue name and the instance of a form name; None when it is not ours."""
    match = _NAME.fullmatch(form_name)
    if match is None:
        return None
    name, number = match[1], match[2]
    if number is None:
        return (name, 1) if name in FIELDS or name in _SINGLE else None
    repeats = name in FIELDS and FIELDS[name].group != ""
    return (name, int(number)) if repeats and number != "1" else None


class _Form:
    """One posted form while it is read."""

    def __init__(self, raw: Mapping[str, Sequence[str]], max_values: int) -> None:
        self.problems: list[Problem] = []
        self.typed: dict[str, tuple[str, ...]] = {}
        self.highest: dict[Group, int] = dict.fromkeys(GROUPS, 1)
        room = max_values
        for form_name, values in raw.items():
            place = split_name(form_name)
            if place is None:
                room -= len(values)
            else:
                self._take(place, values[: max(room, 0)])
                room -= len(values)
        if room < 0:
            self.add(Problem("", TOO_MUCH))
        self._check_repeats()

    def add(self, problem: Problem) -> None:
        """Note a problem, once."""
        if problem not in self.problems:
            self.problems.append(problem)

    def draft(self, account: Account, contact: Contact, choices: Choices) -> Draft:
        """Give what was read, problems in the form's order."""
        order = {name: place for place, name in enumerate(FIELDS)}
        problems = sorted(
            self.problems,
            key=lambda problem: (order.get(problem.field, -1), problem.instance),
        )
        shown = {str(group): min(self.highest[group], MAX_SHOWN) for group in GROUPS}
        return Draft(account, contact, choices, tuple(problems), self.typed, shown)

    def account(self, today: date | None) -> Account:
        """Read the account compartment."""
        answers = {**self.answers("account", ""), **self._area(), **self._day(today)}
        return Account(
            answers=answers,
            persons=self._repeated("person"),
            vehicles=self._repeated("vehicle"),
            identifiers=self._identifiers(),
        )

    def answers(
        self, compartment: Compartment, group: Group, instance: int = 1
    ) -> dict[str, str | tuple[str, ...]]:
        """Read the answers to the questions of one place of the form."""
        fields = [f for f in FIELDS.values() if (f.compartment, f.group) == (compartment, group)]
        read = {field.name: self._answer(field, instance) for field in fields}
        return {name: answer for name, answer in read.items() if answer}

    def check_sizes(self, account: Account, contact: Contact) -> None:
        """Complain about compartments that no padding class holds."""
        sizes = (
            ("what_happened", account_to_json(account), ACCOUNT_BYTES),
            ("contact_how", contact_to_json(contact), CONTACT_BYTES),
        )
        for name, document, most in sizes:
            size = len(json.dumps(document, ensure_ascii=False).encode())
            if size > most:
                params = {"size": -(-size // 1000), "most": most // 1000}
                self.add(Problem(name, TOO_LARGE, params=params))

    def _take(self, place: tuple[str, int], values: Sequence[str]) -> None:
        """Keep what was typed under one of our names, without signs that cannot be seen."""
        name, instance = place
        field = FIELDS.get(name)
        if field is not None and field.group and instance == 1 and len(values) > 1:
            for number, value in enumerate(values, 1):
                self._take((name, number), (value,))
            return
        problem_field = "happened_on" if name in _SINGLE else name
        form_name = name if instance == 1 else f"{name}-{instance}"
        if any(has_surrogates(value) for value in values):
            self.add(Problem(problem_field, UNREADABLE, instance))
        before = self.typed.get(form_name, ())
        self.typed[form_name] = (*before, *(clean_text(value) for value in values))
        if field is not None and field.group:
            self.highest[field.group] = max(self.highest[field.group], instance)

    def _check_repeats(self) -> None:
        """Complain once per group about answers beyond the number that is taken."""
        over: dict[Group, int] = {}
        for form_name, values in self.typed.items():
            name, instance = split_name(form_name) or ("", 1)
            if instance > MAX_REPEATS and any(values):
                group = FIELDS[name].group
                over[group] = min(instance, over.get(group, instance))
        for group, instance in over.items():
            first = next(field.name for field in FIELDS.values() if field.group == group)
            self.add(Problem(first, TOO_MANY, instance, {"most": MAX_REPEATS}))

    def _values(self, field: Field, instance: int) -> tuple[str, ...]:
        """Give what was typed in the boxes of one question, each once, empty ones left out."""
        form_name = field.name if instance == 1 else f"{field.name}-{instance}"
        return tuple(dict.fromkeys(value for value in self.typed.get(form_name, ()) if value))

    def _answer(self, field: Field, instance: int) -> str | tuple[str, ...]:
        """Read the answer to one question; the empty one when there is none to keep."""
        values = self._values(field, instance)
        if field.kind == "choices":
            read = [self._noted(read_option(field, value, instance)) for value in values]
            return in_order(field, [value for value in read if value])
        if not values or field.kind == "day" or field.name == "area":
            return ""
        if len(values) > 1:
            self.add(Problem(field.name, ONE_ONLY, instance))
        if field.kind == "choice":
            return self._noted(read_option(field, values[0], instance))
        if field.kind == "flag":
            return "yes" if values[0] in _YES else ""
        return self._noted(read_words(field, values[0], instance), keep=True)

    def _noted(self, read: Read, *, keep: bool = False) -> str:
        """Note the problem of an answer, and give it unless it cannot stand."""
        if read.problem is None:
            return read.text
        self.add(read.problem)
        return read.text if keep else ""

    def _area(self) -> Answers:
        """Read the area: an entry of the list, words of her own, or both under one name.

        The list comes first in the page, so of two values the second is her own words.
        """
        values = [value for value in self._values(FIELDS["area"], 1) if value != UNKNOWN.value]
        if not values:
            given = self._values(FIELDS["area"], 1)
            return {"area": given[0]} if given else {}
        if len(values) == 1:
            return {"area": self._noted(read_option(FIELDS["area"], values[0]), keep=True)}
        own = (*values[1:], *self._values(FIELDS["area_other"], 1))
        words = self._noted(read_words(FIELDS["area_other"], " ".join(own)), keep=True)
        return {"area": self._noted(read_option(FIELDS["area"], values[0])), "area_other": words}

    def _day(self, today: date | None) -> Answers:
        """Read the parts of the day."""
        typed = {part: self._first(name) for part, name in _DAY_PARTS.items()}
        unsure = self._first(_UNSURE) in _YES
        day = read_day_parts(typed, unsure=unsure)
        if day is None:
            self.add(Problem("happened_on", NO_SUCH_DAY))
            return {}
        if day.is_empty:
            said = unsure or UNKNOWN.value in typed.values()
            return {"happened_on": UNKNOWN.value} if said else {}
        if today is not None and day.is_after(today):
            self.add(Problem("happened_on", NOT_YET))
        return {"happened_on": str(day)}

    def _first(self, form_name: str) -> str:
        return next(iter(self.typed.get(form_name, ())), "")

    def _instances(self, group: Group) -> range:
        return range(1, min(self.highest[group], MAX_REPEATS) + 1)

    def _repeated(self, group: Group) -> tuple[Answers, ...]:
        """Read persons or vehicles; blocks that were left empty close up."""
        read = [self.answers("account", group, number) for number in self._instances(group)]
        return tuple(answers for answers in read if answers)

    def _identifiers(self) -> tuple[Identifier, ...]:
        """Read identifiers; a kind without a value says nothing."""
        found = []
        for number in self._instances("identifier"):
            answers = self.answers("account", "identifier", number)
            value = answers.get("identifiers_value")
            kind = answers.get("identifiers_kind", UNKNOWN.value)
            if isinstance(value, str) and isinstance(kind, str):
                found.append(Identifier(kind, value, "identifiers_partial" in answers))
        return tuple(found)
