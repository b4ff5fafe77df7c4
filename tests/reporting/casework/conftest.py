"""What is printed in these tests: one invented organisation, its sheet and its entries."""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from reporting.casework.police_pdf import (
    PoliceAgency,
    PoliceLine,
    PolicePackage,
    PoliceSection,
)
from reporting.casework.print_labels import print_labels
from reporting.casework.sheet_pdf import (
    HelpLine,
    PrintedIdentifier,
    PrintedVehicle,
    Sheet,
    SheetEntry,
)
from reporting.casework.typesetting import Words

MakeSheet = Callable[..., Sheet]


def marked(language: str, msgid: str) -> str:
    """A translator whose French is told from its English."""
    return msgid if language == "en" else f"fr:{msgid}"


def words(english: str, french: str) -> Words:
    """One text in both languages."""
    return {"en": english, "fr": french}


@pytest.fixture
def entry() -> SheetEntry:
    """A bulletin that has everything a bulletin can have."""
    return SheetEntry(
        number="2026-014",
        types=words("Sexual assault · Robbery", "Agression sexuelle · Vol qualifié"),
        severity="dangerous",
        severity_label=words("dangerous", "dangereux"),
        when=words("late February 2026", "fin février 2026"),
        area=words("Downtown East", "Centre-ville Est"),
        vehicles=(
            PrintedVehicle(
                words("Dodge Ram, black, pick-up", "Dodge Ram, noire, camionnette"), "CKB 0O?8"
            ),
        ),
        persons=(words("Goes by Mike · heavy build", "Se fait appeler Mike · forte carrure"),),
        identifiers=(
            PrintedIdentifier(words("Phone", "Téléphone"), "604 555-0142"),
            PrintedIdentifier(words("Handle", "Pseudonyme"), "@mikey_l1l0O"),
        ),
        summary=words("Would not stop when told.", "Ne s’est pas arrêté : « ça suffit », cœur."),
        note=words("One unconfirmed report.", "Un seul signalement, non confirmé."),
    )


@pytest.fixture
def make_sheet(entry: SheetEntry) -> MakeSheet:
    """Make the sheet of the given entries; any other part can be named."""

    def make(entries: Sequence[SheetEntry] = (entry,), **changes: object) -> Sheet:
        sheet = Sheet(
            title=words("Corner House", "Maison du coin"),
            number=14,
            copies=(3,),
            issued=date(2026, 3, 2),
            destroy_after=date(2026, 3, 16),
            recalled=("2026-003", "2026-007"),
            entries=tuple(entries),
            address="https://corner.example.org/report",
            phone=words("604 555-0199, Monday", "604 555-0199, lundi"),
            help=(
                HelpLine(
                    words("Crisis line", "Ligne de crise"),
                    "604 555-0110",
                    words("day and night", "jour et nuit"),
                ),
            ),
            fingerprint="9f3a 1c77",
            audit_head="218 5b0c",
            labels=print_labels("sheet", marked),
        )
        return replace(sheet, **changes)  # type: ignore[arg-type]

    return make


@pytest.fixture
def package() -> PolicePackage:
    """A report with own words, a vehicle and an exact place."""
    return PolicePackage(
        kind="report",
        agency=PoliceAgency(
            name=words("Corner House", "Maison du coin"),
            address={"": "PO Box 555\nVancouver"},
            phone="604 555-0199",
            hours=words("Monday, 6 to 11 pm", "lundi, 18 h à 23 h"),
        ),
        number="CH-26-0031",
        force=words("City Police", "Police de la ville"),
        jurisdiction=words("City of Example", "Ville d’Exemple"),
        prepared=date(2026, 3, 5),
        offence=words("Sexual assault", "Agression sexuelle"),
        happened=words("Late February 2026, at night", "Fin février 2026, la nuit"),
        place=words("In a vehicle, Downtown East", "Dans un véhicule"),
        adult=True,
        consent_day=date(2026, 3, 4),
        consent_witnessed=False,
        questions=True,
        sections=(
            PoliceSection(
                words("What happened", "Ce qui s’est passé"),
                (
                    PoliceLine(
                        words("Own words", "Ses mots"), {"": "He would not stop."}, "quoted"
                    ),
                    PoliceLine(words("Weapon", "Arme"), words("A knife", "Un couteau")),
                ),
            ),
            PoliceSection(
                words("Vehicle", "Véhicule"),
                (PoliceLine(words("Plate", "Plaque"), {"": "CKB 0O?8"}, "code"),),
            ),
        ),
        labels=print_labels("police", marked),
    )


@pytest.fixture
def pages() -> Callable[[bytes], list[str]]:
    """Read the text of each page of a PDF, white space made even."""

    def read(pdf: bytes) -> list[str]:
        reader = pypdf.PdfReader(io.BytesIO(pdf))
        return [" ".join(page.extract_text().split()) for page in reader.pages]

    return read


@pytest.fixture
def assert_in_order() -> Callable[[str, Sequence[str]], None]:
    """Check that every part stands in the text, one after the other."""

    def check(text: str, parts: Sequence[str]) -> None:
        at = 0
        for part in parts:
            found = text.find(part, at)
            assert found >= 0, f"{part!r} is not after {text[max(0, at - 60) : at]!r}"
            at = found + len(part)

    return check
