"""Those who sign in, what is sealed to them, their sessions, and the record of what they did."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reporting.store.models import base
from reporting.store.models.base import Base, BigInt, Blob, Day


class Member(Base):
    """Somebody's key file, opened by a passphrase, and the last one-time step that was used."""

    __tablename__ = "member"

    handle: Mapped[str] = mapped_column(Text, primary_key=True)
    key_file: Mapped[bytes] = mapped_column(Blob)
    last_step: Mapped[int] = mapped_column(BigInt)

    __table_args__ = (
        base.name_of("handle"),
        base.between("key_file", 1, base.SEALED_MAX_BYTES),
        base.at_least("last_step", 0),
        base.HIDDEN_ORDER,
    )


class PrintedCodes(Base):
    """Which of somebody's ten printed codes are used up: bit n of `used` for code n.

    `set_id` names the set, so that what was used of an older one says nothing of this.
    """

    __tablename__ = "printed_codes"

    handle: Mapped[str] = mapped_column(
        Text, ForeignKey("member.handle", ondelete="CASCADE"), primary_key=True
    )
    set_id: Mapped[bytes] = mapped_column(Blob)
    used: Mapped[int] = mapped_column(Integer)

    __table_args__ = (
        base.exactly("set_id", base.ID_BYTES),
        CheckConstraint("used BETWEEN 0 AND 1023", name="used"),
        base.HIDDEN_ORDER,
    )


class SealedEpoch(Base):
    """An epoch secret sealed to one member, or to the recovery key (recipient "")."""

    __tablename__ = "sealed_epoch"

    circle: Mapped[str] = mapped_column(Text, primary_key=True)
    epoch: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    recipient: Mapped[str] = mapped_column(Text, primary_key=True)
    sealed: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.name_of("circle"),
        base.at_least("epoch", 1),
        base.between("recipient", 0, base.NAME_MAX),
        base.between("sealed", 1, base.SEALED_MAX_BYTES),
        base.HIDDEN_ORDER,
    )


class SealedOrganisation(Base):
    """The organisation seed sealed to one coordinator, or to the recovery key."""

    __tablename__ = "sealed_organisation"

    recipient: Mapped[str] = mapped_column(Text, primary_key=True)
    sealed: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.between("recipient", 0, base.NAME_MAX),
        base.between("sealed", 1, base.SEALED_MAX_BYTES),
        base.HIDDEN_ORDER,
    )


class Profile(Base):
    """What a member's own machine remembers for her: encrypted to herself."""

    __tablename__ = "profile"

    handle: Mapped[str] = mapped_column(
        Text, ForeignKey("member.handle", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(Integer)
    ciphertext: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.at_least("version", 1),
        base.between("ciphertext", 1, base.SEALED_MAX_BYTES),
        base.HIDDEN_ORDER,
    )


class SignIn(Base):
    """A session: id is the hash of the cookie's token, whose is inside the ciphertext."""

    __tablename__ = "session"

    id: Mapped[bytes] = mapped_column(Blob, primary_key=True)
    day: Mapped[date] = mapped_column(Day)
    ciphertext: Mapped[bytes] = mapped_column(Blob)

    __table_args__ = (
        base.exactly("id", base.HASH_BYTES),
        base.real_day(),
        base.between("ciphertext", 1, base.SEALED_MAX_BYTES),
        base.HIDDEN_ORDER,
    )


class Audit(Base):
    """One entry of the record; each names the hash of the one before, so no two may."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    previous: Mapped[bytes] = mapped_column(Blob)
    day: Mapped[date] = mapped_column(Day)
    actor: Mapped[str] = mapped_column(Text)
    digest: Mapped[bytes] = mapped_column(Blob)
    signature: Mapped[bytes] = mapped_column(Blob)
    ciphertext: Mapped[bytes | None] = mapped_column(Blob)
    wrap: Mapped[bytes | None] = mapped_column(Blob)

    __table_args__ = (
        UniqueConstraint("previous"),
        base.at_least("number", 1),
        base.exactly("previous", base.HASH_BYTES),
        base.real_day(),
        base.name_of("actor"),
        base.exactly("digest", base.HASH_BYTES),
        base.exactly("signature", base.SIGNATURE_BYTES),
        base.between("ciphertext", 1, base.SEALED_MAX_BYTES),
        base.between("wrap", 1, base.SEALED_MAX_BYTES),
        CheckConstraint("(ciphertext IS NULL) = (wrap IS NULL)", name="purged_together"),
        base.STRICT,
    )
