"""The first bytes decide what a file is; what it was called can only make it refused."""

import pytest

from reporting.files.errors import Reason, Refused
from reporting.files.kinds import Kind, kind_of

JPEG, PNG = b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"
WEBP, PDF = b"RIFF\x10\0\0\0WEBPVP8 ", b"%PDF-1.7\n"


@pytest.mark.parametrize(
    ("data", "claimed", "kind"),
    [
        (JPEG, "image/jpeg", Kind.JPEG),
        (JPEG, "", Kind.JPEG),
        (JPEG, "application/octet-stream", Kind.JPEG),
        (PNG, "image/png", Kind.PNG),
        (PNG, "image/jpeg", Kind.PNG),  # as messengers name them
        (JPEG, "image/heic", Kind.JPEG),  # as a phone names what it has converted
        (WEBP, "IMAGE/WEBP; q=1", Kind.WEBP),
        (PDF, "application/pdf", Kind.PDF),
        (b"he said", "text/plain;charset=utf-8", Kind.TEXT),
        (b"\xef\xbb\xbfhe said", "", Kind.TEXT),
    ],
)
def test_a_file_is_taken_for_what_it_is(data, claimed, kind):
    assert kind_of(data, claimed) is kind


@pytest.mark.parametrize(
    ("data", "claimed", "reason"),
    [
        (b"", "image/jpeg", Reason.EMPTY),
        (JPEG, "application/zip", Reason.MISLABELLED),
        (JPEG, "image/svg+xml", Reason.MISLABELLED),
        (JPEG, "text/plain", Reason.MISLABELLED),
        (PDF, "image/jpeg", Reason.MISLABELLED),
        (PDF, "text/html", Reason.MISLABELLED),
        (b"MZ\x90", "image/jpeg", Reason.MISLABELLED),
        (b"GIF89a", "image/png", Reason.MISLABELLED),
        (b"<html>%PDF-1.4", "application/pdf", Reason.MISLABELLED),
        (b"GIF89a\x01\0", "image/gif", Reason.OTHER_KIND),
        (b"GIF89a\x01\0", "", Reason.OTHER_KIND),
        (b"PK\x03\x04\0\0", "", Reason.OTHER_KIND),
        (b"<!DOCTYPE html>", "text/plain", Reason.OTHER_KIND),
        (b" \n<svg onload=x>", "", Reason.OTHER_KIND),
        (b"<svg/>", "image/svg+xml", Reason.OTHER_KIND),
        (b"#!/bin/sh\n", "text/plain", Reason.OTHER_KIND),
        (b"{\\rtf1 x}", "text/plain", Reason.OTHER_KIND),
        (b"a note\n%PDF-1.4\n", "text/plain", Reason.OTHER_KIND),
        (b"a,b\n", "text/csv", Reason.OTHER_KIND),
        (b"\0\0\0\x18ftypheic\0", "image/heic", Reason.HEIC),
        (b"\0\0\0\x18ftypavif\0", "", Reason.HEIC),
        ("he said".encode("utf-16"), "text/plain", Reason.NOT_UTF8),
    ],
)
def test_anything_else_is_refused_with_the_reason(data, claimed, reason):
    with pytest.raises(Refused) as caught:
        kind_of(data, claimed)
    assert caught.value.reason is reason
