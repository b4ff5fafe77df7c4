"""How the cases of each file of vectors are read: what the three modules of vector tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crypto.envelope import Wrap
from crypto.strictjson import unb64u

if TYPE_CHECKING:
    from collections.abc import Callable

Case = dict[str, Any]


class Readers(dict[str, "Callable[[Case], None]"]):
    """The reader of each format; it raises what the package raises."""

    def of(self, *formats: str) -> Callable[[Callable[[Case], None]], Callable[[Case], None]]:
        """Register a function as the reader of these files."""

        def register(read: Callable[[Case], None]) -> Callable[[Case], None]:
            self.update(dict.fromkeys(formats, read))
            return read

        return register


def wrap_of(wrap: Case) -> Wrap:
    return Wrap(
        wrap["circle"], wrap["epoch"], bytes.fromhex(wrap["key_id"]), unb64u(wrap["sealed"])
    )
