"""What is on file: the same parts, in a new order, with keys under the advocates' vault."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Integer, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from reporting.store.models import base
from reporting.store.models.base import Base, Blob, Day, Flag

FILED_KEY_MAX_BYTES = 256
"""A content key under the vault has 61 bytes; some room for a later format."""


class FiledReport(Base):
    """A report on file."""

    __tablename__ = "filed_report"

    id: Mapped[bytes] = mapped_column(Blob, primary_key=True)
    verifying_key: Mapped[bytes] = mapped_column(Blob)
    mailbox_key: Mapped[bytes] = mapped_column(Blob)
    token_hash: Mapped[bytes] = mapped_column(Blob)
    day: Mapped[date] = mapped_column(Day)
    receipt_kept: Mapped[bool] = mapped_column(Flag, server_default=false())

    __table_args__ = (
        UniqueConstraint("token_hash"),
        base.exactly("id", base.ID_BYTES),
        base.exactly("verifying_key", base.KEY_BYTES),
        base.exactly("mailbox_key", base.MAILBOX_KEY_BYTES),
        base.exactly("token_hash", base.HASH_BYTES),
        base.real_day(),
        base.real_flag("receipt_kept"),
        base.HIDDEN_ORDER,
    )


class FiledPart(Base):
    """A sealed part on file, the worker's or the advocates'."""

    __tablename__ = "filed_part"

    item: Mapped[bytes] = mapped_column(Blob, primary_key=True)
    report: Mapped[bytes] = mapped_column(
        Blob, ForeignKey("filed_report.id", ondelete="CASCADE"), index=True
    )
    compartment: Mapped[str] = mapped_column(Text)
    day: Mapped[date] = mapped_column(Day)
    ciphertext: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.exactly("item", base.ID_BYTES),
        base.one_of("compartment", base.COMPARTMENTS),
        base.real_day(),
        base.between("ciphertext", base.CONTENT_MIN_BYTES, base.CONTENT_MAX_BYTES),
        base.HIDDEN_ORDER,
    )


class FiledKey(Base):
    """A content key under a circle's vault; narrow, so that erasing it can be made thorough."""

    __tablename__ = "filed_key"

    item: Mapped[bytes] = mapped_column(
        Blob, ForeignKey("filed_part.item", ondelete="CASCADE"), primary_key=True
    )
    circle: Mapped[str] = mapped_column(Text, primary_key=True)
    epoch: Mapped[int] = mapped_column(Integer)
    sealed: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.name_of("circle"),
        base.at_least("epoch", 1),
        base.between("sealed", 1, FILED_KEY_MAX_BYTES),
        base.HIDDEN_ORDER,
    )


class MailboxWrap(Base):
    """The content key of an item of the mailbox, sealed to the worker's key."""

    __tablename__ = "mailbox_wrap"

    item: Mapped[bytes] = mapped_column(
        Blob, ForeignKey("filed_part.item", ondelete="CASCADE"), primary_key=True
    )
    key_id: Mapped[bytes] = mapped_column(Blob)
    sealed: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.exactly("key_id", base.KEY_ID_BYTES),
        base.exactly("sealed", base.WRAP_BYTES),
        base.HIDDEN_ORDER,
    )


class UnopenedWrap(Base):
    """The circle's wraps of a part that nobody could open at filing: kept, never dropped."""

    __tablename__ = "unopened_wrap"

    item: Mapped[bytes] = mapped_column(
        Blob, ForeignKey("filed_part.item", ondelete="CASCADE"), primary_key=True
    )
    circle: Mapped[str] = mapped_column(Text, primary_key=True)
    epoch: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    key_id: Mapped[bytes] = mapped_column(Blob)
    sealed: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.name_of("circle"),
        base.at_least("epoch", 1),
        base.exactly("key_id", base.KEY_ID_BYTES),
        base.exactly("sealed", base.WRAP_BYTES),
        base.HIDDEN_ORDER,
    )
