"""Stores what `setup`, `lists` and `membership` decide: a founding, and every change of people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reporting.casework.lists import Change
from reporting.casework.setup import Founding
from reporting.domain.settings import PublicSettings
from reporting.store.documents import add_document
from reporting.store.engine import writing
from reporting.store.epochs import put_epochs, put_organisation
from reporting.store.founding import found
from reporting.store.members import add_member, put_profile, remove_member
from reporting.store.records import Page

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session


def found_installation(
    engine: Engine, founding: Founding, settings: PublicSettings, pages: Sequence[Page]
) -> None:
    """Store a new installation in one transaction; Conflict when the database has one."""
    with writing(engine) as session:
        found(session, founding.rows(settings, pages))
        if founding.change.profile is not None:
            put_profile(session, founding.change.profile)


def apply_change(session: Session, change: Change) -> None:
    """Store a change of people or keys in the caller's transaction.

    Who is forgotten goes first, since she may come back under the same handle with new keys.
    Raises Conflict when somebody else has signed newer lists meanwhile: undo, load, decide again.
    """
    if change.forget is not None:
        remove_member(session, change.forget)
    if change.manifest is not None:
        add_document(session, change.manifest)
    add_document(session, change.roster)
    if change.member is not None:
        add_member(session, change.member)
    if change.profile is not None:
        put_profile(session, change.profile)
    put_epochs(session, change.sealed_epochs)
    put_organisation(session, change.sealed_organisation)
