"""What an organisation has set and everybody may see: its words, lists and periods.

Kept as rows name -> JSON text in a document that the organisation signs, read by both programs.
`from_mapping` is the one way in: rows are validated there, whoever wrote them.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, NoReturn

from reporting.domain import settings_defaults as default
from reporting.domain import settings_values as values
from reporting.domain import settings_web as web
from reporting.domain.catalogue_field import ListName, Option
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.settings_values import Area, HelpNumber, Listed, Text

WRONG = N_("This cannot be used here. Please check it.")

LONGEST_WAIT = 30
"""Days that a wider consent may be made to wait."""
LONGEST_BACKUPS = 365
"""Days that backups may be said to be kept."""


@dataclass(frozen=True, slots=True)
class PublicSettings:
    """Everything public that is the organisation's to set. Periods are in days.

    `colour` carries white words, `background` lies under dark ones. `silent_days` without anybody
    looking make the form say so. `phrase_hash` is what `crypto.passwords.page_phrase_check` takes;
    while a phrase is required and none is set, bulletins stay closed. `police_agency` names the
    group that files for this one; empty when it files itself. `reviewed_languages` are those in
    which a person has reviewed the police and partner wordings. `time_zone` (IANA name) says when
    a day begins here.
    """

    title: Text = default.TITLE
    organisation: Text = default.ORGANISATION
    colour: str = "#1f4e5f"
    background: str = "#ffffff"
    languages: tuple[str, ...] = values.KNOWN_LANGUAGES
    reviewed_languages: tuple[str, ...] = values.KNOWN_LANGUAGES
    who_reads: Text = default.WHO_READS
    legal_limits: Text = default.LEGAL_LIMITS
    under_19: Text = default.UNDER_19
    care_deadlines: Text = default.CARE_DEADLINES
    about: Text = default.ABOUT
    help_numbers: tuple[HelpNumber, ...] = default.HELP_NUMBERS
    areas: tuple[Area, ...] = ()
    races: tuple[Listed, ...] = default.RACES
    spoken_languages: tuple[Listed, ...] = default.SPOKEN_LANGUAGES
    police_forces: tuple[Listed, ...] = ()
    police_agency: Text = default.NO_TEXT
    witnessed_police: bool = False
    safe_exit_url: str = default.SAFE_EXIT
    report_address: str = ""
    report_phone: Text = default.NO_TEXT
    time_zone: str = default.TIME_ZONE
    security_contact: str = ""
    silent_days: int = 4
    backups_days: int = 30
    widening_days: int = 3
    paused: bool = False
    phrase_required: bool = True
    phrase_hash: bytes = b""

    @classmethod
    def from_mapping(cls, rows: Mapping[str, str]) -> "PublicSettings":
        """Read rows name -> JSON; raise Invalid naming every setting that is wrong.

        A missing row is the default. A row of another name is somebody else's and passed over.
        """
        problems: list[Problem] = []
        given: dict[str, Any] = {}
        for name, read in _READERS.items():
            if name in rows:
                try:
                    given[name] = read(_parse(rows[name]))
                except (ValueError, RecursionError):
                    problems.append(Problem(name, WRONG))
        if problems:
            raise Invalid(problems)
        return cls(**given)

    @classmethod
    def unbelieved(cls) -> "PublicSettings":
        """Give what stands in while no signed settings are there: whatever could do least harm.

        No number to call (a configuration has one, which no database changes), no language whose
        police wording counts as reviewed, the longest wait for a wider consent, and no shorter
        time for backups than anybody could have set. Bulletins stay closed without a phrase.
        """
        return cls(
            help_numbers=(),
            reviewed_languages=(),
            widening_days=LONGEST_WAIT,
            backups_days=LONGEST_BACKUPS,
        )

    @classmethod
    def sound_of(cls, rows: Mapping[str, str]) -> "tuple[PublicSettings, frozenset[str]]":
        """Read rows of another version, or unsigned ones: the default stands for one that is wrong.

        Gives the settings and the names of the rows that were left out. One bad row must close
        neither program.
        """
        try:
            return cls.from_mapping(rows), frozenset()
        except Invalid as error:
            wrong = frozenset(problem.field for problem in error.problems)
        sound = {name: row for name, row in rows.items() if name not in wrong}
        return cls.from_mapping(sound), wrong

    def to_mapping(self) -> dict[str, str]:
        """Give every setting as a row name -> JSON."""
        return {
            field.name: json.dumps(_plain(getattr(self, field.name)), ensure_ascii=False)
            for field in fields(self)
        }

    def listed(self, list_name: ListName, language: str) -> tuple[Option, ...]:
        """Give an organisation's list for a form, labels in the language; none for "".

        "I don't know" is not among them: it is the catalogue's (`Field.options`).
        """
        lists: Mapping[str, tuple[Listed | Area, ...]] = {
            "areas": self.areas,
            "races": self.races,
            "languages": self.spoken_languages,
            "forces": self.police_forces,
        }
        return tuple(Option(e.slug, e.label.of(language)) for e in lists.get(list_name, ()))

    def area(self, slug: str) -> Area | None:
        """Give the area of a slug, or None when it is not on the list."""
        return next((area for area in self.areas if area.slug == slug), None)


_READERS: Mapping[str, Callable[[object], object]] = {
    "title": values.read_label,
    "organisation": values.read_label,
    "colour": web.colour_on(web.WHITE),
    "background": web.colour_on(web.INK),
    "languages": values.at_least_one(values.read_languages),
    "reviewed_languages": values.read_languages,
    "who_reads": values.read_text,
    "legal_limits": values.read_text,
    "under_19": values.read_text,
    "care_deadlines": values.read_text,
    "about": values.read_text,
    "help_numbers": values.at_least_one(values.list_of(values.read_help_number)),
    "areas": values.list_of(values.read_area),
    "races": values.list_of(values.read_listed),
    "spoken_languages": values.list_of(values.read_listed),
    "police_forces": values.list_of(values.read_listed),
    "police_agency": values.read_optional_label,
    "witnessed_police": values.read_flag,
    "safe_exit_url": web.read_exit_address,
    "report_address": web.read_address,
    "report_phone": values.read_optional_label,
    "time_zone": values.read_time_zone,
    "security_contact": web.read_contact,
    "silent_days": values.days_between(1, 60),
    "backups_days": values.days_between(1, LONGEST_BACKUPS),
    "widening_days": values.days_between(1, LONGEST_WAIT),
    "paused": values.read_flag,
    "phrase_required": values.read_flag,
    "phrase_hash": web.read_hash,
}


def _parse(text: object) -> object:
    """Parse one row strictly: no NaN, no member twice."""
    if not isinstance(text, str):
        raise ValueError("not a text")  # noqa: TRY004 - one error for all that is wrong with a row
    return json.loads(text, object_pairs_hook=_no_member_twice, parse_constant=_no_constant)


def _no_member_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member stands twice")
    return members


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _plain(value: object) -> object:
    """Give a setting as a JSON value."""
    if isinstance(value, Text):
        return dict(value.by_language)
    if isinstance(value, bytes):
        return web.write_hash(value)
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, (Listed, Area, HelpNumber)):
        return {name: _plain(getattr(value, name)) for name in value.__slots__}
    return value
