"""Printed sheets: which bulletins go on one, and the record of every sheet that was printed.

Anybody signed in may print, also somebody who holds no key of the circle: what a sheet held is
sealed to the circle's public key, and read by its members.

    sheet row = key id (8) ‖ sealed key (1169) ‖ ciphertext, an envelope at place
    (installation, 16 zero bytes, "sheet", number in 16 bytes); circle and epoch stand beside it
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crypto.envelope import Place, Wrap
from crypto.errors import CryptoError, Malformed
from crypto.private.audit import KEY_ID_BYTES, NO_REPORT
from crypto.private.opening import open_envelope
from crypto.sealing import seal
from crypto.strictjson import FORMAT_VERSION, read_document
from crypto.suite import ID_BYTES, WRAP_BYTES, fingerprint
from reporting.casework.bulletins import LONGEST_DAYS
from reporting.casework.desk import Desk
from reporting.casework.errors import NoKey
from reporting.casework.printing import SheetFrame, sheet_of
from reporting.casework.published import TAKEN_BACK, Published, Showing, read_published
from reporting.casework.record import Action, entry_of, write
from reporting.casework.sheet_pdf import HelpLine, sheet_pdf
from reporting.casework.speaking import speaker_of
from reporting.casework.typesetting import Language, Paper
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.store.audit import audit_head
from reporting.store.engine import reading, writing
from reporting.store.filed_records import SheetRow
from reporting.store.sheets import add_sheet, read_sheets, take_number

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from reporting.domain.bulletin import Edition

COMPARTMENT = KIND = "sheet"
KEYS = frozenset(
    {"number", "by", "since", "until", "areas", "language", "copies", "bulletins", "taken_back"}
)

DESTROY_AFTER_DAYS = 14
"""Two weekly rounds of a van: whoever missed one has the next sheet when this one ends."""

USUAL_PERIOD_DAYS = 30

MOST_COPIES = 60
"""Numbered copies in one file: an evening's round; each costs as much ink and time as the first."""

ELSEWHERE = ""
"""Stands among areas for bulletins that name none of the organisation's list."""


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants printed: bulletins issued from `since` to `until`, in these areas."""

    since: date
    until: date
    areas: frozenset[str]
    language: Language = "both"
    paper: Paper = "letter"
    copies: int = 1

    def check(self) -> None:
        """Raise Invalid for a period that ends before it begins, no area, or too many copies."""
        problems = []
        if self.since > self.until:
            problems.append(Problem("since", N_("This day is after the last one.")))
        if not self.areas:
            problems.append(Problem("areas", N_("Choose at least one area.")))
        if not 1 <= self.copies <= MOST_COPIES:
            message = N_("From 1 to %(count)s copies at a time.")
            problems.append(Problem("copies", message, params={"count": MOST_COPIES}))
        if problems:
            raise Invalid(problems)


@dataclass(frozen=True, slots=True)
class Content:
    """What would stand on a sheet: its bulletins, and numbers to be crossed out on older ones."""

    editions: tuple[Edition, ...]
    taken_back: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet that was printed: its number and its file."""

    number: int
    pdf: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet as it is listed; `details` is None for somebody without the circle's keys."""

    number: int
    day: date
    details: Details | None


@dataclass(frozen=True, slots=True)
class Details:
    """Who printed a sheet, how many copies, and which bulletins stand on it."""

    by: str
    copies: int
    language: str
    areas: tuple[str, ...]
    bulletins: tuple[int, ...]
    taken_back: tuple[int, ...]


def content(bulletins: Iterable[Published], order: Order, desk: Desk) -> Content:
    """Choose what stands on a sheet; what was stopped, recalled, or is over is left out."""
    kept = tuple(bulletins)
    editions = tuple(
        one.edition
        for one in kept
        if one.showing is Showing.LIVE
        and one.edition is not None
        and order.since <= one.edition.issued <= order.until
        and _area(one.edition, desk) in order.areas
    )
    return Content(editions, taken_back(kept, desk))


def taken_back(bulletins: Iterable[Published], desk: Desk) -> tuple[int, ...]:
    """Return the numbers taken back that may still stand on somebody's sheet, lowest first.

    Since the last sheet would be too few: not everybody has had that one. No bulletin holds longer
    than `LONGEST_DAYS`, and no sheet longer than `DESTROY_AFTER_DAYS` after it.
    """
    first = desk.now - timedelta(days=LONGEST_DAYS + DESTROY_AFTER_DAYS)
    return tuple(
        sorted(
            one.number
            for one in bulletins
            if one.showing in TAKEN_BACK and first <= one.record.visible_from <= desk.now
        )
    )


