"""The page on which a bulletin is written, put together: what several routes answer with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import render_template, request

from reporting.casework import bulletins
from reporting.casework.bulletins import LONGEST_DAYS, second_people
from reporting.casework.checking import Look, finding_key, goes_beyond, look
from reporting.casework.drafts import Draft, State
from reporting.casework.publishable import offered
from reporting.casework.wordings import NEVER_ASKED, Asked, Standing, may_go_out, standing_of
from reporting.domain.bulletin import LANGUAGES, LONGEST_REASON, LONGEST_SUMMARY
from reporting.domain.bulletin_choice import Chosen, choose
from reporting.domain.case import case_ref
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.review import answers, bulletin_form, bulletin_words
from reporting.review.services import desk
from reporting.web.i18n import lazy_gettext

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.casework.reported import Reported
    from reporting.review.bulletin_form import Typed

DONE = {
    "saved": lazy_gettext("Saved and checked."),
    "asked": lazy_gettext("She can see these words now, where she comes back with her code."),
    "corrected": lazy_gettext(
        "This is the next edition. The one before stays until it is approved."
    ),
}
PROBLEMS = {
    "blocked": lazy_gettext("It is saved, but not submitted: see what the check found below."),
    "sure": lazy_gettext("It is saved, but not submitted: please answer the question at the end."),
}

LABELS = {
    "expires": N_("Until which day"),
    "summary": N_("A few sentences"),
    "reasons": N_("Reasons"),
}


@dataclass(frozen=True, slots=True)
class Writing:
    """A draft on the page: its report, what the check says, and what stands in the form.

    `look` is None while what was typed cannot be read; `problems` says why. `beyond` says that it
    holds more than she has said yes to.
    """

    draft: Draft
    reported: Reported
    typed: Typed
    look: Look | None = None
    chosen: Chosen | None = None
    problems: tuple[Problem, ...] = ()
    asked: Asked = NEVER_ASKED
    beyond: bool = False


def as_stored(session: Session, draft: Draft, about: Sequence[Reported]) -> Writing:
    """Show a draft as it is kept, and check it again as of now."""
    first = about[0]
    fields = offered(desk(), first, urgent=draft.draft.body.urgent)
    found = look(session, desk(), draft, about)
    reasons = bulletin_words.reasons_by_key(draft.draft.reasons, found.findings)
    typed = bulletin_form.from_draft(draft, reasons)
    return Writing(
        draft,
        first,
        typed,
        found,
        choose(fields, draft.kept),
        asked=standing_of(desk(), first, draft),
        beyond=goes_beyond(session, desk(), draft, about),
    )


def as_typed(session: Session, draft: Draft, about: Sequence[Reported], typed: Typed) -> Writing:
    """Take what was typed into the draft and check it; with problems where it cannot be read."""
    try:
        written = typed.written()
        chosen = bulletins.chosen(desk(), about[0], written)
        bare = bulletins.rewritten(desk(), draft, replace(written, reasons={}), chosen.facts, ())
        found = look(session, desk(), bare, about).findings
        fresh = bulletins.rewritten(desk(), draft, written, chosen.facts, found)
    except Invalid as invalid:
        return Writing(draft, about[0], typed, problems=invalid.problems)
    return Writing(
        fresh,
        about[0],
        typed,
        look(session, desk(), fresh, about),
        chosen,
        asked=standing_of(desk(), about[0], fresh),
        beyond=goes_beyond(session, desk(), fresh, about),
    )


def show(writing: Writing, *, kept: bool, others: Sequence[Draft] = ()) -> str:
    """Make the page. `kept` says that the draft is in the vault; `others` are about this report."""
    draft, reported = writing.draft, writing.reported
    found = writing.look.findings if writing.look else ()
    fields = offered(desk(), reported, urgent=writing.typed.urgent)
    settings = desk().settings
    told = list(reported.accounts)
    waits = writing.beyond and writing.asked.standing is not Standing.APPROVED
    placed = set(writing.chosen.paths if writing.chosen else ())
    summaries = {f"summary.{language}" for language in LANGUAGES}
    return render_template(
        "review/bulletin_draft.html",
        draft=draft,
        kept=kept,
        others=others,
        ref=case_ref(reported.row.id),
        report=reported.row.id.hex(),
        narratives=[text for one in told if (text := answers.narrative(one))],
        types=answers.names_of("incident_types", reported.whole.values("incident_types"), settings),
        told=[block for one in told for block in answers.blocks_of(one, settings)],
        groups=bulletin_words.rows_of(fields, writing.chosen, found),
        summaries=[(one, bulletin_words.of_summary(found, one)) for one in LANGUAGES],
        loose=[one for one in found if one.where not in placed | summaries],
        typed=writing.typed,
        look=writing.look,
        problems=writing.problems,
        labels=LABELS,
        entry=bulletin_words.entry_of(draft.draft.body, draft.number, draft.edition),
        languages=LANGUAGES,
        untranslated=bulletin_words.untranslated(draft.draft.body.facts),
        unwritten=bulletin_words.unwritten(draft.draft.body),
        language_names={"en": lazy_gettext("English"), "fr": lazy_gettext("French")},
        in_language=bulletin_words.in_language,
        finding_key=finding_key,
        excerpt_of=bulletin_words.excerpt_of,
        longest_summary=LONGEST_SUMMARY,
        longest_reason=LONGEST_REASON,
        longest_days=LONGEST_DAYS,
        seconds=second_people(desk()),
        ask_first=reported.consent.choices.ask_before_publishing,
        ask_days=reported.consent.choices.ask_days,
        asked=writing.asked,
        may_submit=may_go_out(desk(), reported, draft) and not waits,
        waits=waits,
        later=reported.later,
        frozen=reported.frozen,
        done=DONE.get(request.args.get("done", ""), ""),
        problem=PROBLEMS.get(request.args.get("problem", ""), ""),
        sent_back=draft.state is State.SENT_BACK,
    )
