"""From the statements and narrowings of one report to the `Consent` that holds today.

The only place that makes a `Consent`: whoever publishes or forwards takes that value, so no
path to it goes around the checks here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reporting.domain.consent import (
    DAYS_BEFORE_WIDENING,
    Consent,
    Witness,
    effective,
    settled,
)
from reporting.domain.consent_arrivals import Arrivals, honest, newest_in_force, remembered
from reporting.sealed.errors import StatementRefused
from reporting.sealed.items import read_her_part
from reporting.sealed.witness import read_consent, witness_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from crypto.envelope import Place
    from crypto.manifest import Roster
    from reporting.domain.consent import Choices
    from reporting.sealed.replies import Narrowing
    from reporting.sealed.statements import Statement
    from reporting.sealed.witness import Attested


@dataclass(frozen=True, slots=True)
class Arrived:
    """A statement whose signature was verified, with the day on which the store received it.

    `code` says which of her codes signed it, 0 for the first. `attested` is what staff signed who
    took it down, unverified until `witness_today`; None for what she signed alone.
    """

    statement: Statement
    day: date
    code: int = 0
    attested: Attested | None = None


def verify_statement(place: Place, keys: Sequence[bytes], body: bytes, arrived: date) -> Arrived:
    """Check the worker's signature over an opened consent part and read the statement.

    `keys` are the verifying keys of her codes, first to newest. Raises CryptoError for a signature
    that is not hers or not for this place, NotDecodable for other content, StatementRefused when it
    names another report than the one it lies in.
    """
    part = read_her_part(place, keys, body)
    statement, attested = read_consent(part.content)
    if statement.report != place.report:
        raise StatementRefused("the statement is about another report")
    return Arrived(statement, arrived, part.code, attested)


def chain(statements: Sequence[Arrived]) -> tuple[Arrived, ...]:
    """Return the statements in order of version, none missing, each naming the one before.

    Raises StatementRefused for a gap, for two different statements of one version, for one that
    does not continue the one before, for one by a code that had been changed before it, and when
    there is none at all.
    """
    ordered = sorted(statements, key=lambda arrived: arrived.statement.version)
    if not ordered:
        raise StatementRefused("there is no consent statement")
    previous, code = b"", 0
    for version, arrived in enumerate(ordered, start=1):
        statement = arrived.statement
        if arrived.code < code:
            raise StatementRefused("a statement by a code that was changed before it")
        code = arrived.code
        if statement.version != version or statement.previous != previous:
            raise StatementRefused("a consent statement is missing, doubled or out of order")
        previous = statement.digest
    return tuple(ordered)


def witness_today(statements: Sequence[Arrived], code: int, roster: Roster) -> Witness | None:
    """Return who heard a consent that staff took down; None when the worker's own code speaks.

    Staff held the first code, so all that it signs counts as witnessed until she changes it:
    `code` is how often she has. Raises StatementRefused when the witness does not verify.
    """
    first = next((one for one in statements if one.statement.version == 1), None)
    if first is None or first.attested is None or code:
        return None
    return witness_of(first.attested, roster)


@dataclass(frozen=True, slots=True)
class Subject:
    """What the consents must be about, as the filed case knows it.

    `account_digest` is the SHA-256 of the account's content as it was opened. `seen_version` is
    the highest statement version that the case's card has on record (0 before filing), and
    `seen_narrowings` the digests of the narrowings on it, so that a database that hides newer
    statements or a narrowing is noticed. `arrivals` are the days of arrival that it remembers of
    them: a database that sets one back shortens no wait. `witness` is set for a report that staff
    took down and whose code the worker has not changed yet. `code` counts the changes of her code:
    the newest statement must be by the newest, which states the consents anew when it comes into
    force.
    """

    report: bytes
    account_digest: bytes
    seen_version: int = 0
    seen_narrowings: frozenset[bytes] = frozenset()
    witness: Witness | None = None
    code: int = 0
    arrivals: Arrivals = ()


def consent_today(
    subject: Subject,
    statements: Sequence[Arrived],
    narrowings: Sequence[Narrowing],
    today: date,
    wait: int = DAYS_BEFORE_WIDENING,
) -> Consent:
    """Return what the worker allows today: her chain of statements less staff's narrowings.

    `wait` is the number of days before a wider use, or lifting a narrowing, counts. Raises
    StatementRefused when the chain is broken, ends before the version seen earlier, is about
    another report or account, or when a narrowing seen earlier is missing.
    """
    ordered = chain(statements)
    latest = ordered[-1].statement
    _refuse_other_subject(subject, [arrived.statement for arrived in ordered])
    if latest.version < subject.seen_version:
        raise StatementRefused("an older consent than the one seen before")
    if ordered[-1].code != subject.code:
        raise StatementRefused("the newest statement is not by the code in force")
    if not subject.seen_narrowings <= {narrowing.digest for narrowing in narrowings}:
        raise StatementRefused("a narrowing that was recorded is missing")
    days = _days(subject, ordered)
    in_force = newest_in_force(days, today, wait)
    # Acknowledging lifts a narrowing, which is a wider use, so it waits like one: somebody who
    # found the card cannot lift at once what the worker had staff take back.
    acknowledged = ordered[in_force].statement.acknowledged
    standing = [n.removed for n in narrowings if n.digest not in acknowledged]
    choices = [arrived.statement.choices for arrived in ordered]
    versions = list(zip(days, choices, strict=True))
    return Consent(
        choices=effective(settled(versions, today, wait), standing),
        version=latest.version,
        report=subject.report,
        account_digest=subject.account_digest,
        day=latest.day,
        language=latest.language,
        wording=latest.wording,
        witness=subject.witness,
        covers=days[in_force],
    )


def arrivals_of(
    subject: Subject,
    statements: Sequence[Arrived],
    today: date,
    wait: int = DAYS_BEFORE_WIDENING,
) -> Arrivals:
    """Return the days of arrival that a card has to remember. Raises StatementRefused."""
    return remembered(_days(subject, chain(statements)), today, wait)


def _days(subject: Subject, ordered: Sequence[Arrived]) -> tuple[date, ...]:
    """Return when each statement arrived, by the card as far as it has seen them."""
    return honest([one.day for one in ordered], subject.arrivals, subject.seen_version)


def next_statement(latest: Statement, choices: Choices, day: date) -> Statement:
    """Return the statement that follows `latest` with other choices; its digest is unset."""
    return replace(
        latest,
        version=latest.version + 1,
        previous=latest.digest,
        day=day,
        choices=choices,
        digest=b"",
    )


def _refuse_other_subject(subject: Subject, statements: Sequence[Statement]) -> None:
    for statement in statements:
        if statement.report != subject.report:
            raise StatementRefused("the statement is about another report")
        if statement.account_digest != subject.account_digest:
            raise StatementRefused("the statement is about another account")
