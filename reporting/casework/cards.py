"""The encrypted card of a case: made from what was opened, sealed under the vault, listed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crypto.errors import CryptoError, TooLarge
from reporting.casework.desk import Desk
from reporting.casework.errors import NoKey
from reporting.casework.opening import Opened
from reporting.domain.case import LONGEST_TEXT, MOST_IDENTIFIERS, Card
from reporting.domain.coarsening import coarse_when
from reporting.domain.consent import PERMISSIONS, Consent
from reporting.domain.errors import Invalid
from reporting.domain.identifiers import Normal, normalise_all
from reporting.domain.redaction_crowd import month_of, roles_of
from reporting.domain.report import Account, text_of
from reporting.sealed.consents import Subject, arrivals_of, consent_today, witness_today
from reporting.sealed.errors import StatementRefused
from reporting.store.cases import read_cards
from reporting.store.filed_records import CardRow, ReportRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from crypto.codechange import Chain
    from reporting.domain.consent_arrivals import Arrivals

COLUMN = "card"
SEVERITIES = ("dangerous", "risky", "unpleasant")
"""Worst first; an addition can make a case worse, never better."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list; `card` is None when it cannot be opened, and the line says so."""

    report: bytes
    card: Card | None


def consent_of(desk: Desk, opened: Opened, card: Card | None) -> Consent:
    """Return what the worker allows today; the only way that casework comes by a `Consent`.

    Raises StatementRefused when anything about it cannot be verified, also when a statement or a
    narrowing is there that cannot be opened: it may be the one that takes everything back.
    """
    if not opened.keys_hold or opened.codes is None:
        raise StatementRefused("the keys of this report were changed")
    if card is not None and _went_back(opened.codes.chain, card):
        raise StatementRefused("another change of her code than the one seen before")
    if opened.account is None:
        raise StatementRefused("the account they are about cannot be opened")
    if any(part.compartment in {"consent", "narrowing"} for part in opened.unopened):
        raise StatementRefused("a statement cannot be opened")
    subject = _subject(desk, opened, card)
    wait = desk.settings.widening_days
    return consent_today(subject, opened.statements, opened.narrowings, desk.today, wait)


def _subject(desk: Desk, opened: Opened, card: Card | None) -> Subject:
    """Return what her consents must be about. Raises StatementRefused for a false witness."""
    code = 0 if opened.codes is None else opened.codes.chain.version
    return Subject(
        report=opened.report.id,
        account_digest=opened.account_digest,
        seen_version=0 if card is None else card.consent_version,
        seen_narrowings=frozenset(
            bytes.fromhex(digest) for digest in (card.narrowings if card else ())
        ),
        witness=witness_today(opened.statements, code, desk.roster),
        code=code,
        arrivals=card.arrivals if card else (),
    )


def seen_by(report: ReportRow, card: Card | None) -> ReportRow:
    """Return a report with what its card knows of her code; nothing is sealed to an older one.

    Somebody may have found that one: it is why she changed it.
    """
    return replace(report, seen_code=0 if card is None else card.code_version)


def _went_back(chain: Chain, card: Card) -> bool:
    """Say whether the changes of code end before the one on the card, or in its place."""
    same = chain.version == card.code_version and card.code_head
    return chain.version < card.code_version or bool(same and chain.head.hex() != card.code_head)


def consent_or_none(desk: Desk, opened: Opened, card: Card | None) -> Consent | None:
    """Return what she allows, None when it cannot be verified: treat as no."""
    try:
        return consent_of(desk, opened, card)
    except StatementRefused:
        return None


def card_for(desk: Desk, opened: Opened, before: Card | None, staff: Account | None = None) -> Card:
    """Make the next card of a case from what was opened; status, assignee and the like stay.

    `staff` is the structure that an advocate gave it. The version is one more than before.
    """
    consent = consent_or_none(desk, opened, before)
    allowed = frozenset(name for name in PERMISSIONS if consent and consent.allows(name))
    told = [opened.account, *(one.told for one in opened.additions)]
    accounts = [one.account for one in told if one is not None]
    structured = [*accounts, *([staff] if staff else [])]
    seen = [one.statement.version for one in opened.statements]
    kept = before or Card(report=opened.report.id, day=opened.report.day, version=0)
    return replace(
        kept,
        version=kept.version + 1,
        report_kind=_first(accounts, "report_kind"),
        severity=_worst(accounts),
        types=tuple(dict.fromkeys(t for a in accounts for t in a.values("incident_types"))),
        **_counted_by(opened, accounts, allowed),
        area=_first(accounts, "area") or _first(accounts, "area_other"),
        language=opened.account.language if opened.account else "",
        danger_now=any(a.text("danger_now") == "yes" for a in accounts),
        consents=allowed,
        consent_version=max([kept.consent_version, *(seen if consent else [])]),
        consent_wording=consent.wording if consent else "",
        witnessed=consent is not None and consent.witness is not None,
        **_code_seen(opened, kept, believed=consent is not None),
        narrowings=kept.narrowings | {n.digest.hex() for n in opened.narrowings},
        arrivals=_arrivals(desk, opened, before) if consent else kept.arrivals,
        identifiers=_identifiers(structured) if "consent_compare" in allowed else (),
        staff_entered=staff is not None,
        unreadable=bool(opened.unopened) or not opened.keys_hold or opened.account is None,
    )


