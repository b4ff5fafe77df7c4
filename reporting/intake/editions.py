"""Published bulletins, shown only when two people on the signed roster stand behind them.

The database is not trusted here either: somebody who can write to it could put a text about
anybody under the organisation's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.domain.bulletin import Edition
from reporting.sealed.editions import put_back, verified

if TYPE_CHECKING:
    from reporting.intake.verified import Verified


@dataclass(frozen=True, slots=True)
class Editions:
    """What may be shown: whole editions, newest number first; numbers whose text was taken back.

    `over` are numbers that are no longer current. `refused` counts what did not verify, and what
    was put back after it was corrected or recalled: its number stays as taken back.
    """

    shown: tuple[Edition, ...] = ()
    taken_back: tuple[int, ...] = ()
    over: tuple[int, ...] = ()
    refused: int = 0

    def of(self, number: int) -> Edition | None:
        """Return the edition of a number, or None when its text is not shown."""
        return next((edition for edition in self.shown if edition.number == number), None)


def read_editions(seen: Verified) -> Editions:
    """Check every visible edition against the roster; nothing is shown without one."""
    shown, taken_back, over, refused = [], [], [], 0
    for record in seen.editions:
        edition = verified(record, seen.roster) if seen.roster is not None else None
        if put_back(record, seen.floors):
            refused += 1
            taken_back.append(record.number)
        elif record.body is None:
            taken_back.append(record.number)
        elif edition is None:
            refused += 1
        elif edition.body.expires < seen.today:
            over.append(record.number)
        else:
            shown.append(edition)
    return Editions(tuple(shown), tuple(taken_back), tuple(over), refused)
