"""Drafts of bulletins; ciphertext under the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.store import vault_rows
from reporting.store.models.casework import Draft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.store.filed_records import VaultRow


def add_draft(session: Session, row: VaultRow) -> None:
    """Add a draft; Conflict when its id exists."""
    vault_rows.add_row(session, Draft, row)


def put_draft(session: Session, row: VaultRow) -> None:
    """Write the next version of a draft; Conflict when somebody else wrote first, or NotFound."""
    vault_rows.put_row(session, Draft, row)


def read_draft(session: Session, draft: bytes) -> VaultRow:
    """Return a draft; NotFound when there is none."""
    return vault_rows.read_row(session, Draft, draft)


def read_drafts(session: Session) -> tuple[VaultRow, ...]:
    """Return all drafts by id."""
    return vault_rows.read_rows(session, Draft)


def remove_draft(session: Session, draft: bytes) -> bool:
    """Erase a draft; False when there was none."""
    return vault_rows.remove_row(session, Draft, draft)
