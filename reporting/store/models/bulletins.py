"""Published and scheduled bulletins, in clear, with the hashes that let a worker stop them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    Integer,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from reporting.store.models import base
from reporting.store.models.base import Base, BigInt, Blob

if TYPE_CHECKING:
    from reporting.store.records import EditionStatus

HOUR = 3600
"""Editions appear at whole hours (UTC seconds), so that the moment says nothing of a report."""

STATUSES: tuple[EditionStatus, ...] = ("live", "superseded", "recalled")


class Edition(Base):
    """One edition of a bulletin, signed by its author and its approver."""

    __tablename__ = "edition"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    edition: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    status: Mapped[str] = mapped_column(Text)
    visible_from: Mapped[int] = mapped_column(BigInt)
    body: Mapped[bytes | None] = mapped_column(Blob)
    author: Mapped[str] = mapped_column(Text)
    author_signature: Mapped[bytes] = mapped_column(Blob)
    approver: Mapped[str | None] = mapped_column(Text)
    approver_signature: Mapped[bytes | None] = mapped_column(Blob)

    __table_args__ = (
        base.at_least("number", 1),
        base.at_least("edition", 1),
        base.one_of("status", STATUSES),
        CheckConstraint(f"visible_from >= 0 AND visible_from % {HOUR} = 0", name="visible_from"),
        CheckConstraint(
            "CASE status WHEN 'live' THEN body IS NOT NULL"
            " WHEN 'recalled' THEN body IS NULL ELSE 1 = 1 END",
            name="body_by_status",
        ),
        base.between("body", 1, base.SEALED_MAX_BYTES),
        base.name_of("author"),
        base.name_of("approver"),
        base.exactly("author_signature", base.SIGNATURE_BYTES),
        base.exactly("approver_signature", base.SIGNATURE_BYTES),
        CheckConstraint("approver <> author", name="two_persons"),
        CheckConstraint("(approver IS NULL) = (approver_signature IS NULL)", name="approver_signs"),
        Index(
            "uq_edition_live",
            "number",
            unique=True,
            sqlite_where=text("status = 'live'"),
            postgresql_where=text("status = 'live'"),
        ),
        base.STRICT,
    )


class Recall(Base):
    """Somebody's signature that a bulletin is taken back, up to an edition."""

    __tablename__ = "recall"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    edition: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(base.Day)
    handle: Mapped[str] = mapped_column(Text)
    signature: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        ForeignKeyConstraint(["number", "edition"], ["edition.number", "edition.edition"]),
        base.real_day("day"),
        base.name_of("handle"),
        base.exactly("signature", base.SIGNATURE_BYTES),
        base.STRICT,
    )


class Stop(Base):
    """The hash of a stop token, and the token itself once a worker has revealed it."""

    __tablename__ = "stop"

    token_hash: Mapped[bytes] = mapped_column(Blob, primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
    edition: Mapped[int] = mapped_column(Integer)
    token: Mapped[bytes | None] = mapped_column(Blob)

    __table_args__ = (
        ForeignKeyConstraint(["number", "edition"], ["edition.number", "edition.edition"]),
        Index("ix_stop_number", "number", "edition"),
        base.exactly("token_hash", base.HASH_BYTES),
        base.exactly("token", base.KEY_BYTES),
        base.HIDDEN_ORDER,
    )
