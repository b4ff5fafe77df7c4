"""How much of one thing everybody together may ask for: global buckets, since nobody has a name.

A full bucket answers 429 with a phone number. It guards the disk, the processor and the community
phrase against a flood; it never tells two people apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Bucket = Literal["report", "file", "return", "phrase"]


@dataclass(frozen=True, slots=True)
class Rate:
    """Tokens that come back per minute, and how many a full bucket holds."""

    per_minute: int
    burst: int


THROTTLES: dict[Bucket, Rate] = {
    # A stored report takes about 25 kB. The burst is a whole province on its worst night, a hundred
    # times over; the rate lets a flood write 10 GB a day, which `doctor` and the disk alarm see.
    "report": Rate(per_minute=300, burst=5000),
    # A file takes 256 KiB to 10 MiB, most take 1: the burst is 3 GB at worst, a flood of a day 70
    # GB, and the disk alarm sees it. Those cleaned here count too, a second of a core each.
    "file": Rate(per_minute=5, burst=300),
    # A try costs 5 ms of one core, so a full flood takes a twentieth of it. Guessing is hopeless at
    # any rate: a code has 88 bits.
    "return": Rate(per_minute=600, burst=1200),
    # A phrase is what people can remember, so it could be guessed: 43,000 tries a day at most, and
    # the phrase of a sheet changes with the sheet.
    "phrase": Rate(per_minute=30, burst=120),
}
