"""What a picture or document is called, and how large it may be."""

import pytest

from reporting.domain.attachment import (
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_NOTE,
    Attachment,
    MediaType,
    is_neutral_name,
    neutral_name,
)
from reporting.domain.errors import Invalid


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        (MediaType.JPEG, "picture-1.jpg"),
        (MediaType.PNG, "picture-1.png"),
        (MediaType.PDF, "document-1.pdf"),
        (MediaType.TEXT, "text-1.txt"),
    ],
)
def test_a_name_says_the_kind_and_nothing_else(media_type, name):
    assert neutral_name(media_type, 1) == name
    assert is_neutral_name(media_type, name)
    assert is_neutral_name(media_type, neutral_name(media_type, MAX_FILES))
    assert not is_neutral_name(media_type, neutral_name(media_type, MAX_FILES + 1))
    assert not is_neutral_name(media_type, f"ana-{name}")


def test_a_file_is_taken_as_it_is():
    file = Attachment(MediaType.PNG, "picture-2.png", b"x", "his car")
    assert (file.data, file.note) == (b"x", "his car")


@pytest.mark.parametrize(
    ("name", "data", "note"),
    [
        ("IMG_2031.png", b"x", ""),
        ("picture-1.jpg", b"x", ""),
        ("picture-1.png", b"", ""),
        ("picture-1.png", bytes(MAX_FILE_BYTES + 1), ""),
        ("picture-1.png", b"x", "n" * (MAX_NOTE + 1)),
        ("picture-1.png", b"x", "a\u200bb"),
        ("picture-1.png", b"x", " blank "),
    ],
)
def test_a_file_that_is_not_as_we_make_them_is_no_attachment(name, data, note):
    with pytest.raises(Invalid) as caught:
        Attachment(MediaType.PNG, name, data, note)
    assert [problem.field for problem in caught.value.problems] == ["attachments"]


def test_nothing_of_a_file_is_in_what_is_logged_of_it():
    file = Attachment(MediaType.PNG, "picture-2.png", b"secret", "secret")
    assert "secret" not in repr(file)
