"""What only the whole case base can say of a draft: redaction rules 10, 11 and 13.

Counts take in reports that somebody is kept from: author and second person must see the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from reporting.casework import drafts
from reporting.casework.cards import all_cards
from reporting.casework.desk import Desk
from reporting.casework.drafts import Draft, State
from reporting.casework.published import read_published, readable
from reporting.domain.coarsening import coarse_when
from reporting.domain.redaction_crowd import (
    Alike,
    check_alike,
    check_small_place,
    month_of,
    roles_of,
)
from reporting.domain.redaction_text import folded_words
from reporting.domain.redaction_together import check_together, identifiers_of
from reporting.domain.regions import areas_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.casework.reported import Reported
    from reporting.domain.bulletin import BulletinBody
    from reporting.domain.case import Card
    from reporting.domain.redaction_finding import Finding


def further_of(
    session: Session, desk: Desk, draft: Draft, about: Sequence[Reported]
) -> tuple[Finding, ...]:
    """Return what rules 10, 11 and 13 find in a draft."""
    body, areas = draft.draft.body, areas_of(desk.settings)
    behind = {one.row.id for one in about}
    others = [
        alike(card)
        for card in all_cards(session, desk)
        if "consent_compare" in card.consents and card.report not in behind
    ]
    own = [_alike_of(one) for one in about]
    small = (area.slug for area in desk.settings.areas if area.small)
    return (
        *check_small_place(body.facts, small),
        *check_alike(body.facts, own[0], chain(own[1:], others), areas, desk.today),
        *check_together(body, _earlier(session, desk, draft), _told(about), areas),
    )


def alike(card: Card) -> Alike:
    """Return what a case is counted by, of its card."""
    return Alike(card.area, card.month, frozenset(card.types), frozenset(card.roles))


def _alike_of(one: Reported) -> Alike:
    told = one.whole
    when = coarse_when(told.text("happened_on"), told.text("when_rough"), one.row.day)
    return Alike(
        told.text("area"),
        month_of(when, one.row.day),
        frozenset(told.values("incident_types")),
        frozenset(roles_of([told])),
    )


def _told(about: Sequence[Reported]) -> frozenset[str]:
    texts = (
        text
        for one in about
        for account in one.accounts
        for answer in account.answers.values()
        for text in ((answer,) if isinstance(answer, str) else answer)
    )
    return frozenset(word for text in texts for word in folded_words(text))


def _earlier(session: Session, desk: Desk, draft: Draft) -> Iterator[tuple[int, BulletinBody]]:
    """Give earlier bulletins about the same person, and earlier editions of this one.

    The same by a report behind both, or by a whole number, plate or handle. Also what was taken
    back since: people have read it.
    """
    named = identifiers_of(draft.draft.body.facts)
    for kept in drafts.read_all(session, desk)[0]:
        other = kept.draft.body
        earlier_edition = kept.number == draft.number and kept.edition < draft.edition
        another = kept.number != draft.number
        same = set(kept.reports) & set(draft.reports) or identifiers_of(other.facts) & named
        if kept.state is State.PUBLISHED and (earlier_edition or (another and same)):
            yield kept.number, other
    for edition in readable(read_published(session, desk)):
        if edition.number != draft.number and identifiers_of(edition.body.facts) & named:
            yield edition.number, edition.body
