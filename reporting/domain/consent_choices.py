"""All choices of one consent statement, and the document in which they are signed.

Everything starts as no. A yes is one of `PERMISSIONS`; the other attributes limit a permission
and mean nothing without it. Rules: docs/field.md, section 4.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.report_text import is_slug

PERMISSIONS = (
    "consent_statistics",
    "consent_compare",
    "consent_bulletin",
    "consent_partners",
    "consent_contact",
    "consent_police_report",
    "consent_police_information",
    "consent_police_questions",
)
POLICE_PERMISSIONS = frozenset(name for name in PERMISSIONS if name.startswith("consent_police_"))
POLICE_PARTS = (
    "police_place_exact",
    "police_time_exact",
    "police_pictures",
    "police_own_words",
)
"""What a police report may hold beyond the coarse facts; each its own yes."""

ASK_DAYS = 7  # time to answer when nobody chose one: a drop-in's weekly rhythm
MAX_ASK_DAYS = 60
MAX_LEFT_OUT = 20  # forces; keeps the consent statement inside its one size

Otherwise = Literal["publish", "dont"]

_BOOLS = (*PERMISSIONS, *POLICE_PARTS, "ask_before_publishing")
_MEMBERS = frozenset({*_BOOLS, "ask_otherwise", "ask_days", "police_force", "police_leave_out"})
_WRONG = N_("This is not a consent that can be read.")


@dataclass(frozen=True, slots=True)
class Choices:
    """All choices of one consent statement; the default is no to everything.

    `ask_otherwise` says what happens when she was asked about the wording and `ask_days` went by
    without an answer. Forces are slugs of the organisation's list; `police_force` "" is the one
    where it happened.
    """

    consent_statistics: bool = False
    consent_compare: bool = False
    consent_bulletin: bool = False
    ask_before_publishing: bool = False
    ask_otherwise: Otherwise = "dont"
    ask_days: int = ASK_DAYS
    consent_partners: bool = False
    consent_contact: bool = False
    consent_police_report: bool = False
    police_force: str = ""
    police_place_exact: bool = False
    police_time_exact: bool = False
    police_pictures: bool = False
    police_own_words: bool = False
    police_leave_out: frozenset[str] = frozenset()
    consent_police_information: bool = False
    consent_police_questions: bool = False

    def allows(self, name: str) -> bool:
        """Tell whether the permission or police part `name` was said yes to.

        A police part counts only together with the report it belongs to. An unknown name is no.
        """
        if name in POLICE_PARTS:
            return self.consent_police_report and getattr(self, name) is True
        return name in PERMISSIONS and getattr(self, name) is True

    def may_go_to(self, force: str) -> bool:
        """Tell whether a police report may go to this force (a slug)."""
        if not self.consent_police_report or force in self.police_leave_out:
            return False
        return self.police_force in ("", force)

    def to_json(self) -> dict[str, object]:
        """Give the document, every member present, ready for `json.dumps`."""
        document: dict[str, object] = {name: getattr(self, name) for name in _BOOLS}
        document["ask_otherwise"] = self.ask_otherwise
        document["ask_days"] = self.ask_days
        document["police_force"] = self.police_force
        document["police_leave_out"] = sorted(self.police_leave_out)
        return document

    @classmethod
    def from_json(cls, data: object) -> "Choices":
        """Read the document strictly; raise Invalid naming every member that is wrong.

        Exactly the known members: a missing one is not a no that she signed, and one that is not
        known here could be a limit, which must not be overlooked.
        """
        if not isinstance(data, dict):
            raise Invalid([Problem("choices", _WRONG)])
        wrong = {name for name in _MEMBERS if name not in data or not _is_sound(name, data[name])}
        if wrong or len(data) != len(_MEMBERS):
            raise Invalid([Problem(name, _WRONG) for name in sorted(wrong) or ["choices"]])
        return cls(**{**data, "police_leave_out": frozenset(data["police_leave_out"])})


def _is_sound(name: str, value: object) -> bool:
    """Tell whether one member has its type and keeps its limits."""
    if name == "ask_otherwise":
        return value in get_args(Otherwise)
    if name == "ask_days":
        # type() and not isinstance: True is an int.
        return type(value) is int and 1 <= value <= MAX_ASK_DAYS
    if name == "police_force":
        return value == "" or is_slug(value)
    if name == "police_leave_out":
        return (
            isinstance(value, list)
            and len(value) <= MAX_LEFT_OUT
            and all(is_slug(force) for force in value)
            and len(set(value)) == len(value)
        )
    return isinstance(value, bool)
