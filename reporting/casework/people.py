"""What a coordinator does with people and keys, and what every sign-in quietly looks after."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crypto.errors import CryptoError
from crypto.manifest import DEFAULT_CIRCLE, Member, Roster
from crypto.passwords import Argon2Params
from crypto.private.epochs import EpochSecret
from crypto.private.organisation import Organisation
from reporting.casework.desk import Desk
from reporting.casework.errors import BadHandle, CannotCoordinate, NoKey
from reporting.casework.founding_store import apply_change
from reporting.casework.lists import (
    COORDINATOR,
    Change,
    renew,
    renewal_due,
    share_epochs,
)
from reporting.casework.membership import Newcomer, add_member, remove_member, replace_keys
from reporting.casework.passphrases import suggest_passphrase
from reporting.casework.record import Action, write
from reporting.store.engine import reading, writing
from reporting.store.epochs import epoch_recipients, organisation_of, put_epochs

if TYPE_CHECKING:
    from sqlalchemy import Engine

ROLES = ("advocate", "outreach", COORDINATOR)
_HANDLE = re.compile(r"[a-z][a-z0-9-]{1,31}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Added:
    """Somebody who was given keys, and the passphrase to print for her, which is kept nowhere."""

    handle: str
    passphrase: str = field(repr=False)


def check_handle(handle: str) -> None:
    """Raise BadHandle unless a handle is one that can be said and typed."""
    if not _HANDLE.fullmatch(handle):
        raise BadHandle


def organisation_key(engine: Engine, desk: Desk) -> Organisation:
    """Open the organisation's key. Raises CannotCoordinate."""
    with reading(engine) as session:
        sealed = organisation_of(session, desk.handle)
    if sealed is None or not desk.is_a(COORDINATOR):
        raise CannotCoordinate
    try:
        return Organisation.open(sealed, desk.identity.opening, desk.pins)
    except CryptoError as error:
        raise CannotCoordinate from error


def add(
    engine: Engine, desk: Desk, handle: str, roles: Iterable[str], params: Argon2Params
) -> Added:
    """Add somebody, whose passphrase is replaced and phone set up at her first sign-in.

    Raises BadHandle, HandleTaken, CannotCoordinate, Conflict.
    """
    check_handle(handle)
    newcomer = _newcomer(handle, frozenset(roles))
    key = organisation_key(engine, desk)
    change = add_member(key, desk.lists, newcomer, _epochs(desk), desk.today, params)
    _store(engine, desk, change, Action.PERSON_ADDED, handle)
    return Added(handle, newcomer.passphrase)


def reset(engine: Engine, desk: Desk, handle: str, params: Argon2Params) -> Added:
    """Give new keys to somebody who forgot her passphrase or lost her phone.

    Raises NotListed, CannotCoordinate, Conflict.
    """
    member = desk.roster.member(handle)
    newcomer = replace(_newcomer(handle, member.roles), circles=member.circles)
    key = organisation_key(engine, desk)
    change = replace_keys(key, desk.lists, newcomer, _epochs(desk), desk.today, params)
    _store(engine, desk, change, Action.PERSON_RESET, handle)
    return Added(handle, newcomer.passphrase)


def reads_alone(roster: Roster, member: Member) -> bool:
    """Say whether nobody else on the roster can open what a circle of hers was sent."""
    others = [one for one in roster.members if one.removed is None and one.handle != member.handle]
    return any(not any(circle in one.circles for one in others) for circle in member.circles)


def remove(engine: Engine, desk: Desk, handle: str) -> Change:
    """Remove somebody, and begin a new epoch in her circles at once.

    Raises NotListed, NobodyLeft, CannotCoordinate, Conflict.
    """
    key = organisation_key(engine, desk)
    change, _ = remove_member(key, desk.lists, handle, desk.today)
    _store(engine, desk, change, Action.PERSON_REMOVED, handle)
    return change


def renew_if_due(engine: Engine, desk: Desk) -> bool:
    """Sign both lists again when a coordinator is here and they are older than a month."""
    if not desk.is_a(COORDINATOR) or not renewal_due(desk.lists, desk.today):
        return False
    try:
        key = organisation_key(engine, desk)
    except CannotCoordinate:
        return False
    _store(engine, desk, renew(key, desk.lists, desk.today), Action.LISTS_RENEWED, "")
    return True


def share_with_newcomers(engine: Engine, desk: Desk) -> tuple[str, ...]:
    """Seal the epochs to members of the circle who have none yet, and return their handles.

    A coordinator who is no member can sign somebody into the roster, not give her the keys.
    """
    try:
        current = desk.current()
    except NoKey:
        return ()
    with reading(engine) as session:
        having = epoch_recipients(session, current.circle, current.number)
    members = [m for m in desk.roster.members if m.removed is None]
    wanting = [m.handle for m in members if current.circle in m.circles and m.handle not in having]
    rows = [row for handle in wanting for row in share_epochs(desk.roster, handle, _epochs(desk))]
    if rows:
        with writing(engine) as session:
            put_epochs(session, rows)
    return tuple(wanting)


def _newcomer(handle: str, roles: frozenset[str]) -> Newcomer:
    circles = frozenset({DEFAULT_CIRCLE}) if "advocate" in roles else frozenset[str]()
    return Newcomer(handle, roles, circles, suggest_passphrase())


def _epochs(desk: Desk) -> list[EpochSecret]:
    """Return every epoch that she can open; none for a coordinator who is no member."""
    found = []
    for circle, number in sorted(desk.keys.names()):
        try:
            found.append(desk.keys.epoch(circle, number))
        except NoKey:
            continue
    return found


def _store(engine: Engine, desk: Desk, change: Change, action: Action, handle: str) -> None:
    # Sealed to the new epoch, where there is one: who left still knows the old one.
    after = replace(desk, lists=change.lists)
    with writing(engine) as session:
        apply_change(session, change)
        write(session, after, action, handle=handle)
