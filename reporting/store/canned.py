"""Answers that a team keeps ready for writing to workers; ciphertext under the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.store import vault_rows
from reporting.store.models.casework import Canned

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.store.filed_records import VaultRow


def add_canned(session: Session, row: VaultRow) -> None:
    """Add an answer; Conflict when its id exists."""
    vault_rows.add_row(session, Canned, row)


def put_canned(session: Session, row: VaultRow) -> None:
    """Write the next version of an answer; Conflict when somebody wrote first, or NotFound."""
    vault_rows.put_row(session, Canned, row)


def read_all_canned(session: Session) -> tuple[VaultRow, ...]:
    """Return all answers by id."""
    return vault_rows.read_rows(session, Canned)


def remove_canned(session: Session, answer: bytes) -> bool:
    """Erase an answer; False when there was none."""
    return vault_rows.remove_row(session, Canned, answer)
