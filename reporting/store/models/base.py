"""What all tables share: the base class, column types and the ways to state a rule.

The same models serve SQLite and PostgreSQL. On SQLite every table is STRICT, which allows
only INTEGER, TEXT, BLOB and REAL, so days and flags have a type of their own here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

if TYPE_CHECKING:
    from sqlalchemy import Dialect
    from sqlalchemy.types import TypeEngine

STRICT = {"sqlite_strict": True}
HIDDEN_ORDER = {"sqlite_strict": True, "sqlite_with_rowid": False}
"""For rows of reports: a rowid would keep the order in which they came."""

ID_BYTES = 16
HASH_BYTES = 32
KEY_BYTES = 32
SIGNATURE_BYTES = 64
KEY_ID_BYTES = 8
MAILBOX_KEY_BYTES = 1216
WRAP_BYTES = 1169
"""0x01 ‖ encapsulation (1120) ‖ a sealed key of 32 bytes (48)."""

CONTENT_MIN_BYTES = 1024 + 17
CONTENT_MAX_BYTES = 10 * 1024 * 1024 + 17
"""The smallest and largest padding class, with one version byte and the GCM tag."""

SEALED_MAX_BYTES = 1024 * 1024
"""Bound for everything else that is sealed: cards, notes, drafts, profiles, key files."""

NAME_MAX = 64
"""Circles, handles, names of settings and pages."""

TEXT_MAX = 200_000
"""Characters of a setting or a page: far more than anybody writes."""

COMPARTMENTS = (
    "account",
    "contact",
    "addition",
    "message",
    "consent",
    "status",
    "narrowing",
    "file",
    "wording",
)


class Day(TypeDecorator[date]):
    """A day without a time: DATE on PostgreSQL, ISO text on SQLite."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return TEXT on SQLite, where STRICT knows no DATE."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> date | str | None:
        """Return ISO text for SQLite, the date otherwise."""
        return value.isoformat() if value and dialect.name == "sqlite" else value

    def process_result_value(self, value: date | str | None, dialect: Dialect) -> date | None:
        """Return the date."""
        del dialect
        return date.fromisoformat(value) if isinstance(value, str) else value


class Flag(TypeDecorator[bool]):
    """Yes or no: BOOLEAN on PostgreSQL, 0 or 1 on SQLite."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return INTEGER on SQLite, where STRICT knows no BOOLEAN."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:  # noqa: FBT001 - SQLAlchemy's signature
        """Return 0 or 1 for SQLite."""
        return int(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        """Return the flag."""
        del dialect
        return None if value is None else bool(value)


BigInt = BigInteger().with_variant(Integer(), "sqlite")
Blob = LargeBinary

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Base(DeclarativeBase):
    """All tables of Brolly."""

    metadata = MetaData(naming_convention=NAMING)


def exactly(column: str, size: int) -> CheckConstraint:
    """Return the rule that a column of bytes has this many."""
    return CheckConstraint(f"length({column}) = {size}", name=column)


def between(column: str, low: int, high: int) -> CheckConstraint:
    """Return the rule that bytes or text have a length within bounds."""
    return CheckConstraint(f"length({column}) BETWEEN {low} AND {high}", name=column)


def at_least(column: str, low: int) -> CheckConstraint:
    """Return the rule that a number is not below `low`."""
    return CheckConstraint(f"{column} >= {low}", name=column)


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """Return the rule that a text is one of these words."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=column)


def real_day(column: str = "day") -> CheckConstraint:
    """Return SQLite's stand-in for a DATE column: a day that exists, and no time with it.

    `+0 days` makes SQLite count: `date('2026-02-30')` alone gives the 30th of February back.
    """
    rule = CheckConstraint(f"{column} IS date({column}, '+0 days')", name=column)
    return rule.ddl_if(dialect="sqlite")


def real_flag(column: str) -> CheckConstraint:
    """Return SQLite's stand-in for a BOOLEAN column."""
    rule = CheckConstraint(f"{column} IN (0, 1)", name=column)
    return rule.ddl_if(dialect="sqlite")


def name_of(column: str) -> CheckConstraint:
    """Return the rule for a circle, a handle or another short name: never empty."""
    return between(column, 1, NAME_MAX)


class ReportColumns:
    """A report as it waits and as it is filed: its keys, its mailbox, the day."""

    id: Mapped[bytes] = mapped_column(Blob, primary_key=True)
    verifying_key: Mapped[bytes] = mapped_column(Blob)
    mailbox_key: Mapped[bytes] = mapped_column(Blob)
    token_hash: Mapped[bytes] = mapped_column(Blob)
    day: Mapped[date] = mapped_column(Day)
    receipt_kept: Mapped[bool] = mapped_column(Flag, server_default=false())


def report_rules() -> tuple[Any, ...]:
    """Return the rules of `ReportColumns`, anew for each table."""
    return (
        UniqueConstraint("token_hash"),
        exactly("id", ID_BYTES),
        exactly("verifying_key", KEY_BYTES),
        exactly("mailbox_key", MAILBOX_KEY_BYTES),
        exactly("token_hash", HASH_BYTES),
        real_day(),
        real_flag("receipt_kept"),
        HIDDEN_ORDER,
    )


class PartColumns:
    """A sealed part, beside the report that it is of; that one is the second column."""

    item: Mapped[bytes] = mapped_column(Blob, primary_key=True, sort_order=-2)
    compartment: Mapped[str] = mapped_column(Text)
    day: Mapped[date] = mapped_column(Day)
    ciphertext: Mapped[bytes] = mapped_column(Blob)


def part_rules(*, refers: bool) -> tuple[Any, ...]:
    """Return the rules of `PartColumns`, anew for each table; `refers`: a key checks the report."""
    return (
        exactly("item", ID_BYTES),
        *([] if refers else [exactly("report", ID_BYTES)]),
        one_of("compartment", COMPARTMENTS),
        real_day(),
        between("ciphertext", CONTENT_MIN_BYTES, CONTENT_MAX_BYTES),
        HIDDEN_ORDER,
    )


class WrapColumns:
    """A content key sealed to a circle's epoch, behind the part that it opens."""

    circle: Mapped[str] = mapped_column(Text, primary_key=True)
    epoch: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    key_id: Mapped[bytes] = mapped_column(Blob)
    sealed: Mapped[bytes] = mapped_column(Blob)


def wrap_rules() -> tuple[Any, ...]:
    """Return the rules of a sealed content key, anew for each table."""
    return (exactly("key_id", KEY_ID_BYTES), exactly("sealed", WRAP_BYTES), HIDDEN_ORDER)
