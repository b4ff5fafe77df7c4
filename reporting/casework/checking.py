"""Holds a draft against its reports, and against all that was reported and published so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from reporting.casework import wordings
from reporting.casework.desk import Desk
from reporting.casework.drafts import Draft
from reporting.casework.errors import NotCovered
from reporting.casework.further import further_of
from reporting.casework.publishable import agreed, races_of
from reporting.casework.published import read_published, readable
from reporting.domain.bulletin import BulletinDraft, Edition
from reporting.domain.bulletin_choice import within
from reporting.domain.redaction import Context, Findings, Redacted, Source, check, redacted
from reporting.domain.redaction_finding import Finding
from reporting.domain.redaction_text import folded_words
from reporting.domain.regions import areas_of
from reporting.domain.report import Account

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.casework.reported import Reported


@dataclass(frozen=True, slots=True)
class Look:
    """What the check says of a draft: every finding, those still in the way, or that it passed."""

    findings: tuple[Finding, ...]
    in_the_way: tuple[Finding, ...]
    redacted: Redacted | None


def look(session: Session, desk: Desk, draft: Draft, about: Sequence[Reported]) -> Look:
    """Check a draft by every rule, as of now."""
    return compare(draft.draft, about, _context_now(session, desk, draft, about))


def passed(session: Session, desk: Desk, draft: Draft, about: Sequence[Reported]) -> Redacted:
    """Return what the check has let pass. Raises Blocked, and NotCovered as `require_covered`."""
    require_covered(session, desk, draft, about)
    context = _context_now(session, desk, draft, about)
    return redacted(draft.draft, about[0].account, about[0].contact, context)


def compare(draft: BulletinDraft, about: Sequence[Reported], context: Context) -> Look:
    """Hold a draft against its reports, and against what else is known of them."""
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
    small place or a rare case. Without `all_told`, what came after her yes belongs to nobody whom
    a bulletin may describe.
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
        races=races_of(desk),
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


def require_covered(session: Session, desk: Desk, draft: Draft, about: Sequence[Reported]) -> None:
    """Raise NotCovered for a draft that `goes_beyond`, unless she said yes to these very words."""
    if wordings.approved_digest(desk, about, draft) is None and goes_beyond(
        session, desk, draft, about
    ):
        raise NotCovered


def goes_beyond(session: Session, desk: Desk, draft: Draft, about: Sequence[Reported]) -> bool:
    """Say whether a draft holds more than was told when its workers said yes.

    A field that she added later, or one that was changed since there is anything later; a number
    or words of hers in the sentences that come of it alone.
    """
    if not any(one.later for one in about):
        return False
    body = draft.draft.body
    if not any(within(body.facts, agreed(desk, one, urgent=body.urgent)) for one in about):
        return True
    earlier = readable(read_published(session, desk))
    lenient, strict = (
        _blocks(draft.draft, about[0], context_of(desk, draft, about, earlier, all_told=all_told))
        for all_told in (True, False)
    )
    return bool(strict - lenient)


def _blocks(draft: BulletinDraft, one: Reported, context: Context) -> set[Finding]:
    result = check(draft, one.account, one.contact, context)
    return set(result.blocks) if isinstance(result, Findings) else set()


def _context_now(session: Session, desk: Desk, draft: Draft, about: Sequence[Reported]) -> Context:
    earlier = readable(read_published(session, desk))
    further = further_of(session, desk, draft, about)
    return context_of(desk, draft, about, earlier, further=further)
