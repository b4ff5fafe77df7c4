"""What was passed on to police, one sealed record each, and the number that came back.

A row of the table `forwarding` under the vault. The paper itself is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, cast

from crypto.errors import CryptoError
from crypto.suite import ID_BYTES
from reporting.casework.desk import Desk
from reporting.casework.errors import Damaged, NoKey
from reporting.casework.events import tell
from reporting.casework.keeping import kept_reports, require_seen
from reporting.casework.record import Action, write
from reporting.casework.vault_documents import VaultDocument
from reporting.domain.case import case_ref
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.report_text import clean_line
from reporting.store import forwarding as store
from reporting.store.filed_records import VaultRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Kind = Literal["report", "information"]
KINDS: Mapping[Kind, str] = {
    "report": "consent_police_report",
    "information": "consent_police_information",
}
"""What may be passed on, and the consent that each rests on."""

LONGEST_LINE = 200
_TEXTS = ("number", "kind_of", "force", "by", "phone", "hours", "address", "police_number")
DOCUMENT = VaultDocument(
    name="forwarding",
    table="forwarding",
    column="forwarding",
    keys=frozenset({"report", "day", "consent_version", "witnessed", *_TEXTS}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarding:
    """What was passed on: the agency's own file number, to whom, by whom, resting on which consent.

    `police_number` is what came back, "" until then. `phone`, `hours` and `address` say how the
    force reaches the agency.
    """

    id: bytes
    report: bytes
    number: str
    kind: Kind
    force: str
    day: date
    by: str
    consent_version: int
    witnessed: bool
    phone: str = ""
    hours: str = ""
    address: str = ""
    police_number: str = ""
    version: int = 1


def read(session: Session, desk: Desk, forwarding: bytes) -> Forwarding:
    """Return one record. Raises NotFound, NoKey, Damaged."""
    return _opened(desk, store.read_forwarding(session, forwarding))


def add(session: Session, desk: Desk, record: Forwarding) -> None:
    """Keep a new record; Conflict when its id exists."""
    store.add_forwarding(session, _sealed(desk, record))


def read_all(session: Session, desk: Desk) -> tuple[tuple[Forwarding, ...], int]:
    """Return every forwarding that opens, newest day first, and how many do not.

    Also those of cases that somebody is kept from: `read_seen` is what a page shows.
    """
    rows = store.read_forwardings(session)
    opened: list[Forwarding] = []
    for row in rows:
        try:
            opened.append(_opened(desk, row))
        except (Damaged, NoKey):
            continue
    newest = sorted(opened, key=lambda one: (-one.day.toordinal(), one.number))
    return tuple(newest), len(rows) - len(opened)


def read_seen(session: Session, desk: Desk) -> tuple[tuple[Forwarding, ...], int]:
    """Return what `read_all` does, without the cases that she is kept from."""
    found, closed = read_all(session, desk)
    kept = kept_reports(session, desk)
    return tuple(one for one in found if one.report not in kept), closed


def note_number(session: Session, desk: Desk, forwarding: bytes, police_number: str) -> None:
    """Note the file number that police gave. Raises NotFound, Damaged, Invalid, Conflict."""
    record = read(session, desk, forwarding)
    require_seen(session, desk, [record.report])
    kept = replace(record, police_number=one_line("police_number", police_number))
    following = replace(kept, version=record.version + 1)
    store.put_forwarding(session, _sealed(desk, following))
    if following.police_number:
        tell(session, desk, record.report, "file_number", following.police_number)
    write(
        session,
        desk,
        Action.POLICE_NUMBER_NOTED,
        case=case_ref(record.report),
        number=record.number,
        what=following.police_number,
    )


def one_line(name: str, text: str) -> str:
    """Return a cleaned line; raise Invalid, naming the field, where it is too long for print."""
    line = clean_line(text)
    if len(line) > LONGEST_LINE:
        message = N_("At most %(count)s signs.")
        raise Invalid([Problem(name, message, params={"count": LONGEST_LINE})])
    return line


def _sealed(desk: Desk, record: Forwarding) -> VaultRow:
    said = {
        "report": record.report.hex(),
        "number": record.number,
        "kind_of": record.kind,
        "force": record.force,
        "day": record.day.isoformat(),
        "by": record.by,
        "consent_version": record.consent_version,
        "witnessed": record.witnessed,
        "phone": record.phone,
        "hours": record.hours,
        "address": record.address,
        "police_number": record.police_number,
    }
    return DOCUMENT.seal(desk, record.id, record.version, said)


def _opened(desk: Desk, row: VaultRow) -> Forwarding:
    """Open a record. Raises NoKey, and Damaged for a row that was changed or put back."""
    said = DOCUMENT.open(desk, row)
    try:
        return Forwarding(
            id=row.id,
            version=row.version,
            report=said.hexadecimal("report", ID_BYTES),
            number=said.name("number"),
            kind=cast("Kind", said.name("kind_of")),
            force=said.name("force"),
            day=said.day("day"),
            by=said.name("by"),
            consent_version=said.number("consent_version"),
            witnessed=said.value("witnessed") is True,
            phone=said.text("phone"),
            hours=said.text("hours"),
            address=said.text("address"),
            police_number=said.text("police_number"),
        )
    except CryptoError as error:
        raise Damaged("a forwarding cannot be read") from error
