"""What a page tells its scripts: what to believe, and words for what a form can be told off for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from crypto.strictjson import b64u
from reporting.domain import form, form_choices, report_answer
from reporting.domain.consent_wording import CURRENT, wording
from reporting.intake.places import init_places
from reporting.intake.services import services
from reporting.web.i18n import current_language, gettext

if TYPE_CHECKING:
    from flask import Flask

PROBLEMS = {
    "needed": form.NEEDED,
    "nothing_added": form.NOTHING_ADDED,
    "one_only": form.ONE_ONLY,
    "unreadable": form.UNREADABLE,
    "no_such_day": form.NO_SUCH_DAY,
    "not_yet": form.NOT_YET,
    "too_many": form.TOO_MANY,
    "too_much": form.TOO_MUCH,
    "account_too_large": form.TOO_LARGE,
    "too_long": report_answer.TOO_LONG,
    "not_an_option": report_answer.NOT_AN_OPTION,
    "two_answers": form_choices.TWO_ANSWERS,
    "too_many_forces": form_choices.TOO_MANY_FORCES,
}
"""Names of problems in static/page/form.mjs, with the texts that Python gives them."""


@dataclass(frozen=True, slots=True)
class ScriptFacts:
    """What scripts hold `/keys.json` against, and what they show and sign.

    `sequence` is the lowest of the list of keys that may be believed; `problems` are names and
    texts with their `%(places)s` open.
    """

    installation: str
    organisation: str
    sequence: int
    wording: str
    crisis: str
    zone: str
    address: str
    problems: tuple[tuple[str, str], ...]


def script_facts() -> ScriptFacts:
    """Return the facts for the page at hand."""
    config = services().config
    settings = services().verified.latest().settings
    return ScriptFacts(
        installation=config.installation.hex(),
        organisation=b64u(config.organisation),
        sequence=max(config.minimum_sequence, services().high_water.read("manifest")),
        wording=CURRENT,
        crisis=wording(current_language()).crisis,
        zone=settings.time_zone,
        address=settings.report_address or request.host_url,
        problems=tuple((name, gettext(text)) for name, text in PROBLEMS.items()),
    )


def init_scripts(app: Flask) -> None:
    """Give the templates the facts, and the marks of what scripts fill in later."""
    app.jinja_env.globals["script_facts"] = script_facts
    init_places(app)
