import io
from collections.abc import Callable, Sequence
from dataclasses import replace

import pypdf
import pypdfium2 as pdfium
import pytest

from reporting.casework.police_pdf import (
    PoliceAgency,
    PoliceLine,
    PolicePackage,
    PoliceSection,
    police_pdf,
)

Pages = Callable[[bytes], list[str]]
InOrder = Callable[[str, Sequence[str]], None]


def test_the_first_page_is_what_a_constable_needs(
    package: PolicePackage, pages: Pages, assert_in_order: InOrder
) -> None:
    first, _ = pages(police_pdf(package, "letter", "en"))
    assert_in_order(
        first,
        [
            "Corner House PO Box 555 Vancouver",
            "604 555-0199 Somebody answers Monday, 6 to 11 pm",
            "Third-party report",
            "It is not an official form.",
            "City Police",
            "March 5, 2026",
            "CH-26-0031",
            "Sexual assault",
            "Late February 2026, at night",
            "In a vehicle, Downtown East",
            "City of Example",
            "Adult. Agreed to this report on March 4, 2026.",
            "Please do not try to identify the person.",
            "Questions: put them to us",
            "Reply slip",
            "CH-26-0031",
            "Your file number",
        ],
    )


def test_a_group_without_an_address_leaves_no_gap_on_the_reply_slip(
    package: PolicePackage, pages: Pages
) -> None:
    agency = replace(package.agency, address={"": ""})
    first, _ = pages(police_pdf(replace(package, agency=agency), "letter", "en"))
    assert "return to Corner House, 604 555-0199." in first
    first, _ = pages(police_pdf(package, "letter", "en"))
    assert "return to Corner House, PO Box 555, Vancouver, 604 555-0199." in first


def test_the_account_follows_on_pages_of_its_own(package: PolicePackage, pages: Pages) -> None:
    first, second = pages(police_pdf(package, "a4", "en"))
    assert "He would not stop." not in first
    assert "Own words He would not stop. Weapon A knife" in second
    assert "Plate CKB 0O?8" in second
    assert "Our file number CH-26-0031" in second
    assert "Page 2 / 2" in second


@pytest.mark.parametrize(
    ("changes", "said", "not_said"),
    [
        ({"adult": False}, "Age not given.", "Adult."),
        ({"consent_witnessed": True}, "spoken before our staff, on March 4", "to this report on"),
        ({"questions": False}, "has not agreed to be asked any", "put them to us"),
        ({"kind": "information"}, "Information about a person", "Third-party report"),
    ],
)
def test_the_cover_says_no_more_than_was_agreed(
    package: PolicePackage, pages: Pages, changes: dict[str, object], said: str, not_said: str
) -> None:
    changed = replace(package, **changes)  # type: ignore[arg-type]
    first = pages(police_pdf(changed, "letter", "en"))[0]
    assert said in first
    assert not_said not in first


def test_a_french_package_is_french(package: PolicePackage, pages: Pages) -> None:
    first, second = pages(police_pdf(package, "letter", "fr"))
    assert "Agression sexuelle" in first
    assert "4 mars 2026" in first
    assert "Ce qui s’est passé" in second


def test_own_words_of_any_length_and_kind_are_printed_whole(
    package: PolicePackage, pages: Pages
) -> None:
    typed = '#panic("x") $ @ \\ *' + "".join(f" w{at:04}" for at in range(3000))
    section = PoliceSection({"": "Told"}, (PoliceLine({"": "Words"}, {"": typed}, "quoted"),))
    text = " ".join(pages(police_pdf(replace(package, sections=(section,)), "letter", "en")))
    assert '#panic("x") $ @ \\ *' in text
    assert all(f"w{at:04}" in text for at in range(3000))


def test_the_file_tells_only_the_day_it_was_prepared(package: PolicePackage) -> None:
    reader = pypdf.PdfReader(io.BytesIO(police_pdf(package, "letter", "en")))
    assert dict(reader.metadata or {}) == {
        "/Title": "Third-party report",
        "/Creator": "Typst 0.15.1",
        "/CreationDate": "D:20260305000000Z",
        "/ModDate": "D:20260305000000Z",
    }


HOSTILE = ['#panic("x") $ @ \\ *', "W" * 2000, "\u202eevil\x00", "", "  ", "a\n\n\nb", "中文"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_that_is_typed_keeps_a_package_from_being_made(
    package: PolicePackage, hostile: str
) -> None:
    typed = {"": hostile}
    changed = replace(
        package,
        agency=PoliceAgency(typed, typed, hostile, typed),
        number=hostile,
        force=typed,
        jurisdiction=typed,
        offence=typed,
        happened=typed,
        place=typed,
        sections=(
            PoliceSection(typed, (PoliceLine(typed, typed), PoliceLine(typed, typed, "quoted"))),
            PoliceSection({}, (PoliceLine({}, {}, "code"),)),
        ),
    )
    pdf = pdfium.PdfDocument(police_pdf(changed, "a4", "both"))
    for page in pdf:
        text, (width, height) = page.get_textpage(), page.get_size()
        for at in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(at)
            if top - bottom > 0.1:
                assert left > 0
                assert right < width
                assert bottom > 0
                assert top < height
