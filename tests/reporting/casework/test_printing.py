from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from reporting.casework.print_words import Speaker
from reporting.casework.printing import SheetFrame, sheet_entry, sheet_of
from reporting.casework.sheet_pdf import sheet_pdf
from reporting.domain.bulletin import BulletinBody, Edition
from reporting.domain.bulletin_facts import Facts
from reporting.domain.report import Answers, Identifier

FRAME = SheetFrame(
    title={"en": "Corner House", "fr": "Maison du coin"},
    number=14,
    copies=(1,),
    issued=date(2026, 6, 1),
    destroy_after=date(2026, 6, 15),
)


def edition(number: int, happening: Answers, **changes: object) -> Edition:
    facts = {
        name: changes.pop(name)
        for name in ("persons", "vehicles", "identifiers")
        if name in changes
    }
    body = BulletinBody(facts=Facts(happening, **facts), expires=date(2026, 9, 1), **changes)
    return Edition(number, 1, date(2026, 5, 20), body)


FULL = edition(
    31,
    {
        "incident_types": ("robbery", "threats"),
        "severity": "dangerous",
        "when": "early-2026-05",
        "part_of_day": "night",
        "area": "east",
        "place": "vehicle",
        "completed": "tried",
        "weapon": "a_weapon",
        "ad_handle": "mike-the-driver",
        "report_kind": "bad_date",
    },
    vehicles=(
        {
            "vehicle_plate": "CKB 0O?8",
            "vehicle_make": "Dodge",
            "vehicle_colour": "black",
            "vehicle_type": "other",
            "vehicle_region": "Alberta",
        },
    ),
    persons=(
        {
            "person_name": "Mike",
            "person_gender": "man",
            "person_hair": "other",
            "person_behaviour": "Asks for the phone first",
        },
    ),
    identifiers=(
        Identifier("phone", "555-0142", partial=True),
        Identifier("unknown", "m1ke", partial=False),
    ),
    summary={"en": "He locks the door."},
)


@pytest.fixture
def speaker() -> Speaker:
    return Speaker(
        lambda _, msgid: msgid, {"areas": {"east": {"en": "East End", "fr": "Quartier Est"}}}
    )


def test_an_edition_in_the_words_and_the_order_of_a_sheet(
    speaker: Speaker,
    pages: Callable[[bytes], list[str]],
    assert_in_order: Callable[[str, Sequence[str]], None],
) -> None:
    (text,) = pages(sheet_pdf(sheet_of(FRAME, [FULL], speaker), "letter", "en"))
    assert_in_order(
        text,
        [
            "Robbed · Threats",
            "DANGEROUS",
            "early May 2026, night · East End, in a vehicle",
            "No. 31",
            "Vehicle Dodge · Black · Alberta",
            "CKB 0O?8",
            "Person Name used: Mike · Man · Habits: Asks for the phone first",
            "Phone number, part of it 555-0142",
            "Number or name m1ke",
            "It was tried · a weapon · Name used there: mike-the-driver",
            "He locks the door.",
            "One unconfirmed report.",
        ],
    )
    assert "Other" not in text
    assert "bad date" not in text.lower()


def test_the_most_severe_come_first_and_then_the_newest(speaker: Speaker) -> None:
    sheet = sheet_of(
        FRAME,
        [
            edition(1, {"severity": "risky"}),
            edition(2, {"severity": "dangerous"}),
            edition(3, {"incident_types": ("creepy",)}),
            edition(4, {"severity": "unpleasant"}),
            edition(5, {"severity": "dangerous"}),
        ],
        speaker,
    )
    assert [entry.number for entry in sheet.entries] == ["5", "2", "1", "4", "3"]


def test_an_edition_with_almost_nothing_in_it_is_an_entry(speaker: Speaker) -> None:
    entry = sheet_entry(edition(9, {"incident_types": ("unknown",)}, unconfirmed=False), speaker)
    assert not any(entry.types.values())
    assert entry.note == {}
    nameless = replace(FRAME, title={})
    assert sheet_pdf(sheet_of(nameless, [edition(9, {})], speaker), "a4", "both")


def test_a_week_is_named_by_the_day_of_the_edition_since_paper_is_read_later() -> None:
    urgent = edition(5, {"when": "this_week", "severity": "risky"}, urgent=True)
    shown = sheet_entry(urgent, Speaker(lambda _, msgid: msgid))
    assert shown.when == {"en": "the week of May 20, 2026", "fr": "the week of 20 mai 2026"}
