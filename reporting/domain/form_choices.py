"""Reads the questions of consent from a posted form. What was not ticked is no."""

from collections.abc import Mapping
from typing import Any, get_args

from reporting.domain.catalogue import FIELDS, UNKNOWN
from reporting.domain.consent_choices import (
    MAX_LEFT_OUT,
    PERMISSIONS,
    POLICE_PARTS,
    Choices,
    Otherwise,
)
from reporting.domain.errors import Problem
from reporting.domain.labels import N_
from reporting.domain.report_answer import NOT_AN_OPTION
from reporting.domain.report_text import clean_line, is_slug

TWO_ANSWERS = N_("You chose two different answers about warning others. Please keep one.")
TOO_MANY_FORCES = N_("There is room for %(most)s.")

_TICKED = frozenset({"yes", "on", "1", "true"})
_NOT_TICKED = frozenset({"", "no", "off", "0", "false"})


def read_choices(typed: Mapping[str, tuple[str, ...]]) -> tuple[Choices, list[Problem]]:
    """Read all choices; with a problem, the choice concerned is read as no.

    `warn_others` and the boxes of the long form are two ways to say the same: "now" and "first"
    are `consent_bulletin`, "first" also `ask_before_publishing`. "No" beside a ticked box is a
    contradiction that only she can settle.
    """
    problems: list[Problem] = []
    ticked: dict[str, Any] = {
        name: _flag(name, typed, problems)
        for name in (*PERMISSIONS, *POLICE_PARTS, "ask_before_publishing")
    }
    warn = _one("warn_others", typed, problems)
    if warn in ("no", UNKNOWN.value):
        if ticked["consent_bulletin"]:
            problems.append(Problem("warn_others", TWO_ANSWERS))
        ticked["consent_bulletin"] = False
    elif warn:
        ticked["consent_bulletin"] = True
        ticked["ask_before_publishing"] |= warn == "first"
    choices = Choices(
        **ticked,
        **_limits(typed, problems),
        police_leave_out=_forces(typed, problems),
    )
    return choices, problems


def _limits(typed: Mapping[str, tuple[str, ...]], problems: list[Problem]) -> dict[str, Any]:
    """Read the limits that have a default; those not answered are left to it."""
    limits: dict[str, Any] = {}
    otherwise = _one("ask_otherwise", typed, problems)
    if otherwise in get_args(Otherwise):
        limits["ask_otherwise"] = otherwise
    days = _one("ask_days", typed, problems)
    if days:
        limits["ask_days"] = int(days)
    force = clean_line(next((value for value in typed.get("police_force", ()) if value), ""))
    if is_slug(force) and force != UNKNOWN.value:
        limits["police_force"] = force
    elif force and force != UNKNOWN.value:
        problems.append(Problem("police_force", NOT_AN_OPTION))
    return limits


def _flag(name: str, typed: Mapping[str, tuple[str, ...]], problems: list[Problem]) -> bool:
    """Read a box; anything but a plain tick is no, and said."""
    values = {value.strip().lower() for value in typed.get(name, ())}
    if values <= _NOT_TICKED | _TICKED:
        # A hidden "no" before a ticked box is a usual way to post a box that was not ticked.
        return bool(values & _TICKED)
    problems.append(Problem(name, NOT_AN_OPTION))
    return False


def _one(name: str, typed: Mapping[str, tuple[str, ...]], problems: list[Problem]) -> str:
    """Read one option of a list, or ""."""
    values = {value for value in typed.get(name, ()) if value}
    if not values:
        return ""
    value = values.pop()
    if values or not FIELDS[name].has_option(value):
        problems.append(Problem(name, NOT_AN_OPTION))
        return ""
    return value


def _forces(typed: Mapping[str, tuple[str, ...]], problems: list[Problem]) -> frozenset[str]:
    """Read the forces left out. One that cannot be read is a problem: it must not be overlooked."""
    name = "police_leave_out"
    forces = {clean_line(value) for value in typed.get(name, ()) if value} - {UNKNOWN.value}
    if not all(is_slug(force) for force in forces):
        problems.append(Problem(name, NOT_AN_OPTION))
    if len(forces) > MAX_LEFT_OUT:
        problems.append(Problem(name, TOO_MANY_FORCES, params={"most": MAX_LEFT_OUT}))
        return frozenset()
    return frozenset(force for force in forces if is_slug(force))
