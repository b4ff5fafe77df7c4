"""Figures for funders: counted from the cards of all cases, of those who said yes to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.casework.cards import all_cards
from reporting.casework.desk import Desk
from reporting.domain.figures import Year, figures

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def read_figures(session: Session, desk: Desk) -> tuple[Year, ...]:
    """Return what may be published of every year, newest first.

    Also of reports that somebody is kept from: a rounded sum names none of them. A case whose
    card cannot be opened is left out, and stands on top of the list of cases.
    """
    return figures(all_cards(session, desk), (area.slug for area in desk.settings.areas))
