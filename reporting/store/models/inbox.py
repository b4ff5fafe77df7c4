"""What waits until an advocate files it; written by intake, without order and without times."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Integer, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from reporting.store.models import base
from reporting.store.models.base import Base, Blob, Day, Flag


class InboxReport(Base):
    """A report that waits: its keys and the day."""

    __tablename__ = "inbox_report"

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


class InboxPart(Base):
    """A sealed part that waits; its report is in the inbox or on file already."""

    __tablename__ = "inbox_part"

    item: Mapped[bytes] = mapped_column(Blob, primary_key=True)
    report: Mapped[bytes] = mapped_column(Blob, index=True)
    compartment: Mapped[str] = mapped_column(Text)
    day: Mapped[date] = mapped_column(Day)
    ciphertext: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.exactly("item", base.ID_BYTES),
        base.exactly("report", base.ID_BYTES),
        base.one_of("compartment", base.COMPARTMENTS),
        base.real_day(),
        base.between("ciphertext", base.CONTENT_MIN_BYTES, base.CONTENT_MAX_BYTES),
        base.HIDDEN_ORDER,
    )


class InboxWrap(Base):
    """The content key of a part, sealed to one circle's epoch, or to the mailbox ("", 0)."""

    __tablename__ = "inbox_wrap"

    item: Mapped[bytes] = mapped_column(
        Blob, ForeignKey("inbox_part.item", ondelete="CASCADE"), primary_key=True
    )
    circle: Mapped[str] = mapped_column(Text, primary_key=True)
    epoch: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    key_id: Mapped[bytes] = mapped_column(Blob)
    sealed: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.between("circle", 0, base.NAME_MAX),
        CheckConstraint("epoch >= 0 AND (epoch = 0) = (circle = '')", name="epoch"),
        base.exactly("key_id", base.KEY_ID_BYTES),
        base.exactly("sealed", base.WRAP_BYTES),
        base.HIDDEN_ORDER,
    )
