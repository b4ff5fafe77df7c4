"""How a measurement says what it found."""

from __future__ import annotations

import sys

_over: list[str] = []


def show(what: str, value: float, unit: str, most: float | None = None) -> None:
    """Print one figure; `most` is its limit, from the project's own promises."""
    kept = most is None or value <= most
    limit = "" if most is None else f"  (at most {most:g} {unit}{'' if kept else ', NOT KEPT'})"
    print(f"  {what:<58} {value:>10.2f} {unit}{limit}", flush=True)
    if not kept:
        _over.append(what)


def finish() -> None:
    """End the program: non-zero when a limit was not kept."""
    sys.exit(1 if _over else 0)
