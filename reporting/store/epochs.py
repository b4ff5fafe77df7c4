"""Epoch secrets and the organisation seed, each sealed to those who may hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from reporting.store.failures import store_errors
from reporting.store.filed_records import SealedEpoch, SealedOrganisation
from reporting.store.models.people import SealedEpoch as EpochTable
from reporting.store.models.people import SealedOrganisation as OrganisationTable
from reporting.store.statements import upsert

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


@store_errors()
def put_epochs(session: Session, sealed: Iterable[SealedEpoch]) -> None:
    """Write sealed epochs; one for the same circle, epoch and recipient is replaced.

    Replacing is for somebody who made new keys after she forgot her passphrase.
    """
    for one in sealed:
        key = {"circle": one.circle, "epoch": one.epoch, "recipient": one.recipient}
        upsert(session, EpochTable, key, {"sealed": one.sealed})


@store_errors()
def epochs_of(session: Session, recipient: str) -> tuple[SealedEpoch, ...]:
    """Return what is sealed to a handle or to RECOVERY, by circle and epoch."""
    rows = session.execute(
        select(*EpochTable.__table__.c)
        .where(EpochTable.recipient == recipient)
        .order_by(EpochTable.circle, EpochTable.epoch)
    ).mappings()
    return tuple(SealedEpoch(**row) for row in rows)


@store_errors()
def epoch_recipients(session: Session, circle: str, epoch: int) -> frozenset[str]:
    """Return to whom an epoch is sealed."""
    rows = session.execute(
        select(EpochTable.recipient).where(EpochTable.circle == circle, EpochTable.epoch == epoch)
    )
    return frozenset(rows.scalars())


@store_errors()
def put_organisation(session: Session, sealed: Iterable[SealedOrganisation]) -> None:
    """Write the organisation seed as sealed to coordinators and recovery, replacing each."""
    for one in sealed:
        upsert(session, OrganisationTable, {"recipient": one.recipient}, {"sealed": one.sealed})


@store_errors()
def organisation_of(session: Session, recipient: str) -> bytes | None:
    """Return the organisation seed as sealed to a handle or RECOVERY, None when it is not."""
    statement = select(OrganisationTable.sealed).where(OrganisationTable.recipient == recipient)
    return session.execute(statement).scalar()
