"""What anybody may read, and the counters: settings, pages, signed documents, throttles."""

from __future__ import annotations

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from reporting.store.models import base
from reporting.store.models.base import Base, BigInt, Blob

DOCUMENT_KINDS = ("manifest", "roster", "settings")


class Setting(Base):
    """The day on which somebody last looked; before settings were signed, also one row each."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        base.name_of("name"),
        base.between("value", 0, base.TEXT_MAX),
        base.STRICT,
    )


class Page(Base):
    """A page in one language, from before pages were signed; read once more, when they are."""

    __tablename__ = "page"

    slug: Mapped[str] = mapped_column(Text, primary_key=True)
    language: Mapped[str] = mapped_column(Text, primary_key=True)
    body: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        base.name_of("slug"),
        base.between("language", 2, 16),
        base.between("body", 0, base.TEXT_MAX),
        base.STRICT,
    )


class SignedDocument(Base):
    """A manifest, a roster or the settings; the highest sequence counts."""

    __tablename__ = "signed_document"

    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInt, primary_key=True, autoincrement=False)
    body: Mapped[bytes] = mapped_column(Blob)
    signature: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.one_of("kind", DOCUMENT_KINDS),
        base.at_least("sequence", 1),
        base.between("body", 1, base.SEALED_MAX_BYTES),
        base.exactly("signature", base.SIGNATURE_BYTES),
        base.STRICT,
    )


class Throttle(Base):
    """A bucket of tokens that fills again with time; no bucket is anybody's address."""

    __tablename__ = "throttle"

    bucket: Mapped[str] = mapped_column(Text, primary_key=True)
    level: Mapped[int] = mapped_column(BigInt)
    updated: Mapped[int] = mapped_column(BigInt)

    __table_args__ = (
        base.name_of("bucket"),
        base.at_least("level", 0),
        base.at_least("updated", 0),
        base.HIDDEN_ORDER,
    )


class Counter(Base):
    """The highest number given out of a kind, such as bulletins; numbers are never reused."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[int] = mapped_column(Integer)

    __table_args__ = (
        base.name_of("name"),
        base.at_least("value", 1),
        base.STRICT,
    )
