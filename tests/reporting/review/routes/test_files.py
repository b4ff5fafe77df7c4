"""A picture of a worker's, as advocates see it: from memory, in a sandbox, cleaned again."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from reporting.domain.attachment import Attachment, MediaType
from reporting.domain.case import case_ref
from reporting.sealed.files import seal_file


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
        return f"/cases/{case_ref(worker.report)}/files/{part.item.hex()}"

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
    elsewhere = address.replace(case_ref(first.report), case_ref(second.report))
    assert ada.get(elsewhere).status_code == 404
    assert ada.get(address[:-2] + "zz").status_code == 404
    assert browser("vik").get(address).status_code == 403
