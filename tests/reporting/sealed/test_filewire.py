from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.attachment import MAX_FILE_BYTES, MAX_NOTE, Attachment, MediaType
from reporting.sealed.errors import NotSealed
from reporting.sealed.files import seal_file
from reporting.sealed.filewire import MAX_BODY, MAX_HEADER, file_body, read_file_body

DAY = date(2026, 11, 20)
TOKEN = bytes(range(32))


@pytest.fixture(scope="module")
def part(keys, report, house):
    file = Attachment(MediaType.JPEG, "picture-1.jpg", b"\xff\xd8 pixels")
    return seal_file(keys, report.id, file, house.manifest, DAY)


def test_a_file_travels_unchanged(part):
    posted = read_file_body(file_body(TOKEN, part))
    assert (posted.token, posted.part) == (TOKEN, part)


def test_the_largest_file_fits_into_the_largest_body(keys, report, house):
    file = Attachment(MediaType.TEXT, "text-5.txt", b"x" * MAX_FILE_BYTES, "💸" * MAX_NOTE)
    body = file_body(TOKEN, seal_file(keys, report.id, file, house.manifest, DAY))
    assert len(body) <= MAX_BODY


def changed(part, **values):
    body = file_body(TOKEN, part)
    end = 4 + int.from_bytes(body[:4], "big")
    header = json.dumps(json.loads(body[4:end]) | values).encode()
    return len(header).to_bytes(4, "big") + header + body[end:]


LIES = {
    "another kind": {"kind": "sealed parts"},
    "another version": {"v": 2},
    "a short token": {"token": "00"},
    "a token in capitals": {"token": "AB" * 32},
    "a short item": {"item": "00"},
    "no wraps": {"wraps": []},
    "words for wraps": {"wraps": "main"},
    "three wraps": {"wraps": [{}] * 3},
    "a name more": {"name": "me-at-home.jpg"},
    "a compartment": {"compartment": "account"},
    "a header that is too long": {"token": "0" * MAX_HEADER},
}


@pytest.mark.parametrize("lie", LIES)
def test_another_header_is_refused(part, lie):
    with pytest.raises(NotSealed):
        read_file_body(changed(part, **LIES[lie]))


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_only_ever_refused(content):
    with pytest.raises(NotSealed):
        read_file_body(content)
