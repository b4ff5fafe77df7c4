import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pypdf
import pypdfium2 as pdfium
import pytest

from reporting.casework.sheet_pdf import (
    PrintedIdentifier,
    PrintedVehicle,
    Sheet,
    SheetEntry,
    qr_code,
    sheet_pdf,
)
from reporting.casework.typesetting import Language, Paper

MakeSheet = Callable[..., Sheet]
Pages = Callable[[bytes], list[str]]
InOrder = Callable[[str, Sequence[str]], None]

# Points; the margins that paper.typ sets and the gap between the two columns.
SIDE = 1.4 / 2.54 * 72
FOOT = 1.9 / 2.54 * 72
GUTTER = 0.04

HOSTILE = [
    '#let x = 1 #import "/etc/passwd"',
    "$ x^2 $ *bold* _em_ `raw` = title",
    "@ref <label> \\u{41} // comment /* more */ [block] ~ -- ---",
    ']) #panic("boom") ([',
    "{{ template }} %s ${HOME}",
    "W" * 2000,
    "https://example.org/" + "a-b_c?d=" * 60,
    "\u202eevil\u202c \x00\x07\x1b[31m",
    "שלום עולם 604 555-0142",
    "a" + "\u0301" * 40,
    "中文 👩‍👩‍👧",
    "line one\nline two\r\nline three",
    "",
    " \n ",
]


