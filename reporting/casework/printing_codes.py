"""New codes on paper for somebody whose session is open, in the place of those she had."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crypto.private.keyfile import write_keyfile
from crypto.private.printedcodes import codes_of, new_secret, set_id
from reporting.casework import record
from reporting.casework.admission import open_door, open_key_file
from reporting.store.attempts import end_attempts
from reporting.store.engine import writing
from reporting.store.filed_records import PrintedCodesRow
from reporting.store.members import put_key_file
from reporting.store.printed_codes import put_codes

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from crypto.passwords import Argon2Params
    from reporting.casework.desk import Desk


def print_codes(
    engine: Engine, desk: Desk, passphrase: str, now: datetime, params: Argon2Params
) -> tuple[str, ...]:
    """Make ten codes and return them, to be shown once; what she had on paper is worthless.

    It takes the passphrase, since their secret goes into the key file. Raises TooSoon, TooBusy,
    NotSignedIn for another passphrase, Expired while nothing can be recorded, and Conflict when
    the passphrase was changed in the same moment.
    """
    door = open_door(desk.handle)
    opened = open_key_file(engine, desk.pins, door, desk.handle, passphrase, now, params)
    secret = new_secret()
    contents = replace(opened.contents, printed_secret=secret)
    key_file = write_keyfile(desk.handle, desk.installation, passphrase, contents, params)
    with writing(engine) as session:
        end_attempts(session, door.bucket)
        put_key_file(session, desk.handle, key_file, before=opened.key_file)
        put_codes(session, PrintedCodesRow(desk.handle, set_id(secret)))
        record.write(session, desk, record.Action.CODES_PRINTED)
    return codes_of(secret)
