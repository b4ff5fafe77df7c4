"""The highest sequences this machine has believed, kept beside the database.

A database that is put back to an older, validly signed list of readers would re-admit somebody
who was removed; older settings would bring back an old number to call, and an edition that was
taken back its text. The marks live outside it, so going back is noticed. Where the directory
cannot be written they live in memory and `/healthz` says degraded.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reporting.sealed.editions import higher

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Kind = Literal["manifest", "roster", "settings"]
MAX_DIGITS = 12  # day x 1000 + counter has 8; a longer file is not one of ours
FLOORS = "bulletins"


class HighWater:
    """Keeps one number per kind, the maximum over all processes of this machine."""

    def __init__(self, state_dir: Path) -> None:
        """Take the directory; it need not exist yet."""
        self._dir = state_dir
        self._seen: dict[Kind, int] = {}
        self._floors: dict[int, int] = {}
        self.degraded = False

    def read(self, kind: Kind) -> int:
        """Return the highest sequence seen, 0 when none."""
        try:
            written = self._read_file(kind)
        except OSError:
            self.degraded = True
            written = 0
        return max(written, self._seen.get(kind, 0))

    def raise_to(self, kind: Kind, sequence: int) -> None:
        """Remember `sequence` when it is higher: maximum under a lock, fsync, rename."""
        if sequence <= self._seen.get(kind, 0):
            return
        self._seen[kind] = sequence
        try:
            with self._locked():
                if sequence > self._read_file(kind):
                    self._write(f"{kind}.highest", f"{sequence}\n")
        except OSError:
            self.degraded = True

    def floors(self) -> dict[int, int]:
        """Return the lowest edition that may still be shown of a bulletin, by its number."""
        try:
            self._floors = higher(self._floors, self._read_floors())
        except OSError:
            self.degraded = True
        return dict(self._floors)

    def raise_floors(self, floors: Mapping[int, int]) -> None:
        """Remember floors where they are higher, like `raise_to`.

        Whoever calls has seen a signature for each: nobody else can have a bulletin forgotten.
        """
        raised = higher(self._floors, floors)
        if raised == self._floors:
            return
        self._floors = raised
        try:
            with self._locked():
                written = self._read_floors()
                if (raised := higher(written, raised)) != written:
                    lines = (f"{number} {raised[number]}\n" for number in sorted(raised))
                    self._write(f"{FLOORS}.lowest", "".join(lines))
        except OSError:
            self.degraded = True

    def _read_floors(self) -> dict[int, int]:
        """Return what the file says; a line that is not one of ours degrades, the others count."""
        try:
            written = (self._dir / f"{FLOORS}.lowest").read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            return {}
        found = {}
        for line in written.splitlines():
            number, _, edition = line.partition(" ")
            if max(len(number), len(edition)) <= MAX_DIGITS and _decimal(number, edition):
                found[int(number)] = int(edition)
            else:
                self.degraded = True
        return found

    def _read_file(self, kind: Kind) -> int:
        """Return what the file says, 0 where there is none; what is not a number degrades."""
        try:
            written = (self._dir / f"{kind}.highest").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return 0
        except UnicodeDecodeError:
            written = ""
        if not written.isdigit() or len(written) > MAX_DIGITS:
            self.degraded = True
            return 0
        return int(written)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._dir / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, name: str, text: str) -> None:
        target = self._dir / name
        fresh = target.with_suffix(".new")
        with fresh.open("w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
        folder = os.open(self._dir, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _decimal(*texts: str) -> bool:
    return all(text.isascii() and text.isdecimal() for text in texts)
