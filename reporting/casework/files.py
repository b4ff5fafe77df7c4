"""One picture or document of a report, opened in memory and cleaned once more.

Whoever holds a code chose the bytes: a browser sealed them, and only its own word says that it
cleaned them. So they go through the process without rights again before anybody looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crypto.errors import CryptoError
from reporting.casework.content_keys import from_file
from reporting.casework.errors import NoKey
from reporting.domain.attachment import Attachment, MediaType, neutral_name, number_of
from reporting.files.clean import clean
from reporting.files.errors import Reason, Refused
from reporting.sealed.errors import SealedError
from reporting.sealed.files import KIND, read_file
from reporting.sealed.items import read_her_part
from reporting.store import cases as store
from reporting.store.errors import NotFound

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from reporting.casework.cases import CaseFile
    from reporting.casework.desk import Desk
    from reporting.store.filed_records import FiledItem

PICTURES = frozenset({MediaType.JPEG, MediaType.PNG})


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file in the list of a case; `media_type` is None when it cannot be opened."""

    item: bytes
    day: date
    media_type: MediaType | None = None
    note: str = ""


def open_file(session: Session, desk: Desk, case: CaseFile, item: bytes) -> Attachment:
    """Return a file of an opened case, clean.

    Raises NotFound, NoKey, CryptoError when it was changed or is not hers, NotDecodable, and
    reporting.files.errors.Refused or Busy.
    """
    sent = as_sent(session, desk, case, item)
    found = clean(sent.data, sent.media_type.value)
    if found.media_type is sent.media_type:
        return Attachment(sent.media_type, sent.name, found.data, sent.note)
    if not {found.media_type, sent.media_type} <= PICTURES:
        raise Refused(Reason.MISLABELLED)
    # A large PNG leaves the room as a JPEG; what a lying browser called it does not matter either.
    name = neutral_name(found.media_type, number_of(sent.name))
    return Attachment(found.media_type, name, found.data, sent.note)


def list_files(session: Session, desk: Desk, case: CaseFile) -> tuple[FileLine, ...]:
    """Return a line for each file of an opened case: what it is called, and what she said of it.

    Each is opened for that, but not decoded: a file that nobody can open says so before somebody
    clicks on it.
    """
    return tuple(_line(session, desk, case, file) for file in case.files)


def _line(session: Session, desk: Desk, case: CaseFile, file: FiledItem) -> FileLine:
    try:
        sent = as_sent(session, desk, case, file.item)
    except (NoKey, CryptoError, SealedError, NotFound):
        return FileLine(file.item, file.day)
    return FileLine(file.item, file.day, sent.media_type, sent.note)


def as_sent(session: Session, desk: Desk, case: CaseFile, item: bytes) -> Attachment:
    """Return a file as it was sealed: hers and unchanged, but its bytes are still a stranger's.

    Raises NotFound, NoKey, CryptoError and NotDecodable. For showing there is `open_file`.
    """
    part = from_file(desk, store.read_part(session, case.report, item))
    if part.compartment != KIND:
        raise NotFound("not a file")
    hers = read_her_part(part.place, case.opened.verifying, part.body())
    return read_file(hers.content).attachment
