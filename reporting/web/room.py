"""Memory for large bodies: so many bytes at a time per process, and whoever comes later waits."""

from __future__ import annotations

from threading import Condition


class Room:
    """Counts bytes that are taken; thread-safe."""

    def __init__(self, size: int) -> None:
        """Begin empty; what is larger than `size` waits until it is alone."""
        self._size = self._free = size
        self._changed = Condition()

    def take(self, size: int, patience: float) -> int:
        """Take room for a body, waiting up to `patience` seconds; return what to give back.

        0 means that there was none.
        """
        wanted = max(1, min(size, self._size))
        with self._changed:
            if not self._changed.wait_for(lambda: self._free >= wanted, patience):
                return 0
            self._free -= wanted
            return wanted

    def give_back(self, taken: int) -> None:
        """Let others have it."""
        with self._changed:
            self._free += taken
            self._changed.notify_all()
