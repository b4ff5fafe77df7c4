"""Manifests, rosters and settings, as signed; whoever reads one verifies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from reporting.store import as_written
from reporting.store.as_written import readable
from reporting.store.errors import Conflict
from reporting.store.failures import store_errors
from reporting.store.models.public import SignedDocument as Table
from reporting.store.records import SignedDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from reporting.store.records import DocumentKind


@store_errors()
def newest_document(session: Session, kind: DocumentKind) -> SignedDocument | None:
    """Return the document with the highest sequence; None before founding, or if it is none."""
    row = session.execute(
        select(Table.sequence, Table.body, Table.signature)
        .where(Table.kind == kind)
        .order_by(Table.sequence.desc())
        .limit(1)
    ).first()
    return next(
        readable(lambda found: document_of(kind, found), () if row is None else (row,)), None
    )


def document_of(kind: DocumentKind, row: Sequence[object]) -> SignedDocument:
    """Return the record of a sequence, a body and a signature; raises NotAsWritten."""
    sequence, body, signature = row
    return SignedDocument(
        kind, as_written.number(sequence), as_written.octets(body), as_written.octets(signature)
    )


@store_errors()
def add_document(session: Session, document: SignedDocument) -> None:
    """Add a newer document; earlier ones stay.

    Raises Conflict unless its sequence is higher than every earlier one of its kind. Two at once
    with the same sequence: one of them gets Conflict.
    """
    newest = session.execute(
        select(func.max(Table.sequence)).where(Table.kind == document.kind)
    ).scalar()
    if newest is not None and document.sequence <= newest:
        raise Conflict(f"a {document.kind} with sequence {newest} is there already")
    _insert(session, document)


@store_errors()
def replace_document(session: Session, document: SignedDocument) -> None:
    """Put a document in the place of all of its kind; the caller has seen to it that it is newer.

    For settings: what they once were is of no use, and a row that somebody planted with the
    highest sequence there is must not stand in the way of ours.
    """
    session.execute(delete(Table).where(Table.kind == document.kind))
    _insert(session, document)


def _insert(session: Session, document: SignedDocument) -> None:
    session.execute(
        insert(Table).values(
            kind=document.kind,
            sequence=document.sequence,
            body=document.body,
            signature=document.signature,
        )
    )
