"""The highest manifest and roster sequence this machine has believed, kept beside the database.

A database that is put back to an older, validly signed list of readers would re-admit somebody
who was removed. The mark lives outside it, so going back is noticed. Where the directory cannot
be written the mark lives in memory and `/healthz` says degraded.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["manifest", "roster"]
MAX_DIGITS = 12  # day x 1000 + counter has 8; a longer file is not one of ours


class HighWater:
    """Keeps one number per kind, the maximum over all processes of this machine."""

    def __init__(self, state_dir: Path) -> None:
        """Take the directory; it need not exist yet."""
        self._dir = state_dir
        self._seen: dict[Kind, int] = {}
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
                    self._write(kind, sequence)
        except OSError:
            self.degraded = True

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

    def _write(self, kind: Kind, sequence: int) -> None:
        target = self._dir / f"{kind}.highest"
        fresh = self._dir / f"{kind}.new"
        with fresh.open("w", encoding="ascii") as file:
            file.write(f"{sequence}\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
        folder = os.open(self._dir, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