def seal_card(desk: Desk, card: Card) -> CardRow:
    """Seal a card under the current epoch. Raises NoKey.

    A report with more identifiers than fit keeps as many as do: filing goes on.
    """
    vault = desk.current().vault
    body = json.dumps(card.to_json(), ensure_ascii=False, separators=(",", ":")).encode()
    try:
        sealed = vault.seal(COLUMN, COLUMN, card.report, body)
    except TooLarge:
        if not card.identifiers:
            raise
        fewer = card.identifiers[: len(card.identifiers) // 2]
        return seal_card(desk, replace(card, identifiers=fewer))
    return CardRow(card.report, vault.circle, vault.epoch, card.version, sealed)


def open_card(desk: Desk, row: CardRow) -> Card | None:
    """Open a card; None when it cannot be opened or is not the card of this row."""
    try:
        vault = desk.vault(row.circle, row.epoch)
        body = vault.open(COLUMN, COLUMN, row.report, row.ciphertext)
        card = Card.from_json(json.loads(body))
    except (NoKey, CryptoError, Invalid, ValueError, RecursionError):
        return None
    same = (card.report, card.version) == (row.report, row.version)
    return card if same else None


def all_cards(session: Session, desk: Desk) -> list[Card]:
    """Return the card of every case that opens, also of those that somebody is kept from.

    For counting and for finding what belongs together, never for showing.
    """
    return [card for row in _rows(session) if (card := open_card(desk, row)) is not None]


def list_cards(session: Session, desk: Desk) -> list[Listed]:
    """Return every case, newest day first; within a day what is unread and worst comes first."""
    lines = [Listed(row.report, open_card(desk, row)) for row in _rows(session)]
    seen = [line for line in lines if not _kept_from(line.card, desk.handle)]
    return sorted(seen, key=_order)


def _rows(session: Session) -> list[CardRow]:
    rows: list[CardRow] = []
    while chunk := read_cards(session, after=rows[-1].report if rows else b""):
        rows.extend(chunk)
    return rows


def _kept_from(card: Card | None, handle: str) -> bool:
    return card is not None and handle in card.kept_from


def _order(line: Listed) -> tuple[bool, int, bool, int, bytes]:
    card = line.card
    if card is None:
        return (False, 0, False, 0, line.report)  # on top: somebody has to look
    worst = SEVERITIES.index(card.severity) if card.severity in SEVERITIES else len(SEVERITIES)
    return (True, -card.day.toordinal(), not card.unread, worst, line.report)


def _code_seen(opened: Opened, kept: Card, *, believed: bool) -> dict[str, Any]:
    """Return what the card keeps of her code: the newest change that was seen and believed."""
    if not believed or opened.codes is None or not opened.codes.chain.version:
        return {"code_version": kept.code_version, "code_head": kept.code_head}
    chain = opened.codes.chain
    return {"code_version": chain.version, "code_head": chain.head.hex()}


def _arrivals(desk: Desk, opened: Opened, card: Card | None) -> Arrivals:
    """Return the days of arrival that the next card remembers of believed statements."""
    wait = desk.settings.widening_days
    return arrivals_of(_subject(desk, opened, card), opened.statements, desk.today, wait)


def _counted_by(
    opened: Opened, accounts: Sequence[Account], allowed: frozenset[str]
) -> dict[str, Any]:
    """Return by what a report is counted among others (domain rule 11), where it may be."""
    if "consent_compare" not in allowed:
        return {"roles": (), "month": ""}
    day = opened.report.day
    when = coarse_when(_first(accounts, "happened_on"), _first(accounts, "when_rough"), day)
    return {"roles": roles_of(accounts), "month": month_of(when, day)}


def _first(accounts: Iterable[Account], name: str) -> str:
    return next((text[:LONGEST_TEXT] for a in accounts if (text := a.text(name))), "")


def _worst(accounts: Iterable[Account]) -> str:
    said = {account.text("severity") for account in accounts}
    return next((severity for severity in SEVERITIES if severity in said), "")


def _identifiers(accounts: Sequence[Account]) -> tuple[Normal, ...]:
    named = [one for account in accounts for one in account.identifiers]
    plates = [
        plate
        for account in accounts
        for vehicle in account.vehicles
        if (plate := text_of(vehicle, "vehicle_plate"))
    ]
    found = normalise_all(named, plates)
    return tuple(one for one in found if len(one.key) <= LONGEST_TEXT)[:MOST_IDENTIFIERS]
