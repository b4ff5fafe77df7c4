"""A report on file as publishing and forwarding may read it: opened, verified, with its consent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from reporting.casework.cases import CaseFile, open_case
from reporting.casework.desk import Desk
from reporting.casework.errors import Damaged, DeletionPending, NotFiledYet
from reporting.casework.opening import open_contact
from reporting.domain.catalogue import FIELDS
from reporting.domain.report import Account, Answers, Contact
from reporting.domain.report_answer import in_order
from reporting.domain.views import WORKPLACES
from reporting.sealed.errors import StatementRefused
from reporting.sealed.wording import WordingAnswer
from reporting.store.inbox import waits
from reporting.store.returning import deletions_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.domain.consent import Consent
    from reporting.sealed.wording import Wording
    from reporting.store.filed_records import ReportRow

TOLD = frozenset({"account", "addition", "contact"})
"""Compartments without which a draft cannot be compared with what was told."""


@dataclass(frozen=True, slots=True, repr=False)
class Later:
    """What came after her newest yes that counts in full, and so is not part of it.

    `by_staff` is structure that staff gave the report since: some of it may come of what she added.
    """

    day: date
    account: Account
    by_staff: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Reported:
    """One report: what was told first, what was added since, how to reach her, what she allows.

    `additions` are those that her yes covers, `staff` the structure that staff gave to them;
    `later` is the rest: checks read it too, nothing of it is passed on to police. `consent` holds
    today. `wordings` were laid before her, `verdicts` are what she said to them. `frozen` is the
    day on which the whole report is deleted, where she asked for it. `contacts` are all that she
    ever wrote of herself: an older name is still her name. No `repr`: what was told stays out of
    logs.
    """

    row: ReportRow
    account: Account
    contact: Contact
    additions: tuple[Account, ...]
    consent: Consent
    wordings: tuple[Wording, ...] = ()
    verdicts: tuple[WordingAnswer, ...] = ()
    frozen: date | None = None
    contacts: tuple[Contact, ...] = ()
    staff: Account | None = None
    later: tuple[Later, ...] = ()

    @property
    def covered(self) -> tuple[Account, ...]:
        """What she has said yes to, one after the other, with the structure that staff gave it."""
        return (self.account, *self.additions, *([self.staff] if self.staff else []))

    @property
    def accounts(self) -> tuple[Account, ...]:
        """What was told, one after the other; where one of them counts, `whole` may hide it."""
        return (*self.covered, *(one.account for one in self.later))

    def require_not_frozen(self) -> None:
        """Raise DeletionPending when the whole report is to be deleted.

        A deletion of the contact part alone freezes nothing: no bulletin and no package has any of
        it.
        """
        if self.frozen is not None:
            raise DeletionPending(self.frozen)

    @property
    def whole(self) -> Account:
        """All that was told as one account: first answers stand, additions fill what is missing.

        Of questions with several answers all are kept: what an addition says of police, or of a
        worse harm, is not less true for coming later.
        """
        newer = any(one.by_staff for one in self.later)
        return _as_one([one for one in self.accounts if not (newer and one is self.staff)])

    @property
    def agreed(self) -> Account:
        """What she has said yes to, as one account; what came later only takes from it.

        A place that a later telling shows to be her workplace is none to be named.
        """
        return self._placed(_as_one(self.covered))

    @property
    def for_police(self) -> Account:
        """`agreed`; of a yes that staff heard, the account alone, since that is what they signed.

        What the same code added may be of one who saw it, and so may structure given since.
        """
        return self._placed(_as_one([self.account])) if self.unheard else self.agreed

    @property
    def unheard(self) -> bool:
        """Say whether something was added to a report whose consent only staff heard."""
        return self.consent.witness is not None and bool(self.additions)

    def _placed(self, told: Account) -> Account:
        if self.whole.text("place_type") in WORKPLACES:
            return replace(told, answers=_without_place(told.answers))
        return told


def _as_one(accounts: Sequence[Account]) -> Account:
    return Account(
        _merged([_without_workplace(told) for told in accounts]),
        tuple(person for told in accounts for person in told.persons),
        tuple(vehicle for told in accounts for vehicle in told.vehicles),
        tuple(dict.fromkeys(one for told in accounts for one in told.identifiers)),
    )


def _merged(told: Sequence[Answers]) -> Answers:
    merged: dict[str, str | tuple[str, ...]] = {}
    for answers in told:
        for name, value in answers.items():
            before = merged.get(name)
            if isinstance(before, tuple) and isinstance(value, tuple):
                merged[name] = in_order(FIELDS[name], [*before, *value])
            else:
                merged.setdefault(name, value)
    return merged


def _without_workplace(told: Account) -> Answers:
    """Return the answers without a name that the same telling says is that of a workplace."""
    if told.text("place_type") not in WORKPLACES:
        return told.answers
    return _without_place(told.answers)


def _without_place(answers: Answers) -> Answers:
    return {name: value for name, value in answers.items() if name != "place_detail"}


Opener = Callable[["Session", Desk, bytes], Reported]
"""Opens a report by its id within a transaction; `open_reported` outside tests."""


def require_filed(session: Session, reports: Iterable[bytes]) -> None:
    """Raise NotFiledYet while anything of these reports waits.

    Whoever is about to publish or forward has filed what waits just before; after a flood, or in
    the moment between, her no may still be in the inbox.
    """
    if any(waits(session, report) for report in reports):
        raise NotFiledYet


def open_reported(session: Session, desk: Desk, report: bytes) -> Reported:
    """Open a report for publishing or forwarding; closed where anything of it cannot be read.

    A draft has to be held against all that was told, so that a part which does not open is no
    matter to be passed over. Raises NotFound (also for who is kept from the case), StatementRefused
    when the consent does not verify, and Damaged.
    """
    case = open_case(session, desk, report)
    if case.consent is None:
        raise StatementRefused(case.refusal)
    if any(one.compartment in TOLD for one in case.opened.unopened):
        raise Damaged("a part of what was told does not open")
    if case.opened.account is None:
        raise Damaged("the account does not open")
    additions, staff, later = _by_her_yes(case, case.consent)
    contacts = tuple(_contacts(case))
    return Reported(
        row=case.opened.report,
        account=case.opened.account.account,
        contact=_latest(contacts),
        contacts=contacts,
        additions=additions,
        staff=staff,
        later=later,
        consent=case.consent,
        wordings=case.opened.wordings,
        verdicts=tuple(one.said for one in case.opened.said if isinstance(one.said, WordingAnswer)),
        frozen=next((one.due for one in deletions_of(session, report) if one.scope == "all"), None),
    )


def _by_her_yes(
    case: CaseFile, consent: Consent
) -> tuple[tuple[Account, ...], Account | None, tuple[Later, ...]]:
    """Tell what her yes covers, and the structure that staff gave to it, from what came later.

    The later of two days counts: hers is signed by her code, the store's can be written. Structure
    of the day of the first later addition may hold some of it; an older one is used instead.
    """
    covered: list[Account] = []
    later: list[Later] = []
    for one in case.opened.additions:
        day = max(one.day, one.told.day)
        if consent.covers is None or day > consent.covers:
            later.append(Later(day, one.told.account))
        else:
            covered.append(one.told.account)
    structures = [(note.day, note.account) for note in case.notes if note.account is not None]
    since = min((one.day for one in later), default=date.max)
    before = [account for day, account in structures if day < since]
    if structures and structures[-1][0] >= since:
        later.append(Later(*structures[-1], by_staff=True))
    return tuple(covered), before[-1] if before else None, tuple(later)


def _contacts(case: CaseFile) -> Iterator[Contact]:
    """Give each contact part, oldest day first. Raises Damaged.

    Nobody is shown them: the redaction check compares a draft with all of them.
    """
    for part in case.opened.contacts:
        contact = open_contact(case.opened, part)
        if contact is None:
            raise Damaged("a contact does not open")
        yield contact


def _latest(contacts: Iterable[Contact]) -> Contact:
    """Put later answers over earlier ones."""
    answers: dict[str, str | tuple[str, ...]] = {}
    for contact in contacts:
        answers |= contact.answers
    return Contact(answers)
