"""What a worker's way back leaves: deletions that are due, and the codes that follow the first.

No foreign keys: a report moves from the inbox to the files, and these rows stay where they are.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reporting.store.models import base
from reporting.store.models.base import Base, Blob, Day

if TYPE_CHECKING:
    from reporting.store.records import DeletionScope

SCOPES: tuple[DeletionScope, ...] = ("all", "contact")
STATEMENT_MAX_BYTES = 4096
"""A code change is JSON with a mailbox key of 1216 bytes in base64: some 2.1 kB."""


class DeletionDue(Base):
    """A deletion that a worker asked for, and the day on which it is done."""

    __tablename__ = "deletion_due"

    report: Mapped[bytes] = mapped_column(Blob, primary_key=True)
    scope: Mapped[str] = mapped_column(Text, primary_key=True)
    due: Mapped[date] = mapped_column(Day)

    __table_args__ = (
        base.exactly("report", base.ID_BYTES),
        base.one_of("scope", SCOPES),
        base.real_day("due"),
        base.HIDDEN_ORDER,
    )


class FirstCode(Base):
    """The keys that a report's id commits to, kept once its code was changed."""

    __tablename__ = "first_code"

    report: Mapped[bytes] = mapped_column(Blob, primary_key=True)
    verifying_key: Mapped[bytes] = mapped_column(Blob)
    mailbox_key: Mapped[bytes] = mapped_column(Blob)
    token_hash: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        UniqueConstraint("token_hash"),
        base.exactly("report", base.ID_BYTES),
        base.exactly("verifying_key", base.KEY_BYTES),
        base.exactly("mailbox_key", base.MAILBOX_KEY_BYTES),
        base.exactly("token_hash", base.HASH_BYTES),
        base.HIDDEN_ORDER,
    )


class CodeChange(Base):
    """One change of a report's code, signed by the code before it."""

    __tablename__ = "code_change"

    report: Mapped[bytes] = mapped_column(Blob, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    statement: Mapped[bytes] = mapped_column(Blob)
    signature: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.exactly("report", base.ID_BYTES),
        base.at_least("version", 1),
        base.between("statement", 1, STATEMENT_MAX_BYTES),
        base.exactly("signature", base.SIGNATURE_BYTES),
        base.HIDDEN_ORDER,
    )
