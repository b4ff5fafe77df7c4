"""Composing a bulletin: from what a report may publish to a body that its author has signed.

Nothing is composed without the worker's verified consent, and only what passed the redaction
check is signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crypto.editions import Hand, sign_edition
from crypto.manifest import DEFAULT_CIRCLE
from reporting.casework import drafts, wordings
from reporting.casework.checking import finding_key, passed
from reporting.casework.desk import Desk
from reporting.casework.drafts import Draft, State
from reporting.casework.errors import NobodyElse, NothingToSay, NotThere
from reporting.casework.publishable import agreed, offered
from reporting.casework.published import edition_bytes
from reporting.casework.record import Action, write
from reporting.casework.reported import require_filed
from reporting.domain.bulletin import BulletinBody, BulletinDraft, Quote, Reason
from reporting.domain.bulletin_choice import Chosen, Kept, choose, kept_within
from reporting.domain.case import case_ref
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.redaction import Redacted
from reporting.domain.redaction_finding import Finding
from reporting.domain.report import text_of
from reporting.store.sheets import take_number

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.casework.reported import Opener, Reported
    from reporting.domain.bulletin_facts import Facts

USUAL_DAYS = 60
"""How long a bulletin holds unless its author says otherwise."""

LONGEST_DAYS = 180
"""Half a year: somebody named longer than that is named again, by somebody who looked again."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an author has decided and typed; `reasons` by `finding_key`."""

    kept: Mapping[str, str] = field(repr=False)
    expires: date
    summary: Mapping[str, str] = field(default_factory=dict, repr=False)
    urgent: bool = False
    unconfirmed: bool = True
    quotes: tuple[Quote, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict, repr=False)


def first_draft(desk: Desk, reported: Reported) -> Draft:
    """Return the draft that writing starts from: all that she has said yes to ticked, no words yet.

    It is not kept yet. Raises ConsentMissing.
    """
    facts = offered(desk, reported, urgent=False)
    known = agreed(desk, reported, urgent=False)
    kept = _one_place(desk, facts, kept_within(facts, known))
    body = BulletinBody(
        facts=choose(facts, kept).facts, expires=desk.today + timedelta(days=USUAL_DAYS)
    )
    return Draft(
        id=drafts.new_id(),
        reports=(reported.row.id,),
        author=desk.handle,
        day=desk.today,
        draft=BulletinDraft(body),
        kept=kept,
    )


def _one_place(desk: Desk, facts: Facts, kept: Kept) -> Kept:
    """Untick the region beside an area; for an area where few people live, the area (rule 10)."""
    area = desk.settings.area(text_of(facts.happening, "area"))
    if area is None:
        return kept
    left_out = "happening.area" if area.small else "happening.region"
    return {path: text for path, text in kept.items() if path != left_out}


def chosen(desk: Desk, reported: Reported, written: Written) -> Chosen:
    """Return the fields that were ticked, with the path of each. Raises ConsentMissing, Invalid."""
    return choose(offered(desk, reported, urgent=written.urgent), written.kept)


def rewritten(
    desk: Desk, draft: Draft, written: Written, facts: Facts, found: Iterable[Finding]
) -> Draft:
    """Return the draft as it was written just now, hers to sign. Raises Invalid.

    `found` are the findings that her reasons answer.
    """
    body = body_of(desk, written, facts)
    reasons = tuple(
        Reason(one.rule, one.where, one.excerpt, written.reasons[finding_key(one)].strip())
        for one in found
        if written.reasons.get(finding_key(one), "").strip()
    )
    return replace(
        draft.unsigned(),
        author=desk.handle,
        day=desk.today,
        draft=BulletinDraft(body, written.quotes, reasons),
        kept=dict(written.kept),
    )


def body_of(desk: Desk, written: Written, facts: Facts) -> BulletinBody:
    """Return the body that would be published. Raises Invalid."""
    _check_expiry(desk, written.expires)
    return BulletinBody(
        facts=facts,
        expires=written.expires,
        summary=written.summary,
        urgent=written.urgent,
        unconfirmed=written.unconfirmed,
    )


def _check_expiry(desk: Desk, day: date) -> None:
    if not desk.today < day <= desk.today + timedelta(days=LONGEST_DAYS):
        message = N_("Choose a day from tomorrow on, at most %(count)s days ahead.")
        raise Invalid([Problem("expires", message, params={"count": LONGEST_DAYS})])


def second_people(desk: Desk) -> tuple[str, ...]:
    """Return the handles of everybody else who could be the second person."""
    return tuple(
        sorted(
            member.handle
            for member in desk.roster.members
            if member.removed is None
            and member.handle != desk.handle
            and "advocate" in member.roles
            and DEFAULT_CIRCLE in member.circles
        )
    )


def may_publish(desk: Desk, draft: Draft, about: Sequence[Reported]) -> None:
    """Raise unless every worker behind a bulletin lets these very words go out.

    ConsentMissing, AskFirst, or DeletionPending while her whole report is to be deleted.
    """
    for one in about:
        one.consent.require("consent_bulletin")
        one.require_not_frozen()
    wordings.require(desk, about, draft)


def submit(session: Session, desk: Desk, draft: Draft, open_: Opener) -> Draft:
    """Sign a draft as its author and lay it before a second person.

    The number is reserved here, since it stands inside what is signed. Raises NotThere unless it is
    being written, ConsentMissing, AskFirst, DeletionPending, Blocked with the findings in the way,
    NothingToSay, Invalid for a day that has passed, NobodyElse, NotFiledYet, Conflict when somebody
    wrote meanwhile.
    """
    if draft.state not in {State.WRITING, State.SENT_BACK}:
        raise NotThere
    about = [open_(session, desk, report) for report in draft.reports]
    passed = passed_again(session, desk, draft, about)
    if not second_people(desk):
        raise NobodyElse
    number = draft.number or take_number(session, "bulletin")
    body = edition_bytes(passed.as_edition(number, draft.edition, desk.today))
    signature = sign_edition(
        desk.identity.signer, desk.installation, Hand.AUTHOR, desk.handle, body
    )
    submitted = replace(
        draft,
        state=State.SUBMITTED,
        author=desk.handle,
        day=desk.today,
        number=number,
        body=body,
        signature=signature,
    )
    kept = drafts.put(session, desk, submitted)
    write(session, desk, Action.DRAFT_SUBMITTED, number=str(number), case=refs(draft))
    return kept


def passed_again(session: Session, desk: Desk, draft: Draft, about: Sequence[Reported]) -> Redacted:
    """Check consents and redaction as they are now. Raises what `submit` says."""
    require_filed(session, draft.reports)
    may_publish(desk, draft, about)
    body = draft.draft.body
    if not any(True for _ in body.facts.rows()) and not body.facts.identifiers and not body.summary:
        raise NothingToSay
    _check_expiry(desk, body.expires)
    return passed(session, desk, draft, about)


def refs(draft: Draft) -> str:
    """Return the short references of the reports that a draft is about."""
    return ", ".join(case_ref(report) for report in draft.reports)