def preview(session: Session, desk: Desk, order: Order) -> Content:
    """Return what the sheet would hold now. Raises Invalid."""
    order.check()
    return content(read_published(session, desk), order, desk)


def print_sheet(engine: Engine, desk: Desk, order: Order) -> Printed:
    """Print a sheet under a number of its own, and record it.

    The number is taken first, since it stands on the paper; one whose printing failed is never
    given out again. Raises Invalid, Expired, SettingsNotBelieved, CannotPrint.
    """
    order.check()
    desk.require_valid()
    desk.require_settings()
    with writing(engine) as session:
        number = take_number(session, "sheet")
    with reading(engine) as session:
        chosen = content(read_published(session, desk), order, desk)
        frame = _frame(session, desk, order, number, chosen)
    sheet = sheet_of(frame, chosen.editions, speaker_of(desk.settings))
    pdf = sheet_pdf(sheet, order.paper, order.language)
    with writing(engine) as session:
        add_sheet(session, _sealed(desk, order, number, chosen))
        write(
            session,
            desk,
            Action.SHEET_PRINTED,
            number=str(number),
            copies=str(order.copies),
            bulletins=", ".join(str(one.number) for one in chosen.editions),
        )
    return Printed(number, pdf)


def read_printed(session: Session, desk: Desk, after: date = date.min) -> tuple[ListedSheet, ...]:
    """Return every sheet that was printed on the days behind `after`, highest number first."""
    rows = read_sheets(session, after)
    return tuple(ListedSheet(row.number, row.day, _details(desk, row)) for row in rows)


def _area(edition: Edition, desk: Desk) -> str:
    area = edition.body.facts.happening.get("area", "")
    listed = isinstance(area, str) and desk.settings.area(area) is not None
    return str(area) if listed else ELSEWHERE


def _frame(session: Session, desk: Desk, order: Order, number: int, chosen: Content) -> SheetFrame:
    settings = desk.settings
    newest = audit_head(session)
    head = None if newest is None else entry_of(newest).head(desk.installation)
    return SheetFrame(
        title=settings.title.by_language,
        number=number,
        copies=tuple(range(1, order.copies + 1)),
        issued=desk.today,
        destroy_after=desk.today + timedelta(days=DESTROY_AFTER_DAYS),
        recalled=tuple(str(one) for one in chosen.taken_back),
        address=settings.report_address,
        phone=settings.report_phone.by_language,
        help=tuple(HelpLine(one.label.by_language, one.phone, {}) for one in settings.help_numbers),
        fingerprint=fingerprint(desk.pins.organisation),
        audit_head=f"{head.number} {head.hash[:4].hex()}" if head else "",
    )


def _place(desk: Desk, number: int) -> Place:
    return Place(desk.installation, NO_REPORT, COMPARTMENT, number.to_bytes(ID_BYTES, "big"))


def _sealed(desk: Desk, order: Order, number: int, chosen: Content) -> SheetRow:
    said = {
        "v": FORMAT_VERSION,
        "kind": KIND,
        "number": number,
        "by": desk.handle,
        "since": order.since.isoformat(),
        "until": order.until.isoformat(),
        "areas": sorted(order.areas),
        "language": order.language,
        "copies": order.copies,
        "bulletins": [one.number for one in chosen.editions],
        "taken_back": list(chosen.taken_back),
    }
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    envelope = seal(_place(desk, number), body, [desk.recipient()])
    (wrap,) = envelope.wraps
    packed = wrap.key_id + wrap.sealed + envelope.ciphertext
    return SheetRow(number, desk.today, wrap.circle, wrap.epoch, packed)


def _details(desk: Desk, row: SheetRow) -> Details | None:
    """Open what a sheet held; None for who has no key, or where it was changed."""
    key_id, rest = row.ciphertext[:KEY_ID_BYTES], row.ciphertext[KEY_ID_BYTES:]
    wrap = Wrap(row.circle, row.epoch, key_id, rest[:WRAP_BYTES])
    try:
        key = desk.keys.epoch(row.circle, row.epoch).opening
        body = open_envelope(_place(desk, row.number), rest[WRAP_BYTES:], wrap, key)
        said = read_document(KIND, KEYS, body)
        return Details(
            by=said.name("by"),
            copies=said.number("copies"),
            language=said.name("language"),
            areas=tuple(str(one) for one in _list(said.value("areas"))),
            bulletins=_numbers(said.value("bulletins")),
            taken_back=_numbers(said.value("taken_back")),
        )
    except (NoKey, CryptoError):
        return None


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise Malformed("not a list")
    return value


def _numbers(value: object) -> tuple[int, ...]:
    return tuple(one for one in _list(value) if isinstance(one, int))
