"""How long a sheet takes: `python bench/sheets.py`. Target: 40 bulletins under 0.5 s, cold or warm.

Cold is a process that has printed nothing yet, so it has read no font; warm is the same process
again, with other text, since typst keeps what it has laid out.
"""

import platform
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from statistics import median
from time import perf_counter

from reporting.casework.print_labels import print_labels
from reporting.casework.sheet_pdf import (
    PrintedIdentifier,
    PrintedVehicle,
    Sheet,
    SheetEntry,
    sheet_pdf,
)
from reporting.casework.typesetting import Language

TARGET_SECONDS = 0.5
ROUNDS = 5


def sample(count: int, mark: str) -> Sheet:
    """Make a sheet of invented bulletins, each of full length and no two the same."""
    entries = tuple(entry(f"{mark}{at}") for at in range(count))
    return Sheet(
        title={"": "Corner House"},
        number=1,
        copies=(1,),
        issued=date(2026, 3, 2),
        destroy_after=date(2026, 3, 16),
        recalled=("7",),
        entries=entries,
        address="https://corner.example.org/report",
        phone={"": "604 555-0199"},
        help=(),
        fingerprint="9f3a 1c77 e0b2 54d8",
        audit_head="218 5b0c",
        labels=print_labels("sheet", lambda _, msgid: msgid),
    )


def entry(mark: str) -> SheetEntry:
    """Make one bulletin with every part that a bulletin has."""
    text = f"Agreed on one thing, then did another ({mark}). He locks the door from his side. " * 3
    return SheetEntry(
        number=mark,
        types={"en": f"Robbed · Threats {mark}", "fr": f"Vol · Menaces {mark}"},
        severity="dangerous",
        severity_label={"en": "Dangerous", "fr": "Dangereux"},
        when={"en": "late February 2026", "fr": "fin février 2026"},
        area={"en": "East End", "fr": "Quartier Est"},
        vehicles=(PrintedVehicle({"": f"Dodge Ram · {mark}"}, f"CKB {mark}"),),
        persons=({"": f"Mike {mark} · Man · 40s · Tall · Heavy · Red hair · Beard"},),
        identifiers=(PrintedIdentifier({"": "Phone"}, f"604 555-01{mark}"),),
        summary={"en": text, "fr": text},
    )


def seconds(work: Callable[[], bytes]) -> float:
    """Time one piece of work."""
    started = perf_counter()
    work()
    return perf_counter() - started


def cold() -> float:
    """Print 40 bulletins in a process of its own, imports not counted."""
    code = (
        "import sys; sys.path.insert(0, 'bench'); import sheets;"
        "print(sheets.seconds(lambda: sheets.sheet_pdf(sheets.sample(40, 'c'), 'letter', 'en')))"
    )
    made = subprocess.run(  # the code is the literal above
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    return float(made.stdout)


def warm(count: int, language: Language) -> float:
    """Print sheets of other text in this process; the median."""
    sheets = [sample(count, f"{count}{language}{at}x") for at in range(ROUNDS)]
    return median(seconds(partial(sheet_pdf, sheet, "letter", language)) for sheet in sheets)


def main() -> int:
    """Print the figures; 1 when a sheet of 40 misses the target."""
    print(f"{platform.machine()}, Python {platform.python_version()}")
    first = median(cold() for _ in range(ROUNDS))
    print(f"sheet of  40, cold, en:   {first * 1000:6.0f} ms")
    figures = {}
    for count in (1, 40, 200):
        for language in ("en", "both"):
            figures[count, language] = warm(count, language)
            shown = figures[count, language] * 1000
            print(f"sheet of {count:3}, warm, {language + ':':6}{shown:6.0f} ms")
    copies = replace(sample(40, "k"), copies=tuple(range(1, 21)))
    taken = seconds(partial(sheet_pdf, copies, "letter", "en"))
    print(f"20 copies of 40, en:      {taken * 1000:6.0f} ms")
    met = max(first, figures[40, "en"], figures[40, "both"]) < TARGET_SECONDS
    print(f"target of {TARGET_SECONDS} s for 40: {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
