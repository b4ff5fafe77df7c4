"""What waits until an advocate files it; written by intake, without order and without times."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from reporting.store.models import base
from reporting.store.models.base import Base, Blob, PartColumns, ReportColumns, WrapColumns


class InboxReport(ReportColumns, Base):
    """A report that waits: its keys and the day."""

    __tablename__ = "inbox_report"
    __table_args__ = base.report_rules()


class InboxPart(PartColumns, Base):
    """A sealed part that waits; its report is in the inbox or on file already."""

    __tablename__ = "inbox_part"

    report: Mapped[bytes] = mapped_column(Blob, index=True, sort_order=-1)

    __table_args__ = base.part_rules(refers=False)


class InboxWrap(WrapColumns, Base):
    """The content key of a part, sealed to one circle's epoch, or to the mailbox ("", 0)."""

    __tablename__ = "inbox_wrap"

    item: Mapped[bytes] = mapped_column(
        Blob, ForeignKey("inbox_part.item", ondelete="CASCADE"), primary_key=True, sort_order=-1
    )

    __table_args__ = (
        base.between("circle", 0, base.NAME_MAX),
        CheckConstraint("epoch >= 0 AND (epoch = 0) = (circle = '')", name="epoch"),
        *base.wrap_rules(),
    )
