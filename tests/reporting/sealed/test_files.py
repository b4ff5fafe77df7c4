from __future__ import annotations

import json
from datetime import date

import pytest

from crypto.errors import BadSignature
from crypto.padding import CLASSES, LENGTH_BYTES
from crypto.parts import read_part
from crypto.verifying import SIGNATURE_BYTES
from reporting.domain.attachment import MAX_FILE_BYTES, MAX_NOTE, Attachment, MediaType
from reporting.sealed.errors import NotDecodable
from reporting.sealed.files import MAX_HEADER, file_bytes, read_file, seal_file
from reporting.sealed.verify import check_parts

DAY = date(2026, 11, 20)
PICTURE = Attachment(MediaType.JPEG, "picture-1.jpg", b"\xff\xd8 pixels", "la plaque 💸")


@pytest.fixture(scope="module")
def part(keys, report, house):
    return seal_file(keys, report.id, PICTURE, house.manifest, DAY)


def test_the_circle_gets_the_same_file_name_and_note(part, report, house):
    place, body = house.open(report, part)
    sent = read_file(read_part(place, report.verifying_key, body))
    assert (sent.attachment, sent.day) == (PICTURE, DAY)


def test_the_worker_s_own_code_opens_no_file(part):
    assert [wrap.circle for wrap in part.wraps] == ["main"]
    assert part.compartment == "file"


def test_each_file_has_a_key_of_its_own(part, keys, report, house):
    again = seal_file(keys, report.id, PICTURE, house.manifest, DAY)
    assert again.item != part.item
    assert again.ciphertext != part.ciphertext
    assert again.wraps != part.wraps


def test_the_same_file_sent_again_with_the_same_form_is_one_item(keys, report, house):
    def sealed(file, nonce):
        return seal_file(keys, report.id, file, house.manifest, DAY, nonce=nonce).item

    other = Attachment(MediaType.JPEG, "picture-2.jpg", PICTURE.data)
    assert sealed(PICTURE, b"n" * 16) == sealed(PICTURE, b"n" * 16)
    assert sealed(PICTURE, b"n" * 16) != sealed(other, b"n" * 16)
    assert sealed(PICTURE, b"n" * 16) != sealed(PICTURE, b"m" * 16)


def test_it_passes_what_the_server_checks_without_a_key(part, keys, house):
    check_parts([part], keys.mailbox.public, house.manifest, DAY)


def test_a_file_put_under_another_report_is_noticed(part, report, house, other_keys):
    place, body = house.open(report, part)
    with pytest.raises(BadSignature):
        read_part(place, other_keys.signer.verifying_key, body)


@pytest.mark.parametrize(
    ("size", "shown"),
    [(1, 0), (250_000, 0), (262_144, 1), (2_000_000, 2), (4_000_000, 3), (MAX_FILE_BYTES, 4)],
)
def test_only_the_size_class_shows(keys, report, house, size, shown):
    file = Attachment(MediaType.PDF, "document-1.pdf", b"x" * size)
    part = seal_file(keys, report.id, file, house.manifest, DAY)
    assert len(part.ciphertext) == 1 + CLASSES["file"][shown] + 16


def test_the_largest_file_with_the_longest_note_fits_its_class():
    file = Attachment(MediaType.TEXT, "text-5.txt", b"x" * MAX_FILE_BYTES, "💸" * MAX_NOTE)
    signed = 1 + SIGNATURE_BYTES + len(file_bytes(file, DAY))
    assert LENGTH_BYTES + signed <= CLASSES["file"][-1]
    assert len(file_bytes(file, DAY)) - MAX_FILE_BYTES <= MAX_HEADER


def header(**changes):
    values = {
        "v": 1,
        "kind": "file",
        "day": "2026-11-20",
        "media_type": "image/jpeg",
        "name": "picture-1.jpg",
        "note": "",
    } | changes
    raw = json.dumps(values).encode()
    return len(raw).to_bytes(4, "big") + raw


def test_a_header_written_elsewhere_is_read():
    assert read_file(header() + b"x").attachment.name == "picture-1.jpg"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0\0\0",
        b"\xff\xff\xff\xffxx",
        b"\0\0\0\x02{}x",
        header(),
        header()[:-1],
        header(media_type="text/html") + b"x",
        header(media_type="image/svg+xml") + b"x",
        header(name="../../picture-1.jpg") + b"x",
        header(name="picture-1.html") + b"x",
        header(name="IMG_20261120_231502.jpg") + b"x",
        header(name="picture-6.jpg") + b"x",
        header(name="document-1.pdf") + b"x",
        header(note="x" * (MAX_NOTE + 1)) + b"x",
        header(note="two\nlines") + b"x",
        header(note="\u202eturned") + b"x",
        header(day="2026-13-01") + b"x",
        header(kind="account") + b"x",
        header(v=2) + b"x",
        header(place="49.28,-123.12") + b"x",
        header(note="x" * MAX_HEADER) + b"x",
    ],
)
def test_what_was_not_written_by_this_program_is_refused(content):
    with pytest.raises(NotDecodable):
        read_file(content)
