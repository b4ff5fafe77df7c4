"""Those who sign in: key files, one-time steps, and what each one's profile remembers."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from reporting.store.errors import Conflict
from reporting.store.failures import store_errors
from reporting.store.filed_records import MemberRow, ProfileRow
from reporting.store.models.people import Member, Profile, SealedEpoch, SealedOrganisation
from reporting.store.statements import changed, put_version

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@store_errors()
def read_member(session: Session, handle: str) -> MemberRow | None:
    """Return somebody's key file and last step, None for an unknown handle."""
    row = (
        session.execute(select(*Member.__table__.c).where(Member.handle == handle))
        .mappings()
        .first()
    )
    return None if row is None else MemberRow(**row)


@store_errors()
def read_members(session: Session) -> tuple[MemberRow, ...]:
    """Return all who have a key file, by handle; the roster says who they are."""
    rows = session.execute(select(*Member.__table__.c).order_by(Member.handle)).mappings()
    return tuple(MemberRow(**row) for row in rows)


@store_errors()
def add_member(session: Session, member: MemberRow) -> None:
    """Add somebody; Conflict when the handle is taken."""
    session.execute(insert(Member).values(**asdict(member)))


@store_errors()
def put_key_file(session: Session, handle: str, key_file: bytes, before: bytes) -> None:
    """Replace the key file `before`, such as under a new passphrase.

    Raises Conflict when another stands there: with new keys or codes in it, made meanwhile.
    """
    same = Member.handle == handle, Member.key_file == before
    if not changed(session, update(Member).where(*same).values(key_file=key_file)):
        raise Conflict("somebody else changed this first; load it again")


@store_errors()
def take_step(session: Session, handle: str, step: int) -> bool:
    """Accept a one-time step, once; False when it or a later one was used already.

    One statement, so that of two who type the same code at once one gets in.
    """
    statement = (
        update(Member)
        .where(Member.handle == handle, Member.last_step < step)
        .values(last_step=step)
    )
    return changed(session, statement) > 0


@store_errors()
def remove_member(session: Session, handle: str) -> bool:
    """Erase somebody's key file, profile and all that is sealed to her; False when unknown."""
    session.execute(delete(SealedEpoch).where(SealedEpoch.recipient == handle))
    session.execute(delete(SealedOrganisation).where(SealedOrganisation.recipient == handle))
    return changed(session, delete(Member).where(Member.handle == handle)) > 0


@store_errors()
def read_profile(session: Session, handle: str) -> ProfileRow | None:
    """Return somebody's profile, None when she has none yet."""
    row = (
        session.execute(select(*Profile.__table__.c).where(Profile.handle == handle))
        .mappings()
        .first()
    )
    return None if row is None else ProfileRow(**row)


@store_errors()
def put_profile(session: Session, profile: ProfileRow) -> None:
    """Write the first or the next version of a profile.

    Raises Conflict when another session of hers wrote first, or for an unknown handle.
    """
    if profile.version == 1:
        session.execute(insert(Profile).values(**asdict(profile)))
    else:
        put_version(session, Profile, {"handle": profile.handle}, asdict(profile))
