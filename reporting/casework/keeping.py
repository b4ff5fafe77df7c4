"""Who must not see a case: she knows the person, or the worker asked that it be kept from her.

A rule of the program, not of keys: every member of the circle has those. Whoever is kept from a
case sees it in no list, opens none of its drafts and packages, and cannot let herself in again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from crypto.manifest import DEFAULT_CIRCLE
from reporting.casework.cards import all_cards, open_card, seal_card
from reporting.casework.cases import open_case
from reporting.casework.desk import Desk
from reporting.casework.errors import NobodyElse, NotThere
from reporting.casework.record import Action, write
from reporting.store import cases as store
from reporting.store.engine import writing
from reporting.store.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from reporting.domain.case import Card


def readers(desk: Desk) -> frozenset[str]:
    """Return the handles of everybody who can open cases at all."""
    return frozenset(
        member.handle
        for member in desk.roster.members
        if member.removed is None
        and "advocate" in member.roles
        and DEFAULT_CIRCLE in member.circles
    )


def keep_from(engine: Engine, desk: Desk, report: bytes, handle: str, why: str = "") -> None:
    """Keep somebody from a case, oneself or another; it is recorded.

    What she looked after is nobody's then. Raises NobodyElse when nobody would be left who sees it,
    NotThere for a handle that opens no cases, NotFound, Conflict.
    """
    if handle not in readers(desk):
        raise NotThere
    with writing(engine) as session:
        card = _card(session, desk, report)
        kept = card.kept_from | {handle}
        if not readers(desk) - kept:
            raise NobodyElse
        assignee = "" if card.assignee == handle else card.assignee
        _put(session, desk, replace(card, kept_from=kept, assignee=assignee))
        write(session, desk, Action.KEPT_FROM, case=card.ref, handle=handle, what=why)


def let_in(engine: Engine, desk: Desk, report: bytes, handle: str, why: str = "") -> None:
    """Let somebody see a case again; never oneself, since who is kept from it finds no case."""
    with writing(engine) as session:
        card = _card(session, desk, report)
        if handle not in card.kept_from:
            raise NotThere
        _put(session, desk, replace(card, kept_from=card.kept_from - {handle}))
        write(session, desk, Action.LET_IN, case=card.ref, handle=handle, what=why)


def kept_reports(session: Session, desk: Desk) -> frozenset[bytes]:
    """Return the reports that she is kept from."""
    return frozenset(
        card.report for card in all_cards(session, desk) if desk.handle in card.kept_from
    )


def seen_by_nobody(session: Session, desk: Desk) -> int:
    """Count the cases from which everybody is kept who could open them.

    It comes about when the last one who saw a case leaves: nobody may be kept from it before.
    """
    here = readers(desk)
    return sum(here <= card.kept_from for card in all_cards(session, desk) if card.kept_from)


def require_seen(session: Session, desk: Desk, reports: Iterable[bytes]) -> None:
    """Raise NotFound when she is kept from one of these reports."""
    for report in reports:
        try:
            card = open_card(desk, store.read_card(session, report))
        except NotFound:
            continue  # erased meanwhile: what is left of it is nobody's secret from her
        if card is not None and desk.handle in card.kept_from:
            raise NotFound("kept from this case")


def _card(session: Session, desk: Desk, report: bytes) -> Card:
    card = open_case(session, desk, report).card
    if card is None:
        raise NotFound("no card that can be opened")
    return card


def _put(session: Session, desk: Desk, card: Card) -> None:
    store.put_card(session, seal_card(desk, replace(card, version=card.version + 1)))
