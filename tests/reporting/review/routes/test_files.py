"""A picture of a worker's, as advocates see it: from memory, in a sandbox, cleaned again."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from PIL import Image

from reporting.domain.attachment import Attachment, MediaType
from reporting.domain.case import case_ref
from reporting.sealed.files import KIND, seal_file
from reporting.sealed.seal import Sealer


def jpeg(**more):
    held = io.BytesIO()
    Image.new("RGB", (20, 10), "grey").save(held, "JPEG", **more)
    return held.getvalue()


@pytest.fixture
def add(group):
    """Add a file to a report, sealed by the worker's own hand; returns the page's address."""

    def seal(worker, media_type, name, data):
        file = Attachment(media_type, name, data)
        part = seal_file(worker.keys, worker.report, file, group.lists.manifest, group.today)
        assert group.gate.mailbox_add(worker.keys.token, [part], group.today)
        return f"/cases/{worker.report.hex()}/files/{part.item.hex()}"

    return seal


def test_a_picture_is_shown_in_a_sandbox_and_clean(browser, group, add, valid_html):
    exif = Image.Exif()
    exif[0x0110] = "Canary Optics"
    worker = group.report()
    address = add(worker, MediaType.JPEG, "picture-1.jpg", jpeg(exif=exif))
    ada = browser("ada")
    ada.get("/cases")
    page = ada.get(f"/cases/{case_ref(worker.report)}").text
    valid_html(page)
    assert f'href="{address}"' in page
    shown = ada.get(address)
    assert shown.status_code == 200
    assert shown.content_type == "image/jpeg"
    assert "sandbox" in shown.headers["Content-Security-Policy"].split("; ")
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["Content-Disposition"] == 'inline; filename="picture-1.jpg"'
    assert b"Canary" not in shown.data
    assert Image.open(io.BytesIO(shown.data)).size == (20, 10)


def test_what_cannot_be_made_safe_is_not_shown(browser, group, add, valid_html):
    worker = group.report()
    address = add(worker, MediaType.JPEG, "picture-1.jpg", b"<script>alert(1)</script>")
    ada = browser("ada")
    ada.get("/cases")
    page = ada.get(address)
    assert page.status_code == 422
    valid_html(page.text)
    assert "This file cannot be shown" in page.text
    assert "alert" not in page.text


def test_only_files_of_this_case_and_only_for_advocates(browser, group, add):
    first, second = group.report(), group.report()
    address = add(first, MediaType.JPEG, "picture-1.jpg", jpeg())
    ada = browser("ada")
    ada.get("/cases")
    elsewhere = address.replace(first.report.hex(), second.report.hex())
    assert ada.get(elsewhere).status_code == 404
    assert ada.get(address[:-2] + "zz").status_code == 404
    assert browser("vik").get(address).status_code == 403


def png(width, height, mode="1"):
    held = io.BytesIO()
    Image.new(mode, (width, height)).save(held, "PNG")
    return held.getvalue()


def zipped():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("evil.html", "<script>alert(1)</script>")
    return held.getvalue()


def content(data, **changes):
    """Give a file's content with a header of the sender's choosing."""
    told = {"v": 1, "kind": "file", "day": "2026-11-20", "media_type": "image/jpeg"}
    header = json.dumps(told | {"name": "picture-1.jpg", "note": ""} | changes).encode()
    return len(header).to_bytes(4, "big") + header + data


TXT = {"media_type": "text/plain", "name": "text-1.txt"}
PDF = {"media_type": "application/pdf", "name": "document-1.pdf"}
REFUSED = {
    "a picture bomb": content(png(30_000, 20_000), media_type="image/png", name="picture-1.png"),
    "10 MB of zeros as a picture": content(bytes(10_000_000)),
    "10 MB of zeros as a document": content(bytes(10_000_000), **PDF),
    "markup as a text": content(b"<html><script>alert(1)</script>", **TXT),
    "markup as a picture": content(b"<svg onload=alert(1)>", media_type="image/png", name="picture-1.png"),
    "a document called a picture": content(b"%PDF-1.4 " + bytes(99)),
}  # fmt: skip
CLOSED = {
    "no header": b"He took the money.",
    "a header without end": (2**32 - 1).to_bytes(4, "big") + bytes(999),
    "another media type": content(jpeg(), media_type="text/html"),
    "a name of its own": content(jpeg(), name="../../etc/passwd.jpg"),
    "a name for a sixth": content(jpeg(), name="picture-6.jpg"),
    "a note without end": content(jpeg(), note="x" * 501),
    "a note that turns a line around": content(jpeg(), note="\u202eevil"),
    "one name more": content(jpeg(), place="49.28,-123.12"),
    "another kind": content(jpeg(), kind="account"),
    "nothing": content(b""),
}
CLEANED = {
    "an archive behind a picture": (content(jpeg() + zipped()), "image/jpeg"),
    "a picture called another kind": (content(png(20, 10, "L")), "image/png"),
    "a comment in a picture": (content(jpeg(comment=b"<script>alert(1)</script>")), "image/jpeg"),
}


@pytest.fixture
def lie(group):
    """Seal what a lying browser says of a file; returns the pages of the case and of the file."""

    def seal(told):
        worker = group.report()
        sealer = Sealer(worker.keys, group.lists.manifest, worker.report)
        part = sealer.to_circle(KIND, told)
        assert group.gate.mailbox_add(worker.keys.token, [part], group.today)
        case = f"/cases/{case_ref(worker.report)}"
        return case, f"{case}/files/{part.item.hex()}"

    return seal


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_what_a_lying_browser_sealed_is_not_shown_and_breaks_nothing(browser, lie, valid_html):
    ada = browser("ada")
    sealed = {what: lie(told) for what, told in (REFUSED | CLOSED).items()}
    ada.get("/cases")
    for what, (case, address) in sealed.items():
        page = ada.get(case)
        assert ("cannot be opened" in page.text) == (what in CLOSED), what
        shown = ada.get(address)
        assert shown.status_code == 422, what
        assert "This file cannot be shown" in shown.text
        assert "alert" not in shown.text
    valid_html(page.text)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_what_can_be_cleaned_is_shown_clean(browser, lie):
    ada = browser("ada")
    sealed = {what: lie(told)[1] for what, (told, _) in CLEANED.items()}
    ada.get("/cases")
    for what, (_, media_type) in CLEANED.items():
        shown = ada.get(sealed[what])
        assert (shown.status_code, shown.content_type) == (200, media_type), what
        assert b"alert" not in shown.data
        assert b"evil" not in shown.data


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_what_she_said_of_a_file_stands_beside_it(browser, lie, valid_html):
    case, _ = lie(content(jpeg(), note="the plate & <b>the street</b>"))
    ada = browser("ada")
    ada.get("/cases")
    page = ada.get(case).text
    valid_html(page)
    assert "the plate &amp; &lt;b&gt;the street&lt;/b&gt;" in page
