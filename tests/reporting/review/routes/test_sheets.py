"""Printing a sheet, as an advocate and an outreach worker meet it."""

import io

import pypdf
import pytest

FORM = {
    "since": "2026-02-01",
    "until": "2026-03-02",
    "areas": ["downtown", "east", "none"],
    "language": "both",
    "paper": "letter",
    "copies": "2",
}


def text_of(pdf):
    return " ".join(
        " ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages
    )


@pytest.fixture
def live(group, desks):
    worker = group.report(vehicles=({"vehicle_plate": "CKB 018"},))
    desks.file()
    desks.publish(worker, summary={"en": "Locks the doors of the car."})
    return worker


@pytest.mark.parametrize("handle", ["ada", "vik"])
def test_a_sheet_is_looked_at_printed_and_listed(live, browser, valid_html, handle):
    person = browser(handle)
    page = person.get("/sheets")
    assert page.status_code == 200
    valid_html(page.text)
    assert "No. 1" in page.text
    printed = person.post("/sheets", {**FORM, "do": "print"})
    assert printed.status_code == 200
    assert printed.mimetype == "application/pdf"
    assert printed.headers["Cache-Control"] == "no-store"
    assert printed.headers["Content-Disposition"] == 'attachment; filename="1.pdf"'
    text = text_of(printed.data)
    assert "CKB 018" in text
    assert "Locks the doors of the car." in text
    listed = person.get("/sheets").text
    assert "Sheet 1" in listed
    assert ("2 copies" in listed) == (handle == "ada")


def test_what_was_taken_back_is_left_out_and_named(live, browser):
    ada = browser("ada")
    ada.get("/bulletins/1")
    ada.post("/bulletins/1/recall", {"why": "asked"})
    page = ada.get("/sheets").text
    assert "Taken back, to be crossed out on older sheets: 1." in page
    text = text_of(ada.post("/sheets", {**FORM, "do": "print"}).data)
    assert "CKB 018" not in text
    assert "cross out" in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"since": "2026-03-03"}, "This day is after the last one."),
        ({"since": "soon"}, "Write the day as"),
        ({"areas": []}, "Choose at least one area."),
        ({"areas": ["elsewhere"]}, "Choose at least one area."),
        ({"copies": "0"}, "From 1 to 60 copies"),
        ({"copies": "61"}, "From 1 to 60 copies"),
        ({"copies": "²"}, "From 1 to 60 copies"),
    ],
)
def test_what_cannot_be_printed_is_said_beside_the_form(live, browser, valid_html, changes, said):
    ada = browser("ada")
    ada.get("/sheets")
    page = ada.post("/sheets", {**FORM, **changes, "do": "print"})
    assert page.status_code == 400
    valid_html(page.text)
    assert said in page.text
    assert "None yet." in ada.get("/sheets").text


def test_looking_prints_nothing(live, browser):
    ada = browser("ada")
    ada.get("/sheets")
    page = ada.post("/sheets", {**FORM, "areas": ["east"], "do": "look"})
    assert page.status_code == 200
    assert "No bulletin is live in this period" in page.text
    assert "None yet." in page.text