def boxes(page: pdfium.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """The box of each sign of a page that leaves ink: left, bottom, right, top."""
    text = page.get_textpage()
    for at in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(at)
        if top - bottom > 0.1 and right - left > 0.1:
            yield left, bottom, right, top


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_everything_stands_on_the_sheet_in_the_order_people_read_it(
    make_sheet: MakeSheet, pages: Pages, assert_in_order: InOrder
) -> None:
    (text,) = pages(sheet_pdf(make_sheet(), "letter", "en"))
    for part in ["Corner House", "Sheet 14", "Copy 3", "Page 1/1", "Issued March 2, 2026"]:
        assert part in text
    assert "To report https://corner.example.org/report or call 604 555-0199, Monday" in text
    assert "Destroy after March 16, 2026" in text
    assert "Reports are from workers and are not proven." in text
    assert "is a letter or digit that nobody is sure of" in text
    assert "2026-003, 2026-007" in text
    assert "Do not photograph. Do not post where the public can see." in text
    assert_in_order(
        text,
        [
            "Sexual assault · Robbery",
            "DANGEROUS",
            "late February 2026 · Downtown East",
            "No. 2026-014",
            "Vehicle Dodge Ram, black, pick-up",
            "CKB 0O?8",
            "Person Goes by Mike",
            "Phone 604 555-0142",
            "Handle @mikey_l1l0O",
            "Would not stop when told.",
            "One unconfirmed report.",
            "Where to get help",
            "Crisis line 604 555-0110 day and night",
            "9f3a 1c77",
            "218 5b0c",
        ],
    )


def test_a_french_sheet_is_french_with_its_accents(make_sheet: MakeSheet, pages: Pages) -> None:
    (text,) = pages(sheet_pdf(make_sheet(), "letter", "fr"))
    assert "Ne s’est pas arrêté : « ça suffit », cœur." in text
    assert "fr:Issued 2 mars 2026" in text
    assert "Téléphone 604 555-0142" in text
    assert "Sexual assault" not in text


def test_both_languages_stand_side_by_side_and_a_number_only_once(
    make_sheet: MakeSheet, pages: Pages
) -> None:
    (text,) = pages(sheet_pdf(make_sheet(), "letter", "both"))
    assert "Would not stop when told." in text
    assert "Ne s’est pas arrêté" in text
    assert "Issued / fr:Issued 2026-03-02" in text
    assert text.count("CKB 0O?8") == 1
    assert text.count("604 555-0142") == 1


def test_a_text_that_is_missing_in_one_language_is_printed_in_the_other(
    make_sheet: MakeSheet, entry: SheetEntry, pages: Pages
) -> None:
    english_only = replace(entry, summary={"en": "Only in English."})
    (text,) = pages(sheet_pdf(make_sheet([english_only]), "a4", "fr"))
    assert "Only in English." in text


@pytest.mark.parametrize(
    ("paper", "width", "height"), [("letter", 612, 792), ("a4", 595.28, 841.89)]
)
def test_paper_has_the_size_it_says(
    make_sheet: MakeSheet, paper: Paper, width: float, height: float
) -> None:
    page = pypdf.PdfReader(io.BytesIO(sheet_pdf(make_sheet(), paper, "en"))).pages[0]
    assert float(page.mediabox.width) == pytest.approx(width, abs=0.1)
    assert float(page.mediabox.height) == pytest.approx(height, abs=0.1)


@pytest.mark.parametrize("language", ["en", "both"])
@pytest.mark.parametrize("count", [0, 1, 40, 200])
def test_each_of_many_entries_is_printed_once_and_whole(
    make_sheet: MakeSheet, entry: SheetEntry, pages: Pages, count: int, language: Language
) -> None:
    entries = [
        replace(entry, number=f"begin-{at:03}", note={"": f"finish-{at:03}"}) for at in range(count)
    ]
    printed = pages(sheet_pdf(make_sheet(entries), "letter", language))
    for at in range(count):
        holding = [page for page in printed if f"begin-{at:03}" in page]
        assert len(holding) == 1
        assert f"finish-{at:03}" in holding[0]
    assert ("Nothing to warn about" in printed[0]) is (count == 0)
    assert all(f"Page {at}/{len(printed)}" in page for at, page in enumerate(printed, 1))


@pytest.mark.parametrize("language", ["en", "both"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_shown_as_typed_and_stays_in_its_column(
    make_sheet: MakeSheet, entry: SheetEntry, hostile: str, language: Language
) -> None:
    typed = {"en": hostile, "fr": hostile + "é"}
    everywhere = replace(
        entry,
        number=hostile,
        types=typed,
        severity_label=typed,
        when=typed,
        area=typed,
        vehicles=(PrintedVehicle(typed, hostile),),
        persons=(typed, typed),
        identifiers=(PrintedIdentifier(typed, hostile),),
        summary=typed,
        note=typed,
    )
    pdf = pdfium.PdfDocument(sheet_pdf(make_sheet([entry, everywhere, entry]), "a4", language))
    for page in pdf:
        width, _ = page.get_size()
        for left, bottom, right, _ in boxes(page):
            assert left >= SIDE - 1
            assert right <= width - SIDE + 1
            assert bottom > 0
    if hostile.strip() and hostile.isascii() and hostile.isprintable() and len(hostile) < 100:
        text = squeezed("".join(page.get_textpage().get_text_range() for page in pdf))
        assert text.count(squeezed(hostile)) >= 9


def test_nothing_crosses_from_one_column_into_the_other(
    make_sheet: MakeSheet, entry: SheetEntry
) -> None:
    wide = replace(
        entry,
        vehicles=(PrintedVehicle({"": "x"}, "WWW" * 20),),
        identifiers=(PrintedIdentifier({"": "URL"}, "https://example.org/" + "w" * 200),),
        summary={"": "Donaudampfschifffahrtsgesellschaftskapitän" * 3},
    )
    pdf = pdfium.PdfDocument(sheet_pdf(make_sheet([wide] * 12), "letter", "en"))
    page = pdf[1]
    width, height = page.get_size()
    gap = GUTTER * (width - 2 * SIDE)
    for left, bottom, right, top in boxes(page):
        if bottom > FOOT and top < height - FOOT:
            assert right <= width / 2 - gap / 2 + 1 or left >= width / 2 + gap / 2 - 1


def test_an_entry_longer_than_a_page_runs_on_and_loses_nothing(
    make_sheet: MakeSheet, entry: SheetEntry, pages: Pages
) -> None:
    long = replace(entry, summary={"": " ".join(f"w{at:04}" for at in range(2000))})
    text = " ".join(pages(sheet_pdf(make_sheet([long]), "letter", "en")))
    assert all(f"w{at:04}" in text for at in range(2000))


def test_each_copy_has_its_own_number_and_its_own_pages(
    make_sheet: MakeSheet, entry: SheetEntry, pages: Pages
) -> None:
    printed = pages(sheet_pdf(make_sheet([entry] * 8, copies=(5, 6)), "letter", "en"))
    half = len(printed) // 2
    assert half >= 2
    assert all("Copy 5" in page and "Copy 6" not in page for page in printed[:half])
    assert all("Copy 6" in page and "Copy 5" not in page for page in printed[half:])
    assert f"Page 1/{half}" in printed[half]


def test_the_file_tells_no_author_no_time_of_day_and_no_number_that_counts(
    make_sheet: MakeSheet,
) -> None:
    made = sheet_pdf(make_sheet(), "letter", "en")
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert dict(reader.metadata or {}) == {
        "/Title": "Corner House",
        "/Creator": "Typst 0.15.1",
        "/CreationDate": "D:20260302000000Z",
        "/ModDate": "D:20260302000000Z",
    }
    described = reader.xmp_metadata
    assert described is not None
    assert described.dc_creator in (None, [])
    assert sheet_pdf(make_sheet(), "letter", "en") == made


def test_it_is_tagged_for_screen_readers(make_sheet: MakeSheet) -> None:
    root = pypdf.PdfReader(io.BytesIO(sheet_pdf(make_sheet(), "letter", "fr"))).root_object
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "fr"
    assert "/StructTreeRoot" in root


def test_it_is_black_and_white(make_sheet: MakeSheet) -> None:
    picture = pdfium.PdfDocument(sheet_pdf(make_sheet(), "letter", "en"))[0].render().to_pil()
    red, green, blue = (picture.convert("RGB").getchannel(one).tobytes() for one in range(3))
    assert all(one == other for one, other in pairwise((red, green, blue)))


@pytest.mark.parametrize("address", ["", "https://example.org/" + "a" * 4000])
def test_a_sheet_without_a_readable_qr_code_still_prints(
    make_sheet: MakeSheet, address: str
) -> None:
    assert qr_code(address) == {}
    assert sheet_pdf(make_sheet(address=address), "letter", "en")
