"""What was forwarded to police or an agency, and what came back; ciphertext under the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.store import vault_rows
from reporting.store.models.casework import Forwarding

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.store.filed_records import VaultRow


def add_forwarding(session: Session, row: VaultRow) -> None:
    """Add a forwarding; Conflict when its id exists."""
    vault_rows.add_row(session, Forwarding, row)


def put_forwarding(session: Session, row: VaultRow) -> None:
    """Write the next version; Conflict when somebody else wrote first, or NotFound."""
    vault_rows.put_row(session, Forwarding, row)


def read_forwarding(session: Session, forwarding: bytes) -> VaultRow:
    """Return a forwarding; NotFound when there is none."""
    return vault_rows.read_row(session, Forwarding, forwarding)


def read_forwardings(session: Session) -> tuple[VaultRow, ...]:
    """Return all forwardings by id."""
    return vault_rows.read_rows(session, Forwarding)


def remove_forwarding(session: Session, forwarding: bytes) -> bool:
    """Erase a forwarding; False when there was none."""
    return vault_rows.remove_row(session, Forwarding, forwarding)
