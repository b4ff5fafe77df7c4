"""Composing a bulletin: from what a report may publish to a body that its author has signed.

Nothing is composed without the worker's verified consent, and only what passed the redaction
check is signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from crypto.editions import Hand, sign_edition
from crypto.manifest import DEFAULT_CIRCLE
from reporting.casework import drafts, wordings
from reporting.casework.desk import Desk
from reporting.casework.drafts import Draft, State
from reporting.casework.errors import NobodyElse, NotCovered, NothingToSay, NotThere
from reporting.casework.further import further_of
from reporting.casework.published import edition_bytes, read_published, readable
from reporting.casework.record import Action, write
from reporting.casework.reported import require_filed
from reporting.domain.bulletin import BulletinBody, BulletinDraft, Edition, Quote, Reason
from reporting.domain.bulletin_choice import Chosen, Kept, choose, kept_within, within
from reporting.domain.bulletin_facts import RACE
from reporting.domain.case import case_ref
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.redaction import Context, Findings, Redacted, Source, check, redacted
from reporting.domain.redaction_finding import Finding
from reporting.domain.redaction_text import folded_words
from reporting.domain.regions import areas_of
from reporting.domain.report import Account, Answers, text_of
from reporting.domain.views import publish_view
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


@dataclass(frozen=True, slots=True)
class Look:
    """What the check says of a draft: every finding, those still in the way, or that it passed."""

    findings: tuple[Finding, ...]
    in_the_way: tuple[Finding, ...]
    redacted: Redacted | None


def offered(desk: Desk, reported: Reported, *, urgent: bool) -> Facts:
    """Return all fields of a report that may be published, coarsened. Raises ConsentMissing."""
    facts = _facts(desk, reported, reported.whole, urgent=urgent)
    # Where something later was added to an answer, the one that she has said yes to stands.
    known = agreed(desk, reported, urgent=urgent).happening
    return replace(facts, happening={**facts.happening, **known})


def _facts(desk: Desk, reported: Reported, told: Account, *, urgent: bool) -> Facts:
    areas = areas_of(desk.settings)
    view = publish_view(told, reported.consent, areas, reported.row.day, urgent=urgent)
    # The region too: it is what a bulletin names instead of an area where few live.
    region = areas.listed.get(text_of(view.facts.happening, "area"), "")
    more = {"region": region} if region else {}
    persons = tuple(_listed(person, _races(desk)) for person in view.facts.persons)
    return replace(view.facts, happening={**view.facts.happening, **more}, persons=persons)


def _races(desk: Desk) -> frozenset[str]:
    return frozenset(race.slug for race in desk.settings.races)


def _listed(person: Answers, races: frozenset[str]) -> Answers:
    """Leave out a race that is not on the list: whoever holds a code can send any words there."""
    return {name: text for name, text in person.items() if name != RACE or text in races}


def agreed(desk: Desk, reported: Reported, *, urgent: bool) -> Facts:
    """Return the fields that may be published of what she has said yes to, as `offered`."""
    return _facts(desk, reported, reported.agreed, urgent=urgent)


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


def look(draft: BulletinDraft, about: Sequence[Reported], context: Context) -> Look:
    """Hold a draft against its reports."""
    bare = check(replace(draft, reasons=()), about[0].account, about[0].contact, context)
    result = check(draft, about[0].account, about[0].contact, context)
    every = bare.all if isinstance(bare, Findings) else bare.answered
    if isinstance(result, Findings):
        return Look(every, result.all, None)
    return Look(every, (), result)


def finding_key(finding: Finding) -> str:
    """Return a short name for a finding, by which a form carries the reason for it."""
    named = "\0".join((str(finding.rule), finding.where, finding.excerpt))
    return sha256(named.encode()).hexdigest()[:16]


def context_of(
    desk: Desk,
    draft: Draft,
    about: Sequence[Reported],
    earlier: Iterable[Edition],
    *,
    further: tuple[Finding, ...] = (),
    all_told: bool = True,
) -> Context:
    """Return what else the check has to know of these reports.

    `earlier` are the bulletins so far, whose words are no longer rare; `further` is what
    `further_of` finds. Words that every worker behind the draft has approved need no reason for a
    small place or a rare case. Without
    `all_told`, what came after her yes belongs to nobody whom a bulletin may describe.
    """
    first, *others = about
    also = _further(first, all_told=all_told)
    for other in others:
        also += [Source(other.account, other.contact), *_further(other, all_told=all_told)]
    # Each contact by itself as well: a later one may have replaced a name or a number of hers.
    also += [Source(Account(), contact) for one in about for contact in one.contacts]
    names = [name for area in desk.settings.areas for name in area.label.by_language.values()]
    names += [name for area in desk.settings.areas for name in area.region.by_language.values()]
    said = (text for one in earlier for text in one.body.summary.values())
    return Context(
        areas=areas_of(desk.settings),
        races=_races(desk),
        area_names=tuple(dict.fromkeys(names)),
        also=tuple(also),
        vocabulary=frozenset(word for text in said for word in folded_words(text)),
        further=further,
        approved=wordings.approved_digest(desk, about, draft),
    )


def _further(one: Reported, *, all_told: bool) -> list[Source]:
    return [
        *(Source(told) for told in one.covered[1:]),
        *(Source(later.account, agreed=all_told) for later in one.later),
    ]


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
    earlier = readable(read_published(session, desk))
    require_covered(desk, draft, about, earlier)
    further = further_of(session, desk, draft, about)
    context = context_of(desk, draft, about, earlier, further=further)
    return redacted(draft.draft, about[0].account, about[0].contact, context)


def require_covered(
    desk: Desk, draft: Draft, about: Sequence[Reported], earlier: Sequence[Edition]
) -> None:
    """Raise NotCovered for a draft that `goes_beyond`, unless she said yes to these very words."""
    if wordings.approved_digest(desk, about, draft) is None and goes_beyond(
        desk, draft, about, earlier
    ):
        raise NotCovered


def goes_beyond(
    desk: Desk, draft: Draft, about: Sequence[Reported], earlier: Sequence[Edition]
) -> bool:
    """Say whether a draft holds more than was told when its workers said yes.

    A field that she added later, or one that was changed since there is anything later; a number
    or words of hers in the sentences that come of it alone.
    """
    if not any(one.later for one in about):
        return False
    body = draft.draft.body
    if not any(within(body.facts, agreed(desk, one, urgent=body.urgent)) for one in about):
        return True
    results = [
        check(
            draft.draft,
            about[0].account,
            about[0].contact,
            context_of(desk, draft, about, earlier, all_told=all_told),
        )
        for all_told in (True, False)
    ]
    lenient, strict = (set(r.blocks) if isinstance(r, Findings) else set() for r in results)
    return bool(strict - lenient)


def refs(draft: Draft) -> str:
    """Return the short references of the reports that a draft is about."""
    return ", ".join(case_ref(report) for report in draft.reports)
