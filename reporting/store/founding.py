"""The first transaction of an installation: everything or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from reporting.store.audit import append_audit, hold_audit
from reporting.store.documents import add_document
from reporting.store.epochs import put_epochs, put_organisation
from reporting.store.errors import Conflict
from reporting.store.failures import store_errors
from reporting.store.members import add_member
from reporting.store.models.public import SignedDocument
from reporting.store.printed_codes import put_codes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.store.filed_records import FoundingRows


@store_errors()
def is_founded(session: Session) -> bool:
    """Say whether this database belongs to an installation already."""
    return session.execute(select(SignedDocument.kind).limit(1)).first() is not None


@store_errors()
def found(session: Session, rows: FoundingRows) -> None:
    """Store a new installation; Conflict when this database has one."""
    if is_founded(session):
        raise Conflict("this database belongs to an installation already")
    add_document(session, rows.manifest)
    add_document(session, rows.roster)
    add_document(session, rows.settings)
    for member in rows.members:
        add_member(session, member)
    for codes in rows.printed_codes:
        put_codes(session, codes)
    put_epochs(session, rows.sealed_epochs)
    put_organisation(session, rows.sealed_organisation)
    if rows.audit:
        hold_audit(session)
    for entry in rows.audit:
        append_audit(session, entry)
