"""Structure for her words: an advocate puts "how would others know them" into its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from reporting.casework import cases
from reporting.casework.cases import CaseFile
from reporting.domain.catalogue import FIELDS, MAX_REPEATS, Group, fields_of_group
from reporting.domain.errors import Problem
from reporting.domain.form import read_form
from reporting.domain.report import Account
from reporting.review import answers
from reporting.review.access import needs
from reporting.review.casepage import read_case_of
from reporting.review.services import desk, engine
from reporting.web.i18n import current_language, lazy_gettext
from reporting.web.words import suffix

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("structure", __name__)

Values = Mapping[str, Sequence[str]]

GROUPS: tuple[Group, ...] = ("identifier", "vehicle", "person")
ROWS = {"person": 1, "identifier": 2, "vehicle": 1}
"""Empty blocks of each group to begin with: most reports have one person and a number or two."""

OPENED = ("identifier", "vehicle")
"""Groups that are open from the start: what one line most often holds."""

HEADINGS = {
    "person": lazy_gettext("The person"),
    "identifier": lazy_gettext("Number, name or address"),
    "vehicle": lazy_gettext("Vehicle"),
}


@blueprint.get("/cases/<ref>/structure")
@needs("advocate")
def form(ref: str) -> ResponseReturnValue:
    """Show her words beside the fields they can be put into."""
    found = read_case_of(ref)
    return _page(found, _form_values(found.staff) if found.staff else {}, ())


@blueprint.post("/cases/<ref>/structure")
@needs("advocate")
def save(ref: str) -> ResponseReturnValue:
    """Take what staff entered."""
    found = read_case_of(ref)
    raw = request.form.to_dict(flat=False)
    draft = read_form(raw, addition=True, today=desk().today)
    if draft.problems:
        return _page(found, raw, [_shown(problem) for problem in draft.problems]), 400
    cases.structure(engine(), desk(), found.report, draft.account)
    return redirect(url_for("cases.case", ref=ref, done="structure", _anchor="staff"), 303)


def _shown(problem: Problem) -> Problem:
    """Say a problem of a question that is not on this page as one of the whole form."""
    here = FIELDS[problem.field].group if problem.field in FIELDS else ""
    return problem if here else replace(problem, field="", instance=1)


def _page(found: CaseFile, values: Values, problems: Sequence[Problem]) -> str:
    told = [found.opened.account, *(one.told for one in found.opened.additions)]
    accounts = [one.account for one in told if one is not None]
    return render_template(
        "review/structure.html",
        case=found,
        known_by=[text for one in accounts if (text := one.text("known_by"))],
        narrative=[text for one in accounts if (text := answers.narrative(one))],
        groups=[
            (
                HEADINGS[group],
                fields_of_group(group),
                range(1, _rows(group, values) + 1),
                group in OPENED or _filled(group, values) > 0,
            )
            for group in GROUPS
        ],
        labels={name: field.label for name, field in FIELDS.items()},
        values=values,
        problems=problems,
        lists={"races": desk().settings.listed("races", current_language())},
    )


def _rows(group: str, values: Values) -> int:
    """Return how many blocks to show: those filled, and no fewer than to begin with."""
    return min(max(ROWS[group], _filled(group, values)), MAX_REPEATS)


def _filled(group: str, values: Values) -> int:
    """Return the number of the last block with something in it, 0 for none."""
    names = {field.name for field in FIELDS.values() if field.group == group}
    found = [
        int(number or 1)
        for name, _, number in (form_name.partition("-") for form_name in values)
        if name in names and (number.isdecimal() or not number)
    ]
    return max(found, default=0)


def _form_values(account: Account) -> dict[str, list[str]]:
    """Return what staff entered before, by form name, so that it can be corrected."""
    values: dict[str, list[str]] = {}
    for group in (account.persons, account.vehicles):
        for number, given in enumerate(group, start=1):
            for name, value in given.items():
                typed = [value] if isinstance(value, str) else list(value)
                values[name + suffix(number)] = typed
    for number, one in enumerate(account.identifiers, start=1):
        end = suffix(number)
        values[f"identifiers_kind{end}"] = [one.kind]
        values[f"identifiers_value{end}"] = [one.value]
        values[f"identifiers_partial{end}"] = ["yes"] if one.partial else []
    return values
