"""The page of one case, put together: what several routes answer with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, current_app, render_template, request, url_for

from reporting.casework.cases import CaseFile, read_one
from reporting.casework.files import FileLine, list_files
from reporting.casework.keeping import readers
from reporting.casework.police_options import witnessed_enough
from reporting.domain.case import STATUS_LABELS, Status, moves
from reporting.domain.report_needs import RECENT_DAYS, may_be_about_police, urgent_care_applies
from reporting.review import answers, consents, talk
from reporting.review.services import desk, engine
from reporting.store.engine import reading
from reporting.store.errors import NotFound
from reporting.web.i18n import lazy_gettext

DONE_WORDS = {
    "status": lazy_gettext("The status is changed."),
    "assigned": lazy_gettext("It is noted who looks after this."),
    "note": lazy_gettext("Your note is saved."),
    "structure": lazy_gettext("What you entered stands beside her words."),
    "written": lazy_gettext("Sent. She reads it where she comes back with her code."),
    "seen_by": lazy_gettext("It is noted who does not see this."),
    "kept": lazy_gettext("The deletion is stopped. She is told so."),
    "narrowed": lazy_gettext("Taken back. From now on this is a no, everywhere."),
}
"""What a page says after an act, by the slug in its address."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do with a case in another room; `url` is "" and `why` says so when she said no.

    `first` is the step that most cases lead to.
    """

    name: str
    url: str
    why: str = ""
    first: bool = False


NEXT_STEPS = (
    (
        "bulletins.compose",
        frozenset({"consent_bulletin"}),
        lazy_gettext("Write a bulletin"),
        lazy_gettext("No bulletin: she has not said yes to one."),
    ),
    (
        "forwarding.prepare",
        frozenset({"consent_police_report", "consent_police_information"}),
        lazy_gettext("Prepare a police report"),
        lazy_gettext("Nothing to police: she has not said yes to it."),
    ),
)
"""Rooms that a case leads to (each takes `ref`), and the uses of which she must allow one.

The room checks again by itself: here it only spares somebody a way that leads nowhere.
"""

ONLY_HEARD = lazy_gettext(
    "Nothing to police: her yes to it was heard by staff, and that does not count now."
)
"""Instead of a step's own words, where what she said is a yes that is not enough by itself."""

PART_NAMES = {
    "account": lazy_gettext("what she told first"),
    "addition": lazy_gettext("something she added"),
    "contact": lazy_gettext("how to reach her"),
    "consent": lazy_gettext("a consent"),
    "narrowing": lazy_gettext("something that was taken back"),
    "status": lazy_gettext("what she was told"),
    "message": lazy_gettext("a message"),
    "wording": lazy_gettext("the words of a bulletin that she was shown"),
}


class Words:
    """What the templates ask for in the reader's language."""

    status = STATUS_LABELS

    @staticmethod
    def types(values: tuple[str, ...]) -> list[str]:
        """Name kinds of incident."""
        return answers.names_of("incident_types", values, desk().settings)

    @staticmethod
    def area(value: str) -> str:
        """Name an area, or give what she wrote instead."""
        return answers.name_of("area", value, desk().settings) if value else ""

    @staticmethod
    def severity(value: str) -> str:
        """Name a severity."""
        return answers.name_of("severity", value, desk().settings) if value else ""

    @staticmethod
    def consents(names: frozenset[str]) -> list[str]:
        """Name what she allows, in a word each."""
        return consents.short(names)


def read_case_of(ref: str) -> CaseFile:
    """Open the case that an address names; 404 when there is none for her."""
    try:
        return read_one(engine(), desk(), ref)
    except NotFound:
        abort(404)


def show(found: CaseFile, **more: object) -> str:
    """Make the page; `more` replaces what it starts from: a problem, what was typed, contacts."""
    settings = desk().settings
    account = found.opened.account.account if found.opened.account else None
    told = [found.opened.account, *(one.told for one in found.opened.additions)]
    accounts = [one.account for one in told if one is not None]
    given: Mapping[str, object] = {
        "case": found,
        "card": found.card,
        "account": account,
        "narrative": answers.narrative(account) if account else "",
        "known_by": account.text("known_by") if account else "",
        "blocks": answers.blocks_of(account, settings) if account else [],
        "additions": [
            (
                one.day,
                answers.narrative(one.told.account),
                answers.blocks_of(one.told.account, settings),
            )
            for one in found.opened.additions
        ],
        "files": _files(found),
        "staff": answers.blocks_of(found.staff, settings) if found.staff else [],
        "uses": consents.uses(found.consent, settings, witnessed_enough=_enough(found)),
        "proof": consents.proof(found),
        "to_take_back": consents.may_be_taken_back(found.consent),
        "moves": [to for to in Status if to in moves(found.card.status)] if found.card else [],
        "steps": _steps(found),
        "words": Words(),
        "urgent_care": _is_recent(found)
        and any(urgent_care_applies(one, desk().today) for one in accounts),
        "about_police": any(map(may_be_about_police, accounts)),
        "done": str(DONE_WORDS.get(request.args.get("done", ""), "")),
        "me": desk().handle,
        "contacts": None,
        "problem": "",
        "text": "",
        "how": "",
        "removed": frozenset(),
        "narrowing": False,
        "keeping_refused": None,
        "colleagues": _colleagues(found),
        "part_names": PART_NAMES,
        **talk.of_case(found),
    }
    return render_template("review/case.html", **{**given, **more})


def _files(found: CaseFile) -> tuple[FileLine, ...]:
    if not found.files:
        return ()
    with reading(engine()) as session:
        return list_files(session, desk(), found)


def _colleagues(found: CaseFile) -> list[str]:
    """Return who else sees this case, and so could be kept from it."""
    kept = found.card.kept_from if found.card else frozenset()
    return sorted(readers(desk()) - kept - {desk().handle})


def _is_recent(found: CaseFile) -> bool:
    """Say whether it came in within the week that "this week" may mean."""
    return (desk().today - found.opened.report.day).days <= RECENT_DAYS


def _enough(found: CaseFile) -> bool:
    """Say whether a yes that staff heard counts for police here."""
    return found.consent is not None and witnessed_enough(desk(), found.consent)


def _steps(found: CaseFile) -> list[Step]:
    steps: list[Step] = []
    enough = _enough(found)
    for endpoint, uses, name, why in NEXT_STEPS:
        if endpoint not in current_app.view_functions:
            continue
        consent = found.consent
        allowed = consent is not None and any(
            consent.allows(use, witnessed_enough=enough) for use in uses
        )
        heard = consent is not None and any(consent.choices.allows(use) for use in uses)
        url = url_for(endpoint, ref=found.report.hex()) if allowed else ""
        first = not any(step.url for step in steps)
        said = ONLY_HEARD if heard else why
        steps.append(Step(str(name), url, "" if allowed else str(said), first))
    return steps
