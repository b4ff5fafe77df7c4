"""A report on file as publishing and forwarding may read it: opened, verified, with its consent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.casework.desk import Desk
from reporting.domain.report import Account

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.domain.consent import Consent
    from reporting.domain.report import Contact
    from reporting.store.filed_records import ReportRow


@dataclass(frozen=True, slots=True, repr=False)
class Reported:
    """One report: what was told first, what was added since, how to reach her, what she allows.

    `consent` holds today. No `repr`: what was told stays out of logs.
    """

    row: ReportRow
    account: Account
    contact: Contact
    additions: tuple[Account, ...]
    consent: Consent

    @property
    def whole(self) -> Account:
        """All that was told as one account: first answers stand, additions fill what is missing."""
        accounts = (self.account, *self.additions)
        return Account(
            {name: value for told in reversed(accounts) for name, value in told.answers.items()},
            tuple(person for told in accounts for person in told.persons),
            tuple(vehicle for told in accounts for vehicle in told.vehicles),
            tuple(dict.fromkeys(one for told in accounts for one in told.identifiers)),
        )


Opener = Callable[["Session", Desk, bytes], Reported]
"""Opens a report by its id within a transaction; raises what opening a case raises."""
