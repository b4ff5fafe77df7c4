"""New codes on paper for somebody whose session is open, in the place of those she had."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crypto.private.keyfile import write_keyfile
from crypto.private.printedcodes import codes_of, new_secret, set_id
from reporting.casework import record
from reporting.casework.admission import open_door, open_key_file
from reporting.casework.errors import AlreadyPrinted
from reporting.store.attempts import end_attempts
from reporting.store.engine import writing
from reporting.store.filed_records import PrintedCodesRow
from reporting.store.members import put_key_file
from reporting.store.printed_codes import put_codes, read_codes

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from crypto.passwords import Argon2Params
    from reporting.casework.desk import Desk


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish for new codes: her passphrase, and the id of the set they replace, empty for none."""

    passphrase: str = field(repr=False)
    instead_of: bytes


def print_codes(
    engine: Engine, desk: Desk, wish: Wish, now: datetime, params: Argon2Params
) -> tuple[str, ...]:
    """Make ten codes and return them, to be shown once; what she had on paper is worthless.

    It takes the passphrase, since their secret goes into the key file. Raises TooSoon, TooBusy,
    NotSignedIn for another passphrase, Expired while nothing can be recorded, AlreadyPrinted when
    the set to be replaced is gone, and Conflict when the key file changed in the same moment.
    """
    door = open_door(desk.handle)
    opened = open_key_file(engine, desk.pins, door, desk.handle, wish.passphrase, now, params)
    with writing(engine) as session:
        end_attempts(session, door.bucket)
    secret = new_secret()
    contents = replace(opened.contents, printed_secret=secret)
    key_file = write_keyfile(desk.handle, desk.installation, wish.passphrase, contents, params)
    with writing(engine) as session:
        put_key_file(session, desk.handle, key_file, before=opened.key_file)
        row = read_codes(session, desk.handle)
        if (b"" if row is None else row.set_id) != wish.instead_of:
            # A page loaded again sends its form again: what she just printed must go on working.
            raise AlreadyPrinted
        put_codes(session, PrintedCodesRow(desk.handle, set_id(secret)))
        record.write(session, desk, record.Action.CODES_PRINTED)
    return codes_of(secret)
