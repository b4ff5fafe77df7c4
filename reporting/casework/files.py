"""One picture or document of a report, opened in memory and cleaned once more.

Whoever holds a code chose the bytes: a browser sealed them, and only its own word says that it
cleaned them. So they go through the process without rights again before anybody looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crypto.private.opening import open_content
from reporting.casework.errors import NoKey
from reporting.casework.opening import from_file, place_of
from reporting.domain.attachment import Attachment
from reporting.files.clean import clean
from reporting.sealed.files import KIND, read_file
from reporting.sealed.items import read_her_part
from reporting.store import cases as store
from reporting.store.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.casework.cases import CaseFile
    from reporting.casework.desk import Desk


def open_file(session: Session, desk: Desk, case: CaseFile, item: bytes) -> Attachment:
    """Return a file of an opened case, clean.

    Raises NotFound, NoKey, CryptoError when it was changed or is not hers, NotDecodable, and
    reporting.files.errors.Refused or Busy.
    """
    part = from_file(desk, store.read_part(session, case.report, item))
    if part.compartment != KIND:
        raise NotFound("not a file")
    if part.content_key is None:
        raise NoKey
    place = place_of(desk, case.report, KIND, item)
    body = open_content(place, part.ciphertext, part.content_key)
    report, codes = case.opened.report, case.opened.codes
    keys = codes.verifying if codes else (report.verifying_key,)
    sent = read_file(read_her_part(place, keys, body).content).attachment
    found = clean(sent.data, sent.media_type.value)
    if found.media_type is not sent.media_type:
        raise NotFound("something else than it says")
    return Attachment(sent.media_type, sent.name, found.data, sent.note)
