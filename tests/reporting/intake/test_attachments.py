"""Pictures and documents with a form, without scripts: cleaned, sealed, and never on a disk."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select
from werkzeug.test import EnvironBuilder

from crypto.envelope import Place, Wrap
from crypto.parts import read_part
from crypto.private.opening import open_envelope
from reporting.domain.attachment import (
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_NOTE,
    MediaType,
)
from reporting.intake.attachments import NOTHING, RefusedFile, cleaned, notes_of
from reporting.sealed.files import read_file
from reporting.store.engine import reading
from reporting.store.models.inbox import InboxPart, InboxReport, InboxWrap
from reporting.web.formbody import Upload

ROOT = Path(__file__).resolve().parents[3]
CAMERA = "Canary Optics 9000"


@pytest.fixture
def picture():
    """Make a JPEG that says where it was taken; `noise` makes it as large as it gets."""

    def make(width=40, height=30, *, noise=False):
        image = Image.effect_noise((width, height), 90) if noise else Image.new("L", (width, height), 90)  # fmt: skip
        exif = Image.Exif()
        exif[0x0110] = CAMERA
        held = io.BytesIO()
        image.convert("RGB").save(held, "JPEG", quality=100, exif=exif)
        return held.getvalue()

    return make


@pytest.fixture
def post(client, short):
    """Post the form as a browser does that has files chosen: (bytes, name, media type)."""

    def send(*files, path="/report", **changes):
        chosen = [(io.BytesIO(data), name, kind) for data, name, kind in files]
        data = {**short, "do": "send", **changes, "attachments": chosen}
        return client.post(path, data=data, content_type="multipart/form-data")

    return send


@pytest.fixture
def sealed_files(engine, epoch, founding):
    """The files of every report, as an advocate opens them."""

    def open_file(part, wrap, report):
        assert wrap.circle == "main", "a file is sealed to the circle alone"
        place = Place(founding.pins.installation, report.id, "file", part.item)
        sealed = Wrap(wrap.circle, wrap.epoch, wrap.key_id, wrap.sealed)
        body = open_envelope(place, part.ciphertext, sealed, epoch.opening)
        return read_file(read_part(place, report.verifying_key, body)).attachment

    def read():
        with reading(engine) as session:
            rows = session.execute(
                select(InboxPart, InboxWrap, InboxReport)
                .join(InboxWrap, InboxWrap.item == InboxPart.item)
                .join(InboxReport, InboxReport.id == InboxPart.report)
                .where(InboxPart.compartment == "file")
            )
            found = [open_file(*row) for row in rows]
        return sorted(found, key=lambda file: file.name)

    return read


@pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)
def test_pictures_come_with_a_report_clean_and_nameless(post, picture, sealed_files, inbox):
    page = post(
        (picture(), "IMG_2026_me_at_home.jpg", "image/jpeg"),
        ("What he wrote: né\n".encode(), "chat.txt", "text/plain"),
    )
    assert page.status_code == 200, page.get_data(as_text=True)
    assert 'data-receipt="digits"' in page.get_data(as_text=True)
    assert "<p>2 files are with it.</p>" in page.get_data(as_text=True)
    assert "chat" not in page.get_data(as_text=True)
    first, second = sealed_files()
    assert (first.name, first.media_type) == ("picture-1.jpg", MediaType.JPEG)
    assert CAMERA.encode() not in first.data
    assert Image.open(io.BytesIO(first.data)).size == (40, 30)
    assert (second.name, second.data.decode()) == ("text-2.txt", "What he wrote: né")
    assert len(inbox()) == 1


def test_a_refused_file_says_why_and_keeps_every_word(post, picture, short, inbox, valid_html):
    page = post(
        (picture(), "a.jpg", "image/jpeg"),
        (b"MZ\x90\x00" * 50, "b.exe", "application/octet-stream"),
    )
    assert page.status_code == 422
    body = page.get_data(as_text=True)
    valid_html(body)
    assert short["what_happened"].splitlines()[1] in body
    assert "File 2: Files of this kind cannot be taken" in body
    assert "Please choose your files again: a page cannot keep them." in body
    assert "b.exe" not in body
    assert not inbox()


def test_a_form_with_a_gap_asks_for_its_files_again(post, picture, valid_html):
    page = post((picture(), "a.jpg", "image/jpeg"), incident_types=[], what_happened="")
    assert page.status_code == 422
    valid_html(page.get_data(as_text=True))
    assert "Please choose your files again" in page.get_data(as_text=True)


def test_a_form_that_is_cut_off_in_its_files_comes_back_with_every_word(
    client, short, picture, inbox, valid_html
):
    data = {
        **short,
        "attachments_note": "the plate of his van",
        "attachments": (io.BytesIO(picture(900, 900, noise=True)), "a.jpg", "image/jpeg"),
    }
    whole = EnvironBuilder("/report", method="POST", data=data).get_environ()
    body, kind = whole["wsgi.input"].read(), whole["CONTENT_TYPE"]
    half = {"CONTENT_LENGTH": str(len(body)), "wsgi.input_terminated": True}
    page = client.post(
        "/report",
        input_stream=io.BytesIO(body[: len(body) // 2]),
        content_type=kind,
        environ_overrides=half,
    )
    text = page.get_data(as_text=True)
    valid_html(text)
    assert page.status_code == 400
    for said in ("Only a part of it arrived", "Please choose your files again", "his van"):
        assert said in text
    assert short["what_happened"] in text
    assert inbox() == []


def test_more_than_five_and_larger_than_10_mb(post, picture, short, inbox):
    small = picture()
    page = post(*[(small, f"{number}.jpg", "image/jpeg") for number in range(MAX_FILES + 1)])
    assert page.status_code == 413
    assert "That was more than five files" in page.get_data(as_text=True)
    page = post((small + bytes(MAX_FILE_BYTES), "a.jpg", "image/jpeg"))
    assert page.status_code == 422
    body = page.get_data(as_text=True)
    assert "This file is larger than 10 MB." in body
    assert short["known_by"] in body
    assert not inbox()


def test_five_large_ones_are_taken(post, picture, sealed_files):
    large = picture(2300, 1500, noise=True)
    assert len(large) > 3_000_000
    files = [(large, f"{number}.jpg", "image/jpeg") for number in range(MAX_FILES)]
    assert post(*files).status_code == 200
    assert [file.name for file in sealed_files()] == [f"picture-{n}.jpg" for n in range(1, 6)]


def test_sent_twice_a_file_is_kept_once(post, picture, sealed_files):
    for _ in range(2):
        assert post((picture(), "a.jpg", "image/jpeg")).status_code == 200
    assert len(sealed_files()) == 1


def test_files_alone_are_added_later(post, picture, sealed_files, text_of):
    receipt = post().get_data(as_text=True)
    assert "with it" not in receipt
    state = re.search(r'name="state" value="([^"]+)"', receipt).group(1)
    nothing = {"incident_types": [], "what_happened": "", "when_rough": "", "area": ""}
    nothing |= {"known_by": "", "warn_others": "", "nonce": "ab" * 16}
    added = post((picture(), "a.jpg", "image/jpeg"), path="/report/add", state=state, **nothing)
    assert "Added. We have it." in added.get_data(as_text=True)
    assert "<p>1 file is with it.</p>" in added.get_data(as_text=True)
    assert [file.name for file in sealed_files()] == ["picture-1.jpg"]


def test_a_line_about_each_file_is_sealed_with_it(post, picture, sealed_files, valid_html):
    files = [(picture(), "a.jpg", "image/jpeg"), (b"His words.", "b.txt", "text/plain")]
    page = post(*files, attachments_note="the  plate\r\n" + "x" * (MAX_NOTE + 1))
    assert page.status_code == 422
    valid_html(page.get_data(as_text=True))
    assert "File 2: The line about this file is too long." in page.get_data(as_text=True)
    assert "the  plate" in page.get_data(as_text=True)
    assert post(*files, attachments_note="the  plate\r\nhis words\r\nand more").status_code == 200
    assert [file.note for file in sealed_files()] == ["the plate", "his words and more"]


@pytest.mark.parametrize(
    ("text", "count", "notes"),
    [
        ("", 2, ("", "")),
        ("one", 2, ("one", "")),
        ("one\ntwo\nthree", 1, ("one two three",)),
        ("\ntwo", 2, ("", "two")),
        ("one", 0, ()),
    ],
)
def test_each_file_has_its_line(text, count, notes):
    assert notes_of(text, count) == notes


def test_a_sixth_file_of_a_report_is_refused_with_the_words_kept(post, picture, sealed_files):
    receipt = post(*[(picture(), "a.jpg", "image/jpeg")] * MAX_FILES).get_data(as_text=True)
    state = re.search(r'name="state" value="([^"]+)"', receipt).group(1)
    new = {"what_happened": "Another thing.", "nonce": "ab" * 16, "state": state}
    page = post((b"a sixth", "b.txt", "text/plain"), path="/report/add", **new)
    assert page.status_code == 413
    assert "Your report has five files already" in page.get_data(as_text=True)
    assert "Another thing." in page.get_data(as_text=True)
    assert len(sealed_files()) == MAX_FILES


def test_cleaning_counts_files_in_the_order_of_the_box(picture):
    found = cleaned([Upload("image/jpeg", b"no"), Upload("image/jpeg", picture())])
    assert [one.number for one in found.refused] == [1]
    assert isinstance(found.refused[0], RefusedFile)
    assert [file.name for file in found.files] == ["picture-2.jpg"]
    assert cleaned([]) == NOTHING
