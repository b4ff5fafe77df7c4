"""What advocates write: all of it encrypted under the vault of a circle's epoch."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Integer
from sqlalchemy import Text as TextType
from sqlalchemy.orm import Mapped, mapped_column

from reporting.store.models import base
from reporting.store.models.base import Base, Blob, Day


class Card(Base):
    """The card of a case: all that lists, search and linking need."""

    __tablename__ = "card"

    report: Mapped[bytes] = mapped_column(
        Blob, ForeignKey("filed_report.id", ondelete="CASCADE"), primary_key=True
    )
    circle: Mapped[str] = mapped_column(TextType)
    epoch: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    ciphertext: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.name_of("circle"),
        base.at_least("epoch", 1),
        base.at_least("version", 1),
        base.between("ciphertext", 1, base.SEALED_MAX_BYTES),
        base.HIDDEN_ORDER,
    )


class Note(Base):
    """A note on a case."""

    __tablename__ = "note"

    id: Mapped[bytes] = mapped_column(Blob, primary_key=True)
    report: Mapped[bytes] = mapped_column(
        Blob, ForeignKey("filed_report.id", ondelete="CASCADE"), index=True
    )
    circle: Mapped[str] = mapped_column(TextType)
    epoch: Mapped[int] = mapped_column(Integer)
    day: Mapped[date] = mapped_column(Day)
    ciphertext: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.exactly("id", base.ID_BYTES),
        base.name_of("circle"),
        base.at_least("epoch", 1),
        base.real_day(),
        base.between("ciphertext", 1, base.SEALED_MAX_BYTES),
        base.HIDDEN_ORDER,
    )


class Draft(Base):
    """A bulletin's draft."""

    __tablename__ = "draft"

    id: Mapped[bytes] = mapped_column(Blob, primary_key=True)
    circle: Mapped[str] = mapped_column(TextType)
    epoch: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    ciphertext: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.exactly("id", base.ID_BYTES),
        base.name_of("circle"),
        base.at_least("epoch", 1),
        base.at_least("version", 1),
        base.between("ciphertext", 1, base.SEALED_MAX_BYTES),
        base.HIDDEN_ORDER,
    )


class Canned(Base):
    """An answer that a team keeps ready for writing to workers."""

    __tablename__ = "canned"

    id: Mapped[bytes] = mapped_column(Blob, primary_key=True)
    circle: Mapped[str] = mapped_column(TextType)
    epoch: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    ciphertext: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.exactly("id", base.ID_BYTES),
        base.name_of("circle"),
        base.at_least("epoch", 1),
        base.at_least("version", 1),
        base.between("ciphertext", 1, base.SEALED_MAX_BYTES),
        base.HIDDEN_ORDER,
    )


class Forwarding(Base):
    """What was forwarded to whom, and what came back."""

    __tablename__ = "forwarding"

    id: Mapped[bytes] = mapped_column(Blob, primary_key=True)
    circle: Mapped[str] = mapped_column(TextType)
    epoch: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    ciphertext: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.exactly("id", base.ID_BYTES),
        base.name_of("circle"),
        base.at_least("epoch", 1),
        base.at_least("version", 1),
        base.between("ciphertext", 1, base.SEALED_MAX_BYTES),
        base.HIDDEN_ORDER,
    )


class Sheet(Base):
    """A printed sheet: its number and issue day stand on the paper, the rest is encrypted."""

    __tablename__ = "sheet"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(Day)
    circle: Mapped[str] = mapped_column(TextType)
    epoch: Mapped[int] = mapped_column(Integer)
    ciphertext: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.at_least("number", 1),
        base.real_day(),
        base.name_of("circle"),
        base.at_least("epoch", 1),
        base.between("ciphertext", 1, base.SEALED_MAX_BYTES),
        base.STRICT,
    )
