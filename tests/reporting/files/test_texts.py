"""Plain text: what cannot be seen goes, the words stay."""

import pytest

from reporting.files.errors import Reason, Refused
from reporting.files.texts import MAX_TEXT_BYTES, clean_plain_text, is_bare


def test_words_tabs_and_lines_stay():
    assert (
        clean_plain_text("Il a dit :\r\n\t« non »\n💸".encode())
        == "Il a dit :\n\t« non »\n💸".encode()
    )


def test_control_and_hidden_signs_go():
    text = "\ufeffa\x1b[31mb\x07\u202ec\u200bd\U000e0041"
    assert clean_plain_text(text.encode()) == b"a[31mbcd"


def test_cleaning_twice_changes_nothing_more():
    once = clean_plain_text("  e\u0301\r\r\n x\x0b".encode())
    assert clean_plain_text(once) == once
    assert is_bare(once)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"caf\xe9", Reason.NOT_UTF8),
        (b"\xed\xa0\x80", Reason.NOT_UTF8),
        (b"x" * (MAX_TEXT_BYTES + 1), Reason.LONG_TEXT),
        (b"\x01\x02\n", Reason.EMPTY),
    ],
)
def test_other_bytes_are_refused(data, reason):
    with pytest.raises(Refused) as caught:
        clean_plain_text(data)
    assert caught.value.reason is reason


@pytest.mark.parametrize("data", [b"", b"\xff", b"a\x00b", b"a\r\n", "\u202ea".encode()])
def test_a_text_that_was_not_cleaned_is_not_bare(data):
    assert not is_bare(data)
