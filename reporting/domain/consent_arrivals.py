"""On which day each consent statement arrived, and how far a yes reaches by that.

A wider use waits from the day on which it was stored, and that day is the store's word: whoever can
write to the database and has found a card could set it back. So a card remembers the days that
still matter, as (version, day): that version, and those behind it up to the next entry.
"""

from collections.abc import Sequence
from datetime import date, timedelta

Arrivals = tuple[tuple[int, date], ...]
"""From which version on which day counts, by rising version; the first is version 1."""


def honest(stored: Sequence[date], seen: Arrivals, upto: int) -> tuple[date, ...]:
    """Give the day of every version, the oldest first.

    `stored` are the days in the store, `seen` what the card remembers of versions up to `upto`:
    there its word counts alone. No statement arrives before the one that it follows.
    """
    days: list[date] = []
    for version, day in enumerate(stored, 1):
        remembered = [on for first, on in seen if first <= version]
        counts = remembered[-1] if remembered and version <= upto else day
        days.append(max(counts, days[-1]) if days else counts)
    return tuple(days)


def remembered(days: Sequence[date], today: date, wait: int) -> Arrivals:
    """Give what a card has to remember of these days: few, whatever somebody sends.

    The first, the newest that counts in full, and each later day once. A day ahead of `today` was
    not the day of arrival.
    """
    if not days:
        return ()
    newest = newest_in_force(days, today, wait)
    kept = [(1, min(days[0], today))]
    for at in range(max(newest, 1), len(days)):
        day = min(days[at], today)
        if at == newest or day != kept[-1][1]:
            kept.append((at + 1, day))
    return tuple(kept)


def newest_in_force(days: Sequence[date], today: date, wait: int) -> int:
    """Give the index of the newest statement that counts in full: by its day, or by its age."""
    return max(
        (at for at, day in enumerate(days) if day == days[0] or day + timedelta(days=wait) <= today)
    )
