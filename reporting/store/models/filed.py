"""What is on file: the same parts, in a new order, with keys under the advocates' vault."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from reporting.store.models import base
from reporting.store.models.base import Base, Blob, PartColumns, ReportColumns, WrapColumns

FILED_KEY_MAX_BYTES = 256
"""A content key under the vault has 61 bytes; some room for a later format."""


class FiledReport(ReportColumns, Base):
    """A report on file."""

    __tablename__ = "filed_report"
    __table_args__ = base.report_rules()


class FiledPart(PartColumns, Base):
    """A sealed part on file, the worker's or the advocates'."""

    __tablename__ = "filed_part"

    report: Mapped[bytes] = mapped_column(
        Blob, ForeignKey("filed_report.id", ondelete="CASCADE"), index=True, sort_order=-1
    )

    __table_args__ = base.part_rules(refers=True)


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

    __table_args__ = base.wrap_rules()


class UnopenedWrap(WrapColumns, Base):
    """The circle's wraps of a part that nobody could open at filing: kept, never dropped."""

    __tablename__ = "unopened_wrap"

    item: Mapped[bytes] = mapped_column(
        Blob, ForeignKey("filed_part.item", ondelete="CASCADE"), primary_key=True, sort_order=-1
    )

    __table_args__ = (base.name_of("circle"), base.at_least("epoch", 1), *base.wrap_rules())
